import { formatValue } from '../../charts/formatValue.ts';
import { categoryColours, otherCategory } from '../../charts/palette.ts';
import { type Channels, type ChartText, type Drawn, type DrawnValue, isoDay, readChannels, writeValue } from '../../cells/chart/channels.ts';
import type { Localised } from '../../messages/locale.ts';
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
/** more spans than these cannot be read on a slide */
const mostSpans = 24;
/** standing ones whose names have room below */
const mostStanding = 6;
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
  const say = writeClass(category, text);
  const stacked = form === 'bar' || form === 'column';
  const places = category.type === 'class' ? (category.channel.domain?.map(say) ?? distinct(category.values.map(say))) : distinct(category.values.toSorted(ascending).map(say));
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

/** bars between two values, such as the steps of a bridge, those that go up apart from those that go down; null where one hangs below zero */
function floating(title: string, { x, y, low, high, text: label }: Channels, text: ChartText): NativeChart | null {
  const place = y?.type === 'class' ? y : x;
  if (place?.type !== 'class' || !low || !high) return null;
  const ends = place.values.map((_, row) => [Number(low.values[row] ?? 0), Number(high.values[row] ?? 0)] as const);
  if (ends.length > mostSpans || ends.some(([one, other]) => !(one >= 0 && other >= 0))) return null;
  const say = writeClass(place, text);
  const amounts = label?.type === 'number' ? label : null;
  const size = (row: number): number => Number(amounts?.values[row] ?? 0);
  // steps are written with what they change; other spans have ends of their own
  const steps = amounts !== null && ends.every(([one, other], row) => Math.abs(Math.abs(size(row)) - Math.abs(other - one)) <= 1e-6 * Math.max(one, other, 1));
  // what stands on the ground is a whole
  const sign = (row: number): number => (!steps || Math.min(...(ends[row] ?? [0, 0])) === 0 ? 0 : Math.sign(size(row)));
  const kinds = distinct(ends.map((_, row) => String(sign(row)))).map(Number).toSorted((a, b) => b - a);
  return {
    form: place === y || ends.length > mostStanding ? 'bar' : 'column',
    title,
    categories: place.values.map((at, row) => [say(at), amounts === null ? '' : writeValue(amounts, amounts.values[row] ?? null, text)].filter((part) => part !== '').join(' ')),
    series: [
      { name: low.label, slot: 0, values: ends.map(([one, other]) => Math.min(one, other)) },
      ...kinds.map((kind) => ({ name: kind === 0 ? high.label : kind > 0 ? '+' : '−', slot: stepSlots[kind + 1] ?? 0, values: ends.map(([one, other], row) => (sign(row) === kind ? Math.abs(other - one) : null)) })),
    ],
    categoryTitle: place.label,
    valueTitle: high.label,
    numbers: numbersOf(high, text),
    categoryNumbers: 'General',
    floating: true,
  };
}

/** colours of steps down, of wholes and of steps up */
const stepSlots = [1, -1, 2] as const;

const counted = { en: 'How many', ru: 'Сколько', pl: 'Ile' } satisfies Localised;

/** counts within round limits, the same as on the page */
function binned(title: string, { values, label, format }: Drawn, bins: number, text: ChartText): NativeChart | null {
  const numbers = values.flatMap((value) => (typeof value === 'number' && Number.isFinite(value) ? [value] : []));
  if (numbers.length === 0) return null;
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const width = roundStep((high - low) / bins) || 1;
  const start = Math.floor(low / width);
  const counts = Array.from({ length: Math.floor(high / width) - start + 1 }, () => 0);
  for (const value of numbers) {
    const bin = Math.floor(value / width) - start;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const say = (at: number): string => formatValue(Number(((start + at) * width).toPrecision(12)), { kind: format, locale: text.locale, currency: text.currency, compact: true });
  return { form: 'column', title, categories: counts.map((_, bin) => say(bin)), series: [{ name: counted[text.locale], slot: 0, values: counts }], categoryTitle: label, valueTitle: counted[text.locale], numbers: '#,##0', categoryNumbers: 'General', floating: false };
}

/** 1, 2 or 5 of a power of ten, the nearest */
function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  const rest = step / power;
  return power * (rest >= Math.sqrt(50) ? 10 : rest >= Math.sqrt(10) ? 5 : rest >= Math.SQRT2 ? 2 : 1);
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
    across: across.map(writeClass(x, text)),
    down: down.map(writeClass(y, text)),
    cells: down.map((row) =>
      across.map((column) => {
        const value = values.get(`${column}\n${row}`) ?? null;
        return typeof value === 'number' ? { text: formatValue(value, { kind: fill.format, locale: text.locale, currency: text.currency, compact: true }), level: high > low ? 1 + Math.round((6 * (value - low)) / (high - low)) : 4 } : { text: '', level: 0 };
      }),
    ),
  };
}

/** days and months among classes as a reader writes them */
const writeClass = ({ type, format }: Drawn, { locale, currency }: ChartText) => (at: DrawnValue): string =>
  type === 'class' && format !== 'date' && format !== 'month' ? String(at) : formatValue(isoDay(at), { kind: format, locale, currency });

const distinct = (values: readonly string[]): string[] => [...new Set(values)];

const ascending = (one: DrawnValue, other: DrawnValue): number => Number(one) - Number(other);

function numbersOf({ format }: Drawn, { currency }: ChartText): string {
  switch (format) {
    case 'share':
    case 'percent':
      return '0%';
    case 'money':
      return currency === null ? '#,##0' : `#,##0 "${signOf(currency)}"`.replace(' ""', '');
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

/** the sign of a currency, as amounts have it */
const signOf = (currency: string): string => (/^[A-Z]{3}$/u.test(currency) ? (new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).formatToParts(0).find(({ type }) => type === 'currency')?.value ?? currency) : '');
