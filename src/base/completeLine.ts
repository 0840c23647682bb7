import type { CellValue } from './readCell.ts';
import { multiply, rescale, signOf, subtract, toDecimal, type Decimal } from './values/readNumber.ts';

interface LineAmounts {
  readonly qty: Decimal | null;
  readonly unit_price: Decimal | null;
  readonly discount: Decimal | null;
  readonly discountKind: 'fraction' | 'percent' | 'amount';
  readonly net: CellValue | null;
  readonly gross: Decimal | null;
  readonly vat: Decimal | null;
  readonly unit_cost: Decimal | null;
  readonly cost: Decimal | null;
}

interface CompletedLine {
  readonly net: Decimal | null;
  /** read: as in the file · repaired: written with another decimal sign, proven by the line itself · derived: from other columns */
  readonly netFrom: 'read' | 'repaired' | 'gross and VAT' | 'quantity × price' | 'gross' | 'nothing';
  readonly cost: Decimal | null;
  readonly costDerived: boolean;
}

const one: Decimal = { units: 1n, scale: 0 };
/** Derived amounts are exact up to this many decimals, then rounded half away from zero. */
const derivedScale = 8;

const rounded = (value: Decimal): Decimal => (value.scale <= derivedScale ? value : { units: rescale(value, derivedScale), scale: derivedScale });

/** Completes the money of one line from what the line has. Exact: no floating point. */
export function completeLine(line: LineAmounts): CompletedLine {
  const expected = expectedAmount(line);
  const costDerived = line.cost === null && line.unit_cost !== null && line.qty !== null;
  const cost = line.cost ?? (line.unit_cost && line.qty ? rounded(multiply(line.unit_cost, line.qty)) : null);
  const { net, netFrom } = netAmount(line, expected);
  return { net, netFrom, cost, costDerived };
}

function netAmount(line: LineAmounts, expected: Decimal | null): Pick<CompletedLine, 'net' | 'netFrom'> {
  const read = line.net?.number;
  if (read) {
    const other = expected && !isNear(read, expected) ? otherReading(line.net) : null;
    return other && expected && isNear(other, expected) ? { net: other, netFrom: 'repaired' } : { net: read, netFrom: 'read' };
  }
  if (line.gross && line.vat) return { net: subtract(line.gross, line.vat), netFrom: 'gross and VAT' };
  if (expected) return { net: expected, netFrom: 'quantity × price' };
  return line.gross ? { net: line.gross, netFrom: 'gross' } : { net: null, netFrom: 'nothing' };
}

function expectedAmount({ qty, unit_price, discount, discountKind }: LineAmounts): Decimal | null {
  if (!qty || !unit_price) return null;
  const full = multiply(qty, unit_price);
  if (!discount) return rounded(full);
  if (discountKind === 'amount') return rounded(subtract(full, discount));
  const fraction = discountKind === 'percent' ? { units: discount.units, scale: discount.scale + 2 } : discount;
  return rounded(multiply(full, subtract(one, fraction)));
}

/** `1,344` in a file of decimal commas may be a thousand all the same. */
function otherReading(cell: CellValue | null): Decimal | null {
  if (!cell?.written || signOf(cell.written.body) !== 'either') return null;
  const dot = toDecimal(cell.written, '.');
  return dot && cell.number && dot.units === cell.number.units && dot.scale === cell.number.scale ? toDecimal(cell.written, ',') : dot;
}

function isNear(a: Decimal, b: Decimal): boolean {
  const difference = subtract(a, b);
  const size = b.units < 0n ? -b.units : b.units;
  const gap = difference.units < 0n ? -difference.units : difference.units;
  // a cent, or a millionth of the amount
  return rescale({ units: gap, scale: difference.scale }, 8) <= 1_100_000n + rescale({ units: size, scale: b.scale }, 8) / 1_000_000n;
}
