import * as v from 'valibot';
import { textEntry, type TextOption } from '../options.ts';
import { formatKinds } from '../../charts/formatValue.ts';

const marks = ['bar', 'line', 'area', 'dot', 'histogram', 'heatmap', 'rule', 'tick', 'box', 'span'] as const;
export const channelNames = ['x', 'y', 'low', 'high', 'fill', 'stroke', 'size', 'text', 'fx', 'fy'] as const;
export type ChannelName = (typeof channelNames)[number];

/** how many rows are drawn where the notebook sets no limit */
export const drawnRows = 5000;

const columnName = v.pipe(v.string(), v.nonEmpty('a column name'), v.maxLength(200));

const channel = v.union([
  v.pipe(columnName, v.transform((column): Channel => ({ column }))),
  v.strictObject({
    column: columnName,
    label: v.optional(textEntry),
    format: v.optional(v.picklist(formatKinds)),
    scale: v.optional(v.picklist(['linear', 'log', 'sqrt', 'band', 'utc'])),
    domain: v.optional(v.pipe(v.array(v.union([v.number(), v.string()])), v.minLength(1), v.maxLength(200))),
    /** what the classes of the column are called */
    names: v.optional(v.record(v.string(), textEntry)),
  }),
]);

export interface Channel {
  readonly column: string;
  readonly label?: TextOption | undefined;
  readonly format?: (typeof formatKinds)[number] | undefined;
  readonly scale?: 'linear' | 'log' | 'sqrt' | 'band' | 'utc' | undefined;
  readonly domain?: readonly (number | string)[] | undefined;
  readonly names?: Readonly<Record<string, TextOption>> | undefined;
}

const sort = v.union([
  v.pipe(columnName, v.transform((by): Sort => (by.startsWith('-') ? { by: by.slice(1), order: 'descending' } : { by, order: 'ascending' }))),
  v.strictObject({ by: columnName, order: v.optional(v.picklist(['ascending', 'descending']), 'ascending') }),
]);

export interface Sort {
  readonly by: string;
  readonly order: 'ascending' | 'descending';
}

const place = v.union([v.number(), v.string()]);
const line = v.union([v.strictObject({ x: place, label: v.optional(textEntry) }), v.strictObject({ y: place, label: v.optional(textEntry) })]);

/** A picture of a table or cell, in a closed vocabulary: columns are named, never computed. */
export const chartSchema = v.pipe(
  v.strictObject({
    from: v.pipe(v.string(), v.regex(/^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)?$/u, 'a table, a cell, or cell.table')),
    mark: v.picklist(marks),
    x: v.optional(channel),
    y: v.optional(channel),
    /** an interval along the value: of a span its two ends, of other marks its uncertainty or limits */
    low: v.optional(channel),
    high: v.optional(channel),
    fill: v.optional(channel),
    stroke: v.optional(channel),
    size: v.optional(channel),
    /** written beside the mark; missing values write nothing */
    text: v.optional(channel),
    fx: v.optional(channel),
    fy: v.optional(channel),
    /** low and high as a bar at each mark, or as two curves */
    interval: v.optional(v.picklist(['bar', 'curve']), 'bar'),
    /** straight lines to compare with, such as a target */
    lines: v.optional(v.pipe(v.array(line), v.maxLength(6)), []),
    sort: v.optional(sort),
    bins: v.optional(v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(100)), 20),
    limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(50_000)), drawnRows),
    height: v.optional(v.pipe(v.number(), v.minValue(120), v.maxValue(900))),
    title: v.optional(textEntry),
    subtitle: v.optional(textEntry),
    /** what the picture shows, as a sentence; `{{ cell.column | format }}` stands for a figure as in prose */
    finding: v.optional(textEntry),
  }),
  v.forward(v.check((chart) => chart.x !== undefined || ['rule', 'box', 'tick', 'span'].includes(chart.mark), 'this mark needs x'), ['x']),
  v.forward(v.check((chart) => chart.y !== undefined || ['histogram', 'rule', 'tick', 'box', 'span'].includes(chart.mark), 'this mark needs y'), ['y']),
  v.forward(v.check((chart) => chart.mark !== 'heatmap' || chart.fill !== undefined, 'a heatmap needs fill'), ['fill']),
  v.forward(v.check((chart) => chart.mark !== 'span' || (chart.low !== undefined && chart.high !== undefined), 'a span needs low and high'), ['low']),
  v.forward(v.check((chart) => chart.x !== undefined || chart.y !== undefined, 'this mark needs x or y'), ['x']),
);

export type ChartOptions = v.InferOutput<typeof chartSchema>;

/** as written, before defaults */
export type ChartInput = v.InferInput<typeof chartSchema>;
