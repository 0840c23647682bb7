import type { ColumnType } from '../../base/Recognition.ts';

/** What the first rows say about a column, before anything is loaded. */
export interface PreviewProfile {
  readonly rows: number;
  readonly filled: number;
  readonly distinct: number;
  readonly negative: number | null;
  /** numbers only */
  readonly range: { readonly min: number; readonly median: number; readonly max: number; readonly sum: number } | null;
  /** equal-width bars of numbers, else the most frequent values */
  readonly bars: readonly { readonly label: string; readonly count: number; readonly negative: boolean }[];
}

export function profilePreview(values: readonly (string | null)[], type: ColumnType, decimal: '.' | ','): PreviewProfile {
  const filled = values.filter((value) => value !== null && value.trim() !== '').map((value) => value ?? '');
  const base = { rows: values.length, filled: filled.length, distinct: new Set(filled).size };
  if (type !== 'integer' && type !== 'number') return { ...base, negative: null, range: null, bars: mostFrequent(filled) };
  const numbers = filled.map((text) => readPlainNumber(text, decimal)).filter((number) => number !== null).sort((a, b) => a - b);
  const min = numbers[0];
  const max = numbers.at(-1);
  if (min === undefined || max === undefined) return { ...base, negative: 0, range: null, bars: [] };
  const middle = numbers.length / 2;
  const median = ((numbers[Math.ceil(middle) - 1] ?? min) + (numbers[Math.floor(middle)] ?? max)) / 2;
  return { ...base, negative: numbers.filter((number) => number < 0).length, range: { min, median, max, sum: numbers.reduce((sum, number) => sum + number, 0) }, bars: histogram(numbers, min, max) };
}

const barCount = 24;

function histogram(numbers: readonly number[], min: number, max: number): PreviewProfile['bars'] {
  if (min === max) return [{ label: String(min), count: numbers.length, negative: min < 0 }];
  const width = (max - min) / barCount;
  const counts = new Array<number>(barCount).fill(0);
  for (const number of numbers) {
    const bar = Math.min(barCount - 1, Math.floor((number - min) / width));
    counts[bar] = (counts[bar] ?? 0) + 1;
  }
  return counts.map((count, bar) => ({ label: `${min + bar * width}`, count, negative: min + (bar + 0.5) * width < 0 }));
}

function mostFrequent(values: readonly string[]): PreviewProfile['bars'] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, 6).map(([label, count]) => ({ label, count, negative: false }));
}

/** good enough to draw a picture; the load itself reads numbers exactly */
function readPlainNumber(text: string, decimal: '.' | ','): number | null {
  const grouped = decimal === ',' ? /[\s.\u00A0\u202F]/gu : /[\s,\u00A0\u202F]/gu;
  const plain = text.replaceAll(grouped, '').replace(decimal, '.').replace('−', '-').replace(/[^\d.eE+-]+$/u, '');
  const number = plain === '' ? Number.NaN : Number(plain);
  return Number.isFinite(number) ? number : null;
}
