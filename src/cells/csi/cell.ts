import * as v from 'valibot';
import type { Scalar } from '../../database/table.ts';
import { commonEntries } from '../options.ts';
import { sqlStudy } from '../sqlStudy.ts';
import { emptyTable, finding } from '../study.ts';

const schema = v.strictObject(commonEntries);

/** Satisfaction by touchpoint, 0 to 100, each customer counted once. */
export default sqlStudy<v.InferOutput<typeof schema>>({
  kind: 'csi',
  label: { en: 'Satisfaction by touchpoint', ru: 'Удовлетворённость по точкам контакта', pl: 'Satysfakcja według punktów kontaktu' },
  schema,
  template: '{}',
  consults: ['surveys', 'order_lines'],
  lines: null,
  needs: ['surveys.customer_id', 'surveys.score'],
  absent: { en: 'No file holds scores of touchpoints: add a survey.', ru: 'Нет оценок точек контакта: добавьте опрос.', pl: 'Żaden plik nie zawiera ocen punktów kontaktu: dodaj ankietę.' },
  shapes: {
    touchpoints: { touchpoint: 'VARCHAR', customers: 'BIGINT', csi: 'DOUBLE', ci_low: 'DOUBLE', ci_high: 'DOUBLE', median: 'DOUBLE', top_two: 'DOUBLE', low_two: 'DOUBLE', importance: 'DOUBLE' },
    summary: { answers: 'BIGINT', csi: 'DOUBLE', weighted_csi: 'DOUBLE', orders_answered: 'DOUBLE' },
    coverage: { answer: 'VARCHAR', customers: 'BIGINT', customers_share: 'DOUBLE', revenue_each: 'DOUBLE', orders_each: 'DOUBLE', revenue_share: 'DOUBLE' },
  },
  tables({ given, kept }) {
    const touchpoint = given('surveys.touchpoint') ? "coalesce(touchpoint, '—')" : "'—'";
    const scale = `CASE WHEN max(score) OVER (PARTITION BY ${touchpoint}) > 5 THEN 10 ELSE 5 END`;
    const importance = given('surveys.importance') ? 'CAST(importance AS DOUBLE)' : 'CAST(NULL AS DOUBLE)';
    const until = given('surveys.response_date') ? 'AND (response_date IS NULL OR response_date <= $as_of)' : '';
    return {
      touchpoints: `WITH answers AS (SELECT customer_id, ${touchpoint} AS touchpoint, CAST(score AS DOUBLE) AS score, CAST(${given('surveys.scale_max') ? `coalesce(scale_max, ${scale})` : scale} AS DOUBLE) AS top, ${importance} AS importance FROM main.surveys WHERE score IS NOT NULL AND score >= 1 ${until}),
 each AS (SELECT touchpoint, customer_id, avg(100 * (score - 1) / (top - 1)) AS points, avg(CAST(score >= top - 1 AS INTEGER)) AS liked, avg(CAST(score <= 2 AS INTEGER)) AS disliked, avg(importance) AS importance FROM answers WHERE score <= top AND top > 1 GROUP BY touchpoint, customer_id),
 sums AS (SELECT touchpoint, count(*) AS customers, avg(points) AS csi, median(points) AS median, stddev_samp(points) / sqrt(count(*)) AS error, avg(liked) AS top_two, avg(disliked) AS low_two, avg(importance) AS importance FROM each GROUP BY touchpoint)
SELECT touchpoint, customers, csi, greatest(0, csi - 1.96 * error) AS ci_low, least(100, csi + 1.96 * error) AS ci_high, median, top_two, low_two, importance FROM sums ORDER BY touchpoint`,
      summary: `SELECT sum(customers) AS answers, avg(csi) AS csi, sum(csi * importance) / nullif(sum(importance) FILTER (csi IS NOT NULL), 0) AS weighted_csi, ${answeredOrders(given)} AS orders_answered FROM ${kept('touchpoints')}`,
      coverage: coverageSql(given),
    };
  },
  facts: ({ kept }) => `SELECT arg_min(touchpoint, csi) AS worst, min(csi) AS worst_csi, max(customers) AS customers, (SELECT csi FROM ${kept('summary')}) AS csi, min(customers) AS fewest, ${['answered', 'silent'].map((answer) => `(SELECT max(customers_share) FROM ${kept('coverage')} WHERE answer = '${answer}') AS ${answer}_share, (SELECT max(revenue_each) FROM ${kept('coverage')} WHERE answer = '${answer}') AS ${answer}_each`).join(', ')}, (SELECT sum(customers) FROM ${kept('coverage')}) AS active FROM ${kept('touchpoints')}`,
  findings: (facts, { locale }) => [
    ...(Number(facts['fewest'] ?? 30) < 30 ? [finding(locale, 'small_n', { en: 'Some touchpoints were scored by fewer than 30 customers: read their intervals.', ru: 'Некоторые точки оценили менее 30 клиентов: смотрите на интервалы.', pl: 'Niektóre punkty oceniło mniej niż 30 klientów: czytaj przedziały.' })] : []),
    ...(isBiased(facts) ? [finding(locale, 'bias', { en: 'Those who answered buy otherwise than the silent: the scores speak of the former.', ru: 'Ответившие покупают иначе, чем промолчавшие: оценки говорят о первых.', pl: 'Ci, którzy odpowiedzieli, kupują inaczej niż milczący: oceny mówią o pierwszych.' })] : []),
  ],
});

/** half as much again, one way or the other */
function isBiased(facts: Readonly<Record<string, Scalar>>): boolean {
  const [answered, silent] = [Number(facts['answered_each'] ?? 0), Number(facts['silent_each'] ?? 0)];
  return answered > 0 && silent > 0 && Math.max(answered / silent, silent / answered) > 1.5;
}

const sold = (given: (column: string) => boolean): boolean => ['customer_id', 'order_id', 'order_date', 'net_amount'].every((column) => given(`order_lines.${column}`));
const inWindow = (day: string): string => `CAST(${day} AS DATE) <= CAST($as_of AS DATE) AND CAST(${day} AS DATE) > CAST($as_of AS DATE) - CAST($window_days AS INTEGER)`;

/** Whether those who answered in the window are like those who did not (METHODS A87). */
function coverageSql(given: (column: string) => boolean): string {
  if (!sold(given)) return emptyTable({ answer: 'VARCHAR', customers: 'BIGINT', customers_share: 'DOUBLE', revenue_each: 'DOUBLE', orders_each: 'DOUBLE', revenue_share: 'DOUBLE' });
  const dated = given('surveys.response_date') ? ` AND (response_date IS NULL OR (${inWindow('response_date')}))` : '';
  return `WITH bought AS (SELECT customer_id, CAST(sum(net_amount) AS DOUBLE) AS net, count(DISTINCT order_id) FILTER (NOT is_return) AS orders FROM main.order_lines WHERE customer_id IS NOT NULL AND ${inWindow('order_date')} GROUP BY customer_id HAVING count(*) FILTER (NOT is_return) > 0),
 told AS (SELECT DISTINCT customer_id FROM main.surveys WHERE customer_id IS NOT NULL AND score IS NOT NULL${dated})
SELECT CASE WHEN told.customer_id IS NULL THEN 'silent' ELSE 'answered' END AS answer, count(*) AS customers, count(*) / CAST(sum(count(*)) OVER () AS DOUBLE) AS customers_share, avg(net) AS revenue_each, avg(orders) AS orders_each, sum(net) / nullif(sum(sum(net)) OVER (), 0) AS revenue_share FROM bought LEFT JOIN told USING (customer_id) GROUP BY 1 ORDER BY 1`;
}

/** SQL: share of the window's orders that somebody answered about; NULL where answers name no orders. */
const answeredOrders = (given: (column: string) => boolean): string =>
  sold(given) && given('surveys.order_id') ? `(SELECT count(DISTINCT s.order_id) / CAST(nullif(count(DISTINCT l.order_id), 0) AS DOUBLE) FROM main.order_lines AS l LEFT JOIN main.surveys AS s ON s.order_id = l.order_id AND s.score IS NOT NULL WHERE ${inWindow('l.order_date')} AND NOT l.is_return)` : 'CAST(NULL AS DOUBLE)';
