import { eitherCell, nullCell } from './CellDictionary.ts';
import { completeLine } from './completeLine.ts';
import type { StageColumn } from './StageColumn.ts';
import { numberText } from './readCell.ts';
import type { RowCells } from './RowCells.ts';
import { scannedText } from './scanNumber.ts';
import { decimalToNumber, type Decimal } from './values/readNumber.ts';

type LineField = 'qty' | 'unit_price' | 'discount_pct' | 'net_amount' | 'gross_amount' | 'vat_amount' | 'unit_cost' | 'cost';

/** The money of order lines: what a line lacks is worked out from what it has. */
export class LineAmounts {
  /** how often amounts were not simply read, by where they come from */
  readonly netFrom = new Map<string, number>();
  /** stage column of the current row that was empty in the file and got filled, or -1 */
  filled = -1;
  readonly #cells: RowCells;
  /** by stage column: a text (or NULL) that goes before the cell's own; undefined: none */
  readonly #derived: (string | null | undefined)[];
  /** columns of the file that hold a line's amounts; -1: none does */
  readonly #line: Readonly<Record<LineField, number>>;
  /** stage columns that a line's amounts go to */
  readonly #lineAt: { readonly net: number; readonly cost: number; readonly discount: number };
  readonly #netPlanned: boolean;
  readonly #discountKind: 'fraction' | 'percent' | 'amount';

  constructor(cells: RowCells, columns: readonly StageColumn[], derived: (string | null | undefined)[]) {
    this.#cells = cells;
    this.#derived = derived;
    const at = (field: LineField): number => columns.findIndex((column) => column.name === `order_lines.${field}`);
    const place = (field: LineField): number => columns[at(field)]?.planned?.index ?? -1;
    this.#line = { qty: place('qty'), unit_price: place('unit_price'), discount_pct: place('discount_pct'), net_amount: place('net_amount'), gross_amount: place('gross_amount'), vat_amount: place('vat_amount'), unit_cost: place('unit_cost'), cost: place('cost') };
    this.#lineAt = { net: at('net_amount'), cost: at('cost'), discount: at('discount_pct') };
    this.#netPlanned = place('net_amount') >= 0;
    this.#discountKind = columns[this.#lineAt.discount]?.planned?.discount ?? 'fraction';
  }

  /** Works out what the line lacks, into the row's derived texts. */
  complete(): void {
    const { net, cost, discount } = this.#lineAt;
    this.filled = -1;
    if (net >= 0) this.#derived[net] = undefined;
    if (cost >= 0) this.#derived[cost] = undefined;
    const netKnown = (this.#lineFlags('net_amount') & nullCell) === 0;
    const wantsNet = net >= 0 && (!netKnown || (this.#lineFlags('net_amount') & eitherCell) !== 0);
    const wantsCost = cost >= 0 && (this.#lineFlags('cost') & nullCell) !== 0;
    if (wantsNet || wantsCost) {
      if (!this.#completeFast(wantsNet && !netKnown, wantsNet && netKnown, wantsCost)) this.#completeExactly();
    }
    if (discount >= 0 && this.#discountKind === 'amount') this.#derived[discount] = this.#discountShare();
  }

  #lineCode(field: LineField): number {
    const at = this.#line[field];
    return at < 0 ? 0 : this.#cells.codeAt(at);
  }

  #lineFlags(field: LineField): number {
    return this.#cells.flagsAt(this.#line[field]);
  }

  #lineNumber(field: LineField): Decimal | null {
    return this.#cells.numberAt(this.#line[field]);
  }

  /** Products of small decimals without big integers; false where only exact arithmetic will do. */
  #completeFast(fillNet: boolean, checkNet: boolean, fillCost: boolean): boolean {
    if (checkNet) return false;
    const at = this.#line;
    let net: string | null = null;
    if (fillNet) {
      if ((this.#lineFlags('gross_amount') & nullCell) === 0 || this.#discountKind === 'amount') return false;
      const qty = this.#cells.dictionaryAt(at.qty);
      const price = this.#cells.dictionaryAt(at.unit_price);
      if (!qty || !price) return false;
      const qtyCode = this.#lineCode('qty');
      const priceCode = this.#lineCode('unit_price');
      let units = (qty.units[qtyCode] ?? Number.NaN) * (price.units[priceCode] ?? Number.NaN);
      let scale = (qty.scales[qtyCode] ?? 0) + (price.scales[priceCode] ?? 0);
      const discount = this.#cells.dictionaryAt(at.discount_pct);
      const discountCode = this.#lineCode('discount_pct');
      if (discount && ((discount.flags[discountCode] ?? nullCell) & nullCell) === 0 && discount.units[discountCode] !== 0) {
        const digits = (discount.scales[discountCode] ?? 0) + (this.#discountKind === 'percent' ? 2 : 0);
        units *= 10 ** digits - (discount.units[discountCode] ?? Number.NaN);
        scale += digits;
      }
      if (!Number.isSafeInteger(units) || scale > 8) return false;
      net = smallDecimalText(units, scale);
    }
    let cost: string | null = null;
    if (fillCost) {
      const one = this.#cells.dictionaryAt(at.unit_cost);
      const qty = this.#cells.dictionaryAt(at.qty);
      const units = (one?.units[this.#lineCode('unit_cost')] ?? Number.NaN) * (qty?.units[this.#lineCode('qty')] ?? Number.NaN);
      const scale = (one?.scales[this.#lineCode('unit_cost')] ?? 0) + (qty?.scales[this.#lineCode('qty')] ?? 0);
      if (!Number.isSafeInteger(units) || scale > 8) return false;
      cost = smallDecimalText(units, scale);
    }
    if (net !== null) this.#setNet(net, 'quantity × price');
    if (cost !== null) this.#setCost(cost);
    return true;
  }

  #completeExactly(): void {
    const line = completeLine({
      qty: this.#lineNumber('qty'),
      unit_price: this.#lineNumber('unit_price'),
      discount: this.#lineNumber('discount_pct'),
      discountKind: this.#discountKind,
      net: this.#cells.cellAt(this.#line.net_amount),
      gross: this.#lineNumber('gross_amount'),
      vat: this.#lineNumber('vat_amount'),
      unit_cost: this.#lineNumber('unit_cost'),
      cost: this.#lineNumber('cost'),
    });
    if (this.#lineAt.net >= 0 && line.net && line.netFrom !== 'read') this.#setNet(numberText(line.net), line.netFrom);
    if (this.#lineAt.cost >= 0 && line.cost && line.costDerived) this.#setCost(numberText(line.cost));
  }

  #setNet(text: string, from: string): void {
    const { net } = this.#lineAt;
    this.#derived[net] = text;
    this.netFrom.set(from, (this.netFrom.get(from) ?? 0) + 1);
    if (from !== 'repaired' && this.#netPlanned) this.filled = net;
  }

  #setCost(text: string): void {
    this.#derived[this.#lineAt.cost] = text;
  }

  #discountShare(): string | null | undefined {
    const discount = this.#lineNumber('discount_pct');
    if (!discount) return undefined;
    const qty = this.#lineNumber('qty');
    const price = this.#lineNumber('unit_price');
    const full = qty && price ? decimalToNumber(qty) * decimalToNumber(price) : 0;
    return full === 0 ? null : String(decimalToNumber(discount) / full);
  }
}

/** Canonical text of units / 10^scale, without idle zeros. */
function smallDecimalText(units: number, scale: number): string {
  let left = units;
  let digits = scale;
  while (digits > 0 && left % 10 === 0) {
    left /= 10;
    digits -= 1;
  }
  return scannedText(left === 0 ? 0 : left, digits);
}
