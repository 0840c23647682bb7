import * as v from 'valibot';
import { done } from '../../database/outcome.ts';
import { quotePath } from '../../sql/quote.ts';
import { evidenceGrade } from '../../traits/evidenceGrade.ts';
import type { CellKind } from '../CellKind.ts';
import { customerFaces } from '../customerNames.ts';
import { commonEntries, fromEntry } from '../options.ts';
import { readLines } from '../readLines.ts';
import { absentLines, baseHas, finding, keepAll, readFacts } from '../study.ts';

const chance = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

const schema = v.strictObject({
  /** a whitespace cell, or a table with customer_id and gap_value */
  gaps: v.optional(fromEntry),
  /** how much of each gap is planned for: a decision */
  chance: v.optional(v.strictObject({ white_space: v.optional(chance, 0.25), wallet: v.optional(chance, 0.02), return: v.optional(chance, 0.1) }), {}),
  ...commonEntries,
});

const shapes = {
  steps: { position: 'INTEGER', step: 'VARCHAR', amount: 'DOUBLE', low: 'DOUBLE', high: 'DOUBLE' },
  customers: { customer_id: 'VARCHAR', customer: 'VARCHAR', manager: 'VARCHAR', base: 'DOUBLE', white_space: 'DOUBLE', wallet: 'DOUBLE', comeback: 'DOUBLE', plan: 'DOUBLE', grade: 'VARCHAR', demand: 'DOUBLE' },
  managers: { manager: 'VARCHAR', customers: 'BIGINT', base: 'DOUBLE', plan: 'DOUBLE', growth: 'DOUBLE', white_space: 'DOUBLE', wallet: 'DOUBLE', comeback: 'DOUBLE' },
  grades: { grade: 'VARCHAR', customers: 'BIGINT', wallet: 'DOUBLE', wallet_share: 'DOUBLE' },
};

/** A plan of turnover for the next window, built from what each customer could still buy. */
const potential: CellKind<v.InferOutput<typeof schema>> = {
  kind: 'potential',
  label: { en: 'Plan from potential', ru: 'План от потенциала', pl: 'Plan z potencjału' },
  body: 'yaml',
  schema,
  template: 'chance: { white_space: 0.25, wallet: 0.02, return: 0.1 }',
  reads: ({ gaps }) => (gaps === undefined ? [] : [gaps]),
  consults: () => ['order_lines', 'customers', 'competitors'],
  async evaluate(options, context) {
    const lines = await readLines(options, context, ['customer_id', 'order_date', 'net_amount']);
    if (!lines.ok) return absentLines(lines.error, {}, context, shapes);
    const { params, asOf, windowDays } = lines.value;
    if (options.gaps !== undefined) {
      const known = await context.columns(options.gaps);
      if (!known.ok) return known;
    }
    const { white_space: white, wallet, return: comeback } = options.chance;
    const gaps = options.gaps === undefined ? 'SELECT CAST(NULL AS VARCHAR) AS customer_id, CAST(NULL AS DOUBLE) AS gap WHERE FALSE' : `SELECT customer_id, CAST(sum(gap_value) AS DOUBLE) AS gap FROM ${quotePath(...options.gaps.split('.'))} WHERE gap_value > 0 GROUP BY customer_id`;
    const demand = baseHas(context, 'customers.demand_annual') ? 'SELECT customer_id, CAST(any_value(demand_annual) AS DOUBLE) * CAST($window_days AS DOUBLE) / 365 AS demand FROM main.customers WHERE demand_annual > 0 GROUP BY customer_id' : 'SELECT CAST(NULL AS VARCHAR) AS customer_id, CAST(NULL AS DOUBLE) AS demand WHERE FALSE';
    const graded = baseHas(context, 'competitors.source') ? `SELECT customer_id, min(${evidenceGrade('source')}) AS grade FROM main.competitors GROUP BY customer_id` : "SELECT CAST(NULL AS VARCHAR) AS customer_id, CAST(NULL AS VARCHAR) AS grade WHERE FALSE";
    const face = customerFaces(context.base);
    const earlier = 'order_date <= CAST($as_of AS DATE) - CAST($window_days AS INTEGER) AND order_date > CAST($as_of AS DATE) - 2 * CAST($window_days AS INTEGER)';
    const customers = `WITH l AS (${lines.value.sql}), sums AS (SELECT customer_id, greatest(0, coalesce(CAST(sum(net_amount) FILTER (in_window) AS DOUBLE), 0)) AS base, greatest(0, coalesce(CAST(sum(net_amount) FILTER (${earlier}) AS DOUBLE), 0)) AS before FROM l WHERE customer_id IS NOT NULL GROUP BY customer_id),
 gaps AS (${gaps}), demand AS (${demand}), graded AS (${graded}), weights AS (SELECT * FROM (VALUES ('A', 1.0), ('B', 0.7), ('C', 0.4)) AS w(grade, weight)),
 joined AS (SELECT customer_id, coalesce(base, 0) AS base, coalesce(before, 0) AS before, coalesce(gap, 0) AS gap, demand, coalesce(grade, 'C') AS grade FROM sums FULL JOIN gaps USING (customer_id) FULL JOIN demand USING (customer_id) LEFT JOIN graded USING (customer_id)),
 parts AS (SELECT customer_id, base, demand, grade, ${white} * gap AS white_all, ${wallet} * weight * greatest(0, demand - base - gap) AS wallet_all, CASE WHEN base = 0 THEN ${comeback} * before ELSE 0 END AS comeback_all FROM joined JOIN weights USING (grade)),
 -- a plan that would exceed the known demand is cut in all its parts alike
 cut AS (SELECT *, white_all + coalesce(wallet_all, 0) + comeback_all AS more, CASE WHEN demand IS NULL OR white_all + coalesce(wallet_all, 0) + comeback_all = 0 THEN 1 ELSE least(1, greatest(0, demand - base) / (white_all + coalesce(wallet_all, 0) + comeback_all)) END AS room FROM parts)
SELECT customer_id${face.column}, base, white_all * room AS white_space, coalesce(wallet_all, 0) * room AS wallet, comeback_all * room AS comeback, base + more * room AS plan, demand, grade FROM cut${face.join} WHERE base > 0 OR more > 0 ORDER BY plan DESC, customer_id`;
    const kept = quotePath(context.id, 'customers');
    const parts = ['white_space', 'wallet', 'comeback'];
    const made = await keepAll(
      context,
      {
        customers,
        steps: `WITH t AS (SELECT coalesce(sum(base), 0) AS base, ${parts.map((part) => `coalesce(sum(${part}), 0) AS ${part}`).join(', ')}, coalesce(sum(plan), 0) AS plan FROM ${kept})
SELECT 1 AS position, 'base' AS step, base AS amount, CAST(0 AS DOUBLE) AS low, base AS high FROM t UNION ALL SELECT 2, 'white_space', white_space, base, base + white_space FROM t UNION ALL SELECT 3, 'wallet', wallet, base + white_space, base + white_space + wallet FROM t UNION ALL SELECT 4, 'comeback', comeback, base + white_space + wallet, base + white_space + wallet + comeback FROM t UNION ALL SELECT 5, 'plan', plan, 0, plan FROM t ORDER BY position`,
        managers: `SELECT coalesce(manager, '—') AS manager, count(*) AS customers, sum(base) AS base, sum(white_space) AS white_space, sum(wallet) AS wallet, sum(comeback) AS comeback, sum(plan) AS plan, sum(plan) / nullif(sum(base), 0) - 1 AS growth FROM ${kept} GROUP BY 1 ORDER BY 1`,
        grades: `SELECT grade, count(*) AS customers, sum(wallet) AS wallet, sum(wallet) / nullif(sum(sum(wallet)) OVER (), 0) AS wallet_share FROM ${kept} WHERE wallet > 0 GROUP BY grade ORDER BY grade`,
      },
      params,
    );
    if (!made.ok) return made;
    const facts = await readFacts(context, `SELECT sum(base) AS base, sum(plan) AS plan, sum(plan) / nullif(sum(base), 0) - 1 AS growth, count(*) AS customers, (SELECT arg_max(manager, growth) FROM ${quotePath(context.id, 'managers')}) AS first, (SELECT max(growth) FROM ${quotePath(context.id, 'managers')}) AS first_growth, (SELECT sum(wallet_share) FILTER (grade = 'C') FROM ${quotePath(context.id, 'grades')}) AS weak FROM ${kept}`, {});
    if (!facts.ok) return facts;
    return done({
      tables: made.value,
      findings: [
        finding(context.locale, 'assumed', { en: 'The chances are a decision of those who plan, not an estimate; write them down beside the plan.', ru: 'Вероятности — решение тех, кто планирует, а не оценка; запишите их рядом с планом.', pl: 'Szanse są decyzją planujących, nie oszacowaniem; zapisz je obok planu.' }),
        ...(options.gaps === undefined ? [finding(context.locale, 'absent', { en: 'No white space cell is named: gaps of assortment are not in the plan.', ru: 'Не указана ячейка белых пятен: разрывов ассортимента в плане нет.', pl: 'Nie wskazano komórki białych plam: luk asortymentu nie ma w planie.' })] : []),
        ...(baseHas(context, 'customers.demand_annual') ? [] : [finding(context.locale, 'absent', { en: 'No file tells the annual demand: share of wallet is not in the plan.', ru: 'Нет файла с годовой потребностью: доли в закупках в плане нет.', pl: 'Żaden plik nie podaje rocznego zapotrzebowania: udziału w zakupach nie ma w planie.' })]),
      ],
      facts: { ...(asOf === null ? {} : { asOf }), windowDays, ...facts.value },
    });
  },
};

export default potential;
