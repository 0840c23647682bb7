import { done, fail, type Outcome } from '../../database/outcome.ts';
import { quoteText } from '../../sql/quote.ts';
import type { CellContext } from '../CellKind.ts';

export interface Campaign {
  readonly name: string;
  readonly start: string;
  /** SELECT of customer_id, treated */
  readonly sql: string;
  /** what reaching one customer cost; null where the file tells none */
  readonly cost: number | null;
}

/** groups that were left alone, as files call them */
const control = `regexp_matches(lower(trim("group")), '^(control|kontrol|контрол|holdout|hold-out|none|без)')`;

/** The campaign of that name, or the largest one with a control; null where the base knows none. */
export async function findCampaign(asked: string | true, context: CellContext): Promise<Outcome<Campaign | null>> {
  const columns = context.base.tables.find(({ name }) => name === 'campaigns')?.columns.map(({ name }) => name) ?? [];
  if (!['customer_id', 'campaign_id', 'group', 'sent_at'].every((name) => columns.includes(name))) return done(null);
  const costs = ['cost', 'bonus_cost'].filter((name) => columns.includes(name)).map((name) => `coalesce(CAST(${name} AS DOUBLE), 0)`);
  const listed = await context.database.run(`SELECT campaign_id, CAST(min(CAST(sent_at AS DATE)) AS VARCHAR) AS start, count(DISTINCT customer_id) FILTER (NOT ${control}) AS treated, count(DISTINCT customer_id) FILTER (${control}) AS control${costs.length > 0 ? `, avg(${costs.join(' + ')}) FILTER (NOT ${control})` : ', NULL'} AS cost
FROM main.campaigns WHERE customer_id IS NOT NULL AND campaign_id IS NOT NULL AND sent_at IS NOT NULL AND "group" IS NOT NULL GROUP BY campaign_id ORDER BY least(treated, control) DESC, campaign_id`);
  if (!listed.ok) return listed;
  const rows = listed.value.records();
  const chosen = asked === true ? rows.find((row) => Number(row['treated']) > 1 && Number(row['control']) > 1) : rows.find((row) => row['campaign_id'] === asked);
  if (!chosen && asked !== true) return fail('missing', `There is no campaign ${asked}.`, { hint: rows.length > 0 ? `There are ${rows.map((row) => String(row['campaign_id'])).join(', ')}.` : 'Add a file of campaigns.' });
  if (!chosen) return done(null);
  const name = String(chosen['campaign_id']);
  return done({
    name,
    start: String(chosen['start']).slice(0, 10),
    sql: `SELECT customer_id, CAST(bool_or(NOT ${control}) AS INTEGER) AS treated FROM main.campaigns WHERE campaign_id = ${quoteText(name)} AND customer_id IS NOT NULL GROUP BY customer_id`,
    cost: chosen['cost'] === null || chosen['cost'] === undefined ? null : Number(chosen['cost']),
  });
}
