import { done, type Outcome } from '../../database/outcome.ts';
import { quotePath } from '../../sql/quote.ts';
import { newcombeInterval } from '../../statistics/proportion/proportion.ts';
import { normalQuantile } from '../../statistics/special/distributions.ts';
import type { CellContext, ResultTable } from '../CellKind.ts';
import { double, integer, keepColumns, text } from '../keepColumns.ts';
import { wilson } from '../study.ts';

/** SELECT of how many of those who gave a touchpoint a score, or a lower one, left after `index`. */
export const redFlagQuery = (scores: string, judged: string, index: string): string => `WITH given AS (SELECT s.touchpoint, s.customer_id, min(s.score) AS score, any_value(j.churned) AS churned FROM (${scores}) AS s JOIN ${quotePath(...judged.split('.'))} AS j USING (customer_id)
  WHERE s.response_date IS NULL OR s.response_date <= DATE '${index}' GROUP BY s.touchpoint, s.customer_id),
 levels AS (SELECT touchpoint, CAST(floor(score) AS INTEGER) AS score, count(*) AS n, sum(churned) AS left_here FROM given GROUP BY ALL),
 run AS (SELECT touchpoint, score, sum(n) OVER (PARTITION BY touchpoint ORDER BY score) AS customers, sum(left_here) OVER (PARTITION BY touchpoint ORDER BY score) AS churned FROM levels)
SELECT touchpoint, score AS score_up_to, CAST(customers AS BIGINT) AS customers, CAST(churned AS BIGINT) AS churned, CAST(churned AS DOUBLE) / customers AS share, ${wilson('churned', 'customers', 'low')} AS ci_low, ${wilson('churned', 'customers', 'high')} AS ci_high FROM run ORDER BY touchpoint, score`;

interface Level {
  readonly score: number;
  readonly customers: number;
  readonly churned: number;
}

const enoughCustomers = 5;
const enoughLeavers = 5;

/**
 * The threshold of each touchpoint: the score up to which customers leave most often compared with those who scored higher. It is a flag
 * where Newcombe's interval of the difference, widened for the number of thresholds tried, lies above zero. Of fewer than five leavers nothing is said.
 */
export async function keepThresholds(flags: ResultTable, context: CellContext): Promise<Outcome<{ readonly table: ResultTable; readonly flagged: readonly string[] }>> {
  const read = await context.database.run(`SELECT touchpoint, score_up_to, customers, churned FROM ${flags.relation} ORDER BY touchpoint, score_up_to`);
  if (!read.ok) return read;
  const touchpoints = new Map<string, Level[]>();
  for (const [touchpoint, score, customers, churned] of read.value.rows()) touchpoints.set(String(touchpoint), [...(touchpoints.get(String(touchpoint)) ?? []), { score: Number(score), customers: Number(customers), churned: Number(churned) }]);
  const cuts = [...touchpoints].flatMap(([touchpoint, levels]) => {
    const all = levels.at(-1);
    if (!all || all.churned < enoughLeavers) return [];
    return levels.slice(0, -1).flatMap((level) => {
      const [others, othersLeft] = [all.customers - level.customers, all.churned - level.churned];
      return Math.min(level.customers, others) < enoughCustomers ? [] : [{ touchpoint, ...level, others, othersLeft }];
    });
  });
  // as many chances to be wrong as thresholds were tried (Bonferroni)
  const z = normalQuantile(1 - 0.025 / Math.max(1, cuts.length));
  const judged = cuts.map((cut) => ({ ...cut, difference: newcombeInterval([cut.churned, cut.customers], [cut.othersLeft, cut.others], z) }));
  const found = [...touchpoints.keys()].flatMap((touchpoint) => judged.filter((cut) => cut.touchpoint === touchpoint).toSorted((one, other) => other.difference.low - one.difference.low || one.score - other.score).slice(0, 1));
  const table = await keepColumns(
    context,
    'thresholds',
    {
      touchpoint: text(found.map(({ touchpoint }) => touchpoint)),
      score_up_to: integer(found.map(({ score }) => score)),
      customers: integer(found.map(({ customers }) => customers)),
      churned: integer(found.map(({ churned }) => churned)),
      share: double(found.map(({ customers, churned }) => churned / customers)),
      share_above: double(found.map(({ others, othersLeft }) => othersLeft / others)),
      difference: double(found.map(({ difference }) => difference.estimate)),
      ci_low: double(found.map(({ difference }) => difference.low)),
      ci_high: double(found.map(({ difference }) => difference.high)),
      flag: integer(found.map(({ difference }) => (difference.low > 0 ? 1 : 0))),
      label: text(found.map(({ score }) => `≤ ${score}`)),
    },
    flags.sql,
  );
  if (!table.ok) return table;
  return done({ table: table.value, flagged: found.flatMap(({ touchpoint, score, difference }) => (difference.low > 0 ? [`${touchpoint} ≤ ${score}`] : [])) });
}
