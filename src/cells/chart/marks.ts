import * as Plot from '@observablehq/plot';
import { formatValue } from '../../charts/formatValue.ts';
import { computed } from '../../charts/palette.ts';
import { assertNever } from '../../database/outcome.ts';
import { readText } from '../options.ts';
import type { Locale } from '../../messages/locale.ts';
import { type Channels, type DrawnValue, extent, placeOn } from './channels.ts';
import { placeTexts } from './placeTexts.ts';
import { fell, rose } from './readings.ts';
import type { ChartOptions } from './options.ts';

/** One row of the table as Plot draws it; colours are literal, so no scale of Plot's touches them (histograms, which Plot groups itself, aside). */
export interface Datum {
  readonly x: DrawnValue;
  readonly y: DrawnValue;
  readonly low: DrawnValue;
  readonly high: DrawnValue;
  readonly fx: DrawnValue;
  readonly fy: DrawnValue;
  /** class of the colour channel */
  readonly z: string | null;
  readonly size: DrawnValue;
  readonly colour: string;
  /** colour of text upon it */
  readonly on: string;
  readonly tip: string;
  /** the value that the mark shows, written */
  readonly label: string;
  /** of the text channel, written; empty where it has none */
  readonly text: string;
}

const paint = { value: 'colour', scale: null } as const;
const axis = { stroke: 'var(--chart-axis)' } as const;
const ink = 'var(--c-ink-2)';
/** text that may lie on lines keeps clear of them */
const halo = { stroke: 'var(--c-surface)', strokeWidth: 4, paintOrder: 'stroke' } as const;

export function marksOf(options: ChartOptions, channels: Channels, data: readonly Datum[], width: number, locale: Locale): Plot.Markish[] {
  const lines = linesOf(options, channels, data, locale);
  const bars = options.mark === 'bar' || options.mark === 'span' || options.mark === 'histogram';
  const intervals = intervalsOf(options, channels, data);
  const own = ownMarks(options, channels, data, width, locale);
  // of bars the values come last: they keep clear of the lines
  return bars ? [...intervals, ...own.slice(0, -1), ...lines, ...own.slice(-1)] : [...lines, ...intervals, ...own];
}

/** Lines to compare with lie beneath the marks, above bars that would hide them; their labels at the far end. */
function linesOf({ lines, mark }: ChartOptions, { x, y, low }: Channels, data: readonly Datum[], locale: Locale): Plot.Markish[] {
  const value = mark === 'span' ? low : undefined;
  return lines.flatMap((line) => {
    const style = { stroke: 'var(--c-note-line)', strokeDasharray: '5 4', strokeWidth: 1.5 };
    const label = line.label === undefined ? '' : readText(line.label, locale);
    if ('y' in line) {
      const at = [placeOn(y ?? value, line.y)];
      return [Plot.ruleY(at, style), Plot.text(at, { y: (place: DrawnValue) => place, text: () => label, frameAnchor: 'right', dy: mark === 'line' && endsAbove(data, at[0] ?? null) ? 9 : -7, fill: ink, ...halo })];
    }
    const at = [placeOn(x ?? value, line.x)];
    return [Plot.ruleX(at, style), Plot.text(at, { x: (place: DrawnValue) => place, text: () => label, frameAnchor: 'top', dy: -9, fill: ink, ...halo })];
  });
}

/** Whether a curve comes down to the line from above at the far end, where the label would lie on it. */
function endsAbove(data: readonly Datum[], line: DrawnValue): boolean {
  const ends = data.slice(-Math.ceil(data.length / 5)).map(({ y }) => Number(y));
  return ends.length > 0 && ends.every((end) => end >= Number(line) - 1e-9 * Math.abs(Number(line)));
}

/** What is uncertain about a value, or the limits that it is judged by. */
function intervalsOf({ mark, interval }: ChartOptions, { x, y, low, high, fx, fy }: Channels, data: readonly Datum[]): Plot.Markish[] {
  if (!low || !high || mark === 'span') return [];
  const facets = { ...(fx && { fx: 'fx' }), ...(fy && { fy: 'fy' }) };
  const known = data.filter((datum) => datum.low !== null && datum.high !== null);
  if (interval === 'curve') {
    const curve = { ...facets, ...(x && { x: 'x' }), stroke: 'var(--c-ink-3)', strokeDasharray: '3 3', sort: 'x' } as const;
    return [Plot.lineY(known, { ...curve, y: 'low' }), Plot.lineY(known, { ...curve, y: 'high' })];
  }
  if (mark === 'line' || mark === 'area') return [Plot.areaY(known, { ...facets, x: 'x', y1: 'low', y2: 'high', z: 'z', fill: paint, fillOpacity: 0.16 })];
  const style = { ...facets, stroke: 'var(--c-ink-3)', strokeWidth: 1.5 };
  return y?.type === 'class' ? [Plot.ruleY(known, { ...style, y: 'y', x1: 'low', x2: 'high' })] : [Plot.ruleX(known, { ...style, x: 'x', y1: 'low', y2: 'high' })];
}

/** Labels at the ends of lines that nearly meet would lie on each other; the legend names them. */
export function endsApart(data: readonly Datum[]): boolean {
  const ends = new Map(data.flatMap(({ z, y }) => (typeof y === 'number' ? [[z, y] as const] : [])));
  const places = [...ends.values()].toSorted((one, other) => one - other);
  const all = data.flatMap(({ y }) => (typeof y === 'number' ? [y] : []));
  const reach = Math.max(...all) - Math.min(...all);
  return places.every((place, index) => index === 0 || place - (places[index - 1] ?? 0) > 0.07 * reach);
}

function ownMarks(options: ChartOptions, channels: Channels, data: readonly Datum[], width: number, locale: Locale): Plot.Markish[] {
  const { x, y, fx, fy, size, fill } = channels;
  const facets = { ...(fx && { fx: 'fx' }), ...(fy && { fy: 'fy' }) };
  const at = { ...facets, ...(x && { x: 'x' }), ...(y && { y: 'y' }) };
  const grouped = data.some(({ z }) => z !== null);
  const by = grouped ? { z: 'z' } : {};
  const across = y?.type === 'class' && x?.type === 'number';
  switch (options.mark) {
    case 'bar': {
      // beside bars that stand on each other no value would be told from the next
      const places = new Set(data.map((datum) => [across ? datum.y : datum.x, datum.fx, datum.fy].join('|')));
      const labelled = places.size === data.length && data.length <= 24;
      const bars = across ? Plot.barX(data, { ...at, ...by, fill: paint, title: 'tip', insetTop: 2, insetBottom: 2 }) : Plot.barY(data, { ...at, ...by, fill: paint, title: 'tip', insetLeft: 1, insetRight: 1 });
      // beside a bar to the left of zero there are the names of the classes, so its label stands to the right of zero
      const label = across ? { x: (datum: Datum) => Math.max(0, Number(datum.x)), dx: 5, textAnchor: 'start' as const } : { dy: -7 };
      return [bars, across ? Plot.ruleX([0], axis) : Plot.ruleY([0], axis), labelled && (across || fits(data, 'label', width)) ? Plot.text(data, { ...at, ...label, text: (datum: Datum) => (datum.text === '' ? datum.label : `${datum.label} · ${datum.text}`), fill: ink, ...(across && halo) }) : null];
    }
    case 'line': {
      const ends = grouped && endsApart(data) ? Plot.text(data, Plot.selectLast({ ...at, ...by, text: 'z', dx: 6, textAnchor: 'start', fill: ink, ...halo })) : null;
      return [Plot.lineY(data, { ...at, ...by, stroke: paint, strokeWidth: 2 }), Plot.dot(data, { ...at, fill: paint, r: data.length > 200 ? 1 : 2.5, title: 'tip' }), ends];
    }
    case 'area':
      return [Plot.areaY(data, { ...at, ...by, fill: paint, fillOpacity: 0.85 }), Plot.ruleY([0], axis)];
    case 'dot':
      return [Plot.dot(data, { ...at, fill: paint, fillOpacity: 0.75, stroke: 'var(--c-surface)', strokeWidth: 0.5, r: size ? 'size' : 3.5, title: 'tip' }), ...(channels.text ? textsOf(channels, data, width) : [null])];
    case 'span': {
      const ends = y ? { x1: 'low', x2: 'high' } : { y1: 'low', y2: 'high' };
      const upright = { ...at, title: 'tip', insetTop: 2, insetBottom: 2 } as const;
      // what goes and what comes, on either side of zero
      const sides = y && !channels.fill && data.some(({ low, high }) => Number(low) < 0 && Number(high) > 0);
      const halves = sides ? [Plot.barX(data, { ...upright, x1: (datum: Datum) => Math.min(0, Number(datum.low)), x2: 0, fill: fell }), Plot.barX(data, { ...upright, x1: 0, x2: (datum: Datum) => Math.max(0, Number(datum.high)), fill: rose })] : null;
      const spans = y ? (halves ?? Plot.barX(data, { ...upright, ...ends, fill: paint })) : Plot.barY(data, { ...at, ...ends, fill: paint, title: 'tip', insetLeft: 1, insetRight: 1 });
      const top = (datum: Datum): number => Math.max(Number(datum.low), Number(datum.high));
      const label = y ? { x: top, dx: 5, textAnchor: 'start' as const } : { y: top, dy: -7 };
      return [spans, y ? Plot.ruleX([0], axis) : Plot.ruleY([0], axis), channels.text && (y !== undefined || fits(data, 'text', width)) ? Plot.text(data, { ...at, ...label, text: 'text', fill: ink }) : null];
    }
    case 'histogram': {
      const binned = Plot.binX<Plot.RectYOptions>({ y: 'count' }, { ...facets, x: { value: 'x', thresholds: options.bins }, fill: grouped ? 'z' : computed, inset: 0.5 });
      return [Plot.rectY(data, binned), Plot.ruleY([0], axis)];
    }
    case 'heatmap': {
      const short = fill?.format === 'share' ? (datum: Datum, index: number) => writeWhole(fill.values[index] ?? null, locale, datum.label) : null;
      const bare = short === null ? null : (datum: Datum, index: number) => short(datum, index).replace(/\D+$/u, '');
      const written = writtenInCells(data, channels, width);
      const text = written === 'short' ? short : written === 'bare' ? bare : written;
      return [Plot.cell(data, { ...at, fill: paint, inset: 1, title: 'tip' }), text === null ? null : Plot.text(data, { ...at, text, fill: { value: 'on', scale: null } })];
    }
    case 'rule':
      return [y ? Plot.ruleY(data, { ...facets, y: 'y', stroke: paint, title: 'tip' }) : Plot.ruleX(data, { ...facets, x: 'x', stroke: paint, title: 'tip' })];
    case 'tick':
      return [x?.type === 'number' ? Plot.tickX(data, { ...at, stroke: paint, title: 'tip' }) : Plot.tickY(data, { ...at, stroke: paint, title: 'tip' })];
    case 'box':
      return [across || !y ? Plot.boxX(data, { ...at, fill: 'var(--seq-3)' }) : Plot.boxY(data, { ...at, fill: 'var(--seq-3)' })];
    default:
      return assertNever(options.mark);
  }
}

/** How much of their values the cells of a matrix are wide enough for: shares may lose their decimals, then their sign. */
export function writtenInCells(data: readonly Datum[], { x, fx, fill }: Channels, width: number): 'label' | 'short' | 'bare' | null {
  const widest = Math.max(0, ...data.map(({ label }) => label.length)) * 6.6 + 6;
  const across = new Set(x?.values).size * new Set(fx?.values ?? ['']).size;
  const room = width - 120;
  if (across * widest <= room) return 'label';
  if (fill?.format !== 'share') return null;
  return across * 42 <= room ? 'short' : across * 24 <= room ? 'bare' : null;
}

/** a share without decimals, for a narrow cell */
const writeWhole = (value: DrawnValue, locale: Locale, otherwise: string): string => (typeof value === 'number' ? formatValue(Math.round(100 * value) / 100, { kind: 'share', locale }) : otherwise);

/** Whether labels above columns stand clear of each other. */
const fits = (data: readonly Datum[], key: 'label' | 'text', width: number): boolean => Math.max(0, ...data.map((datum) => datum[key].length)) * 6.2 < (width - 90) / Math.max(1, new Set(data.map(({ x }) => x)).size);

/** Texts beside dots; on two axes of numbers they make room for each other. */
function textsOf({ x, y, fx, fy, low }: Channels, data: readonly Datum[], width: number): Plot.Markish[] {
  const at = { ...(fx && { fx: 'fx' }), ...(fy && { fy: 'fy' }), ...(x && { x: 'x' }), ...(y && { y: 'y' }), text: 'text', fill: ink, ...halo } as const;
  if (x?.type !== 'number' || y?.type !== 'number' || fx || fy) return [Plot.text(data, { ...at, dx: 8, ...(low ? { dy: -8 } : {}), textAnchor: 'start' })];
  const shown = data.filter((datum) => datum.text !== '');
  const [[left, right], [bottom, top]] = [extent(x.values), extent(y.values)];
  const [wide, high] = [width - 90, Math.min(340, Math.max(220, width * 0.42)) - 70];
  const places = placeTexts(shown.map((datum) => ({ x: ((Number(datum.x) - left) / (right - left || 1)) * wide, y: (1 - (Number(datum.y) - bottom) / (top - bottom || 1)) * high, text: datum.text })), wide + 20);
  return shown.map((datum, index) => {
    const { dy, anchor } = places[index] ?? { dy: 0, anchor: 'start' as const };
    return Plot.text([datum], { ...at, dx: anchor === 'end' ? -8 : 8, dy, textAnchor: anchor });
  });
}
