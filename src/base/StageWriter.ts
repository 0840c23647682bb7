import type { Batch, TextColumn } from '../database/Database.ts';
import type { CellDictionary } from './CellDictionary.ts';

const encoder = new TextEncoder();

/** Columns of UTF-8 in the making: rows go in cell by cell, batches come out. */
export class StageWriter {
  readonly columns: readonly StageColumnWriter[];
  #numbers: number[] = [];

  constructor(width: number) {
    this.columns = Array.from({ length: width }, () => new StageColumnWriter());
  }

  get rows(): number {
    return this.#numbers.length;
  }

  /** Ends a row whose cells have all been put. */
  endRow(number: number): void {
    this.#numbers.push(number);
  }

  take(): Batch {
    const numbers = Int32Array.from(this.#numbers);
    this.#numbers = [];
    return { rows: numbers.length, columns: [{ kind: 'value', values: numbers, valid: null }, ...this.columns.map((column) => column.take())] };
  }
}

class StageColumnWriter {
  #offsets = new Int32Array(1 << 12);
  #valid = new Uint8Array(1 << 12);
  #bytes = new Uint8Array(1 << 16);
  #rows = 0;
  #at = 0;
  #missing = false;

  /** The canonical text of a known cell. */
  putCell(dictionary: CellDictionary, code: number): void {
    const from = dictionary.textStart[code] ?? 0;
    const length = (dictionary.textEnd[code] ?? 0) - from;
    const { texts } = dictionary;
    this.#reserve(length);
    const bytes = this.#bytes;
    let at = this.#at;
    for (let index = from; index < from + length; index += 1) bytes[at++] = texts[index] ?? 0;
    this.#end(at);
  }

  putText(text: string): void {
    this.#reserve(text.length * 3);
    this.#end(this.#at + encoder.encodeInto(text, this.#bytes.subarray(this.#at)).written);
  }

  putNull(): void {
    this.#reserve(0);
    this.#missing = true;
    this.#end(this.#at);
    this.#valid[this.#rows - 1] = 0;
  }

  take(): TextColumn {
    const column: TextColumn = { kind: 'text', offsets: this.#offsets.slice(0, this.#rows + 1), bytes: this.#bytes.slice(0, this.#at), valid: this.#missing ? this.#valid.slice(0, this.#rows) : null };
    this.#rows = 0;
    this.#at = 0;
    this.#missing = false;
    return column;
  }

  #reserve(length: number): void {
    if (this.#rows + 2 > this.#offsets.length) {
      const offsets = new Int32Array(this.#offsets.length * 2);
      offsets.set(this.#offsets);
      this.#offsets = offsets;
      const valid = new Uint8Array(offsets.length);
      valid.set(this.#valid);
      this.#valid = valid;
    }
    if (this.#at + length <= this.#bytes.length) return;
    const bytes = new Uint8Array(Math.max(this.#bytes.length * 2, this.#at + length));
    bytes.set(this.#bytes);
    this.#bytes = bytes;
  }

  #end(at: number): void {
    this.#valid[this.#rows] = 1;
    this.#rows += 1;
    this.#offsets[this.#rows] = at;
    this.#at = at;
  }
}
