import { readText } from '../options.ts';
import { orderCells, sayCell } from '../../charts/bandNames.ts';
import { type FormatKind, formatKindOf, formatValue } from '../../charts/formatValue.ts';
import { assertNever } from '../../database/outcome.ts';
import type { Scalar, Table } from '../../database/table.ts';
import type { Locale } from '../../messages/locale.ts';
import { type Channel, type ChannelName, channelNames, type ChartOptions } from './options.ts';

export interface ChartText {
  readonly locale: Locale;
  readonly currency: string | null;
}

export type DrawnValue = number | Date | string | null;

/** The values of one channel, ready to draw. */
export interface Drawn {
  readonly name: ChannelName;
  readonly type: 'number' | 'day' | 'class';
  readonly values: readonly DrawnValue[];
  readonly label: string;
  readonly format: FormatKind;
  readonly channel: Channel;
}

export type Channels = Partial<Record<ChannelName, Drawn>>;

export function readChannels(table: Table, options: ChartOptions, locale: Locale): Channels {
  const typeOf = (channel: Channel | undefined): string => table.columns.find((column) => column.name === channel?.column)?.type ?? 'VARCHAR';
  const across = isAcross(options, formatKindOf(typeOf(options.y)), formatKindOf(typeOf(options.x)));
  const channels: Channels = {};
  for (const name of channelNames) {
    const channel = options[name];
    if (channel) channels[name] = readChannel(name, channel, typeOf(channel), table, isPlace(name, options, across), options.mark === 'heatmap', locale);
  }
  return channels;
}

/** bars and boxes lie when classes stand on y, also when numbers are told to be classes */
const isAcross = ({ mark, y: placed }: ChartOptions, y: FormatKind, x: FormatKind): boolean => mark === 'span' ? placed !== undefined : (mark === 'bar' || mark === 'box') && (y === 'text' || y === 'date' || placed?.scale === 'band') && x !== 'text' && x !== 'date';

/** channels that are places side by side: classes also where they are days or numbers */
function isPlace(name: ChannelName, { mark }: ChartOptions, across: boolean): boolean {
  if (name === 'fx' || name === 'fy') return true;
  if (name !== 'x' && name !== 'y') return false;
  if (mark === 'heatmap') return true;
  return (mark === 'bar' || mark === 'box' || mark === 'span') && name === (across ? 'y' : 'x');
}

function readChannel(name: ChannelName, channel: Channel, sqlType: string, table: Table, place: boolean, matrix: boolean, locale: Locale): Drawn {
  const kind = formatKindOf(sqlType, channel.column);
  const type = place || channel.scale === 'band' || (kind === 'text' && channel.scale === undefined) ? 'class' : kind === 'date' || channel.scale === 'utc' ? 'day' : 'number';
  const called = (value: DrawnValue): DrawnValue => (typeof value !== 'string' ? value : channel.names?.[value] !== undefined ? readText(channel.names[value], locale) : sayCell(value).replace(/=missing$/u, `: ${unanswered[locale]}`));
  const values = table.column(channel.column).map((value) => called(name === 'text' && value === null ? null : convert(value, type)));
  const domain = (channel.domain ?? (type === 'class' && name !== 'text' ? (levelsOf(table.column(channel.column)) ?? (kind === 'date' ? daysOf(table.column(channel.column)) : place && matrix && (kind === 'integer' || kind === 'number') ? numbersOf(table.column(channel.column)) : null)) : null))?.map((value) => called(String(value)));
  return { name, type, values, label: channel.label === undefined ? channel.column.replaceAll('_', ' ') : readText(channel.label, locale), format: namesMonths(channel.format ?? kind, table.column(channel.column)) ? 'month' : (channel.format ?? kind), channel: domain && type === 'class' ? { ...channel, domain: domain.map(String) } : channel };
}

/** days that are all the first of a month stand for the periods that they begin */
const namesMonths = (format: FormatKind, values: readonly Scalar[]): boolean => format === 'date' && values.some((value) => value !== null) && values.every((value) => value === null || /^\d{4}-\d{2}-01/u.test(String(value)));

/** bands in their order, those of no value last; null where the classes are no bands */
function levelsOf(values: readonly Scalar[]): string[] | null {
  const order = orderCells(new Set(values.flatMap((value) => (value === null ? [] : [String(value)]))));
  return order === null || !values.includes(null) ? order : [...order, unknownClass];
}

/** days side by side stand in their order, whatever row each comes from first */
const daysOf = (values: readonly Scalar[]): string[] => [...new Set(values.map((value) => (value === null ? unknownClass : String(value))))].toSorted();

/** steps of a matrix likewise: the first row need not have them all */
const numbersOf = (values: readonly Scalar[]): string[] => [...new Set(values.flatMap((value) => (value === null ? [] : [String(value)])))].toSorted((one, other) => Number(one) - Number(other));

const unknownClass = '—';

/** of an indicator that stands for missing values of a predictor */
const unanswered = { en: 'no value', ru: 'нет значения', pl: 'brak wartości' };

function convert(value: Scalar, type: Drawn['type']): DrawnValue {
  switch (type) {
    case 'class':
      return value === null ? unknownClass : String(value);
    case 'day': {
      const time = value === null ? NaN : Date.parse(/^\d{4}-\d{2}-\d{2}$/u.test(String(value)) ? `${String(value)}T00:00:00Z` : String(value));
      return Number.isNaN(time) ? null : new Date(time);
    }
    case 'number':
      return value !== null && Number.isFinite(Number(value)) ? Number(value) : null;
    default:
      return assertNever(type);
  }
}

/** A place on an axis as it is drawn: a day where the axis has days. */
export const placeOn = (channel: Drawn | undefined, value: number | string): DrawnValue => (channel === undefined ? Number(value) : convert(value, channel.type));

export const isoDay = (value: DrawnValue): Scalar => (value instanceof Date ? value.toISOString().slice(0, 10) : value);

/** one value as text, as on labels and in tips */
export function writeValue(channel: Drawn, value: DrawnValue, text: ChartText): string {
  const { format } = channel;
  const size = Math.abs(Number(value));
  const short = format === 'money' || format === 'number';
  return formatValue(isoDay(value), { kind: format, ...text, compact: short && size >= 10_000, ...(format === 'money' && size >= 100 && { among: 1000 }) });
}

export function extent(values: readonly DrawnValue[]): [number, number] {
  let min = Infinity;
  let max = -Infinity;
  for (const value of values) {
    if (value === null || typeof value === 'string') continue;
    min = Math.min(min, Number(value));
    max = Math.max(max, Number(value));
  }
  return min <= max ? [min, max] : [0, 1];
}
