import * as v from 'valibot';
import { webChannel } from '../../traits/grains.ts';
import { commonEntries } from '../options.ts';
import { sqlStudy } from '../sqlStudy.ts';
import { finding } from '../study.ts';

const schema = v.strictObject({
  /** last days whose orders tell who has moved to the web */
  days: v.optional(v.pipe(v.number(), v.integer(), v.minValue(7)), 90),
  ...commonEntries,
});

/** Through which channel customers order, who has moved to the web, and who is ready to. */
export default sqlStudy<v.InferOutput<typeof schema>>({
  kind: 'channels',
  label: { en: 'Channels and readiness for e-commerce', ru: 'Каналы и готовность к e-commerce', pl: 'Kanały i gotowość do e-commerce' },
  schema,
  template: 'days: 90',
  consults: ['order_lines', 'customers', 'contacts'],
  lines: ['customer_id', 'order_id', 'order_date', 'net_amount', 'channel'],
  absent: { en: 'No file tells the channel of orders.', ru: 'Нет файла с каналом заказа.', pl: 'Żaden plik nie podaje kanału zamówienia.' },
  shapes: {
    customers: { customer_id: 'VARCHAR', orders: 'BIGINT', web_share: 'DOUBLE', recent_web_share: 'DOUBLE', state: 'VARCHAR', readiness: 'DOUBLE', revenue: 'DOUBLE', cv: 'DOUBLE', lines_per_order: 'DOUBLE', value_per_line: 'DOUBLE', has_portal: 'BOOLEAN' },
    mix: { channel: 'VARCHAR', orders: 'BIGINT', orders_share: 'DOUBLE', before_share: 'DOUBLE', revenue: 'DOUBLE', is_web: 'BOOLEAN', orders_before: 'BIGINT', customers: 'BIGINT' },
    moves: { before: 'VARCHAR', now: 'VARCHAR', customers: 'BIGINT' },
    next: { customer_id: 'VARCHAR', customer: 'VARCHAR', manager: 'VARCHAR', readiness: 'DOUBLE', orders: 'BIGINT', revenue: 'DOUBLE', lines_per_order: 'DOUBLE', has_portal: 'BOOLEAN', web_share: 'DOUBLE' },
    unknown: { unknown: 'BIGINT', orders: 'BIGINT' },
  },
  tables({ lines, given, options, kept, face }) {
    const before = 'day <= CAST($as_of AS DATE) - CAST($window_days AS INTEGER) AND day > CAST($as_of AS DATE) - 2 * CAST($window_days AS INTEGER)';
    const documents = `l AS (${lines}), documents AS (SELECT customer_id, order_id, min(order_date) AS day, trim(CAST(any_value(channel) AS VARCHAR)) AS channel, CAST(sum(net_amount) AS DOUBLE) AS net, count(*) AS n_lines, bool_or(in_window) AS now FROM l WHERE customer_id IS NOT NULL AND NOT is_return GROUP BY customer_id, order_id),
 told AS (SELECT *, ${webChannel('channel')} AS is_web FROM documents WHERE channel <> '')`;
    const portal = given('contacts.has_portal_access') && given('contacts.customer_id') ? 'SELECT customer_id FROM main.contacts WHERE has_portal_access GROUP BY customer_id' : 'SELECT CAST(NULL AS VARCHAR) AS customer_id WHERE FALSE';
    return {
      customers: `WITH ${documents}, orders AS (SELECT customer_id, count(*) AS orders, sum(net) AS revenue, count(*) FILTER (is_web) / CAST(count(*) AS DOUBLE) AS web_share, count(*) FILTER (is_web AND day > CAST($as_of AS DATE) - ${options.days}) / CAST(nullif(count(*) FILTER (day > CAST($as_of AS DATE) - ${options.days}), 0) AS DOUBLE) AS recent_web_share, avg(n_lines) AS lines_per_order, sum(net) / nullif(sum(n_lines), 0) AS value_per_line FROM told WHERE now GROUP BY customer_id),
 gaps AS (SELECT customer_id, date_diff('day', lag(day) OVER (PARTITION BY customer_id ORDER BY day), day) AS gap FROM (SELECT DISTINCT customer_id, day FROM documents)), rhythm AS (SELECT customer_id, stddev_samp(gap) / nullif(avg(gap), 0) AS cv FROM gaps WHERE gap IS NOT NULL GROUP BY customer_id HAVING count(*) >= 3),
 ranked AS (SELECT *, percent_rank() OVER (ORDER BY round(cv, 9) DESC NULLS FIRST) AS regular, percent_rank() OVER (ORDER BY round(lines_per_order, 9) DESC) AS simple, percent_rank() OVER (ORDER BY round(value_per_line, 6) DESC) AS small FROM orders LEFT JOIN rhythm USING (customer_id)),
 scored AS (SELECT ranked.*, 100 * (regular + simple + small) / 3 AS plain, portal.customer_id IS NOT NULL AS has_portal FROM ranked LEFT JOIN (${portal}) AS portal USING (customer_id))
SELECT customer_id, orders, revenue, web_share, recent_web_share, CASE WHEN coalesce(recent_web_share, 0) >= 0.5 THEN 'online' WHEN web_share > 0 THEN 'mixed' ELSE 'offline' END AS state, cv, lines_per_order, value_per_line, has_portal, CASE WHEN has_portal THEN plain + (100 - plain) / 2 ELSE plain END AS readiness FROM scored ORDER BY customer_id`,
      mix: `WITH ${documents} SELECT channel, any_value(is_web) AS is_web, count(*) FILTER (now) AS orders, count(*) FILTER (now) / CAST(nullif(sum(count(*) FILTER (now)) OVER (), 0) AS DOUBLE) AS orders_share, count(*) FILTER (${before}) AS orders_before, count(*) FILTER (${before}) / CAST(nullif(sum(count(*) FILTER (${before})) OVER (), 0) AS DOUBLE) AS before_share, coalesce(sum(net) FILTER (now), 0) AS revenue, count(DISTINCT customer_id) FILTER (now) AS customers FROM told GROUP BY channel ORDER BY orders DESC, channel`,
      moves: `WITH ${documents}, counted AS (SELECT customer_id, now, channel, count(*) AS n, max(day) AS last_day FROM told WHERE now OR (${before}) GROUP BY ALL), main AS (SELECT customer_id, now, channel FROM counted QUALIFY row_number() OVER (PARTITION BY customer_id, now ORDER BY n DESC, last_day DESC, channel) = 1)
SELECT one.channel AS before, two.channel AS now, count(*) AS customers FROM main AS one JOIN main AS two ON two.customer_id = one.customer_id AND two.now AND NOT one.now GROUP BY ALL ORDER BY before, now`,
      next: `SELECT customer_id${face.column}, readiness, orders, lines_per_order, has_portal, web_share, revenue FROM ${kept('customers')}${face.join} WHERE state <> 'online' ORDER BY readiness DESC, revenue DESC, customer_id`,
      unknown: `WITH ${documents} SELECT count(*) FILTER (now AND coalesce(channel, '') = '') AS unknown, count(*) FILTER (now) AS orders FROM documents`,
    };
  },
  facts: ({ kept }) => `SELECT orders, unknown, (SELECT sum(orders_share) FILTER (is_web) FROM ${kept('mix')}) AS web, (SELECT sum(before_share) FILTER (is_web) FROM ${kept('mix')}) AS web_before, (SELECT sum(customers) FROM ${kept('moves')}) AS moved_base, (SELECT sum(customers) FILTER (before <> now) / nullif(sum(customers), 0) FROM ${kept('moves')}) AS moved_share, (SELECT count(*) FROM ${kept('customers')} WHERE state = 'offline' AND readiness >= 60) AS ready FROM ${kept('unknown')}`,
  findings: (facts, { locale }) => (Number(facts['unknown'] ?? 0) > 0 ? [finding(locale, 'unknown', { en: `${String(facts['unknown'])} of ${String(facts['orders'])} orders of the window have no channel and are left out.`, ru: `Заказов периода без канала: ${String(facts['unknown'])} из ${String(facts['orders'])}; они не учтены.`, pl: `Zamówienia okresu bez kanału: ${String(facts['unknown'])} z ${String(facts['orders'])}; pominięto je.` })] : []),
});
