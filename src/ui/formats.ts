import type { Locale } from '../messages/locale.ts';

const numbers = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: Locale, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = numbers.get(key);
  if (known) return known;
  // Polish leaves 1234 ungrouped by default; the house groups always.
  const made = new Intl.NumberFormat(locale, { useGrouping: 'always', ...options });
  numbers.set(key, made);
  return made;
}

const trueMinus = (text: string): string => text.replaceAll('-', '−');

export const formatCount = (count: number | bigint, locale: Locale): string => trueMinus(numberFormat(locale, { maximumFractionDigits: 0 }).format(count));

export const formatNumber = (value: number, locale: Locale, digits = 2): string => trueMinus(numberFormat(locale, { maximumFractionDigits: digits }).format(value));

export const formatShare = (share: number, locale: Locale): string =>
  trueMinus(numberFormat(locale, { style: 'percent', maximumFractionDigits: share > 0 && share < 1 && Math.abs(share - Math.round(share * 100) / 100) > 5e-4 ? 1 : 0 }).format(share));

const sizes: Readonly<Record<Locale, readonly [string, string, string, string]>> = {
  en: ['B', 'KB', 'MB', 'GB'],
  ru: ['Б', 'КБ', 'МБ', 'ГБ'],
  pl: ['B', 'KB', 'MB', 'GB'],
};

export function formatBytes(bytes: number, locale: Locale): string {
  const step = Math.min(3, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const scaled = bytes / 1000 ** step;
  return `${formatNumber(scaled, locale, scaled < 10 && step > 0 ? 1 : 0)}\u00A0${sizes[locale][step] ?? ''}`;
}

/** "20 minutes ago" */
export function formatSince(iso: string, now: number, locale: Locale): string {
  const minutes = (Date.parse(iso) - now) / 60_000;
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  if (Math.abs(minutes) < 60) return relative.format(Math.round(minutes), 'minute');
  if (Math.abs(minutes) < 24 * 60) return relative.format(Math.round(minutes / 60), 'hour');
  return relative.format(Math.round(minutes / 60 / 24), 'day');
}
