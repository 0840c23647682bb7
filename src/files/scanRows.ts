import { limits } from './limits.ts';
import { Unreadable } from './Unreadable.ts';
import type { DamagedCell, RowBlock } from './splitRows.ts';
import type { Encoding } from './encodings.ts';

/** Rows as places in bytes: no cell has become a string yet. */
export interface ScannedRows {
  readonly bytes: Uint8Array;
  readonly encoding: Encoding;
  /** start and end of every cell, two numbers a cell */
  readonly bounds: Int32Array;
  /** count of cells up to the end of each row */
  readonly ends: Int32Array;
  /** 1-based row of each, counted as a spreadsheet shows it */
  readonly numbers: Int32Array;
  readonly damaged: readonly DamagedCell[];
}

/** A quoted cell longer than this is taken for a quote that was never closed. */
const longestQuoted = 1 << 22;
const lineFeed = 10;
const carriageReturn = 13;
const moreNeeded = -1;

/** Splits delimited bytes of an encoding that leaves ASCII as it is; the same rows as RowSplitter finds in the decoded text. */
export class RowScanner {
  readonly #delimiter: number;
  readonly #quote: number;
  readonly #encoding: Encoding;
  /** what is being scanned, with a line feed behind it; what the last push left over lies between the two places */
  #bytes = new Uint8Array(1 << 16);
  #heldFrom = 0;
  #heldTo = 0;
  #number = 0;
  /** what closes a quote was the opening one of a later row */
  #misclosed = false;
  #ends = new Int32Array(1 << 12);
  #rows = 0;
  #bounds = new Int32Array(1 << 16);
  #cells = 0;
  /** cells of the current row with quotes inside */
  #folded: number[] = [];

  constructor(separators: { readonly delimiter: string; readonly quote: string | null }, encoding: Encoding) {
    this.#delimiter = separators.delimiter.charCodeAt(0);
    this.#quote = separators.quote ? separators.quote.charCodeAt(0) : -1;
    this.#encoding = encoding;
  }

  /** `final`: nothing follows. The rows are good until the next push. */
  push(chunk: Uint8Array, final: boolean): ScannedRows {
    const length = this.#hold(chunk);
    const bytes = this.#bytes;
    const damaged: DamagedCell[] = [];
    const before = this.#number;
    this.#cells = 0;
    this.#rows = 0;
    let start = 0;
    while (start < length) {
      start = this.#scanPlain(bytes, start, length);
      if (start >= length) break;
      const cells = this.#cells;
      this.#misclosed = false;
      let end = this.#scanRow(bytes, start, length, final, -1);
      if (end < moreNeeded) {
        if (!final && !this.#misclosed && length - start < longestQuoted) {
          this.#cells = cells;
          break;
        }
        const opened = -end - 2;
        this.#cells = cells;
        end = this.#scanRow(bytes, start, length, true, opened);
        damaged.push({ row: before + this.#rows + 1, column: this.#columnAt(cells, opened), reason: 'the quote that opens here is never closed' });
      }
      if (end === moreNeeded) {
        this.#cells = cells;
        break;
      }
      for (const cell of this.#folded) this.#unfold(bytes, cell);
      this.#endRow();
      start = end;
    }
    const rows = this.#rows;
    this.#number = before + rows;
    this.#heldFrom = start;
    this.#heldTo = length;
    if (length - start > limits.rowLength) throw new Unreadable(`row ${this.#number + 1} is longer than ${limits.rowLength >> 20} MB: this is no table`);
    const numbers = new Int32Array(rows);
    for (let row = 0; row < rows; row += 1) numbers[row] = before + row + 1;
    return { bytes, encoding: this.#encoding, bounds: this.#bounds, ends: this.#ends.slice(0, rows), numbers, damaged };
  }

  /** Puts the chunk behind what the last push left over; the length of both. */
  #hold(chunk: Uint8Array): number {
    const held = this.#heldTo - this.#heldFrom;
    const length = held + chunk.length;
    if (length >= this.#bytes.length) {
      const larger = new Uint8Array(length + (length >> 2) + 1);
      larger.set(this.#bytes.subarray(this.#heldFrom, this.#heldTo));
      this.#bytes = larger;
    } else this.#bytes.copyWithin(0, this.#heldFrom, this.#heldTo);
    this.#bytes.set(chunk, held);
    // ends the search for the end of a row that is not whole
    this.#bytes[length] = lineFeed;
    return length;
  }

  /** Whole rows up to one that takes more care (quotes inside a cell, a lone return, the end of the bytes); where that one begins. */
  #scanPlain(bytes: Uint8Array, from: number, length: number): number {
    const delimiter = this.#delimiter;
    const quote = this.#quote;
    let bounds = this.#bounds;
    let cells = this.#cells;
    let start = from;
    let at = from;
    let first = cells;
    while (at < length) {
      if (cells * 2 + 2 > bounds.length) bounds = this.#widen();
      let cellStart = at;
      let code = bytes[at] ?? lineFeed;
      if (code === quote) {
        cellStart = at + 1;
        at = bytes.indexOf(quote, cellStart);
        if (at < 0 || at >= length) break;
        bounds[cells * 2 + 1] = at;
        at += 1;
        code = bytes[at] ?? lineFeed;
        if (code !== delimiter && code !== lineFeed && code !== carriageReturn) break;
      } else {
        while (code !== delimiter && code !== lineFeed && code !== carriageReturn) {
          at += 1;
          code = bytes[at] ?? lineFeed;
        }
        bounds[cells * 2 + 1] = at;
      }
      bounds[cells * 2] = cellStart;
      if (at >= length) break;
      if (code === carriageReturn) {
        if (at + 1 >= length || bytes[at + 1] !== lineFeed) break;
        at += 1;
        code = lineFeed;
      }
      cells += 1;
      at += 1;
      if (code !== lineFeed) {
        // the cell behind a last delimiter may be empty
        if (at >= length) break;
        continue;
      }
      this.#cells = cells;
      this.#endRow();
      start = at;
      first = cells;
    }
    this.#cells = first;
    return start;
  }

  #endRow(): void {
    if (this.#rows >= this.#ends.length) {
      const larger = new Int32Array(this.#ends.length * 2);
      larger.set(this.#ends);
      this.#ends = larger;
    }
    this.#ends[this.#rows] = this.#cells;
    this.#rows += 1;
  }

  /** Start of the next row; -1: more bytes are needed; below -1: a quoted cell opened at -(result) - 2 has no end here. */
  #scanRow(bytes: Uint8Array, from: number, length: number, final: boolean, literalFrom: number): number {
    const delimiter = this.#delimiter;
    const quote = this.#quote;
    this.#folded.length = 0;
    let at = from;
    for (;;) {
      let stop = at;
      let contentFrom = at;
      let closed = -1;
      let folded = false;
      if (at < length && bytes[at] === quote && (literalFrom < 0 || at < literalFrom)) {
        contentFrom = at + 1;
        let close = contentFrom;
        for (;;) {
          while (close < length && bytes[close] !== quote) close += 1;
          if (close >= length) return -at - 2;
          if (close + 1 >= length && !final) return moreNeeded;
          if (bytes[close + 1] !== quote) break;
          folded = true;
          close += 2;
        }
        const next = bytes[close + 1];
        if (close + 1 < length && next !== delimiter && next !== lineFeed && next !== carriageReturn && holdsBreak(bytes, contentFrom, close)) {
          this.#misclosed = true;
          return -at - 2;
        }
        closed = close;
        stop = close + 1;
      }
      let code = -1;
      while (stop < length) {
        code = bytes[stop] ?? 0;
        if (code === delimiter || code === lineFeed || code === carriageReturn) break;
        stop += 1;
      }
      if (stop >= length && !final) return moreNeeded;
      if (closed >= 0 && (folded || closed + 1 !== stop)) {
        this.#folded.push(this.#cells);
        this.#put(at, stop);
      } else this.#put(contentFrom, closed >= 0 ? closed : stop);
      if (stop >= length) return length;
      if (code === delimiter) {
        at = stop + 1;
        continue;
      }
      if (code === carriageReturn) {
        if (stop + 1 >= length && !final) return moreNeeded;
        return stop + 1 < length && bytes[stop + 1] === lineFeed ? stop + 2 : stop + 1;
      }
      return stop + 1;
    }
  }

  #put(start: number, end: number): void {
    const at = this.#cells * 2;
    if (at + 2 > this.#bounds.length) this.#widen();
    this.#bounds[at] = start;
    this.#bounds[at + 1] = end;
    this.#cells += 1;
  }

  #widen(): Int32Array<ArrayBuffer> {
    const larger = new Int32Array(this.#bounds.length * 2);
    larger.set(this.#bounds);
    this.#bounds = larger;
    return larger;
  }

  /** Takes the quotes out of a cell that has some inside or goes on behind them, in place. */
  #unfold(bytes: Uint8Array, cell: number): void {
    const start = this.#bounds[cell * 2] ?? 0;
    const end = this.#bounds[cell * 2 + 1] ?? 0;
    let to = start;
    let at = start + 1;
    let inside = true;
    for (; at < end; at += 1) {
      const byte = bytes[at] ?? 0;
      if (inside && byte === this.#quote) {
        if (bytes[at + 1] !== this.#quote || at + 1 >= end) {
          inside = false;
          continue;
        }
        at += 1;
      }
      bytes[to] = byte;
      to += 1;
    }
    this.#bounds[cell * 2 + 1] = to;
  }

  #columnAt(first: number, place: number): number {
    for (let cell = first; cell < this.#cells; cell += 1) if (place <= (this.#bounds[cell * 2 + 1] ?? 0)) return cell - first;
    return this.#cells - first - 1;
  }
}

function holdsBreak(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (bytes[at] === lineFeed || bytes[at] === carriageReturn) return true;
  return false;
}

const encoder = new TextEncoder();

/** Rows that already are text, as places in bytes. */
export function packRows(block: RowBlock): ScannedRows {
  let cells = 0;
  let characters = 0;
  for (const row of block.rows) {
    cells += row.length;
    for (const cell of row) characters += cell.length;
  }
  const bytes = new Uint8Array(characters * 3);
  const bounds = new Int32Array(cells * 2);
  const ends = new Int32Array(block.rows.length);
  let cell = 0;
  let at = 0;
  for (let index = 0; index < block.rows.length; index += 1) {
    for (const text of block.rows[index] ?? []) {
      bounds[cell * 2] = at;
      at = putText(text, bytes, at);
      bounds[cell * 2 + 1] = at;
      cell += 1;
    }
    ends[index] = cell;
  }
  return { bytes, encoding: 'utf-8', bounds, ends, numbers: Int32Array.from(block.numbers), damaged: block.damaged };
}

/** A short text of plain letters is written by hand: the encoder takes several times as long to be called. */
function putText(text: string, bytes: Uint8Array, from: number): number {
  const { length } = text;
  if (length > 64) return from + encoder.encodeInto(text, bytes.subarray(from)).written;
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 127) return from + encoder.encodeInto(text, bytes.subarray(from)).written;
    bytes[from + at] = code;
  }
  return from + length;
}
