import { blankCell, totalCell } from './CellDictionary.ts';
import type { PlannedColumn } from './planColumns.ts';
import { nanoOf } from './MoneyTotals.ts';
import { numberText } from './readCell.ts';
import type { RowCells } from './RowCells.ts';
import { rescale } from './values/readNumber.ts';

interface TotalRow {
  readonly row: number;
  readonly agrees: boolean;
  readonly amount: string;
}

/** Exact sums of a column, over the file and since the last total: wholes and billionths apart. */
interface ColumnSums {
  readonly column: number;
  allWhole: number;
  allRest: number;
  partWhole: number;
  partRest: number;
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

  constructor(cells: RowCells, columns: readonly PlannedColumn[]) {
    this.#cells = cells;
    this.#columns = columns;
    this.#sums = columns.map((planned) => ({ column: planned.type === 'number' || planned.type === 'integer' ? planned.index : -1, allWhole: 0, allRest: 0, partWhole: 0, partRest: 0 }));
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
    const nothingElse = total.others === 0 && (total.agreeing > 0 || (this.#columns.length >= 3 && total.words > 0));
    const undated = this.#day >= 0 && (this.#cells.flagsAt(this.#day) & blankCell) !== 0;
    if (!nothingElse && !undated && (total.agreeing === 0 || total.differing > 0 || this.#sinceTotal < 2)) return false;
    if (total.agreeing + total.differing > 0) this.found.push({ row, agrees: total.agreeing > 0, amount: total.amount });
    for (const sums of this.#sums) {
      sums.partWhole = 0;
      sums.partRest = 0;
    }
    this.#sinceTotal = 0;
    return true;
  }

  #compareTotal(): { words: number; others: number; agreeing: number; differing: number; keyIsTotal: boolean; amount: string } {
    const found = { words: 0, others: 0, agreeing: 0, differing: 0, keyIsTotal: false, amount: '' };
    for (const [index, column] of this.#columns.entries()) {
      const flags = this.#cells.flagsAt(column.index);
      if ((flags & blankCell) !== 0) continue;
      if (column.type !== 'number' && column.type !== 'integer') {
        if ((flags & totalCell) === 0) found.others += 1;
        else {
          found.words += 1;
          if (column.target.endsWith('_id') || column.target.endsWith('_name')) found.keyIsTotal = true;
        }
        continue;
      }
      const number = this.#cells.numberAt(column.index);
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

  /** Sums over every row that is data, loaded or not: totals of the file count the rejected ones too. */
  sumUp(): void {
    this.#sinceTotal += 1;
    for (const sums of this.#summed) {
      const dictionary = this.#cells.dictionaryAt(sums.column);
      const code = this.#cells.codeAt(sums.column);
      if (!dictionary || code === 0) continue;
      const whole = dictionary.sumWhole[code] ?? 0;
      const rest = dictionary.sumRest[code] ?? 0;
      sums.allWhole += whole;
      sums.allRest += rest;
      sums.partWhole += whole;
      sums.partRest += rest;
    }
  }
}
