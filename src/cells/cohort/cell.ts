import * as v from 'valibot';
import { done } from '../../database/outcome.ts';
import { quotePath } from '../../sql/quote.ts';
import type { CellKind } from '../CellKind.ts';
import { commonEntries, fromEntry } from '../options.ts';
import { readLines } from '../readLines.ts';
import { absentLines, finding, keepAll, readFacts, wilson } from '../study.ts';

const schema = v.strictObject({ from: v.optional(fromEntry), period: v.optional(v.picklist(['month', 'quarter', 'year']), 'month'), ...commonEntries });

const shapes = {
  cells: { cohort: 'DATE', age: 'BIGINT', size: 'BIGINT', active: 'BIGINT', retention: 'DOUBLE', revenue: 'DECIMAL(18,4)', gross_profit: 'DECIMAL(18,4)', ci_low: 'DOUBLE', ci_high: 'DOUBLE', cumulative_gross_profit: 'DECIMAL(38,4)', before_file: 'BOOLEAN', partial: 'BOOLEAN' },
  ages: { age: 'BIGINT', active: 'BIGINT', size: 'BIGINT', retention: 'DOUBLE', ci_low: 'DOUBLE', ci_high: 'DOUBLE' },
};

/** Customers by the period of their first purchase: how many of them buy again, period by period. */
const cohort: CellKind<v.InferOutput<typeof schema>> = {
  kind: 'cohort',
  label: { en: 'Cohorts', ru: 'Когорты', pl: 'Kohorty' },
  body: 'yaml',
  schema,
  template: 'period: month',
  reads: ({ from }) => (from === undefined ? [] : [from]),
  consults: () => ['order_lines'],
  async evaluate(options, context) {
    const lines = await readLines(options, context, ['customer_id', 'order_date']);
    if (!lines.ok) return absentLines(lines.error, options, context, shapes);
    const { has, params, asOf, windowDays } = lines.value;
    const { period } = options;
    const inside = options.window_days === undefined ? 'TRUE' : 'in_window';
    const money = has('net_amount') ? 'net_amount' : 'CAST(NULL AS DECIMAL(18,4))';
    // a document whose lines are all returns is no purchase
    const purchase = has('order_id') ? 'bool_or(NOT is_return) OVER (PARTITION BY customer_id, order_id)' : 'NOT is_return';
    const cells = `WITH l AS (${lines.value.sql}),
 bought AS (SELECT customer_id, CAST(date_trunc('${period}', order_date) AS DATE) AS period, ${purchase} AS purchase, ${money} AS net, line_profit FROM l WHERE customer_id IS NOT NULL AND order_date IS NOT NULL AND ${inside}),
 first AS (SELECT customer_id, min(period) FILTER (purchase) AS cohort FROM bought GROUP BY customer_id HAVING cohort IS NOT NULL),
 size AS (SELECT cohort, count(*) AS size FROM first GROUP BY cohort),
 aged AS (SELECT cohort, greatest(0, date_diff('${period}', cohort, period)) AS age, count(DISTINCT customer_id) FILTER (purchase) AS active, sum(net) AS revenue, sum(line_profit) AS gross_profit FROM bought JOIN first USING (customer_id) GROUP BY ALL HAVING active > 0 OR revenue <> 0)
SELECT cohort, age, size, active, CAST(active AS DOUBLE) / size AS retention, revenue, gross_profit,
  ${wilson('active', 'size', 'low')} AS ci_low, ${wilson('active', 'size', 'high')} AS ci_high,
  sum(gross_profit) OVER (PARTITION BY cohort ORDER BY age) AS cumulative_gross_profit,
  cohort = min(cohort) OVER () AS before_file, date_add(date_add(cohort, to_${period}s(CAST(age AS INTEGER))), to_${period}s(1)) > CAST($as_of AS DATE) + 1 AS partial
FROM aged JOIN size USING (cohort) ORDER BY cohort, age`;
    const kept = quotePath(context.id, 'cells');
    const made = await keepAll(
      context,
      {
        cells,
        ages: `SELECT age, sum(active) AS active, sum(size) AS size, CAST(sum(active) AS DOUBLE) / sum(size) AS retention, ${wilson('sum(active)', 'sum(size)', 'low')} AS ci_low, ${wilson('sum(active)', 'sum(size)', 'high')} AS ci_high FROM (
SELECT g.age, coalesce(c.active, 0) AS active, g.size FROM (SELECT cohort, size, age FROM (SELECT cohort, any_value(size) AS size, max(cohort) OVER () AS last FROM ${kept} WHERE NOT before_file GROUP BY cohort), unnest(generate_series(0, date_diff('${period}', cohort, last))) AS ages(age)) AS g LEFT JOIN ${kept} AS c ON c.cohort = g.cohort AND c.age = g.age
) GROUP BY age ORDER BY age`,
      },
      params,
    );
    if (!made.ok) return made;
    const facts = await readFacts(context, `SELECT count(DISTINCT cohort) AS cohorts, (SELECT sum(size) FROM (SELECT DISTINCT cohort, size FROM ${kept})) AS customers, (SELECT retention FROM ${quotePath(context.id, 'ages')} WHERE age = 1) AS second, (SELECT arg_max(retention, age) FROM ${quotePath(context.id, 'ages')} WHERE age > 1) AS late, (SELECT max(age) FROM ${quotePath(context.id, 'ages')} WHERE age > 1) AS late_age, (SELECT count(*) FROM (SELECT DISTINCT cohort, size FROM ${kept}) WHERE size < 10) AS small FROM ${kept}`, {});
    if (!facts.ok) return facts;
    const small = Number(facts.value['small'] ?? 0);
    const cohorts = Number(facts.value['cohorts'] ?? 0);
    return done({
      tables: made.value,
      findings: [
        ...(cohorts === 0 ? [finding(context.locale, 'empty', { en: 'There is no purchase to begin a cohort.', ru: 'Нет ни одной покупки, с которой началась бы когорта.', pl: 'Nie ma żadnego zakupu, od którego zaczęłaby się kohorta.' })] : [finding(context.locale, 'before_file', { en: 'The first cohort holds customers who may have bought before the file begins: it stands apart from the mean.', ru: 'В первой когорте могут быть клиенты, покупавшие до начала файла: в среднее она не входит.', pl: 'Pierwsza kohorta może zawierać klientów kupujących przed początkiem pliku: nie wchodzi do średniej.' })]),
        ...(small > 0 ? [finding(context.locale, 'small_n', { en: `${small} of ${cohorts} cohorts have fewer than 10 customers: read counts there, not percentages.`, ru: `Когорт, где меньше 10 клиентов: ${small} из ${cohorts}; там читайте числа, а не проценты.`, pl: `Kohorty poniżej 10 klientów: ${small} z ${cohorts}; czytaj tam liczby, nie procenty.` })] : []),
      ],
      facts: { ...(asOf === null ? {} : { asOf, windowDays }), period, ...facts.value },
    });
  },
};

export default cohort;
