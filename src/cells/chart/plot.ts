import type * as Plot from '@observablehq/plot';
import { formatValue } from '../../charts/formatValue.ts';
import { categoryColours, computed, otherCategory, sequentialStep } from '../../charts/palette.ts';
import type { Scalar, Table } from '../../database/table.ts';
import { type Channels, type ChartText, type Drawn, extent, isoDay, readChannels, writeValue } from './channels.ts';
import { type Datum, marksOf } from './marks.ts';
import type { ChartOptions } from './options.ts';

export interface Chart {
  readonly plot: Plot.PlotOptions;
  /** ours, since Plot's legends bring styles of their own */
  readonly legend: readonly { readonly label: string; readonly colour: string }[];
  readonly rows: number;
}

/** What Plot is to draw for the rows of a chart cell. Plot's className is fixed: its style element stays the same text, whose hash the page's policy names. */
export function buildPlot(table: Table, options: ChartOptions, text: ChartText, width: number): Chart {
  const channels = readChannels(table, options, text.locale);
  const colours = colourBy(channels.fill ?? channels.stroke);
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
      colour: colours.at(row).fill,
      on: colours.at(row).on,
      tip: Object.values(channels).map((channel) => `${channel.label}: ${writeValue(channel, value(channel), text)}`).join('\n'),
      label: shown ? writeValue(shown, value(shown), text) : '',
      text: channels.text && value(channels.text) !== null ? writeValue(channels.text, value(channels.text), text) : '',
    };
  });
  const { x, y, fx, fy } = channels;
  const along = options.mark === 'span' ? channels.high : undefined;
  const turned = isTurned(x, width);
  const plot: Plot.PlotOptions = {
    width,
    height: (options.height ?? defaultHeight(channels, width)) + (turned ? turnedDepth(x, width) : 0),
    className: 'cb-plot',
    marginLeft: leftMargin(y ?? along, text, width),
    marginRight: options.mark === 'line' && colours.legend.length > 0 ? Math.min(0.3 * width, 16 + 6.4 * Math.max(...colours.legend.map(({ label }) => label.length))) : channels.y?.type === 'class' ? 76 : 24,
    marginTop: fx ? 40 : 28,
    marginBottom: turned ? 42 + turnedDepth(x, width) : 42,
    x: scaleOf(x ?? along, text, width, options.mark),
    y: options.mark === 'histogram' ? { ...scaleOf(undefined, text, width, options.mark), label: 'n', labelArrow: 'none' } : scaleOf(y ?? along, text, width, options.mark),
    r: { range: [2, 14] },
    ...(fx && { fx: { label: fx.label, padding: 0.08 } }),
    ...(fy && { fy: { label: fy.label, padding: 0.08 } }),
    ...(options.mark === 'histogram' && { color: { type: 'ordinal', domain: colours.legend.map(({ label }) => label), range: colours.legend.map(({ colour }) => colour) } }),
    marks: marksOf(options, channels, data, width, text.locale),
  };
  return { plot, legend: colours.legend, rows: table.rowCount };
}

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

function scaleOf(channel: Drawn | undefined, text: ChartText, width: number, mark: ChartOptions['mark']): Plot.ScaleOptions {
  if (!channel) return { label: null, tickFormat: (value: Scalar) => formatValue(value, { kind: 'integer', ...text }), grid: true };
  const { type, format, label } = channel;
  const { scale, domain } = channel.channel;
  // a dot at the edge would lie on the axis and its ticks
  const base = { label, labelArrow: 'none', ...(mark === 'dot' && type !== 'class' && { inset: 8 }) } as const;
  if (type === 'class') {
    const measured = format === 'share' || format === 'percent';
    const tickFormat = (value: string): string => (isDated(format) || (measured && Number.isFinite(Number(value))) ? formatValue(value, { kind: format, ...text }) : clip(value, channel.name === 'y' ? labelRoom(width) : 24));
    return { ...base, label: channel.name === 'y' ? null : label, type: 'band', domain: domain ? domain.map(String) : [...new Set(channel.values)].map(String), tickFormat, ...thinned(channel, width) };
  }
  const [least, most] = extent(channel.values);
  // short numbers keep their decimals, or neighbouring ticks would read alike
  const compact = format === 'number' ? Math.max(Math.abs(least), Math.abs(most)) >= 1000 : format !== 'share' && format !== 'percent';
  const tickFormat = (value: number | Date): string => formatValue(isoDay(value), { kind: format, ...text, compact });
  // a tick is as wide as its label, and up to one and a half times as many are drawn as asked for
  const written = 34 + 7 * Math.max(...[least, most, (least + most) / 2].map((value) => tickFormat(value).length));
  const room = channel.name === 'y' ? (width - 140) / 120 : (0.68 * width) / (1.45 * Math.max(72, written));
  const ticks = Math.min(9, Math.max(2, Math.floor(room)));
  if (type === 'day') return { ...base, type: 'utc', ...(domain && { domain: domain.map((day) => new Date(day)) }), tickFormat, ticks };
  if (scale === 'sqrt' && channel.name === 'x' && least >= 0 && most > 0) return { ...base, type: 'sqrt', ...(domain && { domain: domain.map(Number) }), tickFormat, grid: true, ticks: rootTicks(most, ticks + 1) };
  return { ...base, ...((scale === 'log' || scale === 'sqrt' || scale === 'linear') && { type: scale }), ...(domain && { domain: domain.map(Number) }), tickFormat, grid: true, ticks };
}

const isDated = (format: Drawn['format']): boolean => format === 'date' || format === 'month';

const clip = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/** letters that find room beside the bars */
const labelRoom = (width: number): number => Math.max(16, Math.min(44, Math.floor((0.42 * width) / 6.4)));

/** round values about evenly spaced under a square root */
function rootTicks(most: number, count: number): number[] {
  const round = (value: number): number => {
    if (value === 0) return 0;
    const power = 10 ** Math.floor(Math.log10(value));
    const lead = value / power;
    return (lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10) * power;
  };
  return [...new Set(Array.from({ length: count + 1 }, (_, index) => round(most * (index / count) ** 2)))].filter((value) => value <= most);
}

/** Class labels that are too long to stand side by side are turned, while they are few; many are thinned. */
const mostTurned = 14;

function isTurned(x: Drawn | undefined, width: number): boolean {
  if (x?.type !== 'class' || isDated(x.format)) return false;
  const classes = new Set(x.values.map(String));
  return classes.size > 1 && classes.size <= mostTurned && stepBetween(classes, width) > 1;
}

const turnedDepth = (x: Drawn | undefined, width: number): number => (isTurned(x, width) ? 3.4 * Math.min(24, Math.max(...(x?.values ?? []).map((value) => String(value).length))) : 0);

const stepBetween = (classes: ReadonlySet<string>, width: number): number => {
  const longest = Math.min(24, Math.max(1, ...[...classes].map((name) => name.length)));
  return Math.ceil(classes.size / Math.max(2, Math.floor((width - 80) / (longest * 7 + 10))));
};

/** as many class labels as find room beside each other */
function thinned(channel: Drawn, width: number): { ticks?: string[]; tickRotate?: number } {
  if (channel.name !== 'x') return {};
  if (isTurned(channel, width)) return { tickRotate: -32 };
  const classes = new Set(channel.channel.domain?.map(String) ?? channel.values.map(String));
  const every = stepBetween(classes, width);
  return every > 1 ? { ticks: [...classes].filter((_, index) => index % every === 0) } : {};
}

function leftMargin(y: Drawn | undefined, text: ChartText, width: number): number {
  if (!y) return 48;
  const labels = y.type === 'class' ? [...new Set(y.values)].map((value) => clip(String(value), labelRoom(width))) : extent(y.values).map((value) => formatValue(value, { kind: y.format, ...text, compact: true }));
  return Math.min(Math.max(190, 0.45 * width), 22 + Math.max(4, ...labels.map((label) => label.length)) * 6.4);
}

function defaultHeight({ y, fy }: Channels, width: number): number {
  const rows = y?.type === 'class' ? new Set(y.values).size : 0;
  const facets = fy ? new Set(fy.values).size : 1;
  const one = rows > 0 ? 74 + rows * 26 : Math.min(340, Math.max(220, width * 0.42));
  return Math.min(900, one * (facets > 1 ? 0.6 * facets : 1));
}
