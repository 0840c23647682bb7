import { packRows, type ScannedRows } from '../files/scanRows.ts';
import type { DamagedCell } from '../files/splitRows.ts';
import { blankCell, CellDictionary, decodeCell, headerCell, nullCell, problemCell, totalCell } from './CellDictionary.ts';
import type { PlannedColumn, TablePlan } from './planColumns.ts';
import { numberText, readCell, type CellValue } from './readCell.ts';
import type { Decimal } from './values/readNumber.ts';

/** What is to be known of a row before any of its values. */
export interface RowSight {
  filled: number;
  header: boolean;
  total: boolean;
  firstIsTotal: boolean;
  problem: boolean;
}

/** The cells of one row at a time, as codes of what each column knows. */
export class RowCells {
  /** one for each column of the file, then the one that reads the day of an order a second time, with its hour */
  readonly #dictionaries: readonly CellDictionary[];
  /** the file's column that each dictionary reads */
  readonly #sources: readonly number[];
  readonly #codes: Int32Array;
  readonly #width: number;
  readonly #sight: RowSight = { filled: 0, header: false, total: false, firstIsTotal: false, problem: false };
  #block: ScannedRows = packRows({ rows: [], numbers: [], damaged: [] });
  #from = 0;
  #to = 0;

  constructor(plan: TablePlan, header: readonly string[]) {
    const planned = new Map(plan.columns.map((column) => [column.index, column]));
    const timed = plan.columns.find((column) => column.type === 'timestamp' && column.target === 'order_date');
    const dictionaries = header.map((name, index) => {
      const column = planned.get(index);
      return new CellDictionary(name, column ? (raw) => stageCell(raw, column) : (raw) => ({ text: raw }), plainScaleOf(column));
    });
    if (timed) dictionaries.push(new CellDictionary('', (raw) => withTime(readCell(raw, timed))));
    this.#dictionaries = dictionaries;
    this.#width = plan.width;
    this.#sources = dictionaries.map((_, index) => (index < plan.width ? index : (timed?.index ?? -1)));
    this.#codes = new Int32Array(dictionaries.length);
  }

  open(block: ScannedRows): void {
    for (const dictionary of this.#dictionaries) {
      dictionary.encoding = block.encoding;
      dictionary.trim();
    }
    this.#block = block;
  }

  /** whether the row has more cells than the table has columns */
  get overlong(): boolean {
    return this.#to - this.#from > this.#width;
  }

  dictionaryAt(place: number): CellDictionary | undefined {
    return this.#dictionaries[place];
  }

  codeAt(place: number): number {
    return this.#codes[place] ?? 0;
  }

  /** Those of a cell of nothing where there is no such column. */
  flagsAt(place: number): number {
    return place < 0 ? nullCell : (this.#dictionaries[place]?.flags[this.#codes[place] ?? 0] ?? nullCell);
  }

  isNullAt(place: number): boolean {
    return (this.flagsAt(place) & nullCell) !== 0;
  }

  numberAt(place: number): Decimal | null {
    return this.#dictionaries[place]?.numberAt(this.#codes[place] ?? 0) ?? null;
  }

  cellAt(place: number): CellValue | null {
    return this.#dictionaries[place]?.cellAt(this.#codes[place] ?? 0) ?? null;
  }

  textAt(place: number): string | null {
    return this.#dictionaries[place]?.textAt(this.#codes[place] ?? 0) ?? null;
  }

  problemAt(place: number): string | undefined {
    return this.#dictionaries[place]?.problemAt(this.#codes[place] ?? 0);
  }

  /** Goes to the row of cells [from, to): their codes, and what is to be known of them together. */
  lookUp(from: number, to: number): RowSight {
    this.#from = from;
    this.#to = to;
    const { bytes, bounds } = this.#block;
    const width = Math.min(this.#to - from, this.#dictionaries.length);
    const codes = this.#codes;
    const sight = this.#sight;
    let filled = 0;
    let all = 255;
    let any = 0;
    let firstIsTotal = false;
    for (let column = 0; column < this.#dictionaries.length; column += 1) {
      const dictionary = this.#dictionaries[column];
      if (!dictionary) continue;
      const index = this.#sources[column] ?? column;
      const place = (from + index) * 2;
      const code = index < this.#to - from ? dictionary.find(bytes, bounds[place] ?? 0, bounds[place + 1] ?? 0) : 0;
      codes[column] = code;
      if (column >= this.#width) continue;
      const flags = dictionary.flags[code] ?? 0;
      any |= flags;
      if (column < width) all &= flags;
      if ((flags & blankCell) === 0) {
        if (filled === 0) firstIsTotal = (flags & totalCell) !== 0;
        filled += 1;
      }
    }
    sight.filled = filled;
    sight.header = (all & headerCell) !== 0;
    sight.total = (any & totalCell) !== 0;
    sight.firstIsTotal = firstIsTotal;
    sight.problem = (any & problemCell) !== 0;
    return sight;
  }

  extraCells(): { column: number; value: string }[] {
    const extra: { column: number; value: string }[] = [];
    for (let column = this.#width; column < this.#to - this.#from; column += 1) {
      const value = this.raw(column).trim();
      if (value !== '') extra.push({ column, value });
    }
    return extra;
  }

  /** A cell of the file as text. */
  raw(column: number): string {
    const { bytes, bounds, encoding } = this.#block;
    const place = (this.#from + column) * 2;
    return this.#from + column < this.#to ? decodeCell(bytes, bounds[place] ?? 0, bounds[place + 1] ?? 0, encoding) : '';
  }

  applyDamage(damaged: readonly DamagedCell[]): void {
    for (const cell of damaged) {
      for (const [position, source] of this.#sources.entries()) if (source === cell.column) this.#codes[position] = this.#dictionaries[position]?.addDamaged(cell.reason) ?? 0;
    }
  }
}

/** A cell as the stage holds it: moments in full, discounts as fractions. */
function stageCell(raw: string, column: PlannedColumn): CellValue {
  const cell = readCell(raw, column);
  if (column.type === 'timestamp' && column.target !== 'order_date') return withTime(cell);
  if (column.target === 'discount_pct' && column.discount === 'percent' && cell.number) return { ...cell, text: numberText({ units: cell.number.units, scale: cell.number.scale + 2 }) };
  return cell;
}

/** Decimals up to which a plain number stands for itself in a column; -1: never. */
function plainScaleOf(column: PlannedColumn | undefined): number {
  if (!column || (column.type !== 'number' && column.type !== 'integer') || column.discount !== 'fraction') return -1;
  return column.field?.type === 'integer' ? 0 : 15;
}

const withTime = (cell: CellValue): CellValue => (cell.text === null ? { text: null } : { text: `${cell.text} ${cell.time ?? '00:00:00'}` });
