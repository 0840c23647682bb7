import type { Batch, BatchColumn } from '../database/Database.ts';
import type { CellDictionary } from './CellDictionary.ts';
import type { StageColumn } from './StageColumn.ts';
import { StageTexts } from './StageTexts.ts';
import { StageNumbers } from './StageNumbers.ts';

/** One column of the stage in the making: rows go in one by one or in runs, a batch comes out. */
export interface StageColumnWriter {
  /** a cell that is told */
  putCell(dictionary: CellDictionary, code: number): void;
  /** `rounded`: an amount that will have to be rounded */
  putText(text: string, rounded?: boolean): void;
  putNull(): void;
  /** cells of a block, NULLs among them */
  putRun(dictionary: CellDictionary, codes: Int32Array, units: Float64Array, from: number, to: number): void;
  /** amounts worked out; NaN is NULL */
  putAmounts(units: Float64Array, scales: Uint8Array, from: number, to: number): void;
  take(): BatchColumn;
}

/** Columns of the stage in the making. */
export class StageWriter {
  readonly columns: readonly StageColumnWriter[];
  readonly #stage: readonly StageColumn[];
  #numbers = new Int32Array(1 << 15);
  rows = 0;

  constructor(columns: readonly StageColumn[]) {
    this.#stage = columns;
    this.columns = columns.map((column) => (column.stored === 'text' ? new StageTexts() : new StageNumbers(column.stored)));
  }

  /** Ends rows whose cells have all been put. */
  endRows(numbers: Int32Array, from: number, to: number): void {
    if (this.rows + to - from > this.#numbers.length) {
      const larger = new Int32Array((this.rows + to - from) * 2);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers.set(numbers.subarray(from, to), this.rows);
    this.rows += to - from;
  }

  take(): Batch {
    const { rows } = this;
    this.rows = 0;
    const taken = this.columns.map((column) => column.take());
    for (const [index, column] of this.#stage.entries()) column.gaps ||= hasGaps(taken[index]);
    return { rows, columns: [{ kind: 'value', values: this.#numbers.slice(0, rows), valid: null }, ...taken] };
  }
}

const hasGaps = (column: BatchColumn | undefined): boolean => (column?.kind === 'dictionary' ? column.codes.includes(-1) : (column !== undefined && column.valid !== null));
