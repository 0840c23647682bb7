import type { ParquetReadOptions } from 'hyparquet';

/** what is read of one column in one go: pages are decoded whole, whatever of them is asked for */
const stepRows = 1 << 17;

type Asked = Required<Pick<ParquetReadOptions, 'rowStart' | 'rowEnd' | 'columns' | 'onChunk' | 'useOffsetIndex'>>;

interface Piece {
  readonly from: number;
  readonly values: ArrayLike<unknown>;
}

/** One column of one row group from its first row to its last. No page is decoded twice, and those that were passed are let go. */
export class ColumnPages {
  readonly #name: string;
  readonly #to: number;
  readonly #step: number;
  readonly #read: (asked: Asked) => Promise<void>;
  #pieces: Piece[] = [];
  /** first row that no page held yet */
  #next: number;
  #started = false;

  constructor(column: { readonly name: string; readonly whole: boolean; readonly from: number; readonly to: number }, read: (asked: Asked) => Promise<void>) {
    this.#name = column.name;
    this.#next = column.from;
    this.#to = column.to;
    this.#step = column.whole ? column.to - column.from : stepRows;
    this.#read = read;
  }

  /** Gives the values of rows [from, to), which follow those taken before; false where the column does not hold them all, or more than its group. */
  async take(from: number, to: number, put: (row: number, value: unknown) => void): Promise<boolean> {
    while (this.#next < to) if (!(await this.#readOn(to))) return false;
    for (const { from: first, values } of this.#pieces) {
      const end = Math.min(to, first + values.length);
      for (let row = Math.max(from, first); row < end; row += 1) put(row, values[row - first]);
    }
    this.#pieces = this.#pieces.filter(({ from: first, values }) => first + values.length > to);
    return true;
  }

  /** Reads pages that follow those read before; the first time only up to a row. */
  async #readOn(to: number): Promise<boolean> {
    const from = this.#next;
    const found: Piece[] = [];
    // the first pages alone tell what a table is: they are read for themselves
    const until = this.#started ? from + this.#step : to;
    this.#started = true;
    await this.#read({ rowStart: from, rowEnd: Math.min(this.#to, until), columns: [this.#name], useOffsetIndex: true, onChunk: ({ rowStart, columnData }) => void found.push({ from: rowStart, values: columnData }) });
    for (const piece of found) {
      if (piece.from + piece.values.length <= this.#next) continue;
      if (piece.from > this.#next || piece.from + piece.values.length > this.#to) return false;
      this.#pieces.push(piece);
      this.#next = piece.from + piece.values.length;
    }
    return this.#next > from;
  }
}
