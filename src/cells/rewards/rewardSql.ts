import { quoteText } from '../../sql/quote.ts';

/** words in the name of a campaign that is joint marketing */
export const jointWords = ['joint', 'co-op', 'coop', 'co-marketing', 'совместн', 'ко-маркетинг', 'wspóln', 'comarketing'];

/** SQL of rewards outside of the price, by customer: `bonus` of the highest threshold reached, `bonus_paid` and `joint_marketing` of campaigns. Reads order lines as `l`. */
export function rewardSql(given: (column: string) => boolean, joint: readonly string[]): { readonly bonus: string; readonly campaigns: string; readonly tiered: boolean; readonly campaigned: boolean } {
  const tiered = given('plans.tier_threshold') && given('plans.tier_rate') && given('plans.customer_id') && given('plans.period_start');
  const rate = 'CASE WHEN max(tier_rate) OVER () > 1 THEN tier_rate / 100 ELSE tier_rate END';
  const end = given('plans.period_end') ? 'coalesce(CAST(period_end AS DATE), CAST(period_start + INTERVAL 1 YEAR AS DATE))' : 'CAST(period_start + INTERVAL 1 YEAR AS DATE)';
  const bonus = tiered
    ? `WITH tiers AS (SELECT customer_id, CAST(tier_threshold AS DOUBLE) AS threshold, ${rate} AS rate, CAST(period_start AS DATE) AS since FROM main.plans WHERE tier_threshold > 0 AND customer_id IS NOT NULL AND period_start <= $as_of AND ${end} >= CAST($as_of AS DATE)), sold AS (SELECT t.customer_id, t.since, CAST(sum(l.net_amount) AS DOUBLE) AS net FROM (SELECT DISTINCT customer_id, since FROM tiers) AS t JOIN l ON l.customer_id = t.customer_id AND l.order_date >= t.since GROUP BY ALL) SELECT customer_id, max(rate * net) FILTER (threshold <= net) AS bonus FROM tiers JOIN sold USING (customer_id, since) GROUP BY customer_id`
    : 'SELECT CAST(NULL AS VARCHAR) AS customer_id, CAST(NULL AS DOUBLE) AS bonus WHERE FALSE';
  const isJoint = `(${joint.map((word) => `contains(lower(CAST(campaign_id AS VARCHAR)), ${quoteText(word.toLowerCase())})`).join(' OR ')})`;
  const spent = [...(given('campaigns.cost') ? ['coalesce(CAST(cost AS DOUBLE), 0)'] : []), ...(given('campaigns.bonus_cost') ? ['coalesce(CAST(bonus_cost AS DOUBLE), 0)'] : [])].join(' + ') || '0';
  const campaigned = given('campaigns.customer_id') && given('campaigns.campaign_id');
  const campaigns = campaigned
    ? `SELECT customer_id, sum(${given('campaigns.bonus_cost') ? 'CAST(bonus_cost AS DOUBLE)' : '0'}) FILTER (NOT ${isJoint}) AS bonus_paid, sum(${spent}) FILTER (${isJoint}) AS joint_marketing FROM main.campaigns WHERE customer_id IS NOT NULL${given('campaigns.sent_at') ? ' AND CAST(sent_at AS DATE) <= $as_of AND CAST(sent_at AS DATE) > CAST($as_of AS DATE) - CAST($window_days AS INTEGER)' : ''} GROUP BY customer_id`
    : 'SELECT CAST(NULL AS VARCHAR) AS customer_id, CAST(NULL AS DOUBLE) AS bonus_paid, CAST(NULL AS DOUBLE) AS joint_marketing WHERE FALSE';
  return { bonus, campaigns, tiered, campaigned };
}
