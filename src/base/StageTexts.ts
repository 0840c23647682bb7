import type { DictionaryColumn, TextColumn } from '../database/Database.ts';
import { nullCell, type CellDictionary } from './CellDictionary.ts';
import { scannedText } from './scanNumber.ts';
import type { StageColumnWriter } from './StageWriter.ts';

const encoder = new TextEncoder();

/** A column of texts: each that a batch holds stands in it once, the rows have its number. */
export class StageTexts implements StageColumnWriter {
  #codes = new Int32Array(1 << 12);
  #rows = 0;
  #offsets = new Int32Array(1 << 10);
  #bytes = new Uint8Array(1 << 14);
  #entries = 0;
  /** entry + 1 of each code of the dictionary */
  #known = new Int32Array(1 << 10);
  #generation = 0;
  #lastText: string | null = null;
  #lastEntry = 0;

  putCell(dictionary: CellDictionary, code: number): void {
    this.#put(this.#entryOf(dictionary, code));
  }

  putText(text: string): void {
    if (text !== this.#lastText) {
      const at = this.#reserve(text.length * 3);
      this.#lastEntry = this.#end(at + encoder.encodeInto(text, this.#bytes.subarray(at)).written);
      this.#lastText = text;
    }
    this.#put(this.#lastEntry);
  }

  putNull(): void {
    this.#put(-1);
  }

  putRun(dictionary: CellDictionary, codes: Int32Array, units: Float64Array, from: number, to: number): void {
    const missing = nullCell;
    for (let row = from; row < to; row += 1) {
      const code = codes[row] ?? 0;
      if (code < 0) this.putText(scannedText(units[row] ?? 0, ~code));
      else this.#put(((dictionary.flags[code] ?? missing) & missing) !== 0 ? -1 : this.#entryOf(dictionary, code));
    }
  }

  putAmounts(units: Float64Array, scales: Uint8Array, from: number, to: number): void {
    for (let row = from; row < to; row += 1) {
      const amount = units[row] ?? Number.NaN;
      if (Number.isNaN(amount)) this.putNull();
      else this.putText(scannedText(amount, scales[row] ?? 0));
    }
  }

  take(): DictionaryColumn | TextColumn {
    const rows = this.#rows;
    const entries = this.#entries;
    const codes = this.#codes.slice(0, rows);
    const offsets = this.#offsets.slice(0, entries + 1);
    const bytes = this.#bytes.slice(0, offsets[entries] ?? 0);
    this.#rows = 0;
    this.#entries = 0;
    this.#lastText = null;
    this.#known.fill(0);
    // entries come in the order of the rows: as many of them as rows are the rows
    return entries === rows && codes.every((code, row) => code === row) ? { kind: 'text', offsets, bytes, valid: null } : { kind: 'dictionary', codes, offsets, bytes };
  }

  #entryOf(dictionary: CellDictionary, code: number): number {
    if (dictionary.generation !== this.#generation) {
      this.#known.fill(0);
      this.#generation = dictionary.generation;
    }
    if (code >= this.#known.length) {
      const larger = new Int32Array(Math.max(code + 1, this.#known.length * 2));
      larger.set(this.#known);
      this.#known = larger;
    }
    const known = this.#known[code] ?? 0;
    if (known > 0) return known - 1;
    const from = dictionary.textStart[code] ?? 0;
    const length = (dictionary.textEnd[code] ?? 0) - from;
    const at = this.#reserve(length);
    const bytes = this.#bytes;
    const { texts } = dictionary;
    for (let index = 0; index < length; index += 1) bytes[at + index] = texts[from + index] ?? 0;
    const entry = this.#end(at + length);
    this.#known[code] = entry + 1;
    return entry;
  }

  #put(entry: number): void {
    if (this.#rows >= this.#codes.length) {
      const larger = new Int32Array(this.#codes.length * 2);
      larger.set(this.#codes);
      this.#codes = larger;
    }
    this.#codes[this.#rows] = entry;
    this.#rows += 1;
  }

  /** Room for one more entry of at most so many bytes; where it begins. */
  #reserve(length: number): number {
    const at = this.#offsets[this.#entries] ?? 0;
    if (at + length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#bytes.length * 2, at + length));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    return at;
  }

  #end(at: number): number {
    const entry = this.#entries;
    this.#entries += 1;
    if (this.#entries >= this.#offsets.length) {
      const larger = new Int32Array(this.#offsets.length * 2);
      larger.set(this.#offsets);
      this.#offsets = larger;
    }
    this.#offsets[this.#entries] = at;
    return entry;
  }
}
