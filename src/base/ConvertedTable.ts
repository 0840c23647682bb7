import type { ReadDialect } from '../files/readRows.ts';
import type { DamagedCell, RowBlock } from '../files/splitRows.ts';
import type { Reject } from './Base.ts';
import { completeLine } from './completeLine.ts';
import { planColumns, type PlannedColumn, type TablePlan } from './planColumns.ts';
import { numberText, readCell, type CellValue } from './readCell.ts';
import type { Recognition } from './Recognition.ts';
import { tableOf } from './schema.ts';
import { rescale, type Decimal } from './values/readNumber.ts';
import { isTotalWord } from './values/words.ts';

/** Rejects listed for one file; beyond it they are counted alone. */
const rejectsListed = 100_000;

export interface StageColumn {
  readonly name: string;
  readonly table: string;
  readonly target: string;
  readonly planned: PlannedColumn | null;
  /** digits after the sign that any value needs, and before it */
  scale: number;
  whole: number;
  filled: number;
  timed: boolean;
  readonly numeric: boolean;
}

type LinePositions = Readonly<Record<'qty' | 'unit_price' | 'discount_pct' | 'net_amount' | 'gross_amount' | 'vat_amount' | 'unit_cost' | 'cost', number>>;

export interface TotalRow {
  readonly row: number;
  readonly agrees: boolean;
  readonly amount: string;
}

/** Turns the rows of one recognised table into canonical text, and accounts for each of them. */
export class ConvertedTable {
  readonly plan: TablePlan;
  readonly columns: StageColumn[];
  readonly rejects: Reject[] = [];
  readonly totals: TotalRow[] = [];
  readonly netFrom = new Map<string, number>();
  rowsRead = 0;
  rowsLoaded = 0;
  rowsRejected = 0;
  furniture = 0;
  rejectsTold = 0;
  costDerived = 0;
  readonly #headerRow: number;
  readonly #headerRows: number;
  readonly #header: readonly string[];
  readonly #required: readonly (readonly number[])[];
  readonly #position: ReadonlyMap<string, number>;
  readonly #known = new Map<number, Map<string, CellValue>>();
  readonly #sums: ({ all: bigint; part: bigint } | undefined)[] = [];
  readonly #isLine: boolean;
  readonly #time: number;
  readonly #date: number;
  readonly #line: LinePositions;

  constructor(recognition: Recognition) {
    this.plan = planColumns(recognition);
    this.#headerRow = recognition.dialect.headerRow;
    this.#headerRows = recognition.dialect.headerRows;
    this.#header = recognition.columns.map((column) => column.header.replace(/ \d+$/, '').trim());
    this.columns = this.plan.columns.map((planned) => stageColumn(planned.name, planned.table, planned.target, planned));
    this.#isLine = this.plan.canonical === 'order_lines';
    const has = (name: string): boolean => this.columns.some((column) => column.name === name);
    if (this.#isLine) {
      const derivable = has('order_lines.gross_amount') || (has('order_lines.qty') && has('order_lines.unit_price'));
      if (!has('order_lines.net_amount') && derivable) this.columns.push(stageColumn('order_lines.net_amount', 'order_lines', 'net_amount', null));
      if (!has('order_lines.cost') && has('order_lines.unit_cost') && has('order_lines.qty')) this.columns.push(stageColumn('order_lines.cost', 'order_lines', 'cost', null));
    }
    for (const planned of this.plan.columns) {
      if (planned.type === 'timestamp' && planned.target === 'order_date') this.columns.push(stageColumn('orders.order_time', 'orders', 'order_time', null));
    }
    this.#position = new Map(this.columns.map((column, index) => [column.name, index]));
    this.#time = this.#at('orders.order_time');
    this.#date = this.#at('orders.order_date');
    const line = (field: string): number => this.#at(`order_lines.${field}`);
    this.#line = { qty: line('qty'), unit_price: line('unit_price'), discount_pct: line('discount_pct'), net_amount: line('net_amount'), gross_amount: line('gross_amount'), vat_amount: line('vat_amount'), unit_cost: line('unit_cost'), cost: line('cost') };
    this.#required = this.#requiredPositions();
  }

  /** Alternatives of columns of which one must be read for the row to count. */
  #requiredPositions(): number[][] {
    const { canonical } = this.plan;
    if (!canonical) return [];
    const names = tableOf(canonical).fields.filter((field) => field.importance === 'required' && field.name !== 'customer_id' && field.name !== 'open_amount' && !/_name$/.test(field.name)).map((field) => [`${canonical}.${field.name}`]);
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

  /** Rows of a block in the stage's columns, with their numbers in the file. */
  convert(block: RowBlock): { readonly values: (string | null)[][]; readonly numbers: number[] } {
    const values: (string | null)[][] = [];
    const numbers: number[] = [];
    const damaged = new Map<number, DamagedCell[]>();
    for (const cell of block.damaged) damaged.set(cell.row, [...(damaged.get(cell.row) ?? []), cell]);
    for (const [index, row] of block.rows.entries()) {
      const number = block.numbers[index] ?? 0;
      if (this.#isFurniture(row, number)) {
        this.furniture += number >= this.#headerRow && number < this.#headerRow + this.#headerRows ? 0 : 1;
        continue;
      }
      this.rowsRead += 1;
      const converted = this.#convertRow(row, number, damaged.get(number) ?? []);
      if (!converted) continue;
      this.rowsLoaded += 1;
      values.push(converted);
      numbers.push(number);
    }
    return { values, numbers };
  }

  /** Cells repeat: what one means is worked out once for each column. */
  #read(raw: string, column: PlannedColumn): CellValue {
    if (raw === '') return emptyCell;
    let known = this.#known.get(column.index);
    if (!known) this.#known.set(column.index, (known = new Map()));
    const met = known.get(raw);
    if (met) return met;
    const cell = readCell(raw, column);
    if (known.size > 20_000) known.clear();
    known.set(raw, cell);
    return cell;
  }

  #isFurniture(row: readonly string[], number: number): boolean {
    if (number < this.#headerRow + this.#headerRows) return number < this.#headerRow || this.#headerRows > 0;
    let first = '';
    let filled = 0;
    for (const cell of row) {
      if (cell === '' || cell.trim() === '') continue;
      filled += 1;
      if (first === '') first = cell;
    }
    if (filled === 0) return true;
    if (this.#headerRows > 0 && filled > 1 && row.length <= this.#header.length && this.#isHeaderAgain(row)) return true;
    return isTotalWord(first) && this.#isTotal(row, number);
  }

  #isHeaderAgain(row: readonly string[]): boolean {
    return row.every((cell, column) => {
      const header = this.#header[column] ?? '';
      const plain = cell.trim();
      return plain === '' ? header === 'column' : plain === header || plain.replace(/ \d+$/, '') === header;
    });
  }

  /** A row that begins with a word for a sum, names nothing else, and adds up (or at least fills only number columns of a wider table). */
  #isTotal(row: readonly string[], number: number): boolean {
    let agreeing = 0;
    let differing = 0;
    let amount = '';
    let others = 0;
    let words = 0;
    for (const [index, column] of this.plan.columns.entries()) {
      const cell = (row[column.index] ?? '').trim();
      if (cell === '') continue;
      if (column.type !== 'number' && column.type !== 'integer') {
        if (isTotalWord(cell)) words += 1;
        else others += 1;
        continue;
      }
      const read = readCell(cell, column).number;
      const sums = this.#sums[index];
      if (!read) continue;
      const nano = rescale(read, 9);
      if (sums && (nano === sums.all || nano === sums.part)) {
        agreeing += 1;
        if (amount === '' || column.field?.type === 'money') amount = numberText(read);
      } else differing += 1;
    }
    if (others > 0 || (agreeing === 0 && (this.plan.columns.length < 3 || words === 0))) return false;
    if (agreeing + differing > 0) this.totals.push({ row: number, agrees: agreeing > 0, amount });
    for (const sums of this.#sums) if (sums) sums.part = 0n;
    return true;
  }

  #convertRow(row: readonly string[], number: number, damaged: readonly DamagedCell[]): (string | null)[] | null {
    const cells: CellValue[] = [];
    const problems: Reject[] = [];
    for (const column of this.plan.columns) {
      const raw = row[column.index] ?? '';
      const harm = damaged.find((cell) => cell.column === column.index);
      const cell: CellValue = harm ? { text: null, problem: harm.reason } : this.#read(raw, column);
      if (cell.problem !== undefined) problems.push({ row: number, column: column.header, value: raw.slice(0, 200), reason: cell.problem });
      cells.push(cell);
    }
    for (let extra = this.plan.width; extra < row.length; extra += 1) {
      const value = (row[extra] ?? '').trim();
      if (value !== '') problems.push({ row: number, column: `column ${extra + 1}`, value: value.slice(0, 200), reason: 'more cells than the table has columns' });
    }
    const values = this.columns.map((column, index): string | null => {
      const cell = cells[index];
      if (cell === undefined) return null;
      if (column.planned?.type === 'timestamp' && column.target !== 'order_date') return cell.text === null ? null : `${cell.text} ${cell.time ?? '00:00:00'}`;
      return cell.text;
    });
    const numbers = cells.map((cell) => cell.number ?? null);
    const filled = this.#isLine ? this.#complete(values, cells, numbers) : -1;
    if (this.#time >= 0) {
      const date = cells[this.#date];
      if (date?.text) values[this.#time] = `${date.text} ${date.time ?? '00:00:00'}`;
    }
    const missing = this.#required.find((group) => group.every((position) => (values[position] ?? null) === null));
    if (missing) return this.#reject(row, number, problems, missing[0] ?? 0);
    for (const problem of problems) this.#tell({ ...problem, kept: true });
    this.#measure(values, cells, filled);
    return values;
  }

  /** Gives the column that was empty and got filled, or -1. */
  #complete(values: (string | null)[], cells: readonly CellValue[], numbers: (Decimal | null)[]): number {
    const at = this.#line;
    const number = (field: keyof LinePositions): Decimal | null => numbers[at[field]] ?? null;
    const discountAt = at.discount_pct;
    const discountKind = this.columns[discountAt]?.planned?.discount ?? 'fraction';
    const netAt = at.net_amount;
    const line = completeLine({
      qty: number('qty'),
      unit_price: number('unit_price'),
      discount: number('discount_pct'),
      discountKind,
      net: cells[netAt] ?? null,
      gross: number('gross_amount'),
      vat: number('vat_amount'),
      unit_cost: number('unit_cost'),
      cost: number('cost'),
    });
    if (netAt >= 0 && line.net) {
      values[netAt] = numberText(line.net);
      numbers[netAt] = line.net;
      if (line.netFrom !== 'read') this.netFrom.set(line.netFrom, (this.netFrom.get(line.netFrom) ?? 0) + 1);
    }
    const costAt = at.cost;
    if (costAt >= 0 && line.cost) {
      values[costAt] = numberText(line.cost);
      numbers[costAt] = line.cost;
      if (line.costDerived) this.costDerived += 1;
    }
    const discount = number('discount_pct');
    if (discount && discountKind === 'percent') values[discountAt] = numberText({ units: discount.units, scale: discount.scale + 2 });
    if (discount && discountKind === 'amount') {
      const qty = number('qty');
      const price = number('unit_price');
      const full = qty && price ? Number(numberText(qty)) * Number(numberText(price)) : 0;
      values[discountAt] = full === 0 ? null : String(Number(numberText(discount)) / full);
    }
    return line.netFrom === 'read' || line.netFrom === 'repaired' || this.columns[netAt]?.planned === null ? -1 : netAt;
  }

  #reject(row: readonly string[], number: number, problems: readonly Reject[], position: number): null {
    this.rowsRejected += 1;
    const column = this.columns[position];
    const header = column?.planned?.header ?? column?.target ?? '';
    const told = problems.some((problem) => problem.column === header);
    for (const problem of problems) this.#tell(problem);
    if (!told) this.#tell({ row: number, column: header, value: (column?.planned ? (row[column.planned.index] ?? '') : '').slice(0, 200), reason: `without ${column?.target ?? 'a required value'} the row says nothing` });
    return null;
  }

  #tell(reject: Reject): void {
    this.rejectsTold += 1;
    if (this.rejects.length < rejectsListed) this.rejects.push(reject);
  }

  /** Widths of numbers for the column's final type, and the sums that total rows are checked against. */
  #measure(values: readonly (string | null)[], cells: readonly CellValue[], filled: number): void {
    for (const [index, column] of this.columns.entries()) {
      const text = values[index] ?? null;
      if (text === null) continue;
      column.filled += 1;
      if (!column.numeric) continue;
      const point = text.indexOf('.');
      const negative = text.startsWith('-') ? 1 : 0;
      // an amount that fills a gap is rounded as the amounts around it are
      if (index !== filled) column.scale = Math.max(column.scale, point < 0 ? 0 : text.length - point - 1);
      column.whole = Math.max(column.whole, (point < 0 ? text.length : point) - negative);
      const nano = cells[index]?.nano;
      if (nano === undefined || nano === 0n) continue;
      const sums = this.#sums[index];
      if (sums) {
        sums.all += nano;
        sums.part += nano;
      } else this.#sums[index] = { all: nano, part: nano };
    }
  }
}

const emptyCell: CellValue = { text: null };

function stageColumn(name: string, table: string, target: string, planned: PlannedColumn | null): StageColumn {
  const numeric = planned ? planned.type === 'number' || planned.type === 'integer' : target !== 'order_time';
  return { name, table, target, planned, scale: 0, whole: 0, filled: 0, timed: planned?.type === 'timestamp', numeric };
}

export const dialectOf = (recognition: Recognition): ReadDialect => ({ encoding: recognition.dialect.encoding, delimiter: recognition.dialect.delimiter, quote: recognition.dialect.quote });
