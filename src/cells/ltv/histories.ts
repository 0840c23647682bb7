import { done, fail, type Outcome } from '../../database/outcome.ts';
import type { Scalar } from '../../database/table.ts';
import { closeCondition } from '../../sql/condition.ts';
import { quoteName, quotePath } from '../../sql/quote.ts';
import type { History } from '../../statistics/lifetime/History.ts';
import type { Rhythms } from '../../statistics/lifetime/gammaRenewal.ts';
import type { CellContext } from '../CellKind.ts';
import { findColumn } from '../readDesign.ts';
import { readLines } from '../readLines.ts';
import { stageTable } from '../stageTable.ts';
import type { LtvOptions } from './options.ts';

/** What the models learn from, one entry a customer. */
export interface Histories extends History {
  readonly ids: readonly string[];
  /** integers stay integers */
  readonly idType: 'BIGINT' | 'VARCHAR';
  /** mean value of repeat purchases; null where the source has no values */
  readonly value: Float64Array | null;
  readonly rhythms: Rhythms | null;
  readonly left: number;
  readonly sql: string;
  /** customers' days of purchase, where orders are at hand */
  readonly days: string | null;
  readonly firstDay: string | null;
  readonly end: string | null;
  readonly lastDay: string | null;
}

export const daysOf = (unit: LtvOptions['unit']): number => (unit === 'week' ? 7 : 1);

export async function readHistories(options: LtvOptions, context: CellContext): Promise<Outcome<Histories>> {
  if (options.from !== undefined) {
    const columns = await context.columns(options.from);
    if (!columns.ok) return columns;
    const wanted = ['customer_id', 'x', 't_x', 't'].map((name) => findColumn(columns.value, name));
    if (wanted.every((column) => column !== undefined)) return readSummary(options, options.from, context);
    if (wanted.slice(1).some((column) => column !== undefined)) return fail('missing', `${options.from} needs customer_id, x, t_x and t.`, { hint: `It has ${columns.value.map(({ name }) => name).join(', ')}.` });
  }
  const lines = await readLines({ ...options, window_days: undefined }, context, ['customer_id', 'order_date', 'net_amount']);
  if (!lines.ok) return lines;
  const days = await stageTable(
    context,
    'purchase_days',
    `SELECT customer_id, order_date AS day, CAST(sum(net_amount) AS DOUBLE) AS value FROM (${lines.value.sql}) WHERE customer_id IS NOT NULL GROUP BY customer_id, order_date HAVING sum(net_amount) > 0`,
    lines.value.params,
  );
  if (!days.ok) return days;
  const end = options.calibration_end ?? lines.value.asOf;
  if (end === null) return fail('missing', 'There is no as-of date.', { hint: 'Set as_of, or calibration_end.' });
  return summariseDays(days.value, end, options.unit, lines.value.asOf, context);
}

/** Histories up to `end` from days of purchase: several orders of a day are one purchase. */
export async function summariseDays(days: string, end: string, unit: LtvOptions['unit'], lastDay: string | null, context: CellContext): Promise<Outcome<Histories>> {
  const length = daysOf(unit);
  const sql = `WITH seen AS (SELECT customer_id, day, value, day - lag(day) OVER (PARTITION BY customer_id ORDER BY day) AS gap, min(day) OVER (PARTITION BY customer_id) AS first_day
  FROM ${quotePath(...days.split('.'))} WHERE day <= DATE '${end}')
SELECT customer_id, count(*) - 1 AS x, CAST(max(day) - first_day AS DOUBLE) / ${length} AS t_x, CAST(DATE '${end}' - first_day AS DOUBLE) / ${length} AS t,
  avg(value) FILTER (day > first_day) AS mean_value, CAST(first_day AS VARCHAR) AS first_day,
  count(gap) AS gaps, avg(gap) AS mean_gap, avg(ln(gap)) AS mean_log_gap, CAST(DATE '${end}' - max(day) AS DOUBLE) AS silence
FROM seen GROUP BY customer_id, first_day ORDER BY customer_id`;
  const table = await context.database.run(sql, context.signal ? { signal: context.signal } : {});
  if (!table.ok) return table;
  const numbers = (name: string): Float64Array => toNumbers(table.value.column(name));
  const firstDays = table.value.column('first_day').map(String);
  return done({
    ids: table.value.column('customer_id').map(String),
    idType: idTypeOf(table.value.columns[0]?.type),
    x: numbers('x'),
    recency: numbers('t_x'),
    age: numbers('t'),
    value: numbers('mean_value'),
    rhythms: { gaps: numbers('gaps'), mean: numbers('mean_gap'), meanLog: numbers('mean_log_gap'), silence: numbers('silence') },
    left: 0,
    sql,
    days,
    firstDay: firstDays.reduce<string | null>((least, day) => (least === null || day < least ? day : least), null),
    end,
    lastDay,
  });
}

async function readSummary(options: LtvOptions, from: string, context: CellContext): Promise<Outcome<Histories>> {
  const columns = await context.columns(from);
  if (!columns.ok) return columns;
  const condition = options.where === undefined ? null : closeCondition(options.where);
  if (condition && !condition.ok) return fail('options', `where: ${condition.reason}`, { hint: condition.hint });
  const source = (name: string): string => quoteName(findColumn(columns.value, name)?.name ?? name);
  const hasValue = options.spend !== 'none' && findColumn(columns.value, 'mean_value') !== undefined;
  const numeric = ['x', 't_x', 't'].map((name) => `CAST(${source(name)} AS DOUBLE) AS ${name}`);
  const inner = `SELECT ${source('customer_id')} AS customer_id, ${numeric.join(', ')}, ${hasValue ? `CAST(${source('mean_value')} AS DOUBLE)` : 'CAST(NULL AS DOUBLE)'} AS mean_value FROM ${quotePath(...from.split('.'))}${condition?.ok ? ` WHERE ${condition.sql}` : ''}`;
  const sql = `SELECT * FROM (${inner}) WHERE customer_id IS NOT NULL AND isfinite(x) AND isfinite(t_x) AND isfinite(t) ORDER BY customer_id`;
  const stoppable = { params: context.params, ...(context.signal ? { signal: context.signal } : {}) };
  const [counted, table] = [await context.database.run(`SELECT count(*) FROM (${inner})`, stoppable), await context.database.run(sql, stoppable)];
  if (!counted.ok) return counted;
  if (!table.ok) return table;
  const numbers = (name: string): Float64Array => toNumbers(table.value.column(name));
  const [x, recency, age] = [numbers('x'), numbers('t_x'), numbers('t')];
  const wrong = Array.from(x.keys()).filter((at) => (x[at] ?? 0) < 0 || !Number.isInteger(x[at]) || (recency[at] ?? 0) < 0 || (recency[at] ?? 0) > (age[at] ?? 0) + 1e-9);
  if (wrong.length > 0) return fail('refused', `${wrong.length} rows of ${from} are no history: x must be a whole number of repeat purchases, and 0 ≤ t_x ≤ t (first: customer ${String(table.value.at(wrong[0] ?? 0, 0))}).`, { hint: 'x counts purchases after the first; t_x and t are measured from the first one.' });
  return done({
    ids: table.value.column('customer_id').map(String),
    idType: idTypeOf(table.value.columns[0]?.type),
    x,
    recency,
    age,
    value: hasValue ? numbers('mean_value') : null,
    rhythms: null,
    left: Number(counted.value.only) - table.value.rowCount,
    sql,
    days: null,
    firstDay: null,
    end: null,
    lastDay: null,
  });
}

const toNumbers = (values: readonly Scalar[]): Float64Array => Float64Array.from(values, (value) => (value === null ? NaN : Number(value)));

const idTypeOf = (type: string | undefined): 'BIGINT' | 'VARCHAR' => (/^(TINYINT|SMALLINT|INTEGER|BIGINT)$/.test(type ?? '') ? 'BIGINT' : 'VARCHAR');
