import { eitherCell, nullCell } from './CellDictionary.ts';
import { completeLine } from './completeLine.ts';
import type { StageColumn } from './StageColumn.ts';
import { numberText } from './readCell.ts';
import type { RowCells } from './RowCells.ts';
import { scannedText } from './scanNumber.ts';
import { decimalToNumber, type Decimal } from './values/readNumber.ts';

type LineField = 'qty' | 'unit_price' | 'discount_pct' | 'net_amount' | 'gross_amount' | 'vat_amount' | 'unit_cost' | 'cost';

interface NumberColumn {
  readonly codes: Int32Array;
  readonly direct: Float64Array;
  readonly units: Float64Array;
  readonly scales: Int32Array;
  readonly flags: Uint8Array;
}

const none = new Float64Array(0);
const noScales = new Int32Array(0);
const noFlags = new Uint8Array(0);

/** The money of order lines: what a line lacks is worked out from what it has. */
export class LineAmounts {
  /** how often amounts were not simply read, by where they come from */
  readonly netFrom = new Map<string, number>();
  /** stage column of the current row that was empty in the file and got filled, or -1 */
  filled = -1;
  /** how the current row's amount was come by, where it was not simply read */
  netNow: string | null = null;
  /** of the plain rows of a block: units and scale of amounts that stand in no column */
  #netUnits = new Float64Array(0);
  #netUnitScales = new Uint8Array(0);
  #costUnits = new Float64Array(0);
  #costUnitScales = new Uint8Array(0);
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

  /**
   * Works out the amounts of the block's plain rows, column by column: the same as `complete` would.
   * Rows where that takes more than small products are marked as odd.
   */
  completeBlock(rows: number, odd: Uint8Array): void {
    const { net, cost, discount } = this.#lineAt;
    if (discount >= 0 && this.#discountKind === 'amount') odd.fill(1, 0, rows);
    if (this.#netUnits.length < rows) {
      this.#netUnits = new Float64Array(rows * 2);
      this.#netUnitScales = new Uint8Array(rows * 2);
      this.#costUnits = new Float64Array(rows * 2);
      this.#costUnitScales = new Uint8Array(rows * 2);
    }
    if (net >= 0) {
      if (this.#netPlanned) this.#markFlags('net_amount', nullCell | eitherCell, rows, odd);
      else {
        this.#markTold('gross_amount', rows, odd);
        this.#multiply(['qty', 'unit_price', 'discount_pct'], this.#netUnits, this.#netUnitScales, rows, odd, true);
      }
    }
    if (cost < 0) return;
    if (this.#line.cost < 0) this.#multiply(['unit_cost', 'qty'], this.#costUnits, this.#costUnitScales, rows, odd, false);
    else if (this.#line.unit_cost >= 0) this.#markFlags('cost', nullCell, rows, odd);
  }

  /** Amounts of plain rows of the block that stand in no column of the file; null: the stage column is no such one. */
  workedOut(position: number): { readonly units: Float64Array; readonly scales: Uint8Array } | null {
    if (position === this.#lineAt.net && !this.#netPlanned) return { units: this.#netUnits, scales: this.#netUnitScales };
    return position === this.#lineAt.cost && this.#line.cost < 0 ? { units: this.#costUnits, scales: this.#costUnitScales } : null;
  }

  /** Stage column of the amount. */
  get netAt(): number {
    return this.#lineAt.net;
  }

  /** Counts a run of plain rows. */
  countRun(rows: number): void {
    if (this.#lineAt.net >= 0 && !this.#netPlanned) this.netFrom.set('quantity × price', (this.netFrom.get('quantity × price') ?? 0) + rows);
  }

  #markFlags(field: LineField, flags: number, rows: number, odd: Uint8Array): void {
    const place = this.#line[field];
    const dictionary = this.#cells.dictionaryAt(place);
    const codes = this.#cells.codesOf(place);
    if (!dictionary) return;
    for (let row = 0; row < rows; row += 1) {
      const code = codes[row] ?? 0;
      if (code >= 0 && ((dictionary.flags[code] ?? 0) & flags) !== 0) odd[row] = 1;
    }
  }

  #markTold(field: LineField, rows: number, odd: Uint8Array): void {
    const place = this.#line[field];
    const dictionary = this.#cells.dictionaryAt(place);
    const codes = this.#cells.codesOf(place);
    const missing = nullCell;
    if (!dictionary) return;
    for (let row = 0; row < rows; row += 1) {
      const code = codes[row] ?? 0;
      if (code < 0 || ((dictionary.flags[code] ?? missing) & missing) === 0) odd[row] = 1;
    }
  }

  /** Products of two columns, less a discount; a product that is missing is odd where the row needs it. */
  #multiply([one, two, less]: readonly [LineField, LineField, LineField?], into: Float64Array, scales: Uint8Array, rows: number, odd: Uint8Array, needed: boolean): void {
    const first = this.#columnOf(one);
    const second = this.#columnOf(two);
    const third = less === undefined ? null : this.#columnOf(less);
    const more = this.#discountKind === 'percent' ? 2 : 0;
    for (let row = 0; row < rows; row += 1) {
      const a = first.codes[row] ?? 0;
      const b = second.codes[row] ?? 0;
      let units = (a < 0 ? (first.direct[row] ?? 0) : (first.units[a] ?? Number.NaN)) * (b < 0 ? (second.direct[row] ?? 0) : (second.units[b] ?? Number.NaN));
      let scale = (a < 0 ? ~a : (first.scales[a] ?? 0)) + (b < 0 ? ~b : (second.scales[b] ?? 0));
      if (third) {
        const c = third.codes[row] ?? 0;
        const share = c < 0 ? (third.direct[row] ?? 0) : (third.units[c] ?? Number.NaN);
        const told = c < 0 || ((third.flags[c] ?? nullCell) & nullCell) === 0;
        if (told && share !== 0) {
          const digits = (c < 0 ? ~c : (third.scales[c] ?? 0)) + more;
          units *= 10 ** digits - share;
          scale += digits;
        }
      }
      if (Number.isSafeInteger(units) && scale <= 8) {
        while (scale > 0 && units % 10 === 0) {
          units /= 10;
          scale -= 1;
        }
      } else if (Number.isNaN(units) && !needed && this.#isMissing(first, a, second, b)) units = Number.NaN;
      else odd[row] = 1;
      into[row] = units === 0 ? 0 : units;
      scales[row] = scale;
    }
  }

  #isMissing(first: NumberColumn, a: number, second: NumberColumn, b: number): boolean {
    return (a >= 0 && ((first.flags[a] ?? nullCell) & nullCell) !== 0) || (b >= 0 && ((second.flags[b] ?? nullCell) & nullCell) !== 0);
  }

  #columnOf(field: LineField): NumberColumn {
    const place = this.#line[field];
    const dictionary = this.#cells.dictionaryAt(place);
    return { codes: this.#cells.codesOf(place), direct: this.#cells.unitsOf(place), units: dictionary?.units ?? none, scales: dictionary?.scales ?? noScales, flags: dictionary?.flags ?? noFlags };
  }

  /** Works out what the line lacks, into the row's derived texts. */
  complete(): void {
    const { net, cost, discount } = this.#lineAt;
    this.filled = -1;
    this.netNow = null;
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
    if (!this.#netPlanned) return;
    this.netNow = text;
    if (from !== 'repaired') this.filled = net;
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
