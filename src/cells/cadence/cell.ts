import * as v from 'valibot';
import { done } from '../../database/outcome.ts';
import { quotePath } from '../../sql/quote.ts';
import { formatValue } from '../../charts/formatValue.ts';
import type { Scalar } from '../../database/table.ts';
import type { Locale } from '../../messages/locale.ts';
import type { CellKind, Finding } from '../CellKind.ts';
import { customerFaces, customerNames } from '../customerNames.ts';
import { commonEntries, fromEntry } from '../options.ts';
import { readLines } from '../readLines.ts';
import { absentLines, baseHas, finding, keepAll, readFacts } from '../study.ts';

const schema = v.strictObject({
  from: v.optional(fromEntry),
  /** gaps below which nothing is said of a customer's rhythm */
  min_gaps: v.optional(v.pipe(v.number(), v.integer(), v.minValue(2)), 3),
  /** what an alarm is: silence beyond the own gaps and their spread, or beyond what a gamma of that regularity reaches in one case of twenty */
  alarm: v.optional(v.picklist(['spread', 'gamma']), 'spread'),
  ...commonEntries,
});

const shapes = {
  customers: { customer_id: 'VARCHAR', gaps: 'BIGINT', mean_gap: 'DOUBLE', median_gap: 'DOUBLE', cv: 'DOUBLE', regularity_k: 'DOUBLE', gamma_days: 'DOUBLE', recency_days: 'BIGINT', silence_ratio: 'DOUBLE', state: 'VARCHAR', last_order: 'DATE', expected_order: 'DATE', revenue: 'DECIMAL(38,4)', gross_profit: 'DECIMAL(38,4)' },
  calls: { customer_id: 'VARCHAR', customer: 'VARCHAR', manager: 'VARCHAR', state: 'VARCHAR', recency_days: 'BIGINT', median_gap: 'DOUBLE', last_order: 'DATE', expected_order: 'DATE', at_risk: 'DECIMAL(18,4)', silence_ratio: 'DOUBLE' },
  states: { state: 'VARCHAR', customers: 'BIGINT', revenue: 'DECIMAL(38,4)', gross_profit: 'DECIMAL(38,4)' },
};

/** Silence against each customer's own rhythm: who is overdue, and how much gross profit hangs on them. */
const cadence: CellKind<v.InferOutput<typeof schema>> = {
  kind: 'cadence',
  label: { en: 'Cadence', ru: 'Ритм покупок', pl: 'Rytm zakupów' },
  body: 'yaml',
  schema,
  template: 'min_gaps: 3',
  reads: ({ from }) => (from === undefined ? [] : [from]),
  consults: () => ['order_lines', 'customers'],
  async evaluate(options, context) {
    const lines = await readLines(options, context, ['customer_id', 'order_date']);
    if (!lines.ok) return absentLines(lines.error, options, context, shapes);
    const { has, params, asOf, windowDays } = lines.value;
    const own = options.from !== undefined;
    const inside = options.window_days === undefined ? 'TRUE' : 'in_window';
    const money = has('net_amount');
    const document = has('order_id') ? 'order_id' : 'CAST(order_date AS VARCHAR)';
    const withCost = has('cost') || has('line_profit');
    const population = own || !baseHas(context, 'customers.customer_id') ? 'SELECT DISTINCT customer_id FROM l WHERE customer_id IS NOT NULL' : 'SELECT DISTINCT customer_id FROM main.customers WHERE customer_id IS NOT NULL';
    const names = own ? { column: '', join: '' } : customerNames(context.base);
    const silence = "date_diff('day', last_order, CAST($as_of AS DATE))";
    const customers = `WITH l AS (${lines.value.sql}),
 documents AS (SELECT customer_id, ${document} AS document, order_date, ${money ? 'sum(net_amount)' : '1'} AS net FROM l WHERE customer_id IS NOT NULL AND order_date IS NOT NULL AND ${inside} GROUP BY ALL HAVING bool_or(NOT is_return)),
 occasions AS (SELECT customer_id, order_date FROM documents GROUP BY ALL HAVING sum(net) > 0),
 gaps AS (SELECT customer_id, date_diff('day', lag(order_date) OVER (PARTITION BY customer_id ORDER BY order_date), order_date) AS gap FROM occasions QUALIFY gap IS NOT NULL),
 rhythm AS (SELECT customer_id, count(*) AS gaps, avg(gap) AS mean_gap, median(gap) AS median_gap, CASE WHEN count(*) >= 2 THEN stddev_samp(gap) / avg(gap) END AS cv,
   ln(avg(gap)) - avg(ln(gap)) AS s, quantile_cont(gap, 0.9) AS late, mad(gap) AS spread FROM gaps GROUP BY customer_id),
 shaped AS (SELECT *, CASE WHEN gaps >= 2 AND s > 1e-12 THEN (3 - s + sqrt((s - 3) * (s - 3) + 24 * s)) / (12 * s) END AS regularity_k FROM rhythm),
 usual AS (SELECT median(regularity_k) AS k FROM shaped WHERE gaps >= ${options.min_gaps}),
 -- few gaps lean on the regularity of the base, as five gaps of it would (METHODS B2); the quantile by Wilson and Hilferty
 leaning AS (SELECT shaped.*, (gaps * coalesce(regularity_k, usual.k) + 5 * usual.k) / (gaps + 5) AS k FROM shaped, usual),
 timed AS (SELECT *, mean_gap * power(greatest(0, 1 - 1 / (9 * k) + 1.6448536269514722 * sqrt(1 / (9 * k))), 3) AS gamma_days FROM leaning),
 seen AS (SELECT customer_id, min(order_date) AS first_order, max(order_date) AS last_order FROM occasions GROUP BY customer_id),
 worth AS (SELECT customer_id, ${money ? 'sum(net_amount) FILTER (in_window)' : 'CAST(NULL AS DECIMAL(18,4))'} AS revenue, ${withCost ? 'sum(line_profit) FILTER (in_window)' : 'CAST(NULL AS DECIMAL(18,4))'} AS gross_profit, count(*) FILTER (in_window) AS bought FROM l GROUP BY customer_id)
SELECT customer_id, coalesce(gaps, 0) AS gaps, mean_gap, median_gap, cv, regularity_k, gamma_days,
  ${silence} AS recency_days, ${silence} / nullif(median_gap, 0) AS silence_ratio,
  CASE WHEN coalesce(gaps, 0) < ${options.min_gaps} THEN NULL WHEN ${silence} > ${options.alarm === 'gamma' ? 'gamma_days' : 'greatest(late, median_gap + 3 * 1.4826 * spread)'} THEN 'alarm' WHEN ${silence} > late THEN 'watch' ELSE 'ok' END AS state,
  last_order, last_order + CAST(round(median_gap) AS INTEGER) AS expected_order, coalesce(revenue, 0) AS revenue, ${withCost ? 'CASE WHEN gross_profit IS NULL AND bought > 0 THEN NULL ELSE coalesce(gross_profit, 0) END AS gross_profit' : 'gross_profit'}${names.column}
FROM (${population}) AS p LEFT JOIN seen USING (customer_id) LEFT JOIN timed USING (customer_id) LEFT JOIN worth USING (customer_id)${names.join}
ORDER BY customer_id`;
    const sheet = quotePath(context.id, 'customers');
    const face = own ? { column: ', customer_id AS customer, CAST(NULL AS VARCHAR) AS manager', join: '' } : customerFaces(context.base);
    const risk = withCost ? 'gross_profit' : 'revenue';
    const made = await keepAll(
      context,
      {
        customers,
        states: `SELECT coalesce(state, 'unknown') AS state, count(*) AS customers, sum(revenue) AS revenue, sum(gross_profit) AS gross_profit FROM ${sheet} GROUP BY 1 ORDER BY list_position(['alarm', 'watch', 'ok', 'unknown'], coalesce(state, 'unknown'))`,
        calls: `SELECT customer_id${face.column}, state, recency_days, median_gap, silence_ratio, last_order, expected_order, ${risk} AS at_risk FROM ${sheet}${face.join} WHERE state IN ('alarm', 'watch') AND revenue > 0 ORDER BY state, at_risk DESC NULLS LAST, customer_id`,
      },
      params,
    );
    if (!made.ok) return made;
    const facts = await readFacts(
      context,
      `SELECT count(*) FILTER (state = 'alarm') AS alarms, count(*) FILTER (state IS NOT NULL) AS judged, CAST(sum(${risk}) FILTER (state = 'alarm') AS VARCHAR) AS at_risk, count(*) FILTER (gaps > 0) AS repeaters, median(median_gap) AS usual_gap, CASE WHEN 3 * usual_gap <= 30 THEN 30 WHEN 3 * usual_gap <= 91 THEN 91 WHEN 3 * usual_gap <= 182 THEN 182 WHEN usual_gap IS NOT NULL THEN 365 END AS suits FROM ${sheet}`,
      {},
    );
    if (!facts.ok) return facts;
    const judged = Number(facts.value['judged'] ?? 0);
    const all = made.value[0]?.rowCount ?? 0;
    return done({
      tables: made.value,
      findings: [
        ...(all === 0 ? [finding(context.locale, 'empty', { en: 'There is no customer in the base.', ru: 'В базе нет клиентов.', pl: 'W bazie nie ma klientów.' })] : []),
        ...sayWindow(facts.value, context.locale),
        ...(judged < all
          ? [
              finding(context.locale, 'few_gaps', {
                en: `${all - judged} of ${all} customers have fewer than ${options.min_gaps} gaps between purchases: nothing is said of their rhythm.`,
                ru: `Клиентов, у которых меньше ${options.min_gaps} интервалов между покупками: ${all - judged} из ${all}; об их ритме судить нельзя.`,
                pl: `Klienci mający mniej niż ${options.min_gaps} odstępy między zakupami: ${all - judged} z ${all}; o ich rytmie nie da się nic powiedzieć.`,
              }),
            ]
          : []),
        ...(withCost ? [] : [finding(context.locale, 'absent', { en: 'Without cost, what is at risk is turnover, not gross profit.', ru: 'Без себестоимости под риском показана выручка, а не валовая прибыль.', pl: 'Bez kosztu zagrożony jest przychód, nie zysk brutto.' })]),
      ],
      facts: { ...(asOf === null ? {} : { asOf, windowDays }), ...facts.value, profit: withCost },
    });
  },
};

export default cadence;

/** The window that the cycle of the base asks for: the shortest usual one that holds three median gaps (METHODS A02). */
function sayWindow(facts: Readonly<Record<string, Scalar>>, locale: Locale): Finding[] {
  const [gap, days] = [facts['usual_gap'] ?? null, facts['suits'] ?? null];
  if (gap === null || days === null) return [];
  const usual = formatValue(gap, { kind: 'days', locale });
  const written = formatValue(days, { kind: 'days', locale });
  return [finding(locale, 'window', { en: `The usual gap is ${usual}: a window of ${written} holds three.`, ru: `Обычный интервал — ${usual}: три таких помещаются в период: ${written}.`, pl: `Zwykły odstęp to ${usual}: trzy mieszczą się w okresie ${written}.` })];
}
