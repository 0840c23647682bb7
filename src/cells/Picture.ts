import { formatValue, type FormatKind } from '../charts/formatValue.ts';
import type { Scalar } from '../database/table.ts';
import type { Locale, Localised } from '../messages/locale.ts';
import type { Evaluation } from './CellKind.ts';
import type { ChartInput } from './chart/options.ts';
import { oneOnly } from './oneOnly.ts';

/** One declared picture of a study: what is drawn of which of its result tables. */
export interface Picture {
  /** name of the result table whose rows are drawn */
  readonly table: string;
  /** the finding as a sentence */
  readonly title: string;
  /** what is measured, in which unit, over which customers */
  readonly note?: string;
  /** number behind the picture; the rows drawn unless told */
  readonly n?: number;
  /** takes the whole width of the cell, as matrices do */
  readonly wide?: boolean;
  readonly chart: Omit<ChartInput, 'from' | 'title' | 'subtitle'>;
}

/** chart.ts of a study: its pictures, worked out from result tables and facts alone. A result with nothing to draw gives none. */
export type DrawPictures = (study: StudyResult) => readonly Picture[];

/** What a study found, for its pictures to speak of. */
export class StudyResult {
  readonly #evaluation: Evaluation;
  readonly locale: Locale;
  readonly #currency: string | null;

  constructor(evaluation: Evaluation, locale: Locale, currency: string | null) {
    this.#evaluation = evaluation;
    this.locale = locale;
    this.#currency = currency;
  }

  /** rows of a result table; 0 when the study made no such table */
  rows(table: string): number {
    return this.#evaluation.tables.find(({ name }) => name === table)?.rowCount ?? 0;
  }

  has(table: string, column: string): boolean {
    return this.#evaluation.tables.some((made) => made.name === table && made.columns.some(({ name }) => name === column));
  }

  /** a fact that is a number, in whatever way it crossed from the engine; null when unknown */
  number(fact: string): number | null {
    const value = this.#evaluation.facts[fact];
    if (typeof value !== 'number' && typeof value !== 'string') return null;
    return value === '' || !Number.isFinite(Number(value)) ? null : Number(value);
  }

  text(fact: string): string | null {
    const value = this.#evaluation.facts[fact];
    return typeof value === 'string' && value !== '' ? value : null;
  }

  /** a value as the reader writes it */
  write(value: Scalar, kind: FormatKind): string {
    const size = Math.abs(Number(value));
    return formatValue(value, { kind, locale: this.locale, currency: this.#currency, compact: kind === 'money' && size >= 10_000, ...(kind === 'money' && size >= 100 && { among: 1000 }) });
  }

  /** a numeric fact, written */
  figure(fact: string, kind: FormatKind): string {
    return this.write(this.number(fact), kind);
  }

  say(text: Localised): string {
    return this.locale === 'en' ? oneOnly(text.en) : text[this.locale];
  }
}
