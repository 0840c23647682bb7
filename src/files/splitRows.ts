import { limits } from './limits.ts';
import { Unreadable } from './Unreadable.ts';

/** One row as read, with its place in the file. */
export interface RowBlock {
  readonly rows: readonly (readonly string[])[];
  /** 1-based row of each, counted as a spreadsheet shows it */
  readonly numbers: readonly number[];
  /** cells that cannot be trusted: a quote never closed, a formula without a saved value */
  readonly damaged: readonly DamagedCell[];
  /** outline level or indent of each row; absent where nothing is indented */
  readonly depths?: readonly number[];
  /** rows that the whole table has, the names among them, as the file tells or lets guess; absent where nothing is known */
  readonly expected?: number;
}

export interface DamagedCell {
  readonly row: number;
  /** from 0 */
  readonly column: number;
  readonly reason: string;
}

export interface Separators {
  /** one character; a space stands for any run of spaces */
  readonly delimiter: string;
  readonly quote: string | null;
}

/** A quoted cell longer than this is taken for a quote that was never closed. */
const longestQuoted = 1 << 22;

/** Splits delimited text into rows, piece by piece. */
export class RowSplitter {
  readonly #delimiter: number;
  readonly #quote: number;
  readonly #mergeSpaces: boolean;
  #held = '';
  /** what closes a quote was the opening one of a later row */
  #misclosed = false;
  #number = 0;

  constructor(separators: Separators) {
    this.#delimiter = separators.delimiter.charCodeAt(0);
    this.#quote = separators.quote ? separators.quote.charCodeAt(0) : -1;
    this.#mergeSpaces = separators.delimiter === ' ';
  }

  push(text: string): RowBlock {
    return this.#split(this.#held + text, false);
  }

  end(): RowBlock {
    return this.#split(this.#held, true);
  }

  #split(text: string, final: boolean): RowBlock {
    const rows: string[][] = [];
    const numbers: number[] = [];
    const damaged: DamagedCell[] = [];
    let start = 0;
    while (start < text.length) {
      const row: string[] = [];
      this.#misclosed = false;
      let end = this.#readRow(text, start, row, final, -1);
      if (end < -1) {
        // a quote opened at -end - 2 and never closed
        if (!final && !this.#misclosed && text.length - start < longestQuoted) break;
        const opened = -end - 2;
        row.length = 0;
        end = this.#readRow(text, start, row, true, opened);
        damaged.push({ row: this.#number + 1, column: columnAt(row, opened - start), reason: 'the quote that opens here is never closed' });
      }
      if (end === -1) break;
      this.#number += 1;
      rows.push(this.#mergeSpaces ? mergeSpaces(row) : row);
      numbers.push(this.#number);
      start = end;
    }
    this.#held = text.slice(start);
    if (this.#held.length > limits.rowLength) throw new Unreadable(`row ${this.#number + 1} is longer than ${limits.rowLength >> 20} MB: this is no table`);
    return { rows, numbers, damaged };
  }

  /** Start of the next row; -1: more text is needed; below -1: a quoted cell opened at -(result) - 2 has no end in this text. */
  #readRow(text: string, from: number, row: string[], final: boolean, literalFrom: number): number {
    const length = text.length;
    let at = from;
    for (;;) {
      let value = '';
      if (at < length && text.charCodeAt(at) === this.#quote && (literalFrom < 0 || at < literalFrom)) {
        const opened = at;
        at += 1;
        for (;;) {
          const close = text.indexOf(String.fromCharCode(this.#quote), at);
          if (close < 0) return -opened - 2;
          if (close + 1 >= length && !final) return -1;
          value += text.slice(at, close);
          at = close + 1;
          if (text.charCodeAt(at) !== this.#quote) break;
          value += text.charAt(at);
          at += 1;
        }
        const next = text.charCodeAt(at);
        this.#misclosed = at < length && next !== this.#delimiter && next !== 10 && next !== 13 && /[\r\n]/.test(value);
        if (this.#misclosed) return -opened - 2;
      }
      let stop = at;
      let code = -1;
      while (stop < length) {
        code = text.charCodeAt(stop);
        if (code === this.#delimiter || code === 10 || code === 13) break;
        stop += 1;
      }
      if (stop >= length) {
        if (!final) return -1;
        row.push(value + text.slice(at));
        return length;
      }
      row.push(value === '' ? text.slice(at, stop) : value + text.slice(at, stop));
      if (code === this.#delimiter) {
        at = stop + 1;
        continue;
      }
      if (code === 13) {
        if (stop + 1 >= length && !final) return -1;
        return text.charCodeAt(stop + 1) === 10 ? stop + 2 : stop + 1;
      }
      return stop + 1;
    }
  }
}

function columnAt(row: readonly string[], offset: number): number {
  let passed = 0;
  for (const [index, cell] of row.entries()) {
    passed += cell.length + 1;
    if (offset < passed) return index;
  }
  return row.length - 1;
}

function mergeSpaces(row: readonly string[]): string[] {
  const filled = row.filter((cell) => cell !== '');
  return filled.length ? filled : [''];
}
