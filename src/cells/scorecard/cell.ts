import * as v from 'valibot';
import { done, fail } from '../../database/outcome.ts';
import { quotePath } from '../../sql/quote.ts';
import type { CellKind } from '../CellKind.ts';
import { commonEntries, fromEntry } from '../options.ts';
import { readLines } from '../readLines.ts';
import { finding, keepAll, readFacts } from '../study.ts';

const schema = v.strictObject({
  from: fromEntry,
  /** a migration cell of the same segmentation: adds who came and who went */
  moves: v.optional(fromEntry),
  ...commonEntries,
});

/** Each segment of another cell: customers, turnover and gross profit, now and one window before. */
const scorecard: CellKind<v.InferOutput<typeof schema>> = {
  kind: 'scorecard',
  label: { en: 'Segment scorecard', ru: 'Табло сегментов', pl: 'Karta wyników segmentów' },
  body: 'yaml',
  schema,
  template: 'from: rfm',
  reads: ({ from, moves }) => [from, ...(moves === undefined ? [] : [moves])],
  consults: () => ['order_lines'],
  async evaluate(options, context) {
    const columns = await context.columns(options.from);
    if (!columns.ok) return columns;
    const lack = ['customer_id', 'segment'].find((name) => !columns.value.some((column) => column.name === name));
    if (lack !== undefined) return fail('missing', `${options.from} has no column ${lack}.`, { hint: 'Name a cell whose first table places customers in segments.' });
    const flows = options.moves === undefined ? null : `${options.moves}.flows`;
    if (flows !== null) {
      const known = await context.columns(flows);
      if (!known.ok) return known;
    }
    const lines = await readLines({ ...options, from: undefined }, context, ['customer_id', 'order_id', 'order_date', 'net_amount']);
    if (!lines.ok) return lines;
    const { params, asOf, windowDays, has } = lines.value;
    const earlier = 'order_date <= CAST($as_of AS DATE) - CAST($window_days AS INTEGER) AND order_date > CAST($as_of AS DATE) - 2 * CAST($window_days AS INTEGER)';
    const profit = has('cost') ? 'line_profit' : 'CAST(NULL AS DECIMAL(18,4))';
    const moved = flows === null ? { columns: '', join: '' } : { columns: ', any_value(m.came) AS came, any_value(m.went) AS went', join: ` LEFT JOIN (SELECT segment, came, went FROM ${quotePath(...flows.split('.'))}) AS m USING (segment)` };
    const segments = `WITH l AS (${lines.value.sql}), placed AS (SELECT customer_id, coalesce(any_value(segment), '—') AS segment FROM ${quotePath(...options.from.split('.'))} WHERE customer_id IS NOT NULL GROUP BY customer_id),
 sums AS (SELECT customer_id, sum(net_amount) FILTER (in_window) AS revenue, sum(net_amount) FILTER (${earlier}) AS revenue_before, sum(${profit}) FILTER (in_window) AS gross_profit, sum(${profit}) FILTER (${earlier}) AS gross_profit_before, count(DISTINCT order_id) FILTER (in_window AND NOT is_return) AS orders FROM l WHERE customer_id IS NOT NULL GROUP BY customer_id)
SELECT segment, count(*) AS customers, count(*) FILTER (orders > 0) AS active, coalesce(sum(orders), 0) AS orders, coalesce(sum(revenue), 0) AS revenue, coalesce(sum(revenue_before), 0) AS revenue_before, coalesce(sum(revenue), 0) - coalesce(sum(revenue_before), 0) AS revenue_change, sum(gross_profit) AS gross_profit, sum(gross_profit_before) AS gross_profit_before,
  CAST(sum(revenue) AS DOUBLE) / nullif(sum(orders), 0) AS average_check, CAST(coalesce(sum(revenue), 0) AS DOUBLE) / CAST(nullif(sum(sum(revenue)) OVER (), 0) AS DOUBLE) AS revenue_share${moved.columns}
FROM placed LEFT JOIN sums USING (customer_id)${moved.join} GROUP BY segment ORDER BY segment`;
    const made = await keepAll(context, { segments }, params);
    if (!made.ok) return made;
    const facts = await readFacts(context, `SELECT arg_min(segment, revenue_change) AS worst, CAST(min(revenue_change) AS VARCHAR) AS worst_change, sum(customers) AS customers FROM ${quotePath(context.id, 'segments')}`, {});
    if (!facts.ok) return facts;
    const findings = Number(facts.value['customers'] ?? 0) > 0 ? [] : [finding(context.locale, 'empty', { en: 'No customer is placed in a segment.', ru: 'Ни один клиент не попал в сегмент.', pl: 'Żaden klient nie trafił do segmentu.' })];
    return done({ tables: made.value, findings, facts: { ...(asOf === null ? {} : { asOf }), windowDays, ...facts.value } });
  },
};

export default scorecard;
