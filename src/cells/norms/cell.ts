import * as v from 'valibot';
import { commonEntries } from '../options.ts';
import { sqlStudy } from '../sqlStudy.ts';
import { finding } from '../study.ts';

const schema = v.strictObject({
  /** orders a month that are normal, where the market knows it better than the file */
  norm: v.optional(v.pipe(v.number(), v.minValue(0))),
  ...commonEntries,
});

/** How often customers of a type usually buy, who buys less, and whether to farm or to hunt. */
export default sqlStudy<v.InferOutput<typeof schema>>({
  kind: 'norms',
  label: { en: 'Frequency norms', ru: 'Нормы частоты', pl: 'Normy częstości' },
  schema,
  template: '{}',
  consults: ['order_lines', 'customers'],
  lines: ['customer_id', 'order_id', 'order_date'],
  absent: { en: 'Add a file with orders.', ru: 'Добавьте файл с заказами.', pl: 'Dodaj plik z zamówieniami.' },
  shapes: {
    types: { customer_type: 'VARCHAR', customers: 'BIGINT', norm: 'DOUBLE', lower_quartile: 'DOUBLE', upper_quartile: 'DOUBLE', below: 'BIGINT', bought_once_share: 'DOUBLE' },
    customers: { customer_id: 'VARCHAR', rate: 'DOUBLE', norm: 'DOUBLE', gap: 'DOUBLE', customer_type: 'VARCHAR', occasions: 'BIGINT', worth: 'DOUBLE', bought_once: 'BOOLEAN', worth_of_gap: 'DOUBLE' },
    choice: { choice: 'VARCHAR', customers: 'BIGINT', value: 'DOUBLE' },
    below: { customer_id: 'VARCHAR', customer_type: 'VARCHAR', rate: 'DOUBLE', norm: 'DOUBLE', gap: 'DOUBLE', worth_of_gap: 'DOUBLE', customer: 'VARCHAR', manager: 'VARCHAR' },
  },
  tables({ lines, given, options, kept, has, face }) {
    const type = given('customers.customer_type') ? 'LEFT JOIN (SELECT customer_id, any_value(customer_type) AS customer_type FROM main.customers GROUP BY customer_id) AS c USING (customer_id)' : '';
    const value = has('line_profit') || has('cost') ? 'line_profit' : has('net_amount') ? 'net_amount' : 'CAST(NULL AS DOUBLE)';
    return {
      customers: `WITH l AS (${lines}), days AS (SELECT customer_id, order_date, bool_or(in_window) AS in_window, CAST(sum(${value}) AS DOUBLE) AS worth FROM l WHERE customer_id IS NOT NULL AND NOT is_return GROUP BY customer_id, order_date),
 rates AS (SELECT customer_id, count(*) FILTER (in_window) AS occasions, count(*) AS ever, avg(worth) FILTER (in_window) AS worth, count(*) FILTER (in_window) / (least(CAST($window_days AS INTEGER), date_diff('day', min(order_date), CAST($as_of AS DATE)) + 1) / 30.44) AS rate FROM days GROUP BY customer_id HAVING count(*) FILTER (in_window) > 0),
 typed AS (SELECT rates.*, ${type === '' ? "CAST('—' AS VARCHAR)" : "coalesce(customer_type, '—')"} AS customer_type FROM rates ${type}),
 normal AS (SELECT customer_type, ${options.norm ?? 'median(rate)'} AS norm FROM typed GROUP BY customer_type)
SELECT customer_id, customer_type, occasions, worth, ever = 1 AS bought_once, rate, norm, rate - norm AS gap, greatest(0, norm - rate) * 12 * worth AS worth_of_gap FROM typed JOIN normal USING (customer_type) ORDER BY customer_id`,
      // METHODS A04: one purchase more from each who buys already, or a tenth more of the new customers that the window brought
      choice: `WITH l AS (${lines}), born AS (SELECT customer_id, min(order_date) AS first_day FROM l WHERE customer_id IS NOT NULL AND NOT is_return GROUP BY customer_id), newcomers AS (SELECT customer_id FROM born WHERE first_day > CAST($as_of AS DATE) - CAST($window_days AS INTEGER) AND first_day > (SELECT min(order_date) FROM l) + 90)
SELECT 'one more' AS choice, count(*) AS customers, coalesce(sum(worth), 0) AS value FROM ${kept('customers')} UNION ALL SELECT 'tenth more new', CAST(round(count(*) / 10.0) AS BIGINT), coalesce(sum(worth * occasions) / 10, 0) FROM ${kept('customers')} JOIN newcomers USING (customer_id) ORDER BY choice`,
      types: `SELECT customer_type, count(*) AS customers, any_value(norm) AS norm, quantile_cont(rate, 0.25) AS lower_quartile, quantile_cont(rate, 0.75) AS upper_quartile, count(*) FILTER (gap < 0) AS below, count(*) FILTER (bought_once) / CAST(count(*) AS DOUBLE) AS bought_once_share FROM ${kept('customers')} GROUP BY customer_type ORDER BY customer_type`,
      below: `SELECT customer_id, customer_type, rate, norm, gap, worth_of_gap${face.column} FROM ${kept('customers')}${face.join} WHERE gap < 0 ORDER BY worth_of_gap DESC NULLS LAST, customer_id`,
    };
  },
  facts: ({ kept, options }) => `WITH c AS (SELECT count(*) AS customers, count(*) FILTER (gap < 0) AS below, sum(worth_of_gap) AS worth, count(*) FILTER (bought_once) / CAST(nullif(count(*), 0) AS DOUBLE) AS once_share, median(rate) AS usual_rate FROM ${kept('customers')}), v AS (SELECT max(value) FILTER (choice = 'one more') AS more_value, max(value) FILTER (choice = 'tenth more new') AS new_value FROM ${kept('choice')})
SELECT *, CASE WHEN customers = 0 THEN NULL WHEN once_share > 0.5 OR usual_rate < ${options.norm ?? 'CAST(NULL AS DOUBLE)'} OR more_value > new_value THEN 'farm' ELSE 'hunt' END AS advice FROM c, v`,
  findings: (facts, { locale }) =>
    Number(facts['customers'] ?? 0) === 0 ? [finding(locale, 'empty', { en: 'Nobody bought in the window: there is no usual frequency.', ru: 'За период никто не покупал: обычной частоты нет.', pl: 'W okresie nikt nie kupił: zwykłej częstości nie ma.' })] : Number(facts['once_share']) > 0.5 ? [finding(locale, 'farm', { en: 'More than half bought once only: repeat sales come before new customers.', ru: 'Больше половины купили лишь однажды: сначала повторные продажи, потом новые клиенты.', pl: 'Ponad połowa kupiła tylko raz: najpierw sprzedaż powtórna, potem nowi klienci.' })] : [],
});
