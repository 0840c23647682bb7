import * as v from 'valibot';
import { commonEntries } from '../options.ts';
import { sqlStudy } from '../sqlStudy.ts';
import { finding } from '../study.ts';

const schema = v.strictObject(commonEntries);

/** Adjusted Wald interval of promoters less critics: three answers more, three quarters of them to each end (METHODS B12). */
const interval = (sign: '-' | '+'): string => `100 * ((p + 0.75 - d - 0.75) / (n + 3.0) ${sign} 1.959963984540054 * sqrt(greatest(0, (p + d + 1.5) / (n + 3.0) - ((p - d) / (n + 3.0)) * ((p - d) / (n + 3.0))) / (n + 3.0)))`;
const score = (by: string, name: string, from: string): string => `SELECT ${name}, n, p AS promoters, n - p - d AS passives, d AS critics, 100.0 * (p - d) / nullif(n, 0) AS nps, greatest(-100, ${interval('-')}) AS ci_low, least(100, ${interval('+')}) AS ci_high FROM (SELECT ${by} AS ${name}, count(nps) AS n, count(*) FILTER (nps >= 9) AS p, count(*) FILTER (nps <= 6) AS d FROM ${from} GROUP BY 1) WHERE n > 0`;

/** Promoters less critics, with the interval that the number of answers allows: by answer, by customer, by turnover. */
export default sqlStudy<v.InferOutput<typeof schema>>({
  kind: 'nps',
  label: { en: 'NPS', ru: 'NPS', pl: 'NPS' },
  schema,
  template: '{}',
  consults: ['surveys', 'order_lines', 'customers'],
  lines: null,
  needs: ['surveys.customer_id', 'surveys.nps'],
  absent: { en: 'No file holds answers from 0 to 10: add a survey with nps.', ru: 'Нет ответов от 0 до 10: добавьте опрос с NPS.', pl: 'Żaden plik nie zawiera ocen od 0 do 10: dodaj ankietę z NPS.' },
  shapes: {
    scores: { basis: 'VARCHAR', n: 'BIGINT', nps: 'DOUBLE', ci_low: 'DOUBLE', ci_high: 'DOUBLE', promoters: 'BIGINT', passives: 'BIGINT', critics: 'BIGINT' },
    critics: { customer_id: 'VARCHAR', customer: 'VARCHAR', manager: 'VARCHAR', mean_answer: 'DOUBLE', revenue: 'DOUBLE' },
    quarters: { quarter: 'DATE', n: 'BIGINT', promoters: 'BIGINT', passives: 'BIGINT', critics: 'BIGINT', nps: 'DOUBLE', ci_low: 'DOUBLE', ci_high: 'DOUBLE' },
    customers: { customer_id: 'VARCHAR', mean_answer: 'DOUBLE', attitude: 'VARCHAR' },
  },
  tables({ given, kept, face }) {
    const answers = `answers AS (SELECT customer_id, CAST(nps AS DOUBLE) AS nps${given('surveys.response_date') ? ', CAST(response_date AS DATE) AS day' : ', CAST(NULL AS DATE) AS day'} FROM main.surveys WHERE nps BETWEEN 0 AND 10${given('surveys.response_date') ? ' AND (response_date IS NULL OR response_date <= $as_of)' : ''})`;
    const means = 'means AS (SELECT customer_id, avg(nps) AS nps FROM answers WHERE customer_id IS NOT NULL GROUP BY customer_id)';
    const weighted = given('order_lines.net_amount') && given('order_lines.customer_id') && given('order_lines.order_date');
    return {
      scores: `WITH ${answers}, ${means} SELECT * FROM (${score("'answer'", 'basis', 'answers')} UNION ALL ${score("'customer'", 'basis', 'means')}${weighted ? ` UNION ALL SELECT 'turnover', count(*), count(*) FILTER (nps >= 9), count(*) FILTER (nps > 6 AND nps < 9), count(*) FILTER (nps <= 6), 100 * (coalesce(sum(r) FILTER (nps >= 9), 0) - coalesce(sum(r) FILTER (nps <= 6), 0)) / nullif(sum(r), 0), NULL, NULL FROM means JOIN (SELECT customer_id, greatest(0, CAST(sum(net_amount) AS DOUBLE)) AS r FROM main.order_lines WHERE order_date <= $as_of AND order_date > CAST($as_of AS DATE) - CAST($window_days AS INTEGER) GROUP BY customer_id) USING (customer_id) HAVING count(*) > 0` : ''}) ORDER BY basis`,
      quarters: `WITH ${answers} ${score("CAST(date_trunc('quarter', day) AS DATE)", 'quarter', '(SELECT * FROM answers WHERE day IS NOT NULL)')} ORDER BY quarter`,
      customers: `WITH ${answers}, ${means} SELECT customer_id, nps AS mean_answer, CASE WHEN nps >= 9 THEN 'promoter' WHEN nps <= 6 THEN 'critic' ELSE 'passive' END AS attitude FROM means ORDER BY customer_id`,
      critics: `SELECT customer_id${face.column}, mean_answer, ${weighted ? 'revenue' : 'CAST(NULL AS DOUBLE) AS revenue'} FROM ${kept('customers')}${weighted ? ' LEFT JOIN (SELECT customer_id, CAST(sum(net_amount) AS DOUBLE) AS revenue FROM main.order_lines WHERE order_date <= $as_of AND order_date > CAST($as_of AS DATE) - CAST($window_days AS INTEGER) GROUP BY customer_id) AS sold USING (customer_id)' : ''}${face.join} WHERE attitude = 'critic' ORDER BY revenue DESC NULLS LAST, customer_id`,
    };
  },
  facts: ({ kept }) => `SELECT max(nps) FILTER (basis = 'customer') AS nps, max(ci_low) FILTER (basis = 'customer') AS ci_low, max(ci_high) FILTER (basis = 'customer') AS ci_high, max(n) FILTER (basis = 'customer') AS customers, max(n) FILTER (basis = 'answer') AS answers FROM ${kept('scores')}`,
  findings: (facts, { locale }) =>
    Number(facts['customers'] ?? 0) < 30 ? [finding(locale, 'small_n', { en: `Only ${Number(facts['customers'] ?? 0)} customers answered: read the interval, not the figure.`, ru: `Ответивших клиентов всего ${Number(facts['customers'] ?? 0)}: смотрите на интервал, а не на число.`, pl: `Odpowiedziało tylko ${Number(facts['customers'] ?? 0)} klientów: czytaj przedział, nie liczbę.` })] : [],
});
