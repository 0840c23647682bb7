import { blankCell, totalCell } from './CellDictionary.ts';
import { isStars } from './values/words.ts';
import { ExactSum } from './ExactSum.ts';
import type { PlannedColumn } from './planColumns.ts';
import { numberText } from './readCell.ts';
import type { RowCells } from './RowCells.ts';
import { rescale } from './values/readNumber.ts';

interface TotalRow {
  readonly row: number;
  readonly agrees: boolean;
  readonly amount: string;
}

/** Exact sums of a column: since the last total, and before it. */
interface ColumnSums {
  readonly column: number;
  readonly before: ExactSum;
  readonly part: ExactSum;
}

/** Rows that sum up other rows, known by their words and checked against what they sum up. */
export class TotalRows {
  readonly found: TotalRow[] = [];
  readonly #cells: RowCells;
  readonly #columns: readonly PlannedColumn[];
  readonly #sums: readonly ColumnSums[];
  readonly #summed: readonly ColumnSums[];
  /** the day without which a row cannot count, as a column of the file */
  readonly #day: number;
  #sinceTotal = 0;
  readonly #run = new ExactSum();

  constructor(cells: RowCells, columns: readonly PlannedColumn[]) {
    this.#cells = cells;
    this.#columns = columns;
    this.#sums = columns.map((planned) => ({ column: planned.type === 'number' || planned.type === 'integer' ? planned.index : -1, before: new ExactSum(), part: new ExactSum() }));
    this.#summed = this.#sums.filter(({ column }) => column >= 0);
    this.#day = columns.find((planned) => planned.target === 'order_date' || planned.target === 'due_date')?.index ?? -1;
  }

  /**
   * A row that begins with a word for a sum (or has one for its key) and adds up, or names nothing else and fills only number columns of a wider table.
   * Where it does name something else, its day is missing too.
   */
  isTotal(row: number, firstIsTotal: boolean): boolean {
    const total = this.#compareTotal();
    if (!firstIsTotal && !total.keyIsTotal) return false;
    // stars mean many things: they announce a sum where the rows add up to it
    if (total.stars && total.agreeing === 0) return false;
    const nothingElse = total.others === 0 && (total.agreeing > 0 || (this.#columns.length >= 3 && total.words > 0));
    const undated = this.#day >= 0 && (this.#cells.flagsAt(this.#day) & blankCell) !== 0;
    if (!nothingElse && !undated && (total.agreeing === 0 || total.differing > 0 || this.#sinceTotal < 2)) return false;
    if (total.agreeing + total.differing > 0) this.found.push({ row, agrees: total.agreeing > 0, amount: total.amount });
    for (const sums of this.#sums) {
      sums.before.addSum(sums.part);
      sums.part.clear();
    }
    this.#sinceTotal = 0;
    return true;
  }

  #compareTotal(): { words: number; stars: boolean; others: number; agreeing: number; differing: number; keyIsTotal: boolean; amount: string } {
    const found = { words: 0, stars: false, others: 0, agreeing: 0, differing: 0, keyIsTotal: false, amount: '' };
    for (const [index, column] of this.#columns.entries()) {
      const flags = this.#cells.flagsAt(column.index);
      if ((flags & blankCell) !== 0) continue;
      if (column.type !== 'number' && column.type !== 'integer') {
        if ((flags & totalCell) === 0) found.others += 1;
        else {
          found.words += 1;
          if (isStars(this.#cells.raw(column.index))) found.stars = true;
          if (column.target.endsWith('_id') || column.target.endsWith('_name')) found.keyIsTotal = true;
        }
        continue;
      }
      const number = this.#cells.numberAt(column.index);
      const sums = this.#sums[index];
      if (!number || !sums) continue;
      const nano = rescale(number, 9);
      const part = sums.part.nano();
      if (nano !== 0n && (nano === part || nano === sums.before.nano() + part)) {
        found.agreeing += 1;
        if (found.amount === '' || column.field?.type === 'money') found.amount = numberText(number);
      } else found.differing += 1;
    }
    return found;
  }

  /** Sums over every row that is data, loaded or not: totals of the file count the rejected ones too. */
  sumUp(): void {
    this.#sinceTotal += 1;
    for (const sums of this.#summed) {
      const dictionary = this.#cells.dictionaryAt(sums.column);
      const code = this.#cells.codeAt(sums.column);
      if (!dictionary || code === 0) continue;
      sums.part.add(dictionary.sumWhole[code] ?? 0, 0);
      sums.part.add(dictionary.sumRest[code] ?? 0, 9);
    }
  }

  /** The same for a run of rows of the block. `loaded`: the sum that takes the file's money. */
  sumRun(from: number, to: number, loadedOf: (column: number) => ExactSum | null): void {
    this.#sinceTotal += to - from;
    for (const { column, part } of this.#summed) {
      const loaded = loadedOf(column);
      if (!loaded) this.#addRun(column, from, to, part);
      else {
        this.#run.clear();
        this.#addRun(column, from, to, this.#run);
        part.addSum(this.#run);
        loaded.addSum(this.#run);
      }
    }
  }

  #addRun(column: number, from: number, to: number, sum: ExactSum): void {
    const codes = this.#cells.codesOf(column);
    const units = this.#cells.unitsOf(column);
    const dictionary = this.#cells.dictionaryAt(column);
    if (!dictionary) return;
    const { sumWhole, sumRest } = dictionary;
    for (let row = from; row < to; row += 1) {
      const code = codes[row] ?? 0;
      if (code < 0) sum.add(units[row] ?? 0, ~code);
      else if (code > 0) {
        sum.add(sumWhole[code] ?? 0, 0);
        sum.add(sumRest[code] ?? 0, 9);
      }
    }
  }
}
