import { openDecoder, type Encoding } from '../files/encodings.ts';
import type { CellValue } from './readCell.ts';
import { scanNumber, scannedText } from './scanNumber.ts';
import { signOf, type Decimal, type DecimalSign } from './values/readNumber.ts';
import { isTotalWord } from './values/words.ts';

/** What is known of a cell beside its value; bits. */
export const blankCell = 1;
export const nullCell = 2;
export const totalCell = 4;
export const headerCell = 8;
export const problemCell = 16;
/** `1,234`: a thousand or a fraction */
export const eitherCell = 32;
/** written with another decimal sign than the column's */
export const otherSignCell = 64;
/** thousands set apart by a dot or a comma */
export const groupedCell = 128;

/** Tables of what each kind of column needs of a cell beside its text. */
export type CellKind = 'text' | 'number' | 'day';

const kept = 1 << 16;
const encoder = new TextEncoder();
/** stands for every cell whose number is its units and scale */
const plainCell: CellValue = { text: '' };
const plainText: CellValue = { text: '' };

/** Cells of one column, each worked out once: what a run of bytes means, by code. Code 0 is the empty cell. */
export class CellDictionary {
  readonly kind: CellKind;
  /** goes up when codes given before become void */
  generation = 0;
  readonly #cells: CellValue[] = [];
  flags = new Uint8Array(1 << 10);
  /** the number as units of 10^-scale; NaN where that is no safe integer */
  units = new Float64Array(1 << 10);
  /** the canonical number, or the days since 1970-01-01; NaN where there is none */
  values = new Float64Array(1 << 10);
  scales = new Int32Array(1 << 10);
  /** digits before and behind the sign in the canonical text */
  wholes = new Int32Array(1 << 10);
  fractions = new Int32Array(1 << 10);
  /** the number's whole part and billionths, for exact sums */
  sumWhole = new Float64Array(1 << 10);
  sumRest = new Float64Array(1 << 10);
  textStart = new Int32Array(1 << 10);
  textEnd = new Int32Array(1 << 10);
  /** canonical texts as UTF-8, among the cells as they were read */
  texts = new Uint8Array(1 << 14);
  encoding: Encoding = 'utf-8';
  readonly #read: (raw: string) => CellValue;
  readonly #header: string;
  readonly #plainScale: number;
  readonly #plainTexts: boolean;
  readonly #sign: DecimalSign;
  readonly #decimal: number;
  readonly #found = { units: 0, scale: 0 };
  #slots = new Int32Array(1 << 12).fill(-1);
  #hashes = new Int32Array(1 << 10);
  #keyStart = new Int32Array(1 << 10);
  #keyEnd = new Int32Array(1 << 10);
  #textsAt = 0;

  /** `plainScale`: a plain number of at most so many decimals means itself here; -1: none does. `plainTexts`: so does a plain text. */
  constructor(header: string, read: (raw: string) => CellValue, { kind = 'text', plainScale = -1, plainTexts = false, sign = '.' }: { readonly kind?: CellKind; readonly plainScale?: number; readonly plainTexts?: boolean; readonly sign?: DecimalSign } = {}) {
    this.#sign = sign;
    this.#decimal = sign.charCodeAt(0);
    this.kind = kind;
    this.#header = header;
    this.#plainScale = /\d/.test(header) ? -1 : plainScale;
    this.#plainTexts = plainTexts;
    this.#read = read;
    this.#add('', { text: null });
  }

  /**
   * The cells of one column of a block: their codes, or for a number that needs no dictionary its units and, as ~scale, its code.
   * `first` and `ends` tell the cells of each row.
   */
  readColumn(block: { readonly bytes: Uint8Array; readonly bounds: Int32Array; readonly ends: Int32Array }, column: number, codes: Int32Array, units: Float64Array): void {
    const { bytes, bounds, ends } = block;
    const plainScale = this.#plainScale;
    const found = this.#found;
    let first = 0;
    let lastStart = 0;
    let lastLength = 0;
    let lastCode = 0;
    for (let row = 0; row < ends.length; row += 1) {
      const cell = first + column;
      const end = ends[row] ?? 0;
      first = end;
      const from = bounds[cell * 2] ?? 0;
      const length = cell < end ? (bounds[cell * 2 + 1] ?? 0) - from : 0;
      if (length <= 0) {
        codes[row] = 0;
        continue;
      }
      if (plainScale >= 0) {
        const end = from + length;
        // up to nine digits fit into small integers: the usual case without a call
        let at = from;
        let value = 0;
        if (length <= 9) {
          while (at < end) {
            const digit = (bytes[at] ?? 0) - 48;
            if (digit < 0 || digit > 9) break;
            value = value * 10 + digit;
            at += 1;
          }
        }
        if (at === end) {
          units[row] = value;
          codes[row] = ~0;
        } else if (scanNumber(bytes, from, end, found, this.#decimal) && found.scale <= plainScale) {
          units[row] = found.units;
          codes[row] = ~found.scale;
        } else codes[row] = this.find(bytes, from, end);
        continue;
      }
      if (length === lastLength) {
        let same = 0;
        while (same < length && bytes[lastStart + same] === bytes[from + same]) same += 1;
        if (same === length) {
          codes[row] = lastCode;
          continue;
        }
      }
      lastStart = from;
      lastLength = length;
      lastCode = this.find(bytes, from, from + length);
      codes[row] = lastCode;
    }
  }

  find(bytes: Uint8Array, start: number, end: number): number {
    if (start === end) return 0;
    let hash = -2128831035;
    for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 16777619);
    hash ^= hash >>> 15;
    const slots = this.#slots;
    const mask = slots.length - 1;
    const length = end - start;
    const keys = this.texts;
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
    this.generation += 1;
    this.#textsAt = 0;
  }

  /** A cell that cannot be trusted whatever it says. */
  addDamaged(reason: string): number {
    return this.#add('damaged', { text: null, problem: reason });
  }

  #learn(bytes: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    const keyAt = this.#textsAt;
    const length = end - start;
    if (keyAt + length > this.texts.length) this.texts = grown(this.texts, keyAt + length);
    const { texts } = this;
    for (let at = 0; at < length; at += 1) texts[keyAt + at] = bytes[start + at] ?? 0;
    this.#textsAt = keyAt + length;
    const code = this.#plainTexts && isPlainText(bytes, start, end, this.#header) ? this.#addPlain(keyAt) : this.#addUnknown(bytes, start, end);
    this.#hashes[code] = hash;
    this.#keyStart[code] = keyAt;
    this.#keyEnd[code] = keyAt + length;
    this.#slots[slot] = code;
    if (this.#cells.length * 2 > this.#slots.length) this.#rehash();
    return code;
  }

  #addUnknown(bytes: Uint8Array, start: number, end: number): number {
    if (this.#plainScale >= 0 && scanNumber(bytes, start, end, this.#found, this.#decimal) && this.#found.scale <= this.#plainScale) return this.#addNumber(this.#found.units, this.#found.scale);
    return this.#addCell(decodeCell(bytes, start, end, this.encoding));
  }

  /** A text that says itself and stands already among the texts. */
  #addPlain(at: number): number {
    const code = this.#cells.length;
    if (code >= this.flags.length) this.#widen();
    this.#cells.push(plainText);
    this.flags[code] = 0;
    this.units[code] = Number.NaN;
    this.values[code] = Number.NaN;
    this.sumWhole[code] = 0;
    this.sumRest[code] = 0;
    this.wholes[code] = 0;
    this.fractions[code] = 0;
    this.textStart[code] = at;
    this.textEnd[code] = this.#textsAt;
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
    const text = scannedText(units, scale);
    this.values[code] = Number(text);
    this.#addText(code, text);
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
      (cell.written ? writingOf(cell.written.body, this.#sign) : 0);
    const number = cell.number ? Number(cell.number.units) : Number.NaN;
    this.units[code] = Number.isSafeInteger(number) ? number : Number.NaN;
    this.scales[code] = cell.number?.scale ?? 0;
    this.sumWhole[code] = cell.nano === undefined ? 0 : Number(cell.nano / 1_000_000_000n);
    this.sumRest[code] = cell.nano === undefined ? 0 : Number(cell.nano % 1_000_000_000n);
    this.values[code] = text === null || this.kind === 'text' ? Number.NaN : this.kind === 'day' ? Date.parse(`${text.slice(0, 10)}T00:00:00Z`) / 86_400_000 : Number(text);
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
    this.values = floats(this.values);
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

function writingOf(body: string, sign: DecimalSign): number {
  const proof = signOf(body);
  if (proof === 'none') return 0;
  const decimal = proof === 'dot' ? '.' : proof === 'comma' ? ',' : sign;
  return (proof === 'either' ? eitherCell : 0) | (decimal === sign ? 0 : otherSignCell) | (body.includes(decimal === '.' ? ',' : '.') ? groupedCell : 0);
}

function grown(from: Uint8Array, least: number): Uint8Array<ArrayBuffer> {
  const to = new Uint8Array(Math.max(from.length * 2, least));
  to.set(from);
  return to;
}

/** ASCII with a digit and without a word: no word for nothing, no total, no header can be written so. */
function isPlainText(bytes: Uint8Array, start: number, end: number, header: string): boolean {
  const first = bytes[start] ?? 0;
  if (first === header.charCodeAt(0) || first === 35 || first === 32 || bytes[end - 1] === 32) return false;
  let digits = false;
  let letters = 0;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < 32 || byte > 126) return false;
    const isDigit = byte >= 48 && byte <= 57;
    const folded = byte | 32;
    letters = folded >= 97 && folded <= 122 ? letters + 1 : 0;
    if (letters > 3) return false;
    digits ||= isDigit;
  }
  return digits;
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
