import type { Grain, GrainShape } from './grains.ts';

type RecordGrain = 'invoices' | 'touches' | 'visits' | 'people' | 'steps' | 'answers' | 'arrivals' | 'tiers';

/** Row sets over what is known of customers beside their orders: money owed, visits, people, answers, deliveries. */
export const recordGrains: Readonly<Record<RecordGrain, Grain>> = {
  /** what of each invoice was open at the as-of date, and how many days past its due date */
  invoices: {
    after: [],
    sql: ({ has }) => {
      const amount = has('receivables.amount') ? 'coalesce(amount, open_amount)' : 'open_amount';
      const open = has('receivables.paid_date') ? `CASE WHEN paid_date <= $as_of THEN 0 WHEN paid_date > $as_of THEN ${amount} ELSE open_amount END` : 'open_amount';
      return `
SELECT customer_id, ${open} AS open_now, date_diff('day', due_date, CAST($as_of AS DATE)) AS days
FROM main.receivables${has('receivables.invoice_date') ? ' WHERE invoice_date IS NULL OR invoice_date <= $as_of' : ''}`;
    },
  },
  /** any sign that somebody knows us: a visit, a contact with a date, an answer to a campaign */
  touches: {
    after: [],
    sql: ({ has }) =>
      `\n${[
        ...(has('visits.visit_date') && has('visits.customer_id') ? ['SELECT customer_id FROM main.visits WHERE visit_date <= $as_of'] : []),
        ...(has('contacts.last_contact_date') && has('contacts.customer_id') ? ['SELECT customer_id FROM main.contacts WHERE last_contact_date <= $as_of'] : []),
        ...(has('campaigns.response') && has('campaigns.customer_id') ? [`SELECT customer_id FROM main.campaigns WHERE response${has('campaigns.sent_at') ? ' AND CAST(sent_at AS DATE) <= $as_of' : ''}`] : []),
        'SELECT CAST(NULL AS VARCHAR) AS customer_id WHERE FALSE',
      ].join('\nUNION ALL ')}`,
  },
  visits: { after: [], sql: () => '\nSELECT *, visit_date > CAST($as_of AS DATE) - CAST($window_days AS INTEGER) AS in_window FROM main.visits WHERE visit_date <= $as_of' },
  people: {
    after: [],
    sql: ({ has }) => `\nSELECT *, ${levelOf(has)} AS level FROM main.contacts`,
  },
  steps: {
    after: [],
    sql: ({ has }) => {
      const weight = has('progress.weight') ? 'CAST(coalesce(weight, 1) AS DOUBLE)' : 'CAST(1 AS DOUBLE)';
      const told = has('progress.done') ? 'coalesce(done, FALSE)' : 'value IS NOT NULL';
      const until = has('progress.done_date') ? ' AND (done_date IS NULL OR done_date <= $as_of)' : '';
      return `\nSELECT customer_id, ${weight} AS weight_of, ${told}${until} AS is_done FROM main.progress`;
    },
  },
  /** answers with the top of their scale: as told, else 5 or 10 by the highest score of the touchpoint */
  answers: {
    after: [],
    sql: ({ has }) => {
      const touchpoint = has('surveys.touchpoint') ? 'PARTITION BY touchpoint' : '';
      const seen = has('surveys.score') ? `CASE WHEN max(score) OVER (${touchpoint}) > 5 THEN 10 ELSE 5 END` : '10';
      const scale = has('surveys.scale_max') ? `coalesce(scale_max, ${seen})` : seen;
      return `\nSELECT *, CAST(${scale} AS DOUBLE) AS scale FROM main.surveys${has('surveys.response_date') ? ' WHERE response_date IS NULL OR response_date <= $as_of' : ''}`;
    },
  },
  /** orders of the window that were to be delivered; an order is right when all its lines are */
  arrivals: {
    after: [],
    sql: ({ has }) => {
      const full = has('deliveries.qty_ordered') && has('deliveries.qty_delivered') ? 'coalesce(qty_delivered >= qty_ordered * (1 - 1e-9), TRUE)' : 'TRUE';
      const dated = has('orders.order_date') ? 'WHERE o.order_date <= $as_of AND o.order_date > CAST($as_of AS DATE) - CAST($window_days AS INTEGER)' : '';
      return `
SELECT o.customer_id, order_id, CASE WHEN count(*) = count(line_right) THEN bool_and(line_right) END AS is_right
FROM (SELECT order_id, CASE WHEN promised_date IS NULL THEN NULL WHEN actual_date IS NOT NULL THEN actual_date <= promised_date AND ${full} WHEN promised_date < CAST($as_of AS DATE) THEN FALSE END AS line_right FROM main.deliveries) AS d
JOIN main.orders AS o USING (order_id) ${dated} GROUP BY o.customer_id, order_id`;
    },
  },
  /** bonus thresholds in force, with what was sold in their period; a plan without a customer holds for all */
  tiers: {
    after: ['lines'],
    sql: ({ has }) => {
      const named = has('plans.customer_id');
      const end = has('plans.period_end') ? 'coalesce(period_end, period_start + INTERVAL 1 YEAR)' : 'period_start + INTERVAL 1 YEAR';
      return `
WITH current_tiers AS (SELECT DISTINCT ${named ? 'customer_id' : 'CAST(NULL AS VARCHAR) AS customer_id'}, tier_threshold, period_start FROM main.plans WHERE tier_threshold IS NOT NULL AND period_start <= $as_of AND ${end} >= CAST($as_of AS DATE)),
 meant AS (SELECT c.customer_id, t.tier_threshold, t.period_start FROM current_tiers AS t JOIN (SELECT DISTINCT customer_id FROM main.customers) AS c ON t.customer_id IS NULL OR t.customer_id = c.customer_id),
 sums AS (SELECT m.customer_id, m.period_start, coalesce(sum(l.net_amount), 0) AS sold FROM (SELECT DISTINCT customer_id, period_start FROM meant) AS m LEFT JOIN lines AS l ON l.customer_id = m.customer_id AND l.order_date >= m.period_start GROUP BY ALL)
SELECT customer_id, tier_threshold, sold FROM meant JOIN sums USING (customer_id, period_start)`;
    },
  },
};

/** SQL: how high a contact decides, from the level or the position as files write them; NULL when neither is understood. */
export function levelOf(has: GrainShape['has']): string {
  const texts = [...(has('contacts.decision_level') ? ['CAST(decision_level AS VARCHAR)'] : []), ...(has('contacts.position') ? ['CAST("position" AS VARCHAR)'] : [])];
  const levels = texts.map((text) => {
    const told = `lower(trim(${text}))`;
    return `CASE WHEN TRY_CAST(${told} AS DOUBLE) IS NOT NULL THEN least(4, greatest(0, CAST(TRY_CAST(${told} AS DOUBLE) AS INTEGER)))
  WHEN regexp_matches(${told}, 'owner|founder|ceo|president|general|managing director|top|собственник|владелец|генеральн|учредитель|топ|президент|właściciel|prezes|zarząd') THEN 4
  WHEN regexp_matches(${told}, 'technical|commercial|production|finance|operations|техническ|коммерческ|производств|финансов|главный инженер|techniczn|handlow|produkcji|finansow') AND regexp_matches(${told}, 'director|head|chief|дирек|глав|dyrektor|kierownik|szef') THEN 3
  WHEN regexp_matches(${told}, 'director|head|chief|manager of purchas|дирек|начальник|руководител|dyrektor|kierownik|szef') THEN 2
  WHEN regexp_matches(${told}, 'buyer|purchas|procure|закуп|снабжен|kupiec|zakup|zaopatrzen') THEN 1 END`;
  });
  return levels.length === 0 ? 'CAST(NULL AS INTEGER)' : `coalesce(${levels.join(', ')})`;
}
