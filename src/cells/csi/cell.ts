import * as v from 'valibot';
import { commonEntries } from '../options.ts';
import { sqlStudy } from '../sqlStudy.ts';
import { finding } from '../study.ts';

const schema = v.strictObject(commonEntries);

/** Satisfaction by touchpoint, 0 to 100, each customer counted once. */
export default sqlStudy<v.InferOutput<typeof schema>>({
  kind: 'csi',
  label: { en: 'Satisfaction by touchpoint', ru: 'Удовлетворённость по точкам контакта', pl: 'Satysfakcja według punktów kontaktu' },
  schema,
  template: '{}',
  consults: ['surveys'],
  lines: null,
  needs: ['surveys.customer_id', 'surveys.score'],
  absent: { en: 'No file holds scores of touchpoints: add a survey.', ru: 'Нет оценок точек контакта: добавьте опрос.', pl: 'Żaden plik nie zawiera ocen punktów kontaktu: dodaj ankietę.' },
  shapes: {
    touchpoints: { touchpoint: 'VARCHAR', customers: 'BIGINT', csi: 'DOUBLE', ci_low: 'DOUBLE', ci_high: 'DOUBLE', median: 'DOUBLE', top_two: 'DOUBLE', low_two: 'DOUBLE', importance: 'DOUBLE' },
    summary: { answers: 'BIGINT', csi: 'DOUBLE', weighted_csi: 'DOUBLE' },
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
      summary: `SELECT sum(customers) AS answers, avg(csi) AS csi, sum(csi * importance) / nullif(sum(importance) FILTER (csi IS NOT NULL), 0) AS weighted_csi FROM ${kept('touchpoints')}`,
    };
  },
  facts: ({ kept }) => `SELECT arg_min(touchpoint, csi) AS worst, min(csi) AS worst_csi, max(customers) AS customers, (SELECT csi FROM ${kept('summary')}) AS csi, min(customers) AS fewest FROM ${kept('touchpoints')}`,
  findings: (facts, { locale }) => (Number(facts['fewest'] ?? 30) < 30 ? [finding(locale, 'small_n', { en: 'Some touchpoints were scored by fewer than 30 customers: read their intervals.', ru: 'Некоторые точки оценили менее 30 клиентов: смотрите на интервалы.', pl: 'Niektóre punkty oceniło mniej niż 30 klientów: czytaj przedziały.' })] : []),
});
