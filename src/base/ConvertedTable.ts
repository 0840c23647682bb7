import type { ReadDialect } from '../files/readRows.ts';
import { packRows, type ScannedRows } from '../files/scanRows.ts';
import type { DamagedCell } from '../files/splitRows.ts';
import type { Reject } from './Base.ts';
import { blankCell, CellDictionary, decodeCell, eitherCell, headerCell, nullCell, problemCell, totalCell } from './CellDictionary.ts';
import { completeLine } from './completeLine.ts';
import { planColumns, type PlannedColumn, type TablePlan } from './planColumns.ts';
import { numberText, readCell, type CellValue } from './readCell.ts';
import type { Recognition } from './Recognition.ts';
import { scannedText } from './scanNumber.ts';
import { tableOf } from './schema.ts';
import type { StageWriter } from './StageWriter.ts';
import { decimalToNumber, rescale, type Decimal } from './values/readNumber.ts';

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
  readonly numeric: boolean;
}

type LineField = 'qty' | 'unit_price' | 'discount_pct' | 'net_amount' | 'gross_amount' | 'vat_amount' | 'unit_cost' | 'cost';

/** Exact sums of a column, over the file and since the last total: wholes and billionths apart. */
interface ColumnSums {
  readonly column: number;
  allWhole: number;
  allRest: number;
  partWhole: number;
  partRest: number;
}

/** What is to be known of a row before any of its values. */
interface RowSight {
  filled: number;
  header: boolean;
  total: boolean;
  firstIsTotal: boolean;
  problem: boolean;
}

interface TotalRow {
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
  /** one for each column of the file, then those that read a column a second way */
  readonly #dictionaries: CellDictionary[];
  /** the file's column that each dictionary reads */
  readonly #sources: number[];
  /** the dictionary of each stage column; -1 where the value is worked out */
  readonly #places: Int32Array;
  readonly #codes: Int32Array;
  /** by stage column: a text (or NULL) that goes before the cell's own; undefined: none */
  readonly #derived: (string | null | undefined)[] = [];
  readonly #numeric: readonly number[];
  readonly #sums: ColumnSums[];
  readonly #summed: ColumnSums[];
  readonly #isLine: boolean;
  /** the day without which a row cannot count, as a column of the file */
  readonly #day: number;
  /** dictionaries of a line's amounts */
  readonly #line: Readonly<Record<LineField, number>>;
  /** stage columns that a line's amounts go to */
  readonly #lineAt: { readonly net: number; readonly cost: number; readonly discount: number };
  /** stage column of an order number that the file lacks, or -1, and the dictionaries it is made from */
  readonly #key: number;
  readonly #keyParts: readonly number[];
  readonly #discountKind: PlannedColumn['discount'];
  readonly #sight: RowSight = { filled: 0, header: false, total: false, firstIsTotal: false, problem: false };
  #block: ScannedRows = packRows({ rows: [], numbers: [], damaged: [] });
  #from = 0;
  #to = 0;
  #number = 0;
  #filled = -1;
  #sinceTotal = 0;

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
    const { canonical } = this.plan;
    const key = canonical === 'orders' || canonical === 'order_lines' ? `${canonical}.order_id` : null;
    if (canonical && key && !has(key) && has('orders.order_date')) this.columns.push(stageColumn(key, canonical, 'order_id', null));
    for (const planned of this.plan.columns) {
      if (planned.type === 'timestamp' && planned.target === 'order_date') this.columns.push(stageColumn('orders.order_time', 'orders', 'order_time', null));
    }
    this.#position = new Map(this.columns.map((column, index) => [column.name, index]));
    this.#dictionaries = this.#openDictionaries();
    this.#sources = this.#dictionaries.map((_, index) => (index < this.plan.width ? index : this.#timeSource()));
    this.#places = Int32Array.from(this.columns, (column) => column.planned?.index ?? (column.target === 'order_time' ? this.plan.width : -1));
    this.#codes = new Int32Array(this.#dictionaries.length);
    this.#numeric = this.columns.flatMap((column, index) => (column.numeric ? [index] : []));
    this.#sums = this.plan.columns.map((planned) => ({ column: planned.type === 'number' || planned.type === 'integer' ? planned.index : -1, allWhole: 0, allRest: 0, partWhole: 0, partRest: 0 }));
    this.#summed = this.#sums.filter(({ column }) => column >= 0);
    const line = (field: LineField): number => this.#places[this.#at(`order_lines.${field}`)] ?? -1;
    this.#line = { qty: line('qty'), unit_price: line('unit_price'), discount_pct: line('discount_pct'), net_amount: line('net_amount'), gross_amount: line('gross_amount'), vat_amount: line('vat_amount'), unit_cost: line('unit_cost'), cost: line('cost') };
    this.#lineAt = { net: this.#at('order_lines.net_amount'), cost: this.#at('order_lines.cost'), discount: this.#at('order_lines.discount_pct') };
    this.#key = this.columns.findIndex((column) => column.target === 'order_id' && column.planned === null);
    this.#keyParts = ['orders.customer_id', 'orders.order_date'].map((name) => this.#places[this.#at(name)] ?? -1);
    this.#discountKind = this.columns[this.#lineAt.discount]?.planned?.discount ?? 'fraction';
    this.#day = this.plan.columns.find((planned) => planned.target === 'order_date' || planned.target === 'due_date')?.index ?? -1;
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

  /** What a column's cells become; the day and hour of an order are read a second time where the day alone is the field. */
  #openDictionaries(): CellDictionary[] {
    const planned = new Map(this.plan.columns.map((column) => [column.index, column]));
    const dictionaries = this.#header.map((header, index) => {
      const column = planned.get(index);
      return new CellDictionary(header, column ? (raw) => stageCell(raw, column) : (raw) => ({ text: raw }), plainScaleOf(column));
    });
    const timed = planned.get(this.#timeSource());
    if (timed) dictionaries.push(new CellDictionary('', (raw) => withTime(readCell(raw, timed))));
    return dictionaries;
  }

  #timeSource(): number {
    return this.plan.columns.find((column) => column.type === 'timestamp' && column.target === 'order_date')?.index ?? -1;
  }

  #at(name: string): number {
    return this.#position.get(name) ?? -1;
  }

  /** Accounts for the rows of a block and, with a writer, puts those that count into the stage's columns. */
  convert(block: ScannedRows, writer: StageWriter | null = null): void {
    for (const dictionary of this.#dictionaries) {
      dictionary.encoding = block.encoding;
      dictionary.trim();
    }
    this.#block = block;
    const damaged = new Map<number, DamagedCell[]>();
    for (const cell of block.damaged) damaged.set(cell.row, [...(damaged.get(cell.row) ?? []), cell]);
    let from = 0;
    for (let row = 0; row < block.ends.length; row += 1) {
      const to = block.ends[row] ?? 0;
      this.#from = from;
      this.#to = to;
      this.#number = block.numbers[row] ?? 0;
      this.#take(damaged.size ? damaged.get(this.#number) : undefined, writer);
      from = to;
    }
  }

  #take(damaged: readonly DamagedCell[] | undefined, writer: StageWriter | null): void {
    const seen = this.#lookUp();
    if (this.#isFurniture(seen)) {
      this.furniture += this.#number >= this.#headerRow && this.#number < this.#headerRow + this.#headerRows ? 0 : 1;
      return;
    }
    this.rowsRead += 1;
    if (damaged) this.#applyDamage(damaged);
    this.#sumUp();
    const problems = seen.problem || damaged || this.#to - this.#from > this.plan.width ? this.#problems() : noRejects;
    if (this.#isLine) this.#complete();
    if (this.#key >= 0) this.#derived[this.#key] = this.#makeKey();
    const missing = this.#missing();
    if (missing >= 0) return this.#reject(problems, missing);
    for (const problem of problems) this.#tell({ ...problem, kept: true });
    this.rowsLoaded += 1;
    this.#measure();
    if (writer) this.#write(writer);
  }

  /** Codes of the row's cells, and what is to be known of them together. */
  #lookUp(): RowSight {
    const { bytes, bounds } = this.#block;
    const from = this.#from;
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
      if (column >= this.plan.width) continue;
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

  #isFurniture(seen: RowSight): boolean {
    if (this.#number < this.#headerRow + this.#headerRows) return this.#number < this.#headerRow || this.#headerRows > 0;
    const extra = this.#to - this.#from > this.plan.width && this.#extraCells().length > 0;
    if (seen.filled === 0 && !extra) return true;
    if (this.#headerRows > 0 && seen.header && seen.filled > 1 && this.#to - this.#from <= this.plan.width) return true;
    return seen.total && this.#isTotal(seen.firstIsTotal);
  }

  #extraCells(): { column: number; value: string }[] {
    const extra: { column: number; value: string }[] = [];
    for (let column = this.plan.width; column < this.#to - this.#from; column += 1) {
      const value = this.#raw(column).trim();
      if (value !== '') extra.push({ column, value });
    }
    return extra;
  }

  /** The cell of the file as text. */
  #raw(column: number): string {
    const { bytes, bounds, encoding } = this.#block;
    const place = (this.#from + column) * 2;
    return this.#from + column < this.#to ? decodeCell(bytes, bounds[place] ?? 0, bounds[place + 1] ?? 0, encoding) : '';
  }

  /**
   * A row that begins with a word for a sum (or has one for its key) and adds up, or names nothing else and fills only number columns of a wider table.
   * Where it does name something else, its day is missing too.
   */
  #isTotal(firstIsTotal: boolean): boolean {
    const total = this.#compareTotal();
    if (!firstIsTotal && !total.keyIsTotal) return false;
    const nothingElse = total.others === 0 && (total.agreeing > 0 || (this.plan.columns.length >= 3 && total.words > 0));
    const undated = this.#day >= 0 && ((this.#dictionaries[this.#day]?.flags[this.#codes[this.#day] ?? 0] ?? 0) & blankCell) !== 0;
    if (!nothingElse && !undated && (total.agreeing === 0 || total.differing > 0 || this.#sinceTotal < 2)) return false;
    if (total.agreeing + total.differing > 0) this.totals.push({ row: this.#number, agrees: total.agreeing > 0, amount: total.amount });
    for (const sums of this.#sums) {
      sums.partWhole = 0;
      sums.partRest = 0;
    }
    this.#sinceTotal = 0;
    return true;
  }

  #compareTotal(): { words: number; others: number; agreeing: number; differing: number; keyIsTotal: boolean; amount: string } {
    const found = { words: 0, others: 0, agreeing: 0, differing: 0, keyIsTotal: false, amount: '' };
    for (const [index, column] of this.plan.columns.entries()) {
      const dictionary = this.#dictionaries[column.index];
      const code = this.#codes[column.index] ?? 0;
      const flags = dictionary?.flags[code] ?? 0;
      if (!dictionary || (flags & blankCell) !== 0) continue;
      if (column.type !== 'number' && column.type !== 'integer') {
        if ((flags & totalCell) === 0) found.others += 1;
        else {
          found.words += 1;
          if (column.target.endsWith('_id') || column.target.endsWith('_name')) found.keyIsTotal = true;
        }
        continue;
      }
      const number = dictionary.numberAt(code);
      const sums = this.#sums[index];
      if (!number || !sums) continue;
      const nano = rescale(number, 9);
      if (nano !== 0n && (nano === nanoOf(sums.allWhole, sums.allRest) || nano === nanoOf(sums.partWhole, sums.partRest))) {
        found.agreeing += 1;
        if (found.amount === '' || column.field?.type === 'money') found.amount = numberText(number);
      } else found.differing += 1;
    }
    return found;
  }

  #applyDamage(damaged: readonly DamagedCell[]): void {
    for (const cell of damaged) {
      for (const [position, source] of this.#sources.entries()) if (source === cell.column) this.#codes[position] = this.#dictionaries[position]?.addDamaged(cell.reason) ?? 0;
    }
  }

  /** Sums over every row that is data, loaded or not: totals of the file count the rejected ones too. */
  #sumUp(): void {
    this.#sinceTotal += 1;
    for (const sums of this.#summed) {
      const dictionary = this.#dictionaries[sums.column];
      const code = this.#codes[sums.column] ?? 0;
      if (!dictionary || code === 0) continue;
      const whole = dictionary.sumWhole[code] ?? 0;
      const rest = dictionary.sumRest[code] ?? 0;
      sums.allWhole += whole;
      sums.allRest += rest;
      sums.partWhole += whole;
      sums.partRest += rest;
    }
  }

  #problems(): Reject[] {
    const problems: Reject[] = [];
    for (const column of this.plan.columns) {
      const problem = this.#dictionaries[column.index]?.problemAt(this.#codes[column.index] ?? 0);
      if (problem !== undefined) problems.push({ row: this.#number, column: column.header, value: this.#raw(column.index).slice(0, 200), reason: problem });
    }
    for (const { column, value } of this.#extraCells()) problems.push({ row: this.#number, column: `column ${column + 1}`, value: value.slice(0, 200), reason: 'more cells than the table has columns' });
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
    const at = this.#places[position] ?? -1;
    return at < 0 || ((this.#dictionaries[at]?.flags[this.#codes[at] ?? 0] ?? nullCell) & nullCell) !== 0;
  }

  /** Works out what the line lacks; `#filled` is the column that was empty and got filled, or -1. */
  #complete(): void {
    const { net, cost, discount } = this.#lineAt;
    this.#filled = -1;
    if (net >= 0) this.#derived[net] = undefined;
    if (cost >= 0) this.#derived[cost] = undefined;
    const netCode = this.#lineCode('net_amount');
    const netKnown = netCode > 0 && ((this.#lineFlags('net_amount') & nullCell) === 0);
    const wantsNet = net >= 0 && (!netKnown || (this.#lineFlags('net_amount') & eitherCell) !== 0);
    const wantsCost = cost >= 0 && (this.#lineFlags('cost') & nullCell) !== 0;
    if (wantsNet || wantsCost) {
      if (!this.#completeFast(wantsNet && !netKnown, wantsNet && netKnown, wantsCost)) this.#completeExactly();
    }
    if (discount >= 0 && this.#discountKind === 'amount') this.#derived[discount] = this.#discountShare();
  }

  /** An order number from customer and day; rows of an order list, and lines of nobody, are orders of their own. */
  #makeKey(): string {
    const [customer = null, day = null] = this.#keyParts.map((at) => this.#dictionaries[at]?.textAt(this.#codes[at] ?? 0) ?? null);
    const shared = [customer, day].filter((part) => part !== null).join(' ');
    return this.#isLine && customer !== null && day !== null ? shared : `${shared} #${this.#number}`.trim();
  }

  #lineCode(field: LineField): number {
    const at = this.#line[field];
    return at < 0 ? 0 : (this.#codes[at] ?? 0);
  }

  #lineFlags(field: LineField): number {
    const at = this.#line[field];
    return at < 0 ? nullCell : (this.#dictionaries[at]?.flags[this.#codes[at] ?? 0] ?? nullCell);
  }

  #lineNumber(field: LineField): Decimal | null {
    const at = this.#line[field];
    return at < 0 ? null : (this.#dictionaries[at]?.numberAt(this.#codes[at] ?? 0) ?? null);
  }

  /** Products of small decimals without big integers; false where only exact arithmetic will do. */
  #completeFast(fillNet: boolean, checkNet: boolean, fillCost: boolean): boolean {
    if (checkNet) return false;
    const at = this.#line;
    let net: string | null = null;
    if (fillNet) {
      if ((this.#lineFlags('gross_amount') & nullCell) === 0 || this.#discountKind === 'amount') return false;
      const qty = at.qty < 0 ? undefined : this.#dictionaries[at.qty];
      const price = at.unit_price < 0 ? undefined : this.#dictionaries[at.unit_price];
      if (!qty || !price) return false;
      const qtyCode = this.#lineCode('qty');
      const priceCode = this.#lineCode('unit_price');
      let units = (qty.units[qtyCode] ?? Number.NaN) * (price.units[priceCode] ?? Number.NaN);
      let scale = (qty.scales[qtyCode] ?? 0) + (price.scales[priceCode] ?? 0);
      const discount = at.discount_pct < 0 ? undefined : this.#dictionaries[at.discount_pct];
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
      const one = at.unit_cost < 0 ? undefined : this.#dictionaries[at.unit_cost];
      const qty = at.qty < 0 ? undefined : this.#dictionaries[at.qty];
      const units = (one?.units[this.#lineCode('unit_cost')] ?? Number.NaN) * (qty?.units[this.#lineCode('qty')] ?? Number.NaN);
      const scale = (one?.scales[this.#lineCode('unit_cost')] ?? 0) + (qty?.scales[this.#lineCode('qty')] ?? 0);
      if (!Number.isSafeInteger(units) || scale > 8) return false;
      cost = smallDecimalText(units, scale);
    }
    if (net !== null) this.#setNet(net, 'quantity × price');
    if (cost !== null) this.#setCost(cost, true);
    return true;
  }

  #completeExactly(): void {
    const at = this.#line.net_amount;
    const line = completeLine({
      qty: this.#lineNumber('qty'),
      unit_price: this.#lineNumber('unit_price'),
      discount: this.#lineNumber('discount_pct'),
      discountKind: this.#discountKind,
      net: at < 0 ? null : (this.#dictionaries[at]?.cellAt(this.#codes[at] ?? 0) ?? null),
      gross: this.#lineNumber('gross_amount'),
      vat: this.#lineNumber('vat_amount'),
      unit_cost: this.#lineNumber('unit_cost'),
      cost: this.#lineNumber('cost'),
    });
    if (this.#lineAt.net >= 0 && line.net && line.netFrom !== 'read') this.#setNet(numberText(line.net), line.netFrom);
    if (this.#lineAt.cost >= 0 && line.cost && line.costDerived) this.#setCost(numberText(line.cost), true);
  }

  #setNet(text: string, from: string): void {
    const { net } = this.#lineAt;
    this.#derived[net] = text;
    this.netFrom.set(from, (this.netFrom.get(from) ?? 0) + 1);
    if (from !== 'repaired' && this.columns[net]?.planned !== null) this.#filled = net;
  }

  #setCost(text: string, derived: boolean): void {
    this.#derived[this.#lineAt.cost] = text;
    if (derived) this.costDerived += 1;
  }

  #discountShare(): string | null | undefined {
    const discount = this.#lineNumber('discount_pct');
    if (!discount) return undefined;
    const qty = this.#lineNumber('qty');
    const price = this.#lineNumber('unit_price');
    const full = qty && price ? decimalToNumber(qty) * decimalToNumber(price) : 0;
    return full === 0 ? null : String(decimalToNumber(discount) / full);
  }

  #write(writer: StageWriter): void {
    for (let index = 0; index < writer.columns.length; index += 1) {
      const column = writer.columns[index];
      if (!column) continue;
      const derived = this.#derived[index];
      if (derived === null) column.putNull();
      else if (derived !== undefined) column.putText(derived);
      else {
        const at = this.#places[index] ?? -1;
        const dictionary = this.#dictionaries[at];
        const code = this.#codes[at] ?? 0;
        if (!dictionary || ((dictionary.flags[code] ?? nullCell) & nullCell) !== 0) column.putNull();
        else column.putCell(dictionary, code);
      }
    }
    writer.endRow(this.#number);
  }

  #reject(problems: readonly Reject[], position: number): void {
    this.rowsRejected += 1;
    const column = this.columns[position];
    const header = column?.planned?.header ?? column?.target ?? '';
    const told = problems.some((problem) => problem.column === header);
    for (const problem of problems) this.#tell(problem);
    if (!told) this.#tell({ row: this.#number, column: header, value: (column?.planned ? this.#raw(column.planned.index) : '').slice(0, 200), reason: `without ${column?.target ?? 'a required value'} the row says nothing` });
  }

  #tell(reject: Reject): void {
    this.rejectsTold += 1;
    if (this.rejects.length < rejectsListed) this.rejects.push(reject);
  }

  /** Widths of numbers for the column's final type. */
  #measure(): void {
    for (const position of this.#numeric) {
      const column = this.columns[position];
      if (!column) continue;
      const derived = this.#derived[position];
      if (derived === null) continue;
      let whole: number;
      let fraction: number;
      if (derived !== undefined) {
        const point = derived.indexOf('.');
        fraction = point < 0 ? 0 : derived.length - point - 1;
        whole = (point < 0 ? derived.length : point) - (derived.startsWith('-') ? 1 : 0);
      } else {
        const at = this.#places[position] ?? -1;
        const dictionary = this.#dictionaries[at];
        const code = this.#codes[at] ?? 0;
        if (!dictionary || ((dictionary.flags[code] ?? nullCell) & nullCell) !== 0) continue;
        whole = dictionary.wholes[code] ?? 0;
        fraction = dictionary.fractions[code] ?? 0;
      }
      // an amount that fills a gap is rounded as the amounts around it are
      if (fraction > column.scale && position !== this.#filled) column.scale = fraction;
      if (whole > column.whole) column.whole = whole;
    }
  }
}

const noRejects: readonly Reject[] = [];

const nanoOf = (whole: number, rest: number): bigint => BigInt(whole) * 1_000_000_000n + BigInt(rest);

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

function stageColumn(name: string, table: string, target: string, planned: PlannedColumn | null): StageColumn {
  const numeric = planned ? planned.type === 'number' || planned.type === 'integer' : target !== 'order_time' && target !== 'order_id';
  return { name, table, target, planned, scale: 0, whole: 0, numeric };
}

export const dialectOf = (recognition: Recognition): ReadDialect => ({ encoding: recognition.dialect.encoding, delimiter: recognition.dialect.delimiter, quote: recognition.dialect.quote });
