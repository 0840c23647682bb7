import * as v from 'valibot';
import { textEntry, type TextOption } from '../options.ts';
import { formatKinds } from '../../charts/formatValue.ts';

const marks = ['bar', 'line', 'area', 'dot', 'histogram', 'heatmap', 'rule', 'tick', 'box'] as const;
export const channelNames = ['x', 'y', 'fill', 'stroke', 'size', 'fx', 'fy'] as const;
export type ChannelName = (typeof channelNames)[number];

const columnName = v.pipe(v.string(), v.nonEmpty('a column name'), v.maxLength(200));

const channel = v.union([
  v.pipe(columnName, v.transform((column): Channel => ({ column }))),
  v.strictObject({
    column: columnName,
    label: v.optional(textEntry),
    format: v.optional(v.picklist(formatKinds)),
    scale: v.optional(v.picklist(['linear', 'log', 'sqrt', 'band', 'utc'])),
    domain: v.optional(v.pipe(v.array(v.union([v.number(), v.string()])), v.minLength(1), v.maxLength(200))),
  }),
]);

export interface Channel {
  readonly column: string;
  readonly label?: TextOption | undefined;
  readonly format?: (typeof formatKinds)[number] | undefined;
  readonly scale?: 'linear' | 'log' | 'sqrt' | 'band' | 'utc' | undefined;
  readonly domain?: readonly (number | string)[] | undefined;
}

const sort = v.union([
  v.pipe(columnName, v.transform((by): Sort => (by.startsWith('-') ? { by: by.slice(1), order: 'descending' } : { by, order: 'ascending' }))),
  v.strictObject({ by: columnName, order: v.optional(v.picklist(['ascending', 'descending']), 'ascending') }),
]);

export interface Sort {
  readonly by: string;
  readonly order: 'ascending' | 'descending';
}

/** A picture of a table or cell, in a closed vocabulary: columns are named, never computed. */
export const chartSchema = v.pipe(
  v.strictObject({
    from: v.pipe(v.string(), v.regex(/^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)?$/u, 'a table, a cell, or cell.table')),
    mark: v.picklist(marks),
    x: v.optional(channel),
    y: v.optional(channel),
    fill: v.optional(channel),
    stroke: v.optional(channel),
    size: v.optional(channel),
    fx: v.optional(channel),
    fy: v.optional(channel),
    sort: v.optional(sort),
    bins: v.optional(v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(100)), 20),
    limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(50_000)), 5000),
    height: v.optional(v.pipe(v.number(), v.minValue(120), v.maxValue(900))),
    title: v.optional(textEntry),
    subtitle: v.optional(textEntry),
  }),
  v.forward(v.check((chart) => chart.x !== undefined || chart.mark === 'rule' || chart.mark === 'box' || chart.mark === 'tick', 'this mark needs x'), ['x']),
  v.forward(v.check((chart) => chart.y !== undefined || ['histogram', 'rule', 'tick', 'box'].includes(chart.mark), 'this mark needs y'), ['y']),
  v.forward(v.check((chart) => chart.mark !== 'heatmap' || chart.fill !== undefined, 'a heatmap needs fill'), ['fill']),
  v.forward(v.check((chart) => chart.x !== undefined || chart.y !== undefined, 'this mark needs x or y'), ['x']),
);

export type ChartOptions = v.InferOutput<typeof chartSchema>;
