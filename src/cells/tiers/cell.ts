import * as v from 'valibot';
import { commonEntries } from '../options.ts';
import { sqlStudy } from '../sqlStudy.ts';
import { finding } from '../study.ts';

const schema = v.strictObject(commonEntries);

/** How far each customer is from the next bonus threshold, and how likely it is reached at the pace of the last two years. */
export default sqlStudy<v.InferOutput<typeof schema>>({
  kind: 'tiers',
  label: { en: 'Distance to the next tier', ru: 'До следующего порога', pl: 'Do następnego progu' },
  schema,
  template: '{}',
  consults: ['order_lines', 'plans', 'customers'],
  lines: ['customer_id', 'order_date', 'net_amount'],
  needs: ['plans.tier_threshold', 'plans.period_start'],
  absent: { en: 'No file tells bonus thresholds: add plans with tier_threshold.', ru: 'Нет файла с порогами бонусов: добавьте планы с порогами.', pl: 'Żaden plik nie podaje progów bonusowych: dodaj plany z progami.' },
  shapes: {
    customers: { customer_id: 'VARCHAR', sold: 'DOUBLE', threshold: 'DOUBLE', remain: 'DOUBLE', probability: 'DOUBLE', done_share: 'DOUBLE', days_left: 'BIGINT', need_month: 'DOUBLE', rate: 'DOUBLE', bonus: 'DOUBLE', reached: 'DOUBLE', state: 'VARCHAR' },
    near: { customer_id: 'VARCHAR', customer: 'VARCHAR', manager: 'VARCHAR', sold: 'DOUBLE', threshold: 'DOUBLE', remain: 'DOUBLE', done_share: 'DOUBLE', probability: 'DOUBLE', bonus: 'DOUBLE', days_left: 'BIGINT', need_month: 'DOUBLE', rate: 'DOUBLE', reached: 'DOUBLE', state: 'VARCHAR' },
  },
  tables({ lines, given, kept, face }) {
    const end = given('plans.period_end') ? 'coalesce(CAST(period_end AS DATE), CAST(period_start + INTERVAL 1 YEAR AS DATE) - 1)' : 'CAST(period_start + INTERVAL 1 YEAR AS DATE) - 1';
    const rate = given('plans.tier_rate') ? 'CASE WHEN max(tier_rate) OVER () > 1 THEN tier_rate / 100 ELSE tier_rate END' : 'CAST(NULL AS DOUBLE)';
    const customer = given('plans.customer_id') ? 'customer_id' : 'CAST(NULL AS VARCHAR)';
    return {
      customers: `WITH l AS (${lines}), plan AS (SELECT DISTINCT ${customer} AS customer_id, CAST(tier_threshold AS DOUBLE) AS threshold, ${rate} AS rate, CAST(period_start AS DATE) AS since, ${end} AS until FROM main.plans WHERE tier_threshold > 0 AND period_start <= $as_of),
 meant AS (SELECT c.customer_id, threshold, max(rate) AS rate, since, until FROM plan AS p JOIN (SELECT DISTINCT customer_id FROM main.customers WHERE customer_id IS NOT NULL) AS c ON p.customer_id IS NULL OR p.customer_id = c.customer_id WHERE until >= CAST($as_of AS DATE) GROUP BY c.customer_id, threshold, since, until),
 ytd AS (SELECT m.customer_id, m.since, CAST(coalesce(sum(net_amount), 0) AS DOUBLE) AS sold FROM (SELECT DISTINCT customer_id, since FROM meant) AS m LEFT JOIN l ON l.customer_id = m.customer_id AND l.order_date >= m.since GROUP BY m.customer_id, m.since),
 next AS (SELECT customer_id, since, any_value(until) AS until, any_value(sold) AS sold, min(threshold) FILTER (threshold > sold) AS threshold, max(threshold) FILTER (threshold <= sold) AS reached, arg_min(rate, threshold) FILTER (threshold > sold) AS rate FROM meant JOIN ytd USING (customer_id, since) GROUP BY customer_id, since),
 left_days AS (SELECT *, threshold - sold AS remain, date_diff('day', CAST($as_of AS DATE), until) AS days_left FROM next),
 -- the pace: what the customer bought in stretches as long as what is left, one ending each month of the last two years
 stretches AS (SELECT d.customer_id, s.back, CAST(coalesce(sum(l.net_amount), 0) AS DOUBLE) AS bought FROM left_days AS d CROSS JOIN generate_series(0, 23) AS s(back) LEFT JOIN l ON l.customer_id = d.customer_id AND l.order_date <= CAST($as_of AS DATE) - CAST(30 * s.back AS INTEGER) AND l.order_date > CAST($as_of AS DATE) - CAST(30 * s.back AS INTEGER) - CAST(d.days_left AS INTEGER) WHERE d.days_left > 0 AND CAST($as_of AS DATE) - CAST(30 * s.back AS INTEGER) - CAST(d.days_left AS INTEGER) >= (SELECT min(order_date) FROM l) GROUP BY d.customer_id, s.back),
 pace AS (SELECT d.customer_id, count(*) FILTER (bought >= remain) / CAST(count(*) AS DOUBLE) AS probability FROM left_days AS d JOIN stretches USING (customer_id) WHERE remain IS NOT NULL GROUP BY d.customer_id)
SELECT customer_id, sold, threshold, remain, sold / threshold AS done_share, days_left, remain * 30.44 / nullif(days_left, 0) AS need_month, probability, rate, rate * threshold AS bonus, reached, CASE WHEN threshold IS NULL THEN 'all reached' WHEN sold / threshold >= 0.8 THEN 'near' ELSE 'far' END AS state
FROM left_days LEFT JOIN pace USING (customer_id) ORDER BY customer_id`,
      near: `SELECT k.*${face.column} FROM ${kept('customers')} AS k${face.join} WHERE state = 'near' ORDER BY probability DESC NULLS LAST, remain, customer_id`,
    };
  },
  facts: ({ kept }) => `SELECT count(*) FILTER (state = 'near') AS near, sum(remain) FILTER (state = 'near') AS remain, count(*) AS customers FROM ${kept('customers')}`,
  findings: (facts, { locale }) => (Number(facts['customers'] ?? 0) === 0 ? [finding(locale, 'empty', { en: 'No plan with thresholds is in force at the date.', ru: 'На эту дату нет действующего плана с порогами.', pl: 'W tym dniu nie obowiązuje żaden plan z progami.' })] : []),
});
