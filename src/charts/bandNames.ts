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

interface RangeStyle {
  readonly kind: FormatKind;
  readonly locale: Locale;
  readonly currency: string | null;
  /** smallest value there can be; null for amounts that may be negative */
  readonly least?: number | null;
}

/** What a band of a cut axis covers, (low, high]: up to a, a–b, over b; of whole numbers those that are in it. */
export function sayRange(cuts: readonly number[] | null, level: number, style: RangeStyle): string {
  if (cuts === null || cuts.length === 0) return '';
  const { kind, least = null } = style;
  const whole = kind === 'integer';
  const shown = kind === 'number' ? roundApart(cuts) : whole ? cuts.map(Math.floor) : cuts;
  const say = (value: number): string => formatValue(value, { ...style, compact: kind === 'money' });
  const [low, high] = [shown[level - 1], shown[level]];
  if (low === undefined) return high === undefined ? '' : least !== null && high <= least ? say(least) : m.up_to({ value: say(high) });
  if (high === undefined) return m.over({ value: say(low) });
  if (whole && high > low) return high === low + 1 ? say(high) : joinRange(say(low + 1), say(high));
  // nothing lies below the band of zero, so what follows it needs no lower end
  return least !== null && low <= least ? m.up_to({ value: say(high) }) : joinRange(say(low), say(high));
}

/** Two significant digits, or as many more as keep cut points apart. */
function roundApart(cuts: readonly number[]): readonly number[] {
  const apart = new Set(cuts).size;
  const rounded = [2, 3, 4, 5].map((digits) => cuts.map((cut) => Number(cut.toPrecision(Math.max(digits, Math.ceil(Math.log10(Math.abs(cut) + 1)))))));
  return rounded.find((values) => new Set(values).size === apart) ?? cuts;
}

/** The unit stands once where both ends carry the same one behind, and none before. */
function joinRange(low: string, high: string): string {
  const [own, other] = [low, high].map((text) => /^\u2212?[\d,.\u00A0]*\d(\D+)$/u.exec(text)?.[1]);
  return `${own !== undefined && own === other ? low.slice(0, -own.length) : low}–${high}`;
}
