import { possibleOrders, type DateOrder } from './values/readDate.ts';
import { registryNumberKind } from './values/registryNumber.ts';
import { taxNumberKind, withLeadingZero } from './values/taxNumber.ts';
import { readMeasure } from './values/readMeasure.ts';
import { readWritten, signOf, type DecimalSign } from './values/readNumber.ts';
import { errorWords, falseWords, looseNullWords, nullWords, trueWords } from './values/words.ts';
import type { ColumnType } from './Recognition.ts';

const distinctKept = 5_000;

/** What the cells of one column look like; filled cell by cell. */
export class ColumnProfile {
  filled = 0;
  empty = 0;
  readonly nulls = new Map<string, number>();
  errors = 0;
  numbers = 0;
  wholes = 0;
  zeroFractions = 0;
  dots = 0;
  commas = 0;
  either = 0;
  grouped = 0;
  percents = 0;
  exponents = 0;
  leadingZeros = 0;
  longDigits = 0;
  negatives = 0;
  readonly currencies = new Map<string, number>();
  /** numbers that carry their unit: how many, by unit; they are not among `numbers` */
  readonly measures = new Map<string, number>();
  readonly orders = new Map<DateOrder, number>();
  dates = 0;
  timed = 0;
  flags = 0;
  least = Infinity;
  greatest = -Infinity;
  longest = 0;
  readonly distinct = new Set<string>();
  readonly samples: string[] = [];
  dateSample = '';
  /** days that can be read in one order of day and month only: how many, and one of them */
  readonly proven = { dmy: { count: 0, sample: '' }, mdy: { count: 0, sample: '' } };
  mojibake = '';

  #taxNumbers: number | null = null;
  readonly #waiting = new Map<string, number>();

  /** `settle` must follow before the profile is read. */
  add(cell: string): void {
    if (cell === '') {
      this.empty += 1;
      return;
    }
    // most columns repeat themselves: a text is looked at once
    const times = this.#waiting.get(cell);
    if (times !== undefined) this.#waiting.set(cell, times + 1);
    else if (this.#waiting.size < 2 * distinctKept) this.#waiting.set(cell, 1);
    else this.#look(cell, 1);
  }

  settle(): this {
    for (const [cell, times] of this.#waiting) this.#look(cell, times);
    this.#waiting.clear();
    return this;
  }

  #look(cell: string, times: number): void {
    const text = cell.trim();
    if (text === '') {
      this.empty += times;
      return;
    }
    const lower = text.toLowerCase();
    if (nullWords.has(lower)) return this.#addNull(text, times);
    if (errorWords.has(lower)) {
      this.errors += times;
      return;
    }
    this.filled += times;
    if (this.distinct.size < distinctKept) this.distinct.add(text);
    if (this.samples.length < 8 && !this.samples.includes(text)) this.samples.push(text);
    if (text.length > this.longest) this.longest = text.length;
    if (trueWords.has(lower) || falseWords.has(lower)) this.flags += times;
    if (looseNullWords.has(lower)) return this.#addNull(text, times);
    const code = text.charCodeAt(0);
    const last = text.charCodeAt(text.length - 1);
    if ((last >= 48 && last <= 57) || code < 58 || code > 127 || lower.includes('e') || /\d/.test(text)) this.#addTyped(text, times);
    if (/[ÃÐÑÂ][\u0080-\u00bf\u0192-\u2122]/.test(text) && this.mojibake === '') this.mojibake = text;
  }

  #addNull(text: string, times: number): void {
    this.nulls.set(text, (this.nulls.get(text) ?? 0) + times);
  }

  #addTyped(text: string, times: number): void {
    const orders = possibleOrders(text);
    if (orders.length) {
      this.dates += times;
      if (this.dateSample === '') this.dateSample = text;
      if (/\d:\d\d/.test(text) && !/[T ]0?0:00(:00(\.0+)?)?$/.test(text)) this.timed += times;
      const [only] = orders.length === 1 ? orders : [];
      if (only === 'dmy' || only === 'mdy') {
        this.proven[only].count += times;
        if (this.proven[only].sample === '') this.proven[only].sample = text;
      }
      for (const order of orders) this.orders.set(order, (this.orders.get(order) ?? 0) + times);
    }
    const written = readWritten(text);
    if (!written) {
      const measure = readMeasure(text);
      if (measure && readWritten(measure.number)) this.measures.set(measure.unit, (this.measures.get(measure.unit) ?? 0) + times);
      return;
    }
    const sign = signOf(written.body);
    if (sign === 'never') return;
    this.numbers += times;
    if (sign === 'none' && written.exponent === 0 && !written.percent) this.wholes += times;
    else if (sign === 'dot') this.dots += times;
    else if (sign === 'comma') this.commas += times;
    else if (sign === 'either') this.either += times;
    if (/^[1-9]\d{0,2}([.,])\d{3}(\1\d{3})+$/.test(written.body)) this.grouped += times;
    if (/^\d+\.0$/.test(text)) this.zeroFractions += times;
    if (written.percent) this.percents += times;
    if (written.exponent !== 0 && /e\+?\d/i.test(text)) this.exponents += times;
    if (written.negative) this.negatives += times;
    if (/^0\d/.test(written.body) && !/[.,]/.test(written.body)) this.leadingZeros += times;
    if (sign === 'none' && written.body.length > 18) this.longDigits += times;
    if (written.currency) this.currencies.set(written.currency, (this.currencies.get(written.currency) ?? 0) + times);
    const rough = Number(written.body.replace(',', '.')) * (written.negative ? -1 : 1);
    if (rough < this.least) this.least = rough;
    if (rough > this.greatest) this.greatest = rough;
  }

  /** filled cells that are not a loose word for nothing */
  get told(): number {
    let loose = 0;
    for (const [word, count] of this.nulls) if (looseNullWords.has(word.toLowerCase()) && !nullWords.has(word.toLowerCase())) loose += count;
    return this.filled - loose;
  }

  /** the unit that stands behind the numbers; null without any, and where there are several: a few cells of another one are mistakes */
  get measure(): string | null {
    const all = [...this.measures.values()].reduce((sum, count) => sum + count, 0);
    const [usual] = [...this.measures].toSorted((a, b) => b[1] - a[1]);
    return usual !== undefined && usual[1] >= all * 0.95 ? usual[0] : null;
  }

  /** cells that a field of numbers could hold */
  numbersFor(field: string): number {
    return this.numbers + (field === 'qty' && this.measure !== null ? (this.measures.get(this.measure) ?? 0) : 0);
  }

  /** share of the distinct cells that are tax numbers by their checksum */
  get taxNumbers(): number {
    this.#taxNumbers ??= shareOfTaxNumbers([...this.distinct].slice(0, 500));
    return this.#taxNumbers;
  }

  /** share of the distinct cells that are numbers of a register of firms by their check digit */
  get registryNumbers(): number {
    const texts = [...this.distinct].slice(0, 500);
    return texts.length < 10 ? 0 : texts.filter((text) => registryNumberKind(text) !== null).length / texts.length;
  }

  get unique(): boolean {
    return this.distinct.size >= distinctKept || this.distinct.size >= this.filled * 0.99;
  }
}

function shareOfTaxNumbers(texts: readonly string[]): number {
  const found = texts.filter((text) => text.length >= 8 && text.length <= 20 && (taxNumberKind(text) !== null || withLeadingZero(text) !== null));
  return texts.length === 0 ? 0 : found.length / texts.length;
}

/** The decimal sign that cells prove; null: nothing proves it, `clash`: both signs are proven. */
export function provenSign(profiles: readonly ColumnProfile[]): DecimalSign | null {
  let dots = 0;
  let commas = 0;
  for (const profile of profiles) {
    if (profile.numbers < profile.told * 0.8) continue;
    dots += profile.dots;
    commas += profile.commas;
  }
  if (dots === commas) return null;
  return dots > commas ? '.' : ',';
}

/** Type of a column by its cells alone. `share`: how many of them must agree. */
export function typeOf(profile: ColumnProfile, share = 0.95): ColumnType {
  const told = profile.told;
  if (told === 0) return 'text';
  const compactOnly = (profile.orders.get('compact') ?? 0) === profile.dates;
  if (profile.dates >= told * share && !compactOnly) return profile.timed > 0 ? 'timestamp' : 'date';
  if (profile.numbers >= told * share) {
    if (profile.leadingZeros > 0 || profile.longDigits > 0) return 'text';
    if (profile.wholes >= profile.numbers * share && profile.dots + profile.commas + profile.either + profile.percents === 0) return 'integer';
    return 'number';
  }
  if (profile.flags === told) return 'boolean';
  return 'text';
}
