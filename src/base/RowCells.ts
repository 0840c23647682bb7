import { packRows, type ScannedRows } from '../files/scanRows.ts';
import type { DamagedCell } from '../files/splitRows.ts';
import { blankCell, CellDictionary, decodeCell, type CellKind, headerCell, nullCell, problemCell, totalCell } from './CellDictionary.ts';
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

/** The cells of a block by column, and those of one row at a time, as codes of what each column knows. */
export class RowCells {
  /** one for each column of the file, then the one that reads the day of an order a second time, with its hour */
  readonly #dictionaries: readonly CellDictionary[];
  /** the file's column that each dictionary reads */
  readonly #sources: readonly number[];
  readonly #codes: Int32Array;
  /** codes by column and row of the block; ~scale stands for a number that is units / 10^scale */
  readonly #columnCodes: Int32Array[];
  readonly #columnUnits: Float64Array[];
  /** of the rows of a block: all bits of their cells together, how many are filled, and how many there are */
  #any = new Uint8Array(0);
  #all = new Uint8Array(0);
  #filled = new Uint16Array(0);
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
      return new CellDictionary(name, column ? (raw) => stageCell(raw, column) : (raw) => ({ text: raw }), { kind: cellKindOf(column), plainScale: plainScaleOf(column), plainTexts: !column || (column.type === 'text' && !column.dropZero && !column.restoreZero), sign: column?.sign ?? '.' });
    });
    if (timed) dictionaries.push(new CellDictionary('', (raw) => withTime(readCell(raw, timed))));
    this.#dictionaries = dictionaries;
    this.#width = plan.width;
    this.#sources = dictionaries.map((_, index) => (index < plan.width ? index : (timed?.index ?? -1)));
    this.#codes = new Int32Array(dictionaries.length);
    this.#columnCodes = dictionaries.map(() => new Int32Array(0));
    this.#columnUnits = dictionaries.map(() => new Float64Array(0));
  }

  open(block: ScannedRows): void {
    this.#block = block;
    const rows = block.ends.length;
    if (rows > this.#any.length) {
      this.#any = new Uint8Array(rows * 2);
      this.#all = new Uint8Array(rows * 2);
      this.#filled = new Uint16Array(rows * 2);
    }
    this.#any.fill(0, 0, rows);
    this.#all.fill(255, 0, rows);
    this.#filled.fill(0, 0, rows);
    for (const [at, dictionary] of this.#dictionaries.entries()) {
      dictionary.encoding = block.encoding;
      dictionary.trim();
      let codes = this.#columnCodes[at] ?? new Int32Array(0);
      let units = this.#columnUnits[at] ?? new Float64Array(0);
      if (codes.length < rows) {
        codes = new Int32Array(rows * 2);
        this.#columnCodes[at] = codes;
        if (dictionary.kind === 'number') this.#columnUnits[at] = units = new Float64Array(rows * 2);
      }
      dictionary.readColumn(block, this.#sources[at] ?? at, codes, units);
      if (at < this.#width) this.#gatherFlags(dictionary.flags, codes, at);
    }
  }

  #gatherFlags(flags: Uint8Array, codes: Int32Array, column: number): void {
    const any = this.#any;
    const all = this.#all;
    const filled = this.#filled;
    const { ends } = this.#block;
    const blank = blankCell;
    let first = 0;
    for (let row = 0; row < ends.length; row += 1) {
      const code = codes[row] ?? 0;
      const end = ends[row] ?? 0;
      const told = code < 0 ? 0 : (flags[code] ?? 0);
      any[row] = (any[row] ?? 0) | told;
      if (column < end - first) all[row] = (all[row] ?? 0) & told;
      if ((told & blank) === 0) filled[row] = (filled[row] ?? 0) + 1;
      first = end;
    }
  }

  /** Marks the rows of the block that must be looked at one by one: furniture, perhaps, or cells that cannot be read. */
  markOdd(odd: Uint8Array, mayBeRemark: boolean): void {
    const { ends } = this.#block;
    const noted = totalCell | problemCell;
    const header = headerCell;
    const least = mayBeRemark ? 2 : 1;
    let first = 0;
    for (let row = 0; row < ends.length; row += 1) {
      const end = ends[row] ?? 0;
      odd[row] = ((this.#any[row] ?? 0) & noted) !== 0 || ((this.#all[row] ?? 0) & header) !== 0 || (this.#filled[row] ?? 0) < least || end - first > this.#width ? 1 : 0;
      first = end;
    }
  }

  /** Codes of a column in the block: of a dictionary's cells, or ~scale of a number that is units / 10^scale. */
  codesOf(place: number): Int32Array {
    return this.#columnCodes[place] ?? nothingThere;
  }

  unitsOf(place: number): Float64Array {
    return this.#columnUnits[place] ?? noNumbers;
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

  /** Goes to a row: the codes of its cells, and what is to be known of them together. */
  lookUp(row: number): RowSight {
    const { bytes, bounds, ends } = this.#block;
    this.#from = row === 0 ? 0 : (ends[row - 1] ?? 0);
    this.#to = ends[row] ?? 0;
    const sight = this.#sight;
    let firstIsTotal: boolean | null = null;
    for (const [at, dictionary] of this.#dictionaries.entries()) {
      let code = this.#columnCodes[at]?.[row] ?? 0;
      if (code < 0) {
        const place = (this.#from + (this.#sources[at] ?? at)) * 2;
        code = dictionary.find(bytes, bounds[place] ?? 0, bounds[place + 1] ?? 0);
      }
      this.#codes[at] = code;
      const flags = dictionary.flags[code] ?? 0;
      if (firstIsTotal === null && at < this.#width && (flags & blankCell) === 0) firstIsTotal = (flags & totalCell) !== 0;
    }
    sight.filled = this.#filled[row] ?? 0;
    sight.header = ((this.#all[row] ?? 0) & headerCell) !== 0;
    sight.total = ((this.#any[row] ?? 0) & totalCell) !== 0;
    sight.firstIsTotal = firstIsTotal === true;
    sight.problem = ((this.#any[row] ?? 0) & problemCell) !== 0;
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

  /** A cell of any row of the block as text. */
  rawAt(row: number, column: number): string {
    const { bytes, bounds, ends, encoding } = this.#block;
    const from = row === 0 ? 0 : (ends[row - 1] ?? 0);
    const place = (from + column) * 2;
    return from + column < (ends[row] ?? 0) ? decodeCell(bytes, bounds[place] ?? 0, bounds[place + 1] ?? 0, encoding) : '';
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

const nothingThere = new Int32Array(0);
const noNumbers = new Float64Array(0);

function cellKindOf(column: PlannedColumn | undefined): CellKind {
  if (column?.type === 'number' || column?.type === 'integer') return 'number';
  return column?.type === 'date' || (column?.type === 'timestamp' && column.target === 'order_date') ? 'day' : 'text';
}

/** Decimals up to which a plain number stands for itself in a column; -1: never. */
function plainScaleOf(column: PlannedColumn | undefined): number {
  if (!column || (column.type !== 'number' && column.type !== 'integer') || column.discount !== 'fraction') return -1;
  return column.field?.type === 'integer' ? 0 : 15;
}

const withTime = (cell: CellValue): CellValue => (cell.text === null ? { text: null } : { text: `${cell.text} ${cell.time ?? '00:00:00'}` });
