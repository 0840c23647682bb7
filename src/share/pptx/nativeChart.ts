import { formatValue } from '../../charts/formatValue.ts';
import { categoryColours, otherCategory } from '../../charts/palette.ts';
import { type Channels, type ChartText, type Drawn, type DrawnValue, readChannels } from '../../cells/chart/channels.ts';
import type { Figure } from '../figures.ts';

/** A figure as the charts of an office program hold it: categories and series of numbers. */
export interface NativeChart {
  readonly form: 'bar' | 'column' | 'line' | 'area' | 'scatter';
  readonly title: string;
  readonly categories: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[]; readonly slot: number }[];
  readonly categoryTitle: string;
  readonly valueTitle: string;
  /** Excel's number format of the values */
  readonly numbers: string;
  /** the same of categories that are numbers */
  readonly categoryNumbers: string;
  /** bars that hang between two values: the first series is what they stand on, and is not seen */
  readonly floating: boolean;
}

/** A grid of numbers, each with its place between the least and the most: what a heat map is in an office program. */
export interface NativeGrid {
  readonly form: 'grid';
  readonly title: string;
  readonly across: readonly string[];
  readonly down: readonly string[];
  readonly cells: readonly (readonly { readonly text: string; readonly level: number }[])[];
}

const mostPoints = 400;
/** more lying bars than these cannot be read on a slide: the first are shown */
const mostBars = 24;
const mostSeries = 6;

/** Null where the marks have no counterpart among native charts: boxes, spans and facets keep to their table. */
export function nativeChart({ chart, table, title }: Figure, text: ChartText): NativeChart | NativeGrid | null {
  const channels = readChannels(table, chart, text.locale);
  if (channels.fx || channels.fy) return null;
  const { x, y } = channels;
  switch (chart.mark) {
    case 'bar':
      if (!x || !y) return null;
      return y.type === 'class' && x.type === 'number' ? byCategory('bar', title, y, x, channels, text) : byCategory('column', title, x, y, channels, text);
    case 'line':
    case 'area':
      return x && y ? byCategory(chart.mark, title, x, y, channels, text) : null;
    case 'histogram':
      return x?.type === 'number' ? binned(title, x, chart.bins, text) : null;
    case 'dot':
      if (!x || !y || y.type !== 'number') return null;
      return x.type === 'number' ? scattered(title, x, y, text) : byCategory('line', title, x, y, channels, text);
    case 'heatmap':
      return x && y && channels.fill ? grid(title, x, y, channels.fill, text) : null;
    case 'span':
      return floating(title, channels, text);
    case 'rule':
    case 'tick':
    case 'box':
      return null;
  }
}

function byCategory(form: 'bar' | 'column' | 'line' | 'area', title: string, category: Drawn, value: Drawn, channels: Channels, text: ChartText): NativeChart | null {
  if (value.type !== 'number') return null;
  const groups = [channels.fill, channels.stroke].find((channel) => channel?.type === 'class');
  const say = (at: DrawnValue): string => (category.type === 'class' ? String(at) : formatValue(at instanceof Date ? at.toISOString().slice(0, 10) : at, { kind: category.format, locale: text.locale, currency: text.currency }));
  const stacked = form === 'bar' || form === 'column';
  const all = category.type === 'class' ? (category.channel.domain?.map(String) ?? distinct(category.values.map(String))) : distinct(category.values.toSorted(ascending).map(say));
  const places = form === 'bar' ? all.slice(0, mostBars) : all;
  const names = groups ? (groups.channel.domain?.map(String) ?? distinct(groups.values.map(String))) : [value.label];
  if (places.length === 0 || places.length > mostPoints || names.length > mostSeries * 2) return null;
  // a series that is named as its category only colours the bars
  const coloured = groups !== undefined && groups.channel.column === category.channel.column;
  const slots = [...categoryColours(names).values()];
  const series = (coloured ? [value.label] : names).map((name, slot) => {
    const values = new Map<string, number | null>();
    category.values.forEach((at, row) => {
      if (groups && !coloured && String(groups.values[row]) !== name) return;
      const found = value.values[row];
      // bars of one place stand on each other, a curve has its last value there
      if (found !== null && found !== undefined) values.set(say(at), (stacked ? (values.get(say(at)) ?? 0) : 0) + Number(found));
    });
    return { name, slot: slots[slot] === otherCategory ? mostSeries : slot, values: places.map((place) => values.get(place) ?? null) };
  });
  return { form, title, categories: places, series, categoryTitle: category.label, valueTitle: value.label, numbers: numbersOf(value, text), categoryNumbers: 'General', floating: false };
}

/** bars between two values, such as the steps of a bridge; null where one hangs below zero */
function floating(title: string, { x, y, low, high }: Channels, text: ChartText): NativeChart | null {
  const place = y?.type === 'class' ? y : x;
  if (place?.type !== 'class' || !low || !high) return null;
  const ends = place.values.map((_, row) => [Number(low.values[row] ?? 0), Number(high.values[row] ?? 0)] as const);
  if (ends.length > mostBars || ends.some(([one, other]) => !(one >= 0 && other >= 0))) return null;
  return {
    form: place === y ? 'bar' : 'column',
    title,
    categories: place.values.map(String),
    series: [
      { name: low.label, slot: 0, values: ends.map(([one, other]) => Math.min(one, other)) },
      { name: high.label, slot: 1, values: ends.map(([one, other]) => Math.abs(other - one)) },
    ],
    categoryTitle: place.label,
    valueTitle: high.label,
    numbers: numbersOf(high, text),
    categoryNumbers: 'General',
    floating: true,
  };
}

function binned(title: string, { values, label, format }: Drawn, bins: number, text: ChartText): NativeChart | null {
  const numbers = values.flatMap((value) => (typeof value === 'number' && Number.isFinite(value) ? [value] : []));
  if (numbers.length === 0) return null;
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const width = (high - low) / bins || 1;
  const counts = Array.from({ length: bins }, () => 0);
  for (const value of numbers) {
    const bin = Math.min(bins - 1, Math.floor((value - low) / width));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const say = (value: number): string => formatValue(value, { kind: format, locale: text.locale, currency: text.currency, compact: true });
  return { form: 'column', title, categories: counts.map((_, bin) => say(low + bin * width)), series: [{ name: 'n', slot: 0, values: counts }], categoryTitle: label, valueTitle: 'n', numbers: '#,##0', categoryNumbers: 'General', floating: false };
}

function scattered(title: string, x: Drawn, y: Drawn, text: ChartText): NativeChart | null {
  const points = x.values.flatMap((value, row) => {
    const other = y.values[row];
    return typeof value === 'number' && typeof other === 'number' ? [[value, other] as const] : [];
  });
  if (points.length === 0) return null;
  const shown = points.slice(0, mostPoints);
  return { form: 'scatter', title, categories: shown.map(([value]) => String(value)), series: [{ name: y.label, slot: 0, values: shown.map(([, value]) => value) }], categoryTitle: x.label, valueTitle: y.label, numbers: numbersOf(y, text), categoryNumbers: numbersOf(x, text), floating: false };
}

function grid(title: string, x: Drawn, y: Drawn, fill: Drawn, text: ChartText): NativeGrid | null {
  const across = x.channel.domain?.map(String) ?? distinct(x.values.map(String));
  const down = y.channel.domain?.map(String) ?? distinct(y.values.map(String));
  if (across.length > 14 || down.length > 18) return null;
  const values = new Map(fill.values.map((value, row) => [`${String(x.values[row])}\n${String(y.values[row])}`, value]));
  const numbers = fill.values.flatMap((value) => (typeof value === 'number' ? [value] : []));
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  return {
    form: 'grid',
    title,
    across,
    down,
    cells: down.map((row) =>
      across.map((column) => {
        const value = values.get(`${column}\n${row}`) ?? null;
        return typeof value === 'number' ? { text: formatValue(value, { kind: fill.format, locale: text.locale, currency: text.currency, compact: true }), level: high > low ? 1 + Math.round((6 * (value - low)) / (high - low)) : 4 } : { text: '', level: 0 };
      }),
    ),
  };
}

const distinct = (values: readonly string[]): string[] => [...new Set(values)];

const ascending = (one: DrawnValue, other: DrawnValue): number => Number(one) - Number(other);

function numbersOf({ format }: Drawn, { currency }: ChartText): string {
  switch (format) {
    case 'share':
    case 'percent':
      return '0%';
    case 'money':
      return currency === 'EUR' ? '#,##0 "€"' : '#,##0';
    case 'integer':
    case 'days':
      return '#,##0';
    case 'number':
      return '#,##0.##';
    case 'date':
    case 'month':
    case 'text':
      return 'General';
  }
}
