import * as v from 'valibot';
import { commonEntries } from '../options.ts';
import { sqlStudy } from '../sqlStudy.ts';
import { finding } from '../study.ts';

const schema = v.strictObject(commonEntries);

const of = (side: string): string => `count(DISTINCT order_id) FILTER (${side}) AS orders, count(*) FILTER (${side}) AS lines, CAST(sum(net_amount) FILTER (${side}) AS DOUBLE) AS net`;

/** What an average check is made of, and which part of its change is more lines, which dearer ones. */
export default sqlStudy<v.InferOutput<typeof schema>>({
  kind: 'check',
  label: { en: 'Average check', ru: 'Средний чек', pl: 'Średni rachunek' },
  schema,
  template: 'window_days: 365',
  consults: ['order_lines', 'customers'],
  lines: ['order_id', 'order_date', 'net_amount'],
  absent: { en: 'Add a file with orders.', ru: 'Добавьте файл с заказами.', pl: 'Dodaj plik z zamówieniami.' },
  shapes: {
    months: { month: 'DATE', orders: 'BIGINT', average_check: 'DOUBLE', lines_per_check: 'DOUBLE', value_per_line: 'DOUBLE' },
    change: { position: 'INTEGER', part: 'VARCHAR', amount: 'DOUBLE', low: 'DOUBLE', high: 'DOUBLE' },
    windows: { span: 'VARCHAR', orders: 'BIGINT', average_check: 'DOUBLE', lines_per_check: 'DOUBLE', value_per_line: 'DOUBLE', median_check: 'DOUBLE', trimmed_check: 'DOUBLE' },
    customers: { customer_id: 'VARCHAR', orders: 'BIGINT', revenue: 'DOUBLE', average_check: 'DOUBLE', lines_per_check: 'DOUBLE', value_per_line: 'DOUBLE', top_sku_share: 'DOUBLE', products: 'BIGINT', buyer: 'VARCHAR' },
  },
  tables({ lines, has, kept }) {
    const bought = `l AS (${lines}), bought AS (SELECT * FROM l WHERE NOT is_return AND order_date IS NOT NULL)`;
    const factors = 'net / nullif(orders, 0) AS average_check, lines / CAST(nullif(orders, 0) AS DOUBLE) AS lines_per_check, net / nullif(lines, 0) AS value_per_line';
    const sku = has('product_id') ? `, skus AS (SELECT customer_id, max(net) / nullif(sum(net), 0) AS top_sku_share, count(*) AS products FROM (SELECT customer_id, product_id, CAST(sum(net_amount) AS DOUBLE) AS net FROM bought WHERE in_window GROUP BY ALL HAVING sum(net_amount) > 0) GROUP BY customer_id)` : ', skus AS (SELECT DISTINCT customer_id, CAST(NULL AS DOUBLE) AS top_sku_share, CAST(NULL AS BIGINT) AS products FROM bought)';
    return {
      months: `WITH ${bought} SELECT month, orders, ${factors} FROM (SELECT CAST(date_trunc('month', order_date) AS DATE) AS month, ${of('TRUE')} FROM bought GROUP BY 1) ORDER BY month`,
      windows: `WITH ${bought}, sums AS (SELECT 'before' AS span, ${of('order_date <= CAST($as_of AS DATE) - CAST($window_days AS INTEGER) AND order_date > CAST($as_of AS DATE) - 2 * CAST($window_days AS INTEGER)')} FROM bought UNION ALL SELECT 'now', ${of('in_window')} FROM bought),
 documents AS (SELECT CASE WHEN in_window THEN 'now' ELSE 'before' END AS span, CAST(sum(net_amount) AS DOUBLE) AS net FROM bought WHERE order_date > CAST($as_of AS DATE) - 2 * CAST($window_days AS INTEGER) GROUP BY order_id, in_window),
 edges AS (SELECT span, median(net) AS median_check, quantile_cont(net, 0.1) AS low, quantile_cont(net, 0.9) AS high FROM documents GROUP BY span),
 robust AS (SELECT span, any_value(median_check) AS median_check, avg(net) FILTER (net BETWEEN low AND high) AS trimmed_check FROM documents JOIN edges USING (span) GROUP BY span)
SELECT span, orders, ${factors}, median_check, trimmed_check FROM sums LEFT JOIN robust USING (span) ORDER BY span`,
      change: `WITH b AS (SELECT * FROM ${kept('windows')} WHERE span = 'before'), n AS (SELECT * FROM ${kept('windows')} WHERE span = 'now'),
 parts AS (SELECT b.average_check AS opening, n.average_check AS closing, (n.lines_per_check - b.lines_per_check) * (n.value_per_line + b.value_per_line) / 2 AS of_lines, (n.value_per_line - b.value_per_line) * (n.lines_per_check + b.lines_per_check) / 2 AS of_value FROM b, n WHERE b.average_check IS NOT NULL AND n.average_check IS NOT NULL)
SELECT * FROM (SELECT 1 AS position, 'before' AS part, opening AS amount, 0.0 AS low, opening AS high FROM parts UNION ALL SELECT 2, 'lines', of_lines, opening, opening + of_lines FROM parts UNION ALL SELECT 3, 'value', of_value, opening + of_lines, closing FROM parts UNION ALL SELECT 4, 'now', closing, 0.0, closing FROM parts) ORDER BY position`,
      ...(has('customer_id')
        ? {
            customers: `WITH ${bought}, sums AS (SELECT customer_id, ${of('in_window')} FROM bought WHERE customer_id IS NOT NULL GROUP BY customer_id HAVING count(*) FILTER (in_window) > 0)${sku},
 levels AS (SELECT quantile_cont(net, 0.6) AS large, quantile_cont(lines / CAST(orders AS DOUBLE), 0.6) AS many, quantile_cont(net / lines, 0.4) AS small FROM sums)
SELECT customer_id, orders, net AS revenue, ${factors}, top_sku_share, products,
  CASE WHEN (top_sku_share >= 0.8 AND net >= large) OR products = 1 THEN 'single item' WHEN lines / CAST(orders AS DOUBLE) >= many AND net / lines <= small THEN 'broad but thin' ELSE 'other' END AS buyer
FROM sums LEFT JOIN skus USING (customer_id), levels ORDER BY customer_id`,
          }
        : {}),
    };
  },
  facts: ({ kept, has }) => `SELECT ${['single item', 'broad but thin'].map((buyer) => `${has('customer_id') ? `(SELECT count(*) FILTER (buyer = '${buyer}') FROM ${kept('customers')})` : 'CAST(NULL AS BIGINT)'} AS ${buyer.startsWith('single') ? 'single' : 'thin'}`).join(', ')}, max(average_check) FILTER (span = 'now') AS average_check, max(average_check) FILTER (span = 'before') AS average_check_before, max(lines_per_check) FILTER (span = 'now') AS lines_per_check, max(value_per_line) FILTER (span = 'now') AS value_per_line, max(orders) FILTER (span = 'now') AS orders, max(median_check) FILTER (span = 'now') AS median_check, (SELECT max(amount) FILTER (part = 'lines') FROM ${kept('change')}) AS of_lines, (SELECT max(amount) FILTER (part = 'value') FROM ${kept('change')}) AS of_value FROM ${kept('windows')}`,
  findings: (facts, { locale }) =>
    facts['average_check_before'] === null ? [finding(locale, 'no_history', { en: 'The file does not reach back over a whole earlier window: there is no change to split.', ru: 'В файле нет предыдущего периода: раскладывать изменение не на что.', pl: 'Plik nie obejmuje wcześniejszego okresu: nie ma zmiany do rozłożenia.' })] : [],
});
