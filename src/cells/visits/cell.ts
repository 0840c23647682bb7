import * as v from 'valibot';
import { commonEntries } from '../options.ts';
import { webChannel } from '../../traits/grains.ts';
import { sqlStudy } from '../sqlStudy.ts';
import { finding } from '../study.ts';

const schema = v.strictObject({
  /** days after a visit within which an order counts as its fruit */
  hit_days: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 3),
  ...commonEntries,
});

/** What visits bring, and who is visited more than customers of the same turnover. */
export default sqlStudy<v.InferOutput<typeof schema>>({
  kind: 'visits',
  label: { en: 'Visits', ru: 'Визиты', pl: 'Wizyty' },
  schema,
  template: 'hit_days: 3',
  consults: ['visits', 'order_lines', 'customers', 'contacts'],
  lines: ['customer_id', 'order_id', 'order_date', 'net_amount'],
  needs: ['visits.customer_id', 'visits.visit_date'],
  absent: { en: 'No file lists visits: add visits with customer and date.', ru: 'Нет файла с визитами: добавьте визиты с клиентом и датой.', pl: 'Żaden plik nie podaje wizyt: dodaj wizyty z klientem i datą.' },
  shapes: {
    customers: { customer_id: 'VARCHAR', visits: 'BIGINT', hits: 'BIGINT', revenue: 'DOUBLE', turnover_class: 'INTEGER', usual_visits: 'DOUBLE', state: 'VARCHAR', cost_above: 'DOUBLE', visits_month: 'DOUBLE', hit_rate: 'DOUBLE', cost: 'DOUBLE', last_visit: 'DATE', orders: 'BIGINT', gross_profit: 'DOUBLE', revenue_per_visit: 'DOUBLE', web_share: 'DOUBLE', web_ready: 'BOOLEAN' },
    over: { customer_id: 'VARCHAR', customer: 'VARCHAR', manager: 'VARCHAR', visits: 'BIGINT', usual_visits: 'DOUBLE', revenue: 'DOUBLE', cost_above: 'DOUBLE', visits_month: 'DOUBLE', hits: 'BIGINT', hit_rate: 'DOUBLE', cost: 'DOUBLE', last_visit: 'DATE', orders: 'BIGINT', gross_profit: 'DOUBLE', revenue_per_visit: 'DOUBLE', turnover_class: 'INTEGER', state: 'VARCHAR', web_share: 'DOUBLE', web_ready: 'BOOLEAN' },
    managers: { manager: 'VARCHAR', visits: 'BIGINT', hits: 'BIGINT', hit_rate: 'DOUBLE', customers: 'BIGINT', revenue_per_visit: 'DOUBLE', minutes_per_order: 'DOUBLE' },
    unvisited_orders: { orders: 'BIGINT', without_visit: 'BIGINT', without_share: 'DOUBLE' },
  },
  tables({ lines, has, given, options, kept, face }) {
    const cost = given('visits.cost') ? 'CAST(cost AS DOUBLE)' : 'CAST(NULL AS DOUBLE)';
    const manager = given('visits.manager') ? 'manager' : 'CAST(NULL AS VARCHAR)';
    const minutes = given('visits.duration_min') ? 'CAST(duration_min AS DOUBLE)' : 'CAST(NULL AS DOUBLE)';
    const channel = has('channel') ? `count(DISTINCT order_id) FILTER (NOT is_return AND ${webChannel("coalesce(CAST(channel AS VARCHAR), '')")}) / CAST(nullif(count(DISTINCT order_id) FILTER (NOT is_return AND channel IS NOT NULL), 0) AS DOUBLE)` : 'CAST(NULL AS DOUBLE)';
    const portal = given('contacts.has_portal_access') && given('contacts.customer_id') ? 'coalesce(customer_id IN (SELECT customer_id FROM main.contacts WHERE has_portal_access AND customer_id IS NOT NULL), FALSE)' : 'FALSE';
    const fruit = `BETWEEN CAST(v.visit_date AS DATE) AND CAST(v.visit_date AS DATE) + ${options.hit_days}`;
    const made = `l AS (${lines}), made AS (SELECT customer_id, CAST(visit_date AS DATE) AS day, ${cost} AS cost, ${manager} AS manager, EXISTS (SELECT 1 FROM l WHERE l.customer_id = v.customer_id AND NOT l.is_return AND l.order_date ${fruit}) AS hit, ${minutes} AS minutes, (SELECT CAST(sum(l.net_amount) AS DOUBLE) FROM l WHERE l.customer_id = v.customer_id AND NOT l.is_return AND l.order_date ${fruit}) AS fruit FROM main.visits AS v WHERE customer_id IS NOT NULL AND visit_date <= $as_of AND visit_date > CAST($as_of AS DATE) - CAST($window_days AS INTEGER))`;
    return {
      customers: `WITH ${made}, sold AS (SELECT customer_id, CAST(sum(net_amount) AS DOUBLE) AS revenue, CAST(sum(line_profit) AS DOUBLE) AS gross_profit, count(DISTINCT order_id) FILTER (NOT is_return) AS orders, ${channel} AS web_share FROM l WHERE in_window AND customer_id IS NOT NULL GROUP BY customer_id),
 seen AS (SELECT customer_id, count(*) AS visits, count(*) FILTER (hit) AS hits, sum(cost) AS cost, max(day) AS last_visit FROM made GROUP BY customer_id),
 joined AS (SELECT customer_id, coalesce(visits, 0) AS visits, coalesce(hits, 0) AS hits, cost, last_visit, coalesce(revenue, 0) AS revenue, gross_profit, coalesce(orders, 0) AS orders, web_share, coalesce(web_share > 0, FALSE) OR ${portal} AS web_ready FROM sold FULL JOIN seen USING (customer_id)),
 cuts AS (SELECT quantile_cont(revenue, 0.25) AS a, quantile_cont(revenue, 0.5) AS b, quantile_cont(revenue, 0.75) AS c FROM joined),
 peers AS (SELECT joined.*, 1 + CAST(revenue > a AS INTEGER) + CAST(revenue > b AS INTEGER) + CAST(revenue > c AS INTEGER) AS turnover_class FROM joined, cuts),
 usual AS (SELECT turnover_class, quantile_cont(visits, 0.75) AS usual_visits FROM peers GROUP BY turnover_class)
SELECT customer_id, visits, visits * 30.44 / CAST($window_days AS DOUBLE) AS visits_month, hits, hits / CAST(nullif(visits, 0) AS DOUBLE) AS hit_rate, cost, last_visit, orders, revenue, gross_profit, revenue / nullif(visits, 0) AS revenue_per_visit, turnover_class, usual_visits,
  CASE WHEN visits = 0 THEN 'not visited' WHEN visits > usual_visits AND visits >= 2 THEN 'over-visited' ELSE 'usual' END AS state, CASE WHEN visits > usual_visits THEN cost * (visits - usual_visits) / visits END AS cost_above, web_share, web_ready FROM peers JOIN usual USING (turnover_class) ORDER BY customer_id`,
      managers: `WITH ${made} SELECT coalesce(manager, '—') AS manager, count(*) AS visits, count(*) FILTER (hit) AS hits, count(*) FILTER (hit) / CAST(count(*) AS DOUBLE) AS hit_rate, count(DISTINCT customer_id) AS customers, coalesce(sum(fruit), 0) / count(*) AS revenue_per_visit, sum(minutes) / nullif(count(*) FILTER (hit AND minutes IS NOT NULL), 0) AS minutes_per_order FROM made GROUP BY 1 ORDER BY 1`,
      // METHODS A103: who orders without anybody having called
      unvisited_orders: `WITH l AS (${lines}), bought AS (SELECT DISTINCT order_id, customer_id, order_date FROM l WHERE in_window AND NOT is_return AND customer_id IS NOT NULL), told AS (SELECT *, EXISTS (SELECT 1 FROM main.visits AS v WHERE v.customer_id = bought.customer_id AND bought.order_date ${fruit}) AS visited FROM bought)
SELECT count(DISTINCT order_id) AS orders, count(DISTINCT order_id) FILTER (NOT visited) AS without_visit, count(DISTINCT order_id) FILTER (NOT visited) / CAST(nullif(count(DISTINCT order_id), 0) AS DOUBLE) AS without_share FROM told`,
      over: `SELECT k.*${face.column} FROM ${kept('customers')} AS k${face.join} WHERE state = 'over-visited' ORDER BY cost_above DESC NULLS LAST, visits DESC, customer_id`,
    };
  },
  facts: ({ kept, options }) => `SELECT ${options.hit_days} AS hit_days, sum(visits) AS visits, sum(hits) / CAST(nullif(sum(visits), 0) AS DOUBLE) AS hit_rate, count(*) FILTER (state = 'over-visited') AS over, sum(cost_above) FILTER (state = 'over-visited') AS cost_above, count(*) AS customers, count(*) FILTER (state = 'over-visited' AND web_ready) AS web_ready, (SELECT without_share FROM ${kept('unvisited_orders')}) AS without_share FROM ${kept('customers')}`,
  findings: (_, { locale }) => [finding(locale, 'not_an_effect', { en: 'Representatives visit large customers: more turnover beside more visits is no effect of visits.', ru: 'К крупным ездят чаще: больше выручки рядом с визитами — ещё не их эффект.', pl: 'Do dużych jeździ się częściej: większy przychód obok wizyt nie jest ich efektem.' })],
});
