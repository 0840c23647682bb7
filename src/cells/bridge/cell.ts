import * as v from 'valibot';
import { commonEntries } from '../options.ts';
import { sqlStudy } from '../sqlStudy.ts';
import { emptyTable, finding } from '../study.ts';

const schema = v.strictObject(commonEntries);

/** The part of a change of a product a·b·c that its first factor explains, whatever the order (Shapley). */
const shapley = (a: string, b: string, c: string): string => `(${a}1 - ${a}0) * (${b}0 * ${c}0 / 3 + (${b}0 * ${c}1 + ${b}1 * ${c}0) / 6 + ${b}1 * ${c}1 / 3)`;

const steps = ['lost', 'new', 'returned', 'frequency', 'lines', 'price', 'mix', 'returns', 'anonymous'] as const;

/** Why turnover changed against the window before: customers lost, won and won back; and of those who stayed, how often, how much, at what price. */
export default sqlStudy<v.InferOutput<typeof schema>>({
  kind: 'bridge',
  label: { en: 'Sales bridge', ru: 'Мост продаж', pl: 'Most sprzedaży' },
  schema,
  template: 'window_days: 365',
  consults: ['order_lines', 'customers'],
  lines: ['customer_id', 'order_id', 'order_date', 'net_amount'],
  absent: { en: 'Add a file with orders.', ru: 'Добавьте файл с заказами.', pl: 'Dodaj plik z zamówieniami.' },
  shapes: {
    bridge: { position: 'INTEGER', step: 'VARCHAR', amount: 'DOUBLE', low: 'DOUBLE', high: 'DOUBLE', direction: 'VARCHAR' },
    customers: { customer_id: 'VARCHAR', part: 'VARCHAR', before: 'DOUBLE', now: 'DOUBLE', change: 'DOUBLE', of_frequency: 'DOUBLE', of_lines: 'DOUBLE', of_price: 'DOUBLE', of_mix: 'DOUBLE' },
    margin: { position: 'INTEGER', step: 'VARCHAR', amount: 'DOUBLE', low: 'DOUBLE', high: 'DOUBLE' },
  },
  tables({ lines, has, kept }) {
    const unit = has('qty') && has('product_id');
    const earlier = 'order_date <= CAST($as_of AS DATE) - CAST($window_days AS INTEGER) AND order_date > CAST($as_of AS DATE) - 2 * CAST($window_days AS INTEGER)';
    // price: what each product bought in both windows would have cost more or less, at the mean of its quantities
    const price = unit
      ? `prices AS (SELECT customer_id, sum((n1 / q1 - n0 / q0) * (q0 + q1) / 2) AS of_price FROM (SELECT customer_id, product_id, CAST(sum(net_amount) FILTER (was) AS DOUBLE) AS n0, CAST(sum(qty) FILTER (was) AS DOUBLE) AS q0, CAST(sum(net_amount) FILTER (NOT was) AS DOUBLE) AS n1, CAST(sum(qty) FILTER (NOT was) AS DOUBLE) AS q1 FROM both_windows WHERE NOT is_return AND product_id IS NOT NULL GROUP BY ALL) WHERE q0 > 0 AND q1 > 0 GROUP BY customer_id)`
      : 'prices AS (SELECT CAST(NULL AS VARCHAR) AS customer_id, CAST(NULL AS DOUBLE) AS of_price WHERE FALSE)';
    const customers = `WITH l AS (${lines}), both_windows AS (SELECT *, ${earlier} AS was FROM l WHERE in_window OR (${earlier})),
 first AS (SELECT customer_id, min(order_date) AS first_day FROM l WHERE NOT is_return GROUP BY customer_id),
 sums AS (SELECT customer_id, CAST(coalesce(sum(net_amount) FILTER (was), 0) AS DOUBLE) AS r0, CAST(coalesce(sum(net_amount) FILTER (NOT was), 0) AS DOUBLE) AS r1, count(DISTINCT order_id) FILTER (was AND NOT is_return) AS o0, count(DISTINCT order_id) FILTER (NOT was AND NOT is_return) AS o1,
   count(*) FILTER (was AND NOT is_return) AS k0, count(*) FILTER (NOT was AND NOT is_return) AS k1 FROM both_windows GROUP BY customer_id),
 factors AS (SELECT s.*, first_day, CAST(o0 AS DOUBLE) AS f0, CAST(o1 AS DOUBLE) AS f1, k0 / CAST(nullif(o0, 0) AS DOUBLE) AS l0, k1 / CAST(nullif(o1, 0) AS DOUBLE) AS l1, r0 / nullif(k0, 0) AS v0, r1 / nullif(k1, 0) AS v1 FROM sums AS s LEFT JOIN first USING (customer_id)),
 ${price}
SELECT customer_id, CASE WHEN customer_id IS NULL THEN 'anonymous' WHEN o0 > 0 AND o1 > 0 THEN 'stayed' WHEN o0 > 0 THEN 'lost' WHEN o1 > 0 AND first_day > CAST($as_of AS DATE) - CAST($window_days AS INTEGER) THEN 'new' WHEN o1 > 0 THEN 'returned' ELSE 'returns' END AS part, r0 AS before, r1 AS now, r1 - r0 AS change,
  CASE WHEN part = 'stayed' THEN ${shapley('f', 'l', 'v')} END AS of_frequency, CASE WHEN part = 'stayed' THEN ${shapley('l', 'f', 'v')} END AS of_lines, CASE WHEN part = 'stayed' THEN coalesce(of_price, 0) END AS of_price, CASE WHEN part = 'stayed' THEN ${shapley('v', 'f', 'l')} - coalesce(of_price, 0) END AS of_mix
FROM factors LEFT JOIN prices USING (customer_id) ORDER BY customer_id`;
    const amounts: Readonly<Record<(typeof steps)[number], string>> = { lost: "sum(change) FILTER (part = 'lost')", new: "sum(change) FILTER (part = 'new')", returned: "sum(change) FILTER (part = 'returned')", frequency: 'sum(of_frequency)', lines: 'sum(of_lines)', price: 'sum(of_price)', mix: 'sum(of_mix)', returns: "sum(change) FILTER (part = 'returns')", anonymous: "sum(change) FILTER (part = 'anonymous')" };
    return {
      customers,
      margin: unit && has('cost') ? marginSql(lines, earlier) : emptyTable({ position: 'INTEGER', step: 'VARCHAR', amount: 'DOUBLE', low: 'DOUBLE', high: 'DOUBLE' }),
      bridge: `WITH ends AS (SELECT coalesce(sum(before), 0) AS opening, coalesce(sum(now), 0) AS closing FROM ${kept('customers')}),
 parts AS (${steps.map((step, index) => `SELECT ${index + 2} AS position, '${step}' AS step, coalesce(${amounts[step]}, 0) AS amount FROM ${kept('customers')}`).join(' UNION ALL ')}),
 placed AS (SELECT *, sum(amount) OVER (ORDER BY position) AS upto FROM parts)
SELECT *, CASE WHEN step IN ('before', 'now') THEN 'total' WHEN amount < 0 THEN 'down' ELSE 'up' END AS direction FROM (SELECT 1 AS position, 'before' AS step, opening AS amount, CAST(0 AS DOUBLE) AS low, opening AS high FROM ends UNION ALL SELECT position, step, amount, opening + upto - amount, opening + upto FROM placed, ends WHERE amount <> 0 OR step NOT IN ('returns', 'anonymous') UNION ALL SELECT 99, 'now', closing, 0, closing FROM ends) ORDER BY position`,
    };
  },
  facts: ({ kept, lines }) => `SELECT (SELECT min(order_date) FROM (${lines})) > CAST($as_of AS DATE) - CAST(1.9 * $window_days AS INTEGER) AS short, max(amount) FILTER (step = 'before') AS before, max(amount) FILTER (step = 'now') AS now, max(amount) FILTER (step = 'now') - max(amount) FILTER (step = 'before') AS change, sum(amount) FILTER (step NOT IN ('before', 'now')) AS parts, arg_min(step, amount) FILTER (step NOT IN ('before', 'now')) AS worst, arg_max(step, amount) FILTER (step NOT IN ('before', 'now')) AS best, max(amount) FILTER (step NOT IN ('before', 'now')) AS best_amount, min(amount) FILTER (step NOT IN ('before', 'now')) AS worst_amount, (SELECT count(*) FROM ${kept('customers')}) AS customers, (SELECT max(amount) FILTER (step = 'now') - max(amount) FILTER (step = 'before') FROM ${kept('margin')}) AS profit_change, (SELECT arg_min(step, amount) FILTER (step NOT IN ('before', 'now')) FROM ${kept('margin')}) AS profit_worst, (SELECT min(amount) FILTER (step NOT IN ('before', 'now')) FROM ${kept('margin')}) AS profit_worst_amount, (SELECT arg_max(step, amount) FILTER (step NOT IN ('before', 'now')) FROM ${kept('margin')}) AS profit_best, (SELECT max(amount) FILTER (step NOT IN ('before', 'now')) FROM ${kept('margin')}) AS profit_best_amount FROM ${kept('bridge')}`,
  findings: (facts, { locale }) => (Number(facts['before'] ?? 0) === 0 ? [finding(locale, 'no_history', { en: 'There were no sales in the window before: everybody is new.', ru: 'В предыдущем периоде продаж не было: все клиенты новые.', pl: 'W poprzednim okresie nie było sprzedaży: wszyscy są nowi.' })] : facts['short'] === true ? [finding(locale, 'short_history', { en: 'The file begins within the window before: part of the growth is only that it is not whole.', ru: 'Файл начинается внутри предыдущего периода: часть роста — лишь оттого, что период неполный.', pl: 'Plik zaczyna się w poprzednim okresie: część wzrostu bierze się tylko stąd, że okres jest niepełny.' })] : []),
});

/**
 * Why gross profit changed (METHODS B18). Of products sold in both windows, price and cost a unit at the mean of both quantities; of all
 * quantities at the mean of both unit profits, the part that goes with the value sold at mean prices is volume, the rest mix.
 */
function marginSql(lines: string, earlier: string): string {
  const steps = ['volume', 'mix', 'price', 'cost', 'returns'] as const;
  return `WITH l AS (${lines}), both_windows AS (SELECT *, ${earlier} AS was FROM l WHERE (in_window OR (${earlier})) AND line_profit IS NOT NULL),
 ends AS (SELECT CAST(coalesce(sum(line_profit) FILTER (was), 0) AS DOUBLE) AS opening, CAST(coalesce(sum(line_profit) FILTER (NOT was), 0) AS DOUBLE) AS closing FROM both_windows),
 sold AS (SELECT product_id, CAST(coalesce(sum(qty) FILTER (was), 0) AS DOUBLE) AS q0, CAST(coalesce(sum(qty) FILTER (NOT was), 0) AS DOUBLE) AS q1, CAST(coalesce(sum(net_amount) FILTER (was), 0) AS DOUBLE) AS n0, CAST(coalesce(sum(net_amount) FILTER (NOT was), 0) AS DOUBLE) AS n1, CAST(coalesce(sum(line_profit) FILTER (was), 0) AS DOUBLE) AS g0, CAST(coalesce(sum(line_profit) FILTER (NOT was), 0) AS DOUBLE) AS g1 FROM both_windows WHERE NOT is_return AND product_id IS NOT NULL AND qty > 0 GROUP BY product_id),
 unit AS (SELECT *, n0 / nullif(q0, 0) AS p0, n1 / nullif(q1, 0) AS p1, (n0 - g0) / nullif(q0, 0) AS c0, (n1 - g1) / nullif(q1, 0) AS c1 FROM sold),
 parts AS (SELECT (p1 - p0) * (q0 + q1) / 2 AS of_price, (c0 - c1) * (q0 + q1) / 2 AS of_cost, CASE WHEN q0 > 0 AND q1 > 0 THEN (q1 - q0) * (p0 - c0 + p1 - c1) / 2 ELSE g1 - g0 END AS of_quantity, g0, q0 * (coalesce(p0, p1) + coalesce(p1, p0)) / 2 AS v0, q1 * (coalesce(p0, p1) + coalesce(p1, p0)) / 2 AS v1 FROM unit),
 sums AS (SELECT coalesce(sum(of_price), 0) AS price, coalesce(sum(of_cost), 0) AS cost, coalesce(sum(of_quantity), 0) AS quantity, coalesce(sum(g0) * (sum(v1) / nullif(sum(v0), 0) - 1), coalesce(sum(of_quantity), 0)) AS volume FROM parts),
 amounts AS (SELECT opening, closing, volume, quantity - volume AS mix, price, cost, closing - opening - quantity - price - cost AS returns FROM sums, ends),
 listed AS (${steps.map((step, at) => `SELECT ${at + 2} AS position, '${step}' AS step, ${step} AS amount FROM amounts`).join(' UNION ALL ')}),
 placed AS (SELECT *, sum(amount) OVER (ORDER BY position) AS upto FROM listed)
SELECT * FROM (SELECT 1 AS position, 'before' AS step, opening AS amount, CAST(0 AS DOUBLE) AS low, opening AS high FROM ends UNION ALL SELECT position, step, amount, opening + upto - amount, opening + upto FROM placed, ends WHERE step <> 'returns' OR abs(amount) > 1e-6 UNION ALL SELECT 99, 'now', closing, 0, closing FROM ends) WHERE (SELECT count(*) FROM sold WHERE q0 > 0) > 0 ORDER BY position`;
}
