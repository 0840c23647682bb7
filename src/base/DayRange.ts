import type { DayPeriod } from './Base.ts';
import type { PlannedColumn } from './planColumns.ts';
import type { RowCells } from './RowCells.ts';
import { isoDay } from './values/readDate.ts';

const preferred = ['order_date', 'invoice_date', 'payment_date', 'visit_date', 'response_date', 'actual_date', 'period_start', 'due_date', 'created_at'];

/** First and last day of the rows of a file that were loaded, by the column that says when a row happened. */
export class DayRange {
  readonly #cells: RowCells;
  readonly #column: PlannedColumn | null;
  #first = Infinity;
  #last = -Infinity;

  constructor(cells: RowCells, columns: readonly PlannedColumn[]) {
    this.#cells = cells;
    const days = columns.filter((column) => column.type === 'date' || (column.type === 'timestamp' && column.target === 'order_date'));
    this.#column = preferred.flatMap((target) => days.filter((column) => column.target === target))[0] ?? null;
  }

  /** Adds the current row. */
  add(): void {
    if (this.#column) this.#take(this.#cells.dictionaryAt(this.#column.index)?.values[this.#cells.codeAt(this.#column.index)] ?? Number.NaN);
  }

  /** Adds rows [from, to) of the block. */
  addRun(from: number, to: number): void {
    const column = this.#column;
    const known = column ? this.#cells.dictionaryAt(column.index)?.values : undefined;
    if (!column || !known) return;
    const codes = this.#cells.codesOf(column.index);
    let last = -1;
    for (let row = from; row < to; row += 1) {
      const code = codes[row] ?? 0;
      if (code !== last && code >= 0) this.#take(known[code] ?? Number.NaN);
      last = code;
    }
  }

  get period(): DayPeriod | null {
    return this.#column && this.#last >= this.#first ? { column: this.#column.header, first: isoDay(this.#first), last: isoDay(this.#last) } : null;
  }

  #take(day: number): void {
    if (day < this.#first) this.#first = day;
    if (day > this.#last) this.#last = day;
  }
}
