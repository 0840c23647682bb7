import type { Base } from '../base/Base.ts';
import { hasColumn } from '../cells/SheetCache.ts';
import type { Trend } from '../charts/cube/Trend.ts';
import type { Database } from '../database/Database.ts';
import { done, type Outcome } from '../database/outcome.ts';

const separator = '\u001f';
const months = 24;

/**
 * Net purchases of some customers in each of the 24 months that end at the as-of date, oldest first, from the first month with a
 * purchase of anybody; null where no file gives dated amounts. A year is compared with the year before only when both lie in the data.
 */
export async function readTrend(database: Database, base: Base, customers: readonly string[], asOf: string): Promise<Outcome<Trend | null>> {
  if (!['order_date', 'customer_id', 'net_amount'].every((name) => hasColumn(base, `order_lines.${name}`))) return done(null);
  const rows = await database.run(
    `WITH chosen AS (SELECT unnest(string_split($customers, '${separator}')) AS customer_id),
 dated AS (SELECT date_sub('month', CAST(order_date AS TIMESTAMP), CAST(CAST($as_of AS DATE) AS TIMESTAMP)) AS back, net_amount, CAST(customer_id AS VARCHAR) IN (FROM chosen) AS is_chosen FROM main.order_lines WHERE order_date <= CAST($as_of AS DATE))
SELECT back, coalesce(CAST(sum(net_amount) FILTER (is_chosen) AS DOUBLE), 0) AS net FROM dated WHERE back < ${months} GROUP BY back ORDER BY back DESC`,
    { params: { customers: { type: 'VARCHAR', value: customers.join(separator) }, as_of: { type: 'DATE', value: asOf } } },
  );
  if (!rows.ok) return rows;
  const found = rows.value.rows().map(([back, net]) => ({ back: Number(back), net: Number(net) }));
  const oldest = found[0]?.back ?? -1;
  if (oldest < 1) return done(null);
  const amounts = new Array<number>(oldest + 1).fill(0);
  for (const { back, net } of found) amounts[oldest - back] = net;
  const year = (from: number): number => amounts.slice(from, from + 12).reduce((sum, net) => sum + net, 0);
  const before = amounts.length === months ? year(0) : 0;
  return done({ months: amounts, change: before > 0 ? year(12) / before - 1 : null });
}
