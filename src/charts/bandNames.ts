import { m } from '../messages/compiled/messages.js';
import type { Locale } from '../messages/locale.ts';
import type { TraitType } from '../traits/Trait.ts';
import { formatValue, type FormatKind } from './formatValue.ts';

const spoken: Readonly<Record<string, () => string>> = {
  low: m.band_low,
  middle: m.band_middle,
  medium: m.band_medium,
  high: m.band_high,
  none: m.band_none,
  all: m.band_all,
  unsystematic: m.band_unsystematic,
  semi: m.band_semi,
  systematic: m.band_systematic,
  alarm: m.band_alarm,
  watch: m.band_watch,
  ok: m.band_ok,
  cold: m.band_cold,
  warm: m.band_warm,
  hot: m.band_hot,
};

const scales: readonly (readonly string[])[] = [
  ['low', 'medium', 'middle', 'high', 'none'],
  ['unsystematic', 'semi', 'systematic', 'none'],
  ['alarm', 'watch', 'ok', 'none'],
  ['cold', 'warm', 'hot', 'none'],
  ['1', '2', '3+', 'none'],
];

/** Bands from low to high, where all of them are of one scale that the product knows; else null. */
function orderBands(labels: ReadonlySet<string>): string[] | null {
  const scale = scales.find((names) => [...labels].every((label) => names.includes(label)));
  return scale === undefined || labels.size < 2 ? null : scale.filter((label) => labels.has(label));
}

/** Bands, or cells whose bands are joined by “ / ”, by the bands of each axis in turn; null where an axis is of no known scale. */
export function orderCells(labels: ReadonlySet<string>): string[] | null {
  const cells = [...labels].map((label) => label.split(' / '));
  const axes = cells[0]?.length ?? 0;
  if (axes < 2 || cells.some(({ length }) => length !== axes)) return orderBands(labels);
  const ranks: ReadonlyMap<string, number>[] = [];
  for (let axis = 0; axis < axes; axis += 1) {
    const bands = new Set(cells.map((cell) => cell[axis] ?? ''));
    const order = bands.size < 2 ? [...bands] : orderBands(bands);
    if (order === null) return null;
    ranks.push(new Map(order.map((band, rank) => [band, rank])));
  }
  const rankOf = (cell: readonly string[]): number => cell.reduce((sum, band, axis) => sum * 100 + (ranks[axis]?.get(band) ?? 0), 0);
  return cells.toSorted((one, other) => rankOf(one) - rankOf(other)).map((cell) => cell.join(' / '));
}

/** A band's name in the person's language; names that people gave stay as they are. */
export const sayBand = (label: string): string => spoken[label]?.() ?? label;

/** The key of a cell, bands joined by “ / ”, and a move from one to another, in the person's language. */
export const sayCell = (key: string): string => (/ \/ | → /u.test(key) ? key.split(/( \/ | → )/u).map(sayBand).join('') : sayBand(key));

export function formatOfTrait(type: TraitType): FormatKind {
  switch (type) {
    case 'money':
      return 'money';
    case 'share':
      return 'share';
    case 'integer':
      return 'integer';
    case 'number':
      return 'number';
    case 'date':
      return 'date';
    case 'flag':
    case 'class':
    case 'ordered':
      return 'text';
  }
}

/** What a band of a cut axis covers: up to a, a–b, over b. */
export function sayRange(cuts: readonly number[] | null, level: number, style: { kind: FormatKind; locale: Locale; currency: string | null }): string {
  if (cuts === null || cuts.length === 0) return '';
  const say = (value: number): string => formatValue(style.kind === 'integer' ? Math.floor(value) : value, { ...style, compact: style.kind === 'money' });
  const low = cuts[level - 1];
  const high = cuts[level];
  if (low === undefined) return high === undefined ? '' : m.up_to({ value: say(high) });
  return high === undefined ? m.over({ value: say(low) }) : joinRange(say(low), say(high));
}

/** The unit stands once where both ends carry the same one behind, and none before. */
function joinRange(low: string, high: string): string {
  const [own, other] = [low, high].map((text) => /^\u2212?[\d,.\u00A0]*\d(\D+)$/u.exec(text)?.[1]);
  return `${own !== undefined && own === other ? low.slice(0, -own.length) : low}–${high}`;
}
