import { done, fail, type Outcome } from '../database/outcome.ts';
import { quoteName, quoteText } from '../sql/quote.ts';
import type { CellContext } from './CellKind.ts';
import { baseHas } from './study.ts';

/** Satisfaction scores of the base as the studies read them. */
export interface Scores {
  readonly touchpoints: readonly string[];
  /** SELECT of customer_id, touchpoint, score on a scale of 1 to 10, response_date: the last answer of each customer, touchpoint and quarter; 0 is no answer */
  readonly sql: string;
  /** SQL: mean score of each touchpoint, to be selected from those scores by customer */
  pivot(touchpoints: readonly string[]): string;
  /** share of the scores whose customer is known */
  readonly matched: number;
  readonly dated: boolean;
}

const mostTouchpoints = 40;

export async function readScores(context: CellContext): Promise<Outcome<Scores | null>> {
  if (!baseHas(context, 'surveys.score')) return done(null);
  const has = (column: string): boolean => baseHas(context, `surveys.${column}`);
  const scale = has('scale_max') ? "CASE WHEN scale_max > 1 AND scale_max <> 10 THEN 1 + 9 * (score - 1) / (scale_max - 1) ELSE score END" : 'score';
  const day = has('response_date') ? 'CAST(response_date AS DATE)' : 'CAST(NULL AS DATE)';
  const sql = `SELECT customer_id, ${has('touchpoint') ? "coalesce(touchpoint, 'all')" : "'all'"} AS touchpoint, CAST(${scale} AS DOUBLE) AS score, ${day} AS response_date
FROM surveys WHERE score > 0
QUALIFY row_number() OVER (PARTITION BY customer_id, touchpoint, date_trunc('quarter', ${day}) ORDER BY ${day} DESC, score) = 1`;
  const found = await context.database.run(`WITH s AS (${sql}) SELECT touchpoint, count(*) AS n, count(response_date) AS dated, count(*) FILTER (customer_id IN (SELECT customer_id FROM customers)) AS matched FROM s GROUP BY touchpoint ORDER BY touchpoint LIMIT ${mostTouchpoints + 1}`);
  if (!found.ok) return found;
  if (found.value.rowCount === 0) return done(null);
  if (found.value.rowCount > mostTouchpoints) return fail('refused', `surveys has more than ${mostTouchpoints} touchpoints.`, { hint: 'Name those that matter in predictors, from an sql cell.' });
  const total = (column: string): number => found.value.column(column).reduce<number>((sum, value) => sum + Number(value), 0);
  return done({
    touchpoints: found.value.column('touchpoint').map(String),
    sql,
    pivot: (touchpoints) => touchpoints.map((name) => `avg(score) FILTER (touchpoint = ${quoteText(name)}) AS ${quoteName(name)}`).join(', '),
    matched: total('matched') / total('n'),
    dated: total('dated') > 0,
  });
}
