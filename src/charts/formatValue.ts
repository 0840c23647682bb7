import { assertNever } from '../database/outcome.ts';
import type { Scalar } from '../database/table.ts';
import type { Locale } from '../messages/locale.ts';

export const formatKinds = ['money', 'number', 'integer', 'share', 'percent', 'days', 'date', 'month', 'text'] as const;
export type FormatKind = (typeof formatKinds)[number];

export interface ValueStyle {
  readonly kind: FormatKind;
  readonly locale: Locale;
  /** ISO code; null where the base names none */
  readonly currency?: string | null;
  /** thousands, millions … as words: 1.2M, 1,2 млн, 1,2 mln */
  readonly compact?: boolean;
  /** the largest of the values that it stands under: a column is written with as many decimals in every row */
  readonly among?: number;
}

const missingMark = '—';

/** A value as a person of that language reads it: true minus, no-break spaces, digits grouped. Decimals given as text stay exact. */
export function formatValue(value: Scalar, style: ValueStyle): string {
  if (value === null || value === '') return missingMark;
  if (typeof value === 'boolean') return yesNo[style.locale][value ? 0 : 1];
  switch (style.kind) {
    case 'text':
      return String(value);
    case 'date':
      return formatDate(value, style.locale);
    case 'month':
      return formatMonth(value, style.locale);
    case 'money':
    case 'number':
    case 'integer':
    case 'share':
    case 'percent':
    case 'days': {
      const number = exact(value);
      if (number === null) return String(value);
      const size = Math.abs(Number(number));
      const { among, ...alone } = style;
      // a figure that the column's decimals would write as zero keeps its leading digits
      const lost = style.kind === 'number' && size > 0 && size < (among ?? 0) / 1000;
      return typeset((lost ? formatter(style.kind, alone, size) : formatter(style.kind, style, Math.max(size, among ?? 0))).format(number), style);
    }
    default:
      return assertNever(style.kind);
  }
}

/** The kind that fits a column when nobody chose one. */
export function formatKindOf(type: string, name = ''): FormatKind {
  if (/^(DATE|TIMESTAMP)/u.test(type)) return 'date';
  if (/^(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT|UTINYINT|USMALLINT|UINTEGER|UBIGINT|UHUGEINT)$/u.test(type)) return 'integer';
  if (/^(FLOAT|DOUBLE|REAL)$/u.test(type)) return /(^|_)share($|_)|_rate$/u.test(name) ? 'share' : 'number';
  if (type.startsWith('DECIMAL')) return /(^|_)share($|_)/u.test(name) ? 'share' : 'number';
  return 'text';
}

const yesNo: Readonly<Record<Locale, readonly [string, string]>> = { en: ['yes', 'no'], ru: ['да', 'нет'], pl: ['tak', 'nie'] };

const isNumeric = (text: string): text is `${number}` => /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/iu.test(text);

function exact(value: string | number): number | `${number}` | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return isNumeric(value) ? value : null;
}

const formatters = new Map<string, Intl.NumberFormat>();

function formatter(kind: Exclude<FormatKind, 'text' | 'date' | 'month'>, style: ValueStyle, size: number): Intl.NumberFormat {
  const options = optionsFor(kind, style, size);
  const key = `${style.locale} ${JSON.stringify(options)}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(style.locale, { ...options, signDisplay: 'negative' });
  formatters.set(key, made);
  return made;
}

function optionsFor(kind: Exclude<FormatKind, 'text' | 'date' | 'month'>, { currency, compact = false, among }: ValueStyle, size: number): Intl.NumberFormatOptions {
  const grouped = { useGrouping: 'always' } as const;
  const short = { notation: 'compact', maximumFractionDigits: size >= 1000 || !Number.isInteger(size) ? 1 : 0 } as const;
  switch (kind) {
    case 'money': {
      const money: Intl.NumberFormatOptions = currency && /^[A-Z]{3}$/u.test(currency) ? { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } : {};
      if (compact) return { ...grouped, ...money, ...short, minimumFractionDigits: 0 };
      const digits = size > 0 && size < 1000 ? 2 : 0;
      return { ...grouped, ...money, minimumFractionDigits: digits, maximumFractionDigits: digits };
    }
    case 'number':
      // small figures of a column keep their points below each other
      if (!compact && among !== undefined && size > 0 && size < 1) {
        const digits = Math.min(6, 2 - Math.floor(Math.log10(size)));
        return { ...grouped, minimumFractionDigits: digits, maximumFractionDigits: digits };
      }
      return compact ? { ...grouped, ...short } : size > 0 && size < 1 ? { ...grouped, maximumSignificantDigits: 3 } : { ...grouped, maximumFractionDigits: size >= 100 ? 1 : 2 };
    case 'integer':
      return compact ? { ...grouped, ...short } : { ...grouped, maximumFractionDigits: 0 };
    case 'share':
    case 'percent':
      return { ...grouped, style: 'percent', minimumFractionDigits: among === undefined ? 0 : 1, maximumFractionDigits: 1 };
    case 'days':
      return { ...grouped, style: 'unit', unit: 'day', unitDisplay: 'long', maximumFractionDigits: size < 10 ? 1 : 0 };
    default:
      return assertNever(kind);
  }
}

function typeset(text: string, { kind, locale }: ValueStyle): string {
  const spaced = text.replaceAll(/[ \u202F]/gu, '\u00A0').replace(/^-/u, '\u2212');
  return (kind === 'share' || kind === 'percent') && locale !== 'en' ? spaced.replace(/(\d)%/u, '$1\u00A0%') : spaced;
}

const months: Readonly<Record<Locale, Intl.DateTimeFormatOptions>> = {
  en: { day: 'numeric', month: 'short', year: 'numeric' },
  ru: { day: '2-digit', month: '2-digit', year: 'numeric' },
  pl: { day: '2-digit', month: '2-digit', year: 'numeric' },
};

const dateFormatters = new Map<string, Intl.DateTimeFormat>();

/** To make one takes a hundred times as long as to write a day with it. */
function dateFormatter(locale: Locale, kind: 'date' | 'month'): Intl.DateTimeFormat {
  const key = `${locale} ${kind}`;
  const known = dateFormatters.get(key);
  if (known) return known;
  const options: Intl.DateTimeFormatOptions = kind === 'month' ? { month: 'short', year: 'numeric' } : months[locale];
  const made = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { ...options, timeZone: 'UTC' });
  dateFormatters.set(key, made);
  return made;
}

/** The month of a day, as periods are named. */
function formatMonth(value: string | number, locale: Locale): string {
  const time = Date.parse(String(value));
  if (Number.isNaN(time)) return String(value);
  const named = dateFormatter(locale, 'month').format(time);
  return named.replace(/\s?г\.$/u, '').replaceAll(/[ \u202F]/gu, '\u00A0');
}

function formatDate(value: string | number, locale: Locale): string {
  const day = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}))?/u.exec(String(value));
  if (!day) return String(value);
  const time = Date.parse(`${day[1] ?? ''}T00:00:00Z`);
  if (Number.isNaN(time)) return String(value);
  const written = dateFormatter(locale, 'date').format(time);
  const clock = day[2] !== undefined && day[2] !== '00:00' ? ` ${day[2]}` : '';
  return `${written}${clock}`.replaceAll(' ', '\u00A0');
}
