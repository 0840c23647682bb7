import type { ScannedRows } from '../files/scanRows.ts';
import type { DamagedCell } from '../files/splitRows.ts';
import type { Reject } from './Base.ts';
import { groupedCell, nullCell, otherSignCell } from './CellDictionary.ts';
import { CellNotes } from './CellNotes.ts';
import type { ExactSum } from './ExactSum.ts';
import { DayRange } from './DayRange.ts';
import { LineAmounts } from './LineAmounts.ts';
import { MoneyTotals } from './MoneyTotals.ts';
import { OrderFill } from './OrderFill.ts';
import { planColumns, type TablePlan } from './planColumns.ts';
import type { Recognition } from './Recognition.ts';
import { RowCells, type RowSight } from './RowCells.ts';
import { tableOf } from './schema.ts';
import { stageColumn, type StageColumn } from './StageColumn.ts';
import type { StageWriter } from './StageWriter.ts';
import { TotalRows } from './TotalRows.ts';

/** Rejects listed for one file; beyond it they are counted alone. */
const rejectsListed = 100_000;

/**
 * Turns the rows of one recognised table into the stage's columns, and accounts for each of them.
 * Rows without anything to decide go in runs, column by column; the others one by one, as all of them do when `typed` is off.
 */
export class ConvertedTable {
  readonly plan: TablePlan;
  readonly columns: StageColumn[];
  readonly rejects: Reject[] = [];
  readonly amounts: LineAmounts;
  readonly totalRows: TotalRows;
  readonly money: MoneyTotals;
  readonly orderFill: OrderFill;
  readonly days: DayRange;
  readonly notes = new CellNotes();
  /** number of the last row that was stored */
  lastRow = 0;
  rowsRead = 0;
  rowsLoaded = 0;
  rowsRejected = 0;
  furniture = 0;
  rejectsTold = 0;
  readonly #headerRow: number;
  readonly #headerRows: number;
  readonly #required: readonly (readonly number[])[];
  readonly #position: ReadonlyMap<string, number>;
  readonly #cells: RowCells;
  /** the place in the row's cells of each stage column; -1 where the value is worked out */
  readonly #places: Int32Array;
  /** by stage column: a text (or NULL) that goes before the cell's own; undefined: none */
  readonly #derived: (string | null | undefined)[] = [];
  readonly #numeric: readonly number[];
  readonly #isLine: boolean;
  /** stage column of an order number that the file lacks, or -1, and the cells it is made from */
  readonly #key: number;
  readonly #keyParts: readonly number[];
  readonly #typed: boolean;
  readonly #keepTotals: boolean;
  #number = 0;
  /** columns of numbers in which a plain thousand was seen */
  readonly #ungrouped = new Set<number>();
  /** cells with grouped thousands, as long as none was seen */
  readonly #grouped = new Map<number, (() => void)[]>();
  /** columns whose lost zeros come back */
  readonly #restored: readonly number[];
  #odd = new Uint8Array(0);
  /** the greatest units of each scale in a run */
  readonly #most = new Float64Array(16);

  /** `typed` off: every column is stored as canonical text. `mixed`: own columns are, since other files bring them to the same table. `keepTotals`: rows that sum up others are read as any other row. */
  constructor(recognition: Recognition, { typed = true, mixed = false, keepTotals = false }: { readonly typed?: boolean; readonly mixed?: boolean; readonly keepTotals?: boolean } = {}) {
    this.#keepTotals = keepTotals;
    this.#typed = typed;
    this.plan = planColumns(recognition);
    this.#headerRow = recognition.dialect.headerRow;
    this.#headerRows = recognition.dialect.headerRows;
    const header = recognition.columns.map((column) => column.header.replace(/ \d+$/, '').trim());
    this.columns = this.plan.columns.map((planned) => stageColumn(planned.name, planned.table, planned.target, planned, typed && !(mixed && planned.field === null)));
    this.#restored = this.columns.flatMap((column, index) => (column.planned?.restoreZero ? [index] : []));
    this.#isLine = this.plan.canonical === 'order_lines';
    const has = (name: string): boolean => this.columns.some((column) => column.name === name);
    if (this.#isLine) {
      const derivable = has('order_lines.gross_amount') || (has('order_lines.qty') && has('order_lines.unit_price'));
      if (!has('order_lines.net_amount') && derivable) this.columns.push(stageColumn('order_lines.net_amount', 'order_lines', 'net_amount', null, typed));
      if (!has('order_lines.cost') && has('order_lines.unit_cost') && has('order_lines.qty')) this.columns.push(stageColumn('order_lines.cost', 'order_lines', 'cost', null, typed));
    }
    const { canonical } = this.plan;
    const key = canonical === 'orders' || canonical === 'order_lines' ? `${canonical}.order_id` : null;
    if (canonical && key && !has(key) && has('orders.order_date')) this.columns.push(stageColumn(key, canonical, 'order_id', null, typed));
    for (const planned of this.plan.columns) {
      if (planned.type === 'timestamp' && planned.target === 'order_date') this.columns.push(stageColumn('orders.order_time', 'orders', 'order_time', null, typed));
    }
    this.#position = new Map(this.columns.map((column, index) => [column.name, index]));
    this.#cells = new RowCells(this.plan, header);
    this.#places = Int32Array.from(this.columns, (column) => column.planned?.index ?? (column.target === 'order_time' ? this.plan.width : -1));
    this.#numeric = this.columns.flatMap((column, index) => (column.numeric ? [index] : []));
    this.amounts = new LineAmounts(this.#cells, this.columns, this.#derived);
    this.totalRows = new TotalRows(this.#cells, this.plan.columns);
    this.orderFill = new OrderFill(this.#cells, this.columns, this.#places, this.#derived);
    this.money = new MoneyTotals(this.#cells, this.plan.columns);
    this.days = new DayRange(this.#cells, this.plan.columns);
    this.#key = this.columns.findIndex((column) => column.target === 'order_id' && column.planned === null);
    this.#keyParts = ['orders.customer_id', 'orders.order_date'].map((name) => this.#places[this.#at(name)] ?? -1);
    this.#required = this.#requiredPositions();
  }

  /** Alternatives of columns of which one must be read for the row to count. */
  #requiredPositions(): number[][] {
    const { canonical } = this.plan;
    if (!canonical) return [];
    const names = tableOf(canonical).fields.filter((field) => field.importance === 'required' && field.name !== 'customer_id' && field.name !== 'open_amount' && !field.name.endsWith('_name')).map((field) => [`${canonical}.${field.name}`]);
    if (canonical === 'order_lines') names.push(['orders.order_date'], ['order_lines.product_id', 'order_lines.product_name']);
    if (canonical === 'customers') names.push(['customers.customer_id', 'customers.customer_name']);
    if (canonical === 'deliveries') return [[this.#at('deliveries.order_id')]].map((group) => group.filter((position) => position >= 0)).filter((group) => group.length > 0);
    return names
      .filter(([name]) => !(canonical === 'order_lines' && name === 'order_lines.product_id') || !this.#position.has('order_lines.product_name'))
      .map((group) => group.map((name) => this.#at(name)).filter((position) => position >= 0))
      .filter((group) => group.length > 0);
  }

  #at(name: string): number {
    return this.#position.get(name) ?? -1;
  }

  /** Accounts for the rows of a block and, with a writer, puts those that count into the stage's columns. */
  convert(block: ScannedRows, writer: StageWriter | null = null): void {
    this.orderFill.settle();
    this.#cells.open(block);
    const damaged = new Map<number, DamagedCell[]>();
    for (const cell of block.damaged) damaged.set(cell.row, [...(damaged.get(cell.row) ?? []), cell]);
    const rows = block.ends.length;
    const odd = this.#markOdd(block, damaged);
    let row = 0;
    while (row < rows) {
      if (odd[row] === 0) {
        const from = row;
        while (row < rows && odd[row] === 0) row += 1;
        for (let start = from; start < row; ) {
          const end = this.money.enterRun(start, row);
          this.#takeRun(block, start, end, writer);
          start = end;
        }
      } else {
        this.#number = block.numbers[row] ?? 0;
        this.#take(block, row, damaged.size ? damaged.get(this.#number) : undefined, writer);
        row += 1;
      }
    }
  }

  /** Which rows of the block cannot go in a run. */
  #markOdd({ ends, numbers }: ScannedRows, damaged: ReadonlyMap<number, unknown>): Uint8Array {
    const rows = ends.length;
    if (this.#odd.length < rows) this.#odd = new Uint8Array(rows * 2);
    const odd = this.#odd;
    if (!this.#typed || this.#key >= 0 || this.#restored.length > 0) return odd.fill(1, 0, rows);
    this.#cells.markOdd(odd, this.plan.width >= 4);
    const below = this.#headerRow + this.#headerRows;
    for (let row = 0; row < rows && (numbers[row] ?? below) < below; row += 1) odd[row] = 1;
    if (damaged.size) for (let row = 0; row < rows; row += 1) if (damaged.has(numbers[row] ?? 0)) odd[row] = 1;
    if (this.#isLine) {
      this.amounts.completeBlock(rows, odd);
      this.orderFill.markUndated(rows, odd);
    }
    for (const group of this.#required) this.#markMissing(group, rows, odd);
    return odd;
  }

  /** Rows in which none of the columns tells anything. */
  #markMissing(group: readonly number[], rows: number, odd: Uint8Array): void {
    if (group.some((position) => this.amounts.workedOut(position) !== null)) return;
    const columns = group.map((position) => ({ codes: this.#cells.codesOf(this.#places[position] ?? -1), flags: this.#cells.dictionaryAt(this.#places[position] ?? -1)?.flags ?? noFlags }));
    const missing = nullCell;
    for (let row = 0; row < rows; row += 1) {
      let told = false;
      for (let index = 0; index < columns.length && !told; index += 1) {
        const column = columns[index];
        const code = column?.codes[row] ?? 0;
        told = code < 0 || ((column?.flags[code] ?? missing) & missing) === 0;
      }
      if (!told) odd[row] = 1;
    }
  }

  /** Rows [from, to) of the block: all of them count, and nothing in them is out of order. */
  #takeRun(block: ScannedRows, from: number, to: number, writer: StageWriter | null): void {
    this.rowsRead += to - from;
    this.rowsLoaded += to - from;
    this.totalRows.sumRun(from, to, this.#loadedOf);
    this.days.addRun(from, to);
    if (this.#isLine) {
      this.amounts.countRun(to - from);
      this.orderFill.passTo(to - 1);
    }
    for (const position of this.#numeric) this.#measureRun(position, from, to, block.numbers);
    if (!writer) return;
    for (let position = 0; position < writer.columns.length; position += 1) {
      const column = writer.columns[position];
      const amounts = this.amounts.workedOut(position);
      const place = this.#places[position] ?? -1;
      const dictionary = this.#cells.dictionaryAt(place);
      if (amounts) column?.putAmounts(amounts.units, amounts.scales, from, to);
      else if (dictionary) column?.putRun(dictionary, this.#cells.codesOf(place), this.#cells.unitsOf(place), from, to);
      else for (let row = from; row < to; row += 1) column?.putNull();
    }
    writer.endRows(block.numbers, from, to);
  }

  readonly #loadedOf = (column: number): ExactSum | null => this.money.loadedOf(column);

  #take(block: ScannedRows, row: number, damaged: readonly DamagedCell[] | undefined, writer: StageWriter | null): void {
    const seen = this.#cells.lookUp(row);
    if (this.#isFurniture(seen)) {
      this.furniture += this.#number >= this.#headerRow && this.#number < this.#headerRow + this.#headerRows ? 0 : 1;
      return;
    }
    this.rowsRead += 1;
    if (damaged) this.#cells.applyDamage(damaged);
    this.totalRows.sumUp();
    const problems = seen.problem || damaged || this.#cells.overlong ? this.#problems() : noRejects;
    if (this.#isLine) {
      this.amounts.complete();
      this.orderFill.complete();
    }
    if (this.#key >= 0) this.#derived[this.#key] = this.#makeKey();
    const missing = this.#missing();
    this.money.add(missing < 0);
    if (missing >= 0) return this.#reject(problems, missing);
    for (const problem of problems) this.#tell({ ...problem, kept: true });
    this.rowsLoaded += 1;
    this.days.add();
    this.#measure();
    this.#noteRepairs();
    if (!writer) return;
    this.#write(writer);
    writer.endRows(block.numbers, row, row + 1);
  }

  #isFurniture(seen: RowSight): boolean {
    if (this.#number < this.#headerRow + this.#headerRows) return this.#number < this.#headerRow || this.#headerRows > 0;
    if (seen.filled === 0 && !(this.#cells.overlong && this.#cells.extraCells().length > 0)) return true;
    if (seen.filled === 1 && this.plan.width >= 4 && !this.#cells.overlong && this.#isRemark()) return true;
    if (this.#headerRows > 0 && seen.header && seen.filled > 1 && !this.#cells.overlong) return true;
    return seen.total && this.totalRows.isTotal(this.#number, seen.firstIsTotal) && !this.#keepTotals;
  }

  /** A lone sentence in a wide table: a title of a group, or a note below the table; or a line that was drawn. */
  #isRemark(): boolean {
    for (let column = 0; column < this.plan.width; column += 1) {
      const text = this.#cells.raw(column).trim();
      if (text !== '') return /^[-=_+|]{4,}$/.test(text) || (text.length > 3 && /\p{L}/u.test(text) && (/[:.]$/.test(text) || /\p{L}+ \S+ \S/u.test(text)));
    }
    return false;
  }

  #problems(): Reject[] {
    const problems: Reject[] = [];
    for (const column of this.plan.columns) {
      const problem = this.#cells.problemAt(column.index);
      if (problem !== undefined) problems.push({ row: this.#number, column: column.header, value: this.#cells.raw(column.index).slice(0, 200), reason: problem });
    }
    for (const { column, value } of this.#cells.extraCells()) problems.push({ row: this.#number, column: `column ${column + 1}`, value: value.slice(0, 200), reason: 'more cells than the table has columns' });
    return problems;
  }

  /** The first stage column without which the row says nothing, or -1. */
  #missing(): number {
    for (const group of this.#required) {
      let told = false;
      for (let index = 0; index < group.length && !told; index += 1) told = !this.#isNull(group[index] ?? -1);
      if (!told) return group[0] ?? 0;
    }
    return -1;
  }

  #isNull(position: number): boolean {
    const derived = this.#derived[position];
    if (derived !== undefined) return derived === null;
    return this.#cells.isNullAt(this.#places[position] ?? -1);
  }

  /** An order number from customer and day; rows of an order list, and lines of nobody, are orders of their own. */
  #makeKey(): string {
    const [customer = null, day = null] = this.#keyParts.map((at) => this.#cells.textAt(at));
    const shared = [customer, day].filter((part) => part !== null).join(' ');
    return this.#isLine && customer !== null && day !== null ? shared : `${shared} #${this.#number}`.trim();
  }

  #write(writer: StageWriter): void {
    for (let index = 0; index < writer.columns.length; index += 1) {
      const column = writer.columns[index];
      if (!column) continue;
      const derived = this.#derived[index];
      if (derived === null) column.putNull();
      else if (derived !== undefined) column.putText(derived, index === this.amounts.filled);
      else {
        const at = this.#places[index] ?? -1;
        const dictionary = this.#cells.dictionaryAt(at);
        const code = this.#cells.codeAt(at);
        if (!dictionary || this.#cells.isNullAt(at)) column.putNull();
        else column.putCell(dictionary, code);
      }
    }
  }

  #reject(problems: readonly Reject[], position: number): void {
    this.rowsRejected += 1;
    const column = this.columns[position];
    const header = column?.planned?.header ?? column?.target ?? '';
    const told = problems.some((problem) => problem.column === header);
    for (const problem of problems) this.#tell(problem);
    if (!told) this.#tell({ row: this.#number, column: header, value: (column?.planned ? this.#cells.raw(column.planned.index) : '').slice(0, 200), reason: 'without it the row says nothing' });
  }

  #tell(reject: Reject): void {
    this.rejectsTold += 1;
    if (this.rejects.length < rejectsListed) this.rejects.push(reject);
  }

  /** Lists the cells of the current row that a rule filled or read otherwise than they stand. */
  #noteRepairs(): void {
    const { netAt, netNow } = this.amounts;
    if (this.#isLine && netNow !== null) this.notes.add('E16', this.#number, this.columns[netAt]?.planned?.header ?? 'net_amount', this.#rawOf(netAt), netNow);
    for (const position of this.#numeric) {
      if (position === netAt && netNow !== null) continue;
      const place = this.#places[position] ?? -1;
      const flags = place < 0 ? 0 : this.#cells.flagsAt(place);
      if ((flags & writtenOtherwise) !== 0 && (flags & nullCell) === 0) this.#noteWriting(position, flags, this.#number, this.#rawOf(position), this.#cells.textAt(place));
    }
    if (this.#isLine && this.orderFill.filledNow) this.notes.add('E13', this.#number, this.columns[this.#at('order_lines.order_id')]?.planned?.header ?? 'order_id', '', this.#derived[this.#at('orders.order_date')] ?? this.#derived[this.#at('order_lines.order_id')] ?? '');
    for (const position of this.#restored) {
      const was = this.#rawOf(position).trim();
      const now = this.#cells.textAt(this.#places[position] ?? -1);
      if (now !== null && now !== was) this.notes.add('E18', this.#number, this.columns[position]?.planned?.header ?? '', was, now);
    }
  }

  #rawOf(position: number): string {
    const planned = this.columns[position]?.planned;
    return planned ? this.#cells.raw(planned.index) : '';
  }

  /** Grouped thousands are the habit of some files: they are listed where other cells of the column have none. */
  #noteWriting(position: number, flags: number, row: number, was: string, now: string | null): void {
    const column = this.columns[position];
    if (!column) return;
    const note = (): void => this.notes.add('E16', row, column.planned?.header ?? column.target, was, now ?? '');
    if ((flags & otherSignCell) !== 0 || this.#ungrouped.has(position)) return note();
    const waiting = this.#grouped.get(position) ?? [];
    if (waiting.length < groupedWaiting) waiting.push(note);
    this.#grouped.set(position, waiting);
  }

  #meetThousand(position: number): void {
    if (this.#ungrouped.has(position)) return;
    this.#ungrouped.add(position);
    for (const note of this.#grouped.get(position) ?? []) note();
    this.#grouped.delete(position);
  }

  /** Widths of numbers for the column's final type. */
  #measure(): void {
    for (const position of this.#numeric) {
      const column = this.columns[position];
      if (!column) continue;
      const derived = this.#derived[position];
      if (derived === null) continue;
      if (derived !== undefined) {
        const point = derived.indexOf('.');
        const fraction = point < 0 ? 0 : derived.length - point - 1;
        // an amount that fills a gap is rounded as the amounts around it are
        widen(column, (point < 0 ? derived.length : point) - (derived.startsWith('-') ? 1 : 0), fraction, position !== this.amounts.filled);
      } else {
        const at = this.#places[position] ?? -1;
        const dictionary = this.#cells.dictionaryAt(at);
        const code = this.#cells.codeAt(at);
        if (!dictionary || this.#cells.isNullAt(at)) continue;
        widen(column, dictionary.wholes[code] ?? 0, dictionary.fractions[code] ?? 0, true);
        if ((dictionary.wholes[code] ?? 0) > 3 && ((dictionary.flags[code] ?? 0) & writtenOtherwise) === 0) this.#meetThousand(position);
      }
    }
  }

  #measureRun(position: number, from: number, to: number, numbers: Int32Array): void {
    const column = this.columns[position];
    if (!column) return;
    const amounts = this.amounts.workedOut(position);
    const most = this.#most.fill(-1);
    if (amounts) {
      for (let row = from; row < to; row += 1) {
        const size = Math.abs(amounts.units[row] ?? Number.NaN);
        const scale = amounts.scales[row] ?? 0;
        if (size > (most[scale] ?? 0)) most[scale] = size;
      }
    } else {
      const place = this.#places[position] ?? -1;
      const dictionary = this.#cells.dictionaryAt(place);
      const codes = this.#cells.codesOf(place);
      const units = this.#cells.unitsOf(place);
      const missing = nullCell;
      for (let row = from; row < to; row += 1) {
        const code = codes[row] ?? 0;
        if (code < 0) {
          const size = Math.abs(units[row] ?? 0);
          if (size > (most[~code] ?? 0)) most[~code] = size;
        } else if (dictionary && code > 0) {
          const flags = dictionary.flags[code] ?? missing;
          if ((flags & missing) !== 0) continue;
          widen(column, dictionary.wholes[code] ?? 0, dictionary.fractions[code] ?? 0, true);
          if ((flags & writtenOtherwise) !== 0) this.#noteWriting(position, flags, numbers[row] ?? 0, this.#cells.rawAt(row, place), dictionary.textAt(code));
        }
      }
    }
    for (let scale = 0; scale < most.length; scale += 1) {
      const size = most[scale] ?? -1;
      if (size >= 1000 * 10 ** scale) this.#meetThousand(position);
      if (size >= 0) widen(column, String(Math.trunc(size / 10 ** scale)).length, scale, true);
    }
  }
}

function widen(column: StageColumn, whole: number, fraction: number, counts: boolean): void {
  if (counts) column.scale = Math.max(column.scale, fraction);
  else column.filledScale = Math.max(column.filledScale, fraction);
  if (whole > column.whole) column.whole = whole;
}

const groupedWaiting = 10_000;
const writtenOtherwise = otherSignCell | groupedCell;
const noRejects: readonly Reject[] = [];
const noFlags = new Uint8Array(0);
