import * as v from 'valibot';
import { commonEntries } from '../options.ts';
import { sqlStudy, type Sources } from '../sqlStudy.ts';
import { finding } from '../study.ts';

const schema = v.strictObject({
  /** discount that policy allows; deeper ones leak */
  allowed: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 0.1),
  ...commonEntries,
});

type Options = v.InferOutput<typeof schema>;

/** From list price to what is kept: discounts, cost, and who gives more than policy allows. */
export default sqlStudy<Options>({
  kind: 'waterfall',
  label: { en: 'Price waterfall', ru: 'Каскад цен', pl: 'Kaskada cen' },
  schema,
  template: 'allowed: 0.1',
  consults: ['order_lines', 'customers'],
  lines: ['customer_id', 'order_id', 'order_date', 'net_amount'],
  absent: { en: 'Add a file with orders.', ru: 'Добавьте файл с заказами.', pl: 'Dodaj plik z zamówieniami.' },
  shapes: { steps: { position: 'INTEGER', step: 'VARCHAR', amount: 'DOUBLE', low: 'DOUBLE', high: 'DOUBLE' }, customers: { customer_id: 'VARCHAR', listed: 'DOUBLE', net: 'DOUBLE', discount: 'DOUBLE', margin: 'DOUBLE', leak: 'DOUBLE', verdict: 'VARCHAR' }, worst: { customer_id: 'VARCHAR', customer: 'VARCHAR', manager: 'VARCHAR', listed: 'DOUBLE', net: 'DOUBLE', discount: 'DOUBLE', margin: 'DOUBLE', leak: 'DOUBLE', break_even_volume: 'DOUBLE', verdict: 'VARCHAR' } },
  tables(sources) {
    const { kept, has, options, face } = sources;
    const priced = pricedLines(sources);
    const margin = has('cost') ? 'CAST(sum(profit) AS DOUBLE) / nullif(sum(net) FILTER (profit IS NOT NULL), 0)' : 'CAST(NULL AS DOUBLE)';
    const deep = `leak > 0`;
    const leak = (by: string): string => `SELECT ${by}, count(DISTINCT order_id) AS orders, count(DISTINCT order_id) FILTER (${deep}) AS above_policy, count(DISTINCT order_id) FILTER (${deep}) / CAST(nullif(count(DISTINCT order_id), 0) AS DOUBLE) AS above_share, sum(listed) AS listed, sum(net) AS net, 1 - sum(net) / nullif(sum(listed), 0) AS discount, sum(leak) AS leak FROM priced GROUP BY ${by} ORDER BY ${by}`;
    return {
      steps: `WITH ${priced}, t AS (SELECT sum(listed) AS listed, sum(net) AS net, CAST(sum(net) FILTER (profit IS NOT NULL) - sum(profit) AS DOUBLE) AS cost, sum(leak) AS leak FROM priced)
SELECT * FROM (SELECT 1 AS position, 'list' AS step, listed AS amount, CAST(0 AS DOUBLE) AS low, listed AS high FROM t UNION ALL SELECT 2, 'allowed', -(listed - net - leak), net + leak, listed FROM t UNION ALL SELECT 3, 'leak', -leak, net, net + leak FROM t UNION ALL SELECT 4, 'net', net, 0, net FROM t UNION ALL SELECT 5, 'cost', -cost, net - cost, net FROM t WHERE cost IS NOT NULL UNION ALL SELECT 6, 'kept', net - cost, 0, net - cost FROM t WHERE cost IS NOT NULL) WHERE amount IS NOT NULL ORDER BY position`,
      customers: `WITH ${priced} SELECT customer_id, sum(listed) AS listed, sum(net) AS net, 1 - sum(net) / nullif(sum(listed), 0) AS discount, ${margin} AS margin, sum(leak) AS leak, ${has('cost') ? 'CASE WHEN margin > 0 AND discount < 1 THEN discount / (margin * (1 - discount)) END' : 'CAST(NULL AS DOUBLE)'} AS break_even_volume,
  CASE WHEN margin IS NULL THEN 'unknown' WHEN margin <= 0 THEN 'loses money' WHEN discount > ${options.allowed} THEN 'above policy' ELSE 'within policy' END AS verdict FROM priced WHERE customer_id IS NOT NULL GROUP BY customer_id HAVING sum(listed) > 0 ORDER BY customer_id`,
      ...(has('manager') ? { managers: `WITH ${priced} ${leak('manager')}` } : {}),
      worst: `SELECT k.*${face.column} FROM ${kept('customers')} AS k${face.join} WHERE leak > 0 ORDER BY leak DESC, customer_id LIMIT 100`,
    };
  },
  facts: ({ kept, has, options }) => `SELECT max(amount) FILTER (step = 'list') AS listed, max(amount) FILTER (step = 'net') AS net, 1 - max(amount) FILTER (step = 'net') / nullif(max(amount) FILTER (step = 'list'), 0) AS discount, -max(amount) FILTER (step = 'leak') AS leak, ${options.allowed} AS allowed, (SELECT count(*) FROM ${kept('customers')}) AS customers${has('manager') ? `, (SELECT arg_max(manager, leak) FROM ${kept('managers')}) AS leaking` : ''} FROM ${kept('steps')}`,
  findings: (facts, { locale }) => (facts['listed'] === null ? [finding(locale, 'absent', { en: 'No file tells list prices or discounts.', ru: 'В файлах нет ни цен прайса, ни скидок.', pl: 'Żaden plik nie podaje cen cennikowych ani rabatów.' })] : []),
});

/** Sold lines of the window whose list value is known, and what of the discount lies beyond policy. */
function pricedLines({ lines, has, options }: Sources<Options>): string {
  const ways = [
    ...(has('list_price') && has('qty') ? ['WHEN list_price > 0 AND qty > 0 THEN greatest(CAST(list_price AS DOUBLE) * qty, CAST(net_amount AS DOUBLE))'] : []),
    ...(has('discount_pct') ? ['WHEN discount_pct >= 0 AND discount_pct < 1 THEN CAST(net_amount AS DOUBLE) / (1 - discount_pct)'] : []),
  ];
  const listed = ways.length === 0 ? 'CAST(NULL AS DOUBLE)' : `CASE ${ways.join(' ')} END`;
  return `l AS (${lines}), priced AS (SELECT *, greatest(0, listed * (1 - ${options.allowed}) - net) AS leak FROM (SELECT customer_id, order_id, ${has('manager') ? 'manager, ' : ''}CAST(net_amount AS DOUBLE) AS net, CAST(line_profit AS DOUBLE) AS profit, ${listed} AS listed FROM l WHERE in_window AND NOT is_return AND net_amount > 0) WHERE listed > 0)`;
}
