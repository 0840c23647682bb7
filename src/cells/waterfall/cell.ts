import * as v from 'valibot';
import { quoteName, quoteText } from '../../sql/quote.ts';
import { commonEntries } from '../options.ts';
import { jointWords, rewardSql } from '../rewards/rewardSql.ts';
import { sqlStudy, type Sources } from '../sqlStudy.ts';
import { emptyTable, finding } from '../study.ts';

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

const schema = v.strictObject({
  /** discount that policy allows; deeper ones leak */
  allowed: v.optional(share, 0.1),
  /** other discounts that policy allows to some: by a column of customers, such as price_type or customer_type */
  allowed_by: v.optional(v.strictObject({ column: v.pipe(v.string(), v.regex(/^[a-z_]+$/u, 'a column of customers')), values: v.record(v.string(), share) })),
  /** yearly price of money that is lent by days to pay; 0 leaves terms out */
  money_rate: v.optional(share, 0),
  ...commonEntries,
});

type Options = v.InferOutput<typeof schema>;

const managers = { manager: 'VARCHAR', orders: 'BIGINT', above_policy: 'BIGINT', above_share: 'DOUBLE', listed: 'DOUBLE', net: 'DOUBLE', discount: 'DOUBLE', leak: 'DOUBLE' };

/** From list price to what is kept: discounts, cost, and who gives more than policy allows. */
export default sqlStudy<Options>({
  kind: 'waterfall',
  label: { en: 'Price waterfall', ru: 'Каскад цен', pl: 'Kaskada cen' },
  schema,
  template: 'allowed: 0.1',
  consults: ['order_lines', 'customers', 'plans', 'campaigns'],
  lines: ['customer_id', 'order_id', 'order_date', 'net_amount'],
  absent: { en: 'Add a file with orders.', ru: 'Добавьте файл с заказами.', pl: 'Dodaj plik z zamówieniami.' },
  shapes: {
    steps: { position: 'INTEGER', step: 'VARCHAR', amount: 'DOUBLE', low: 'DOUBLE', high: 'DOUBLE' },
    customers: { customer_id: 'VARCHAR', listed: 'DOUBLE', net: 'DOUBLE', discount: 'DOUBLE', margin: 'DOUBLE', leak: 'DOUBLE', verdict: 'VARCHAR', break_even_volume: 'DOUBLE' },
    worst: { customer_id: 'VARCHAR', customer: 'VARCHAR', manager: 'VARCHAR', listed: 'DOUBLE', net: 'DOUBLE', discount: 'DOUBLE', margin: 'DOUBLE', leak: 'DOUBLE', break_even_volume: 'DOUBLE', verdict: 'VARCHAR' },
    deepened: { customer_id: 'VARCHAR', customer: 'VARCHAR', manager: 'VARCHAR', discount_before: 'DOUBLE', discount: 'DOUBLE', needed_volume: 'DOUBLE', volume_change: 'DOUBLE', profit_before: 'DOUBLE', profit: 'DOUBLE', verdict: 'VARCHAR' },
    managers,
    outcomes: { verdict: 'VARCHAR', customers: 'BIGINT', profit_change: 'DOUBLE' },
  },
  tables(sources) {
    const { kept, has, face } = sources;
    const priced = pricedLines(sources);
    const margin = has('cost') ? 'CAST(sum(profit) AS DOUBLE) / nullif(sum(net) FILTER (profit IS NOT NULL), 0)' : 'CAST(NULL AS DOUBLE)';
    const deep = `leak > 0`;
    const leak = (by: string): string => `SELECT ${by}, count(DISTINCT order_id) AS orders, count(DISTINCT order_id) FILTER (${deep}) AS above_policy, count(DISTINCT order_id) FILTER (${deep}) / CAST(nullif(count(DISTINCT order_id), 0) AS DOUBLE) AS above_share, sum(listed) AS listed, sum(net) AS net, 1 - sum(net) / nullif(sum(listed), 0) AS discount, sum(leak) AS leak FROM priced GROUP BY ${by} ORDER BY ${by}`;
    return {
      steps: `WITH ${priced}, ${beyondPrice(sources)}, t AS (SELECT sum(listed) AS listed, sum(net) AS net, CAST(sum(net) FILTER (profit IS NOT NULL) - sum(profit) AS DOUBLE) AS cost, sum(leak) AS leak FROM priced), k AS (SELECT *, net - bonus - marketing - terms AS pocket FROM t, beyond)
SELECT * FROM (SELECT 1 AS position, 'list' AS step, listed AS amount, CAST(0 AS DOUBLE) AS low, listed AS high FROM k UNION ALL SELECT 2, 'allowed', -(listed - net - leak), net + leak, listed FROM k UNION ALL SELECT 3, 'leak', -leak, net, net + leak FROM k UNION ALL SELECT 4, 'net', net, 0, net FROM k
UNION ALL SELECT 5, 'bonus', -bonus, net - bonus, net FROM k WHERE bonus > 0 UNION ALL SELECT 6, 'marketing', -marketing, net - bonus - marketing, net - bonus FROM k WHERE marketing > 0 UNION ALL SELECT 7, 'terms', -terms, pocket, pocket + terms FROM k WHERE terms > 0 UNION ALL SELECT 8, 'pocket', pocket, 0, pocket FROM k WHERE pocket < net
UNION ALL SELECT 9, 'cost', -cost, pocket - cost, pocket FROM k WHERE cost IS NOT NULL UNION ALL SELECT 10, 'kept', pocket - cost, 0, pocket - cost FROM k WHERE cost IS NOT NULL) WHERE amount IS NOT NULL ORDER BY position`,
      customers: `WITH ${priced} SELECT customer_id, sum(listed) AS listed, sum(net) AS net, 1 - sum(net) / nullif(sum(listed), 0) AS discount, ${margin} AS margin, sum(leak) AS leak, ${has('cost') ? 'CASE WHEN margin > 0 AND discount < 1 THEN discount / (margin * (1 - discount)) END' : 'CAST(NULL AS DOUBLE)'} AS break_even_volume,
  CASE WHEN margin IS NULL THEN 'unknown' WHEN margin <= 0 THEN 'loses money' WHEN sum(leak) > 0.005 * sum(net) AND discount > any_value(allowed) THEN 'above policy' ELSE 'within policy' END AS verdict FROM priced WHERE customer_id IS NOT NULL GROUP BY customer_id HAVING sum(listed) > 0 ORDER BY customer_id`,
      managers: has('manager') ? `WITH ${priced} ${leak('manager')}` : emptyTable(managers),
      deepened: `WITH ${pricedLines(sources, 'before')}, earlier AS (SELECT customer_id, sum(listed) AS listed_before, 1 - sum(net) / nullif(sum(listed), 0) AS discount_before, CAST(sum(profit) AS DOUBLE) AS profit_before FROM priced WHERE customer_id IS NOT NULL GROUP BY customer_id HAVING sum(listed) > 0),
 now AS (SELECT customer_id, listed, discount, margin * net AS profit FROM ${kept('customers')}),
 both_windows AS (SELECT *, discount - discount_before AS deeper, listed / listed_before - 1 AS volume_change, profit_before / listed_before AS unit_profit FROM now JOIN earlier USING (customer_id) WHERE listed_before >= listed / 10)
SELECT customer_id${face.column}, discount_before, discount, CASE WHEN unit_profit > deeper THEN deeper / (unit_profit - deeper) END AS needed_volume, volume_change, profit_before, profit, CASE WHEN unit_profit IS NULL THEN 'unknown' WHEN unit_profit > deeper AND volume_change >= deeper / (unit_profit - deeper) THEN 'paid' ELSE 'did not pay' END AS verdict
FROM both_windows${face.join} WHERE deeper >= 0.01 ORDER BY listed DESC, customer_id`,
      outcomes: `SELECT verdict, count(*) AS customers, sum(profit) - sum(profit_before) AS profit_change FROM ${kept('deepened')} GROUP BY verdict ORDER BY verdict`,
      worst: `SELECT k.*${face.column} FROM ${kept('customers')} AS k${face.join} WHERE leak > 0 ORDER BY leak DESC, customer_id LIMIT 100`,
    };
  },
  facts: ({ kept, has, options }) => `SELECT max(amount) FILTER (step = 'list') AS listed, max(amount) FILTER (step = 'net') AS net, 1 - max(amount) FILTER (step = 'net') / nullif(max(amount) FILTER (step = 'list'), 0) AS discount, -max(amount) FILTER (step = 'leak') AS leak, ${options.allowed} AS allowed, (SELECT count(*) FROM ${kept('customers')}) AS customers, (SELECT count(*) FILTER (verdict = 'above policy') FROM ${kept('customers')}) AS above, (SELECT count(*) FILTER (verdict = 'loses money') FROM ${kept('customers')}) AS losing, (SELECT count(*) FROM ${kept('deepened')}) AS deepened, (SELECT count(*) FILTER (verdict = 'did not pay') FROM ${kept('deepened')}) AS unpaid, max(amount) FILTER (step = 'pocket') AS pocket${has('manager') ? `, (SELECT arg_max(manager, leak) FROM ${kept('managers')}) AS leaking` : ''} FROM ${kept('steps')}`,
  findings: (facts, { locale }) => (facts['listed'] === null ? [finding(locale, 'absent', { en: 'No file tells list prices or discounts.', ru: 'В файлах нет ни цен прайса, ни скидок.', pl: 'Żaden plik nie podaje cen cennikowych ani rabatów.' })] : []),
});

/** Sold lines of the window, or of the one before, whose list value is known, and what of the discount lies beyond policy. */
function pricedLines({ lines, has, given, options }: Sources<Options>, at: 'now' | 'before' = 'now'): string {
  const ways = [
    ...(has('list_price') && has('qty') ? ['WHEN list_price > 0 AND qty > 0 THEN greatest(CAST(list_price AS DOUBLE) * qty, CAST(net_amount AS DOUBLE))'] : []),
    ...(has('discount_pct') ? ['WHEN discount_pct >= 0 AND discount_pct < 1 THEN CAST(net_amount AS DOUBLE) / (1 - discount_pct)'] : []),
  ];
  const listed = ways.length === 0 ? 'CAST(NULL AS DOUBLE)' : `CASE ${ways.join(' ')} END`;
  const by = options.allowed_by;
  const policy = by !== undefined && given(`customers.${by.column}`) ? `LEFT JOIN (SELECT customer_id, CASE CAST(any_value(${quoteName(by.column)}) AS VARCHAR) ${Object.entries(by.values).map(([value, most]) => `WHEN ${quoteText(value)} THEN ${most}`).join(' ')} END AS own_policy FROM main.customers GROUP BY customer_id) AS policy USING (customer_id)` : 'CROSS JOIN (SELECT CAST(NULL AS DOUBLE) AS own_policy) AS policy';
  const inside = at === 'now' ? 'in_window' : 'order_date <= CAST($as_of AS DATE) - CAST($window_days AS INTEGER) AND order_date > CAST($as_of AS DATE) - 2 * CAST($window_days AS INTEGER)';
  return `l AS (${lines}), priced AS (SELECT *, greatest(0, listed * (1 - allowed) - net) AS leak FROM (SELECT customer_id, order_id, ${has('manager') ? 'manager, ' : ''}CAST(net_amount AS DOUBLE) AS net, CAST(line_profit AS DOUBLE) AS profit, ${listed} AS listed, coalesce(own_policy, ${options.allowed}) AS allowed FROM l ${policy} WHERE ${inside} AND NOT is_return AND net_amount > 0) WHERE listed > 0)`;
}

/** What is given outside of the price in the window: bonuses reached or paid, joint marketing, days to pay. */
function beyondPrice({ given, options }: Sources<Options>): string {
  const { bonus, campaigns } = rewardSql(given, jointWords);
  const buyers = 'customer_id IN (SELECT customer_id FROM priced)';
  const terms = options.money_rate > 0 && given('customers.payment_terms_days') ? `(SELECT sum(p.net * c.days) * ${options.money_rate} / 365 FROM priced AS p JOIN (SELECT customer_id, CAST(any_value(payment_terms_days) AS DOUBLE) AS days FROM main.customers GROUP BY customer_id) AS c USING (customer_id))` : 'CAST(NULL AS DOUBLE)';
  return `bonus AS (${bonus}), campaigned AS (${campaigns}), beyond AS (SELECT coalesce((SELECT sum(bonus) FROM bonus WHERE ${buyers}), 0) + coalesce((SELECT sum(bonus_paid) FROM campaigned WHERE ${buyers}), 0) AS bonus, coalesce((SELECT sum(joint_marketing) FROM campaigned WHERE ${buyers}), 0) AS marketing, coalesce(${terms}, 0) AS terms)`;
}
