import { done, fail, type Outcome } from '../../database/outcome.ts';
import { closeCondition } from '../../sql/condition.ts';
import { quoteName } from '../../sql/quote.ts';
import type { CellContext } from '../CellKind.ts';
import { stageTable } from '../stageTable.ts';

interface Options {
  readonly time: string;
  readonly event: string;
  readonly where?: string | undefined;
  readonly as_of?: string | undefined;
}

/** One row a customer: days from the first purchase to the next on another day, or to the as-of date where there was none; with the columns asked of `customers`. */
export async function secondOrders(options: Options, columns: readonly string[], context: CellContext): Promise<Outcome<{ relation: string; where: string | undefined; sql: string }>> {
  if (!context.base.tables.some(({ name }) => name === 'order_lines')) return fail('missing', 'There are no order lines to see second orders in.', { hint: 'Add a file with orders, or name a table with from.' });
  const condition = options.where === undefined ? null : closeCondition(options.where);
  if (condition && !condition.ok) return fail('options', `where: ${condition.reason}`, { hint: condition.hint });
  const known = context.base.tables.find(({ name }) => name === 'customers')?.columns.map(({ name }) => name) ?? [];
  const lacks = columns.filter((name) => !known.includes(name));
  if (lacks.length > 0) return fail('missing', `customers has no column ${lacks.join(', ')}.`, { hint: `It has ${known.join(', ')}.` });
  const wanted = [...new Set(columns)].map((name) => `, c.${quoteName(name)}`).join('');
  const params = { ...context.params, as_of: { type: 'DATE' as const, value: context.asOf(options.as_of) } };
  const sql =
    `WITH days AS (
  SELECT DISTINCT customer_id, CAST(order_date AS DATE) AS d FROM order_lines
  WHERE customer_id IS NOT NULL AND NOT is_return AND order_date <= $as_of${condition?.ok ? ` AND ${condition.sql}` : ''}),
 numbered AS (SELECT customer_id, d, row_number() OVER (PARTITION BY customer_id ORDER BY d) AS place FROM days),
 spells AS (SELECT customer_id, min(d) FILTER (place = 1) AS first_day, min(d) FILTER (place = 2) AS second_day FROM numbered GROUP BY customer_id)
SELECT s.customer_id, date_diff('day', first_day, coalesce(second_day, CAST($as_of AS DATE))) AS ${quoteName(options.time)}, CAST(second_day IS NOT NULL AS INTEGER) AS ${quoteName(options.event)}, first_day${wanted}
FROM spells AS s${columns.length > 0 ? ' LEFT JOIN customers AS c USING (customer_id)' : ''} ORDER BY s.customer_id`;
  const staged = await stageTable(context, 'spells', sql, params);
  return staged.ok ? done({ relation: staged.value, where: undefined, sql }) : staged;
}
