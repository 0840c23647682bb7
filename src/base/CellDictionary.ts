import { openDecoder, type Encoding } from '../files/encodings.ts';
import type { CellValue } from './readCell.ts';
import { scanNumber, scannedText } from './scanNumber.ts';
import { signOf, type Decimal } from './values/readNumber.ts';
import { isTotalWord } from './values/words.ts';

/** What is known of a cell beside its value; bits. */
export const blankCell = 1;
export const nullCell = 2;
export const totalCell = 4;
export const headerCell = 8;
export const problemCell = 16;
/** `1,234`: a thousand or a fraction */
export const eitherCell = 32;

const kept = 1 << 16;
const encoder = new TextEncoder();
/** stands for every cell whose number is its units and scale */
const plainCell: CellValue = { text: '' };
const plainText: CellValue = { text: '' };

/** Cells of one column, each worked out once: what a run of bytes means, by code. Code 0 is the empty cell. */
export class CellDictionary {
  readonly #cells: CellValue[] = [];
  flags = new Uint8Array(1 << 10);
  /** the number as units of 10^-scale; NaN where that is no safe integer */
  units = new Float64Array(1 << 10);
  scales = new Int32Array(1 << 10);
  /** digits before and behind the sign in the canonical text */
  wholes = new Int32Array(1 << 10);
  fractions = new Int32Array(1 << 10);
  /** the number's whole part and billionths, for exact sums */
  sumWhole = new Float64Array(1 << 10);
  sumRest = new Float64Array(1 << 10);
  textStart = new Int32Array(1 << 10);
  textEnd = new Int32Array(1 << 10);
  /** canonical texts as UTF-8 */
  texts = new Uint8Array(1 << 14);
  encoding: Encoding = 'utf-8';
  readonly #read: (raw: string) => CellValue;
  readonly #header: string;
  readonly #plainScale: number;
  readonly #found = { units: 0, scale: 0 };
  #slots = new Int32Array(1 << 12).fill(-1);
  #hashes = new Int32Array(1 << 10);
  #keyStart = new Int32Array(1 << 10);
  #keyEnd = new Int32Array(1 << 10);
  #keys = new Uint8Array(1 << 14);
  #keysAt = 0;
  #textsAt = 0;

  /** `plainScale`: a plain number of at most so many decimals means itself here; -1: none does */
  constructor(header: string, read: (raw: string) => CellValue, plainScale = -1) {
    this.#header = header;
    this.#plainScale = /\d/.test(header) ? -1 : plainScale;
    this.#read = read;
    this.#add('', { text: null });
  }

  find(bytes: Uint8Array, start: number, end: number): number {
    if (start === end) return 0;
    let hash = -2128831035;
    for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 16777619);
    hash ^= hash >>> 15;
    const slots = this.#slots;
    const mask = slots.length - 1;
    const length = end - start;
    const keys = this.#keys;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const code = slots[slot] ?? -1;
      if (code < 0) return this.#learn(bytes, start, end, hash, slot);
      if (this.#hashes[code] !== hash) continue;
      const from = this.#keyStart[code] ?? 0;
      if ((this.#keyEnd[code] ?? 0) - from !== length) continue;
      let same = 0;
      while (same < length && keys[from + same] === bytes[start + same]) same += 1;
      if (same === length) return code;
    }
  }

  /** Forgets what it knows once that is too much; codes given before are void then. */
  trim(): void {
    if (this.#cells.length < kept) return;
    this.#slots.fill(-1);
    this.#cells.length = 1;
    this.#keysAt = 0;
    this.#textsAt = 0;
  }

  /** A cell that cannot be trusted whatever it says. */
  addDamaged(reason: string): number {
    return this.#add('damaged', { text: null, problem: reason });
  }

  #learn(bytes: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    const code = this.#plainScale >= 0 && scanNumber(bytes, start, end, this.#found) && this.#found.scale <= this.#plainScale ? this.#addNumber(this.#found.units, this.#found.scale) : this.#addCell(decodeCell(bytes, start, end, this.encoding));
    this.#hashes[code] = hash;
    if (this.#keysAt + end - start > this.#keys.length) this.#keys = grown(this.#keys, this.#keysAt + end - start);
    this.#keyStart[code] = this.#keysAt;
    for (let at = start; at < end; at += 1) this.#keys[this.#keysAt++] = bytes[at] ?? 0;
    this.#keyEnd[code] = this.#keysAt;
    this.#slots[slot] = code;
    if (this.#cells.length * 2 > this.#slots.length) this.#rehash();
    return code;
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 4).fill(-1);
    const mask = slots.length - 1;
    for (const code of this.#slots) {
      if (code < 0) continue;
      let slot = (this.#hashes[code] ?? 0) & mask;
      while ((slots[slot] ?? -1) >= 0) slot = (slot + 1) & mask;
      slots[slot] = code;
    }
    this.#slots = slots;
  }

  /** The exact number of a cell; null when it is none. */
  numberAt(code: number): Decimal | null {
    const cell = this.#cells[code];
    return cell === plainCell ? { units: BigInt(this.units[code] ?? 0), scale: this.scales[code] ?? 0 } : (cell?.number ?? null);
  }

  /** Canonical text; null for NULL. */
  textAt(code: number): string | null {
    return ((this.flags[code] ?? nullCell) & nullCell) !== 0 ? null : decodeCell(this.texts, this.textStart[code] ?? 0, this.textEnd[code] ?? 0, 'utf-8');
  }

  problemAt(code: number): string | undefined {
    return this.#cells[code]?.problem;
  }

  /** The cell as it was read, with its number in full. */
  cellAt(code: number): CellValue | null {
    const cell = this.#cells[code];
    const number = cell === plainCell ? this.numberAt(code) : null;
    return number ? { text: scannedText(this.units[code] ?? 0, number.scale), number } : (cell ?? null);
  }

  #addCell(raw: string): number {
    return this.#add(raw, this.#read(raw));
  }

  #addNumber(units: number, scale: number): number {
    const code = this.#cells.length;
    if (code >= this.flags.length) this.#widen();
    this.#cells.push(plainCell);
    this.flags[code] = 0;
    this.units[code] = units;
    this.scales[code] = scale;
    const power = scale > 9 ? 0 : 10 ** scale;
    const whole = power === 0 ? 0 : Math.trunc(units / power);
    this.sumWhole[code] = whole;
    this.sumRest[code] = power === 0 ? 0 : Math.round((units - whole * power) * 10 ** (9 - scale));
    this.#addText(code, scannedText(units, scale));
    return code;
  }

  #add(raw: string, cell: CellValue): number {
    const code = this.#cells.length;
    if (code >= this.flags.length) this.#widen();
    this.#cells.push(cell.problem === undefined && !cell.number ? plainText : cell);
    const plain = raw.trim();
    const { text } = cell;
    this.flags[code] =
      (plain === '' ? blankCell : 0) |
      (text === null ? nullCell : 0) |
      (isTotalWord(plain) ? totalCell : 0) |
      ((plain === '' ? this.#header === 'column' : plain === this.#header || plain.replace(/ \d+$/, '') === this.#header) ? headerCell : 0) |
      (cell.problem !== undefined ? problemCell : 0) |
      (cell.written && signOf(cell.written.body) === 'either' ? eitherCell : 0);
    const number = cell.number ? Number(cell.number.units) : Number.NaN;
    this.units[code] = Number.isSafeInteger(number) ? number : Number.NaN;
    this.scales[code] = cell.number?.scale ?? 0;
    this.sumWhole[code] = cell.nano === undefined ? 0 : Number(cell.nano / 1_000_000_000n);
    this.sumRest[code] = cell.nano === undefined ? 0 : Number(cell.nano % 1_000_000_000n);
    this.#addText(code, text ?? '');
    return code;
  }

  #addText(code: number, text: string): void {
    const point = text.indexOf('.');
    this.fractions[code] = point < 0 ? 0 : text.length - point - 1;
    this.wholes[code] = (point < 0 ? text.length : point) - (text.startsWith('-') ? 1 : 0);
    if (this.#textsAt + text.length * 3 > this.texts.length) this.texts = grown(this.texts, this.#textsAt + text.length * 3);
    this.textStart[code] = this.#textsAt;
    if (text !== '') this.#textsAt += encoder.encodeInto(text, this.texts.subarray(this.#textsAt)).written;
    this.textEnd[code] = this.#textsAt;
  }

  #widen(): void {
    const size = this.flags.length * 2;
    const floats = (from: Float64Array): Float64Array<ArrayBuffer> => {
      const to = new Float64Array(size);
      to.set(from);
      return to;
    };
    const integers = (from: Int32Array): Int32Array<ArrayBuffer> => {
      const to = new Int32Array(size);
      to.set(from);
      return to;
    };
    this.flags = grown(this.flags, size);
    this.units = floats(this.units);
    this.sumWhole = floats(this.sumWhole);
    this.sumRest = floats(this.sumRest);
    this.scales = integers(this.scales);
    this.wholes = integers(this.wholes);
    this.fractions = integers(this.fractions);
    this.textStart = integers(this.textStart);
    this.textEnd = integers(this.textEnd);
    this.#hashes = integers(this.#hashes);
    this.#keyStart = integers(this.#keyStart);
    this.#keyEnd = integers(this.#keyEnd);
  }
}

function grown(from: Uint8Array, least: number): Uint8Array<ArrayBuffer> {
  const to = new Uint8Array(Math.max(from.length * 2, least));
  to.set(from);
  return to;
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

export function decodeCell(bytes: Uint8Array, start: number, end: number, encoding: Encoding): string {
  if (end - start <= 32) {
    let text = '';
    let at = start;
    while (at < end && (bytes[at] ?? 0) < 0x80) text += ascii[bytes[at++] ?? 0];
    if (at === end) return text;
  }
  const span = bytes.subarray(start, end);
  return encoding === 'utf-8' ? utf8.decode(span) : openDecoder(encoding).decode(span);
}

const ascii = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
