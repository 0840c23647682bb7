import type { ValueColumn } from '../database/Database.ts';
import type { CellDictionary } from './CellDictionary.ts';
import type { StageColumnWriter } from './StageWriter.ts';

const powers = Float64Array.from({ length: 23 }, (_, scale) => 10 ** scale);

/** Halves must be rounded away from zero although no double is 1.005: a hair more than half is, and fourteen digits do not notice it. */
const outward = 1 + 2 ** -50;

/** A column of numbers or days. Numbers of fifteen digits at most come back from doubles to the last digit. */
export class StageNumbers implements StageColumnWriter {
  readonly #stored: 'number' | 'day';
  #values = new Float64Array(1 << 12);
  #rows = 0;
  #missing = 0;

  constructor(stored: 'number' | 'day') {
    this.#stored = stored;
  }

  putCell(dictionary: CellDictionary, code: number): void {
    this.#put(dictionary.values[code] ?? Number.NaN);
  }

  putText(text: string, rounded = false): void {
    this.#put(this.#stored === 'day' ? Date.parse(`${text.slice(0, 10)}T00:00:00Z`) / 86_400_000 : rounded ? Number(text) * outward : Number(text));
  }

  putNull(): void {
    this.#put(Number.NaN);
  }

  putRun(dictionary: CellDictionary, codes: Int32Array, units: Float64Array, from: number, to: number): void {
    const values = this.#reserve(to - from);
    const known = dictionary.values;
    const scaled = powers;
    let at = this.#rows;
    let missing = 0;
    for (let row = from; row < to; row += 1) {
      const code = codes[row] ?? 0;
      const value = code < 0 ? (units[row] ?? 0) / (scaled[~code] ?? 1) : (known[code] ?? Number.NaN);
      if (value !== value) missing += 1;
      values[at++] = value;
    }
    this.#rows = at;
    this.#missing += missing;
  }

  putAmounts(units: Float64Array, scales: Uint8Array, from: number, to: number): void {
    for (let row = from; row < to; row += 1) this.#put((units[row] ?? Number.NaN) / (powers[scales[row] ?? 0] ?? 1));
  }

  take(): ValueColumn {
    const rows = this.#rows;
    const values = this.#values.subarray(0, rows);
    let valid: Uint8Array | null = null;
    if (this.#missing > 0) {
      valid = new Uint8Array(rows);
      for (let row = 0; row < rows; row += 1) if (!Number.isNaN(values[row])) valid[row] = 1;
    }
    const column: ValueColumn = { kind: 'value', values: this.#stored === 'day' ? Int32Array.from(values) : values.slice(), valid };
    this.#rows = 0;
    this.#missing = 0;
    return column;
  }

  #put(value: number): void {
    this.#reserve(1)[this.#rows] = value;
    this.#rows += 1;
    if (Number.isNaN(value)) this.#missing += 1;
  }

  #reserve(rows: number): Float64Array {
    if (this.#rows + rows > this.#values.length) {
      const larger = new Float64Array((this.#rows + rows) * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    return this.#values;
  }
}
