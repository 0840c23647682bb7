import type * as Plot from '@observablehq/plot';
import { formatValue } from '../../charts/formatValue.ts';
import { categoryColours, computed, otherCategory, sequentialStep } from '../../charts/palette.ts';
import type { Scalar, Table } from '../../database/table.ts';
import { type Channels, type ChartText, type Drawn, extent, isoDay, readChannels, writeValue } from './channels.ts';
import { type Datum, endsApart, marksOf, writtenInCells } from './marks.ts';
import { alike, stepsOf } from './readings.ts';
import { decimalTicks, monthTicks, rootTicks, wholeTicks } from './ticks.ts';
import type { ChartOptions } from './options.ts';

export interface Chart {
  readonly plot: Plot.PlotOptions;
  /** ours, since Plot's legends bring styles of their own */
  readonly legend: readonly { readonly label: string; readonly colour: string }[];
  readonly rows: number;
  /** rows that have a place in the picture */
  readonly placed: number;
}

/** What Plot is to draw for the rows of a chart cell. Plot's className is fixed: its style element stays the same text, whose hash the page's policy names. */
export function buildPlot(table: Table, options: ChartOptions, text: ChartText, width: number): Chart {
  const channels = alike(options, readChannels(table, options, text.locale));
  const colours = colourBy(channels.fill ?? channels.stroke);
  const steps = stepsOf(options, channels);
  const shown = options.mark === 'heatmap' ? channels.fill : channels.y?.type === 'class' ? channels.x : channels.y;
  const data = Array.from({ length: table.rowCount }, (_, row): Datum => {
    const value = (channel: Drawn | undefined) => channel?.values[row] ?? null;
    const classes = [channels.fill, channels.stroke].find((channel) => channel?.type === 'class');
    return {
      x: value(channels.x),
      y: value(channels.y),
      low: value(channels.low),
      high: value(channels.high),
      fx: value(channels.fx),
      fy: value(channels.fy),
      z: classes ? String(value(classes)) : null,
      size: value(channels.size),
      colour: steps?.[row]?.colour ?? colours.at(row).fill,
      on: colours.at(row).on,
      tip: Object.values(channels).map((channel) => `${channel.label}: ${writeValue(channel, value(channel), text)}`).join('\n'),
      label: shown ? writeValue(shown, value(shown), text) : '',
      text: channels.text && value(channels.text) !== null ? `${steps?.[row]?.sign ?? ''}${writeValue(channels.text, value(channels.text), text)}` : '',
    };
  });
  // lines that are named at their ends need no legend
  const named = options.mark === 'line' && colours.legend.length > 0 && endsApart(data);
  const { x, y, fx, fy } = channels;
  const along = options.mark === 'span' ? channels.high : undefined;
  const letters = longestBelow(options.mark, x);
  const turned = isTurned(x, width, letters);
  const plot: Plot.PlotOptions = {
    width,
    height: (options.height ?? defaultHeight(channels, width)) + (turned ? turnedDepth(x, letters) : 0),
    className: 'cb-plot',
    marginLeft: leftMargin(y ?? along, text, width),
    marginRight: named ? Math.min(0.3 * width, 16 + 6.4 * Math.max(...colours.legend.map(({ label }) => label.length))) : channels.y?.type === 'class' && options.mark !== 'heatmap' ? besideBars(options, data, width) : 24,
    marginTop: fx ? 40 : 28,
    marginBottom: turned ? 42 + turnedDepth(x, letters) : 42,
    x: scaleOf(x ?? along, text, width, options.mark),
    y: options.mark === 'histogram' ? { ...scaleOf(undefined, text, width, options.mark), label: counted[text.locale], labelArrow: 'none' } : scaleOf(y ?? along, text, width, options.mark),
    r: { range: [2, 14] },
    ...(fx && { fx: { label: fx.label, padding: 0.08 } }),
    ...(fy && { fy: { label: fy.label, padding: 0.08 } }),
    ...(options.mark === 'histogram' && { color: { type: 'ordinal', domain: colours.legend.map(({ label }) => label), range: colours.legend.map(({ colour }) => colour) } }),
    marks: marksOf(options, channels, data, width, text.locale),
  };
  const placed = options.mark === 'dot' ? data.filter(({ x: across, y: up }) => (x === undefined || across !== null) && (y === undefined || up !== null)) : data;
  const present = new Set(data.map(({ z }) => z));
  const shades = options.mark === 'heatmap' && channels.fill?.type === 'number' && writtenInCells(data, channels, width) === null ? scaleLegend(channels.fill, text) : null;
  return { plot, legend: shades ?? (named ? [] : colours.legend.filter(({ label }) => present.has(label))), rows: table.rowCount, placed: placed.length };
}

const counted = { en: 'How many', ru: 'Сколько', pl: 'Ile' };

interface Colours {
  at(row: number): { readonly fill: string; readonly on: string };
  readonly legend: Chart['legend'];
}

/** numbers are shown in seven steps, classes in six colours; a chart without either is of the computed colour */
function colourBy(channel: Drawn | undefined): Colours {
  if (!channel) return { at: () => ({ fill: computed, on: 'var(--seq-5-on)' }), legend: [] };
  if (channel.type === 'class') {
    const classes = channel.channel.domain?.map(String) ?? [...new Set(channel.values.map(String))];
    const colours = categoryColours(classes);
    return { at: (row) => ({ fill: colours.get(String(channel.values[row])) ?? otherCategory, on: 'var(--c-surface)' }), legend: [...colours].map(([label, colour]) => ({ label, colour })) };
  }
  const [min, max] = extent(channel.values);
  return {
    at(row) {
      const value = channel.values[row] ?? null;
      return sequentialStep(value === null ? null : Number(value), min, max);
    },
    legend: [],
  };
}

/** least, middle and largest value with their shades, where the cells say no values themselves */
function scaleLegend(fill: Drawn, text: ChartText): Chart['legend'] {
  const [min, max] = extent(fill.values);
  if (max <= min) return [];
  return [min, (min + max) / 2, max].map((value, at) => ({ label: `${at === 0 ? `${fill.label}: ` : ''}${writeValue(fill, value, text)}`, colour: sequentialStep(value, min, max).fill }));
}

function scaleOf(channel: Drawn | undefined, text: ChartText, width: number, mark: ChartOptions['mark']): Plot.ScaleOptions {
  if (!channel) return { label: null, tickFormat: (value: Scalar) => formatValue(value, { kind: 'integer', ...text }), grid: true };
  const { type, format, label } = channel;
  const { scale, domain } = channel.channel;
  // a dot at the edge would lie on the axis and its ticks
  const base = { label, labelArrow: 'none', ...(mark === 'dot' && type !== 'class' && { inset: 8 }) } as const;
  if (type === 'class') {
    const measured = format === 'share' || format === 'percent';
    const longest = longestBelow(mark, channel);
    const tickFormat = (value: string): string => (isDated(format) || (measured && Number.isFinite(Number(value))) ? formatValue(value, { kind: format, ...text }) : channel.name === 'y' ? clip(value, labelRoom(width)) : value.length > longest ? `${value.slice(0, longest - 1).trimEnd()}…` : value);
    return { ...base, label: channel.name === 'y' ? null : label, type: 'band', domain: domain ? domain.map(String) : [...new Set(channel.values)].map(String), tickFormat, ...thinned(channel, width, longest) };
  }
  const [least, most] = extent(channel.values);
  // short numbers keep their decimals, or neighbouring ticks would read alike
  const size = Math.max(Math.abs(least), Math.abs(most));
  const compact = format === 'number' ? size >= 10_000 : format === 'integer' ? size >= 10_000 : format !== 'share' && format !== 'percent';
  const tickFormat = (value: number | Date): string => formatValue(isoDay(value), { kind: format, ...text, compact });
  // a tick is as wide as its label, and up to one and a half times as many are drawn as asked for
  const written = 34 + 7 * Math.max(...[least, most, (least + most) / 2].map((value) => tickFormat(value).length));
  const room = channel.name === 'y' ? (width - 140) / 120 : (0.68 * width) / (1.45 * Math.max(72, written));
  const ticks = Math.min(9, Math.max(2, Math.floor(room)));
  if (type === 'day') {
    const shown = (day: Date): string => formatValue(isoDay(day), { kind: 'month', ...text });
    const months = monthTicks(least, most, Math.floor((width - 90) / (24 + 6.4 * shown(new Date(most)).length)));
    return { ...base, type: 'utc', ...(domain && { domain: domain.map((day) => new Date(day)) }), ...(months.length > 1 ? { tickFormat: shown, ticks: months } : { tickFormat, ticks }) };
  }
  if (scale === 'log' && least > 0) return { ...base, type: 'log', ...(domain && { domain: domain.map(Number) }), tickFormat, grid: true, ticks: decimalTicks(least, most, ticks + 2) };
  if (scale === 'sqrt' && least >= 0 && most > 0) return { ...base, type: 'sqrt', ...(domain && { domain: domain.map(Number) }), tickFormat, grid: true, ticks: rootTicks(most, ticks + 1) };
  const [from, to] = domain ? [Number(domain[0]), Number(domain.at(-1))] : mark === 'bar' || mark === 'span' ? [Math.min(0, least), Math.max(0, most)] : [least, most];
  const wholes = format === 'integer' && to - from < ticks ? wholeTicks(from, to) : ticks;
  return { ...base, ...((scale === 'log' || scale === 'sqrt' || scale === 'linear') && { type: scale }), ...(domain && { domain: domain.map(Number) }), tickFormat, grid: true, ticks: wholes };
}

/** room for what stands beside bars: their value, and another where it is told */
const besideBars = ({ mark, text }: ChartOptions, data: readonly Datum[], width: number): number => (mark === 'bar' && text ? Math.min(0.42 * width, 20 + 6.2 * Math.max(...data.map((datum) => datum.label.length + datum.text.length + 3))) : 76);

const isDated = (format: Drawn['format']): boolean => format === 'date' || format === 'month';

/** the middle goes: long names mostly differ at their ends */
const clip = (text: string, most: number): string => (text.length > most ? `${text.slice(0, Math.ceil(0.6 * (most - 1))).trimEnd()}…${text.slice(text.length - Math.floor(0.4 * (most - 1))).trimStart()}` : text);

const letter = 6;

/** letters that find room beside the bars */
const labelRoom = (width: number): number => Math.max(16, Math.min(90, Math.floor((0.48 * width) / letter)));

/** Class labels that are too long to stand side by side are turned, while they are few; many are thinned. */
const mostTurned = 14;

function isTurned(x: Drawn | undefined, width: number, letters: number): boolean {
  if (x?.type !== 'class' || isDated(x.format)) return false;
  const classes = new Set(x.values.map(String));
  return classes.size > 1 && classes.size <= mostTurned && stepBetween(classes, width, letters) > 1;
}

const turnedDepth = (x: Drawn | undefined, letters: number): number => 3.4 * Math.min(letters, Math.max(...(x?.values ?? []).map((value) => String(value).length)));

/** letters of a label below: turned ones of a matrix have the room of the labels at its side */
const longestBelow = (mark: ChartOptions['mark'], x: Drawn | undefined): number => (mark === 'heatmap' && new Set(x?.values).size <= mostTurned ? 44 : 24);

const stepBetween = (classes: ReadonlySet<string>, width: number, letters: number): number => {
  const longest = Math.min(letters, Math.max(1, ...[...classes].map((name) => name.length)));
  return Math.ceil(classes.size / Math.max(2, Math.floor((width - 80) / (longest * 7 + 10))));
};

/** as many class labels as find room beside each other */
function thinned(channel: Drawn, width: number, letters: number): { ticks?: string[]; tickRotate?: number } {
  if (channel.name !== 'x') return {};
  if (isTurned(channel, width, letters)) return { tickRotate: -32 };
  const classes = new Set(channel.channel.domain?.map(String) ?? channel.values.map(String));
  const every = stepBetween(classes, width, letters);
  return every > 1 ? { ticks: [...classes].filter((_, index) => index % every === 0) } : {};
}

function leftMargin(y: Drawn | undefined, text: ChartText, width: number): number {
  if (!y) return 48;
  const labels = y.type === 'class' ? [...new Set(y.values)].map((value) => clip(String(value), labelRoom(width))) : extent(y.values).map((value) => formatValue(value, { kind: y.format, ...text, compact: true }));
  return Math.min(Math.max(190, 0.5 * width), 22 + Math.max(4, ...labels.map((label) => label.length)) * (y.type === 'class' ? letter : 6.4));
}

function defaultHeight({ y, fy }: Channels, width: number): number {
  const rows = y?.type === 'class' ? new Set(y.values).size : 0;
  const facets = fy ? new Set(fy.values).size : 1;
  const one = rows > 0 ? 74 + rows * 26 : Math.min(340, Math.max(220, width * 0.42));
  return Math.min(900, one * (facets > 1 ? 0.6 * facets : 1));
}
