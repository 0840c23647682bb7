import * as v from 'valibot';
import { quotePath } from '../../sql/quote.ts';
import { commonEntries, fromEntry } from '../options.ts';
import { sqlStudy } from '../sqlStudy.ts';
import { finding, wilson } from '../study.ts';

const schema = v.strictObject({
  /** customers who return less often than this are dead */
  threshold: v.optional(v.pipe(v.number(), v.minValue(0.005), v.maxValue(0.5)), 0.1),
  /** days within which a return is waited for */
  horizon: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 90),
  /** a table with customer_id and p_alive, such as that of an ltv cell: the third way to draw the boundary */
  alive: v.optional(fromEntry),
  touches_month: v.optional(v.pipe(v.number(), v.minValue(0)), 2),
  touch_cost: v.optional(v.pipe(v.number(), v.minValue(0)), 0),
  /** monthly price of the mailing service from so many addresses on */
  tariff: v.optional(v.array(v.strictObject({ from: v.pipe(v.number(), v.minValue(0)), cost: v.pipe(v.number(), v.minValue(0)) })), []),
  ...commonEntries,
});

/** a rhythm of one's own needs so many completed gaps */
const leastGaps = 5;
/** METHODS A45: under this P(alive) a customer counts as lost */
const leastAlive = 0.2;

/** From which silence on customers do not come back: the boundary read off the file itself, and what addressing the dead costs. */
export default sqlStudy<v.InferOutput<typeof schema>>({
  kind: 'dead_base',
  label: { en: 'Dead base', ru: 'Мёртвая база', pl: 'Martwa baza' },
  schema,
  template: 'threshold: 0.1\nhorizon: 90\ntouch_cost: 0.05',
  reads: ({ alive }) => (alive === undefined ? [] : [alive]),
  consults: ['order_lines', 'customers', 'campaigns', 'visits'],
  lines: ['customer_id', 'order_date'],
  absent: { en: 'Add a file with orders.', ru: 'Добавьте файл с заказами.', pl: 'Dodaj plik z zamówieniami.' },
  shapes: {
    curve: { silence: 'BIGINT', at_risk: 'BIGINT', returned: 'BIGINT', probability: 'DOUBLE' },
    customers: { customer_id: 'VARCHAR', silence: 'BIGINT', state: 'VARCHAR', last_order: 'DATE', purchases: 'BIGINT', worth: 'DOUBLE' },
    boundaries: { definition: 'VARCHAR', days: 'DOUBLE', judged: 'BIGINT', lost: 'BIGINT', share: 'DOUBLE', agreed: 'BIGINT' },
    saving: { position: 'INTEGER', step: 'VARCHAR', amount: 'DOUBLE', low: 'DOUBLE', high: 'DOUBLE' },
    dead: { customer_id: 'VARCHAR', last_order: 'DATE', silence: 'BIGINT', purchases: 'BIGINT', worth: 'DOUBLE', state: 'VARCHAR', customer: 'VARCHAR', manager: 'VARCHAR' },
    states: { state: 'VARCHAR', customers: 'BIGINT', share: 'DOUBLE', cost_month: 'DECIMAL(38,4)' },
    suppress: { customer_id: 'VARCHAR', customer: 'VARCHAR', manager: 'VARCHAR', silence: 'BIGINT', touches: 'BIGINT', last_touch: 'DATE', worth: 'DOUBLE' },
    reactivation: { written_to: 'BOOLEAN', customers: 'BIGINT', returned: 'BIGINT', return_rate: 'DOUBLE', low: 'DOUBLE', high: 'DOUBLE' },
  },
  tables({ lines, options, kept, has, given, face }) {
    const value = has('line_profit') || has('cost') ? 'line_profit' : has('net_amount') ? 'net_amount' : 'CAST(0 AS DOUBLE)';
    const days = `l AS (${lines}), days AS (SELECT DISTINCT customer_id, order_date FROM l WHERE customer_id IS NOT NULL AND order_date IS NOT NULL AND NOT is_return),
 spans AS (SELECT customer_id, order_date, coalesce(date_diff('day', order_date, lead(order_date) OVER w), date_diff('day', order_date, CAST($as_of AS DATE))) AS length, lead(order_date) OVER w IS NOT NULL AS ended FROM days WINDOW w AS (PARTITION BY customer_id ORDER BY order_date))`;
    return {
      // only silences that could be watched for the whole horizon say whether somebody returned within it
      curve: `WITH ${days}
SELECT silence, count(*) AS at_risk, count(*) FILTER (ended AND length <= silence + ${options.horizon}) AS returned, count(*) FILTER (ended AND length <= silence + ${options.horizon}) / CAST(nullif(count(*), 0) AS DOUBLE) AS probability
FROM spans, unnest(generate_series(0, 720, 30)) AS s(silence) WHERE length > silence AND order_date + CAST(silence + ${options.horizon} AS INTEGER) <= CAST($as_of AS DATE) GROUP BY silence ORDER BY silence`,
      customers: `WITH ${days}, boundary AS (SELECT min(silence) AS day FROM ${kept('curve')} WHERE probability < ${options.threshold} AND at_risk >= 10),
 last AS (SELECT customer_id, max(order_date) AS last_order, count(*) AS purchases FROM days GROUP BY customer_id), worth AS (SELECT customer_id, CAST(sum(${value}) AS DOUBLE) AS worth FROM l GROUP BY customer_id),
 population AS (${given('customers.customer_id') ? 'SELECT DISTINCT customer_id FROM main.customers WHERE customer_id IS NOT NULL' : 'SELECT DISTINCT customer_id FROM days'})
SELECT customer_id, last_order, date_diff('day', last_order, CAST($as_of AS DATE)) AS silence, purchases, worth, CASE WHEN last_order IS NULL THEN 'never bought' WHEN day IS NULL THEN 'unknown' WHEN date_diff('day', last_order, CAST($as_of AS DATE)) >= day THEN 'dead' ELSE 'alive' END AS state
FROM population LEFT JOIN last USING (customer_id) LEFT JOIN worth USING (customer_id), boundary ORDER BY customer_id`,
      dead: `SELECT k.*${face.column} FROM ${kept('customers')} AS k${face.join} WHERE state = 'dead' ORDER BY worth DESC NULLS LAST, customer_id`,
      boundaries: `WITH ${days}, own AS (SELECT customer_id, quantile_cont(length, 0.95) AS edge FROM spans WHERE ended GROUP BY customer_id HAVING count(*) >= ${leastGaps}),
 judged AS (SELECT CASE state WHEN 'dead' THEN true WHEN 'alive' THEN false END AS by_return, silence > edge AS by_gap, ${options.alive === undefined ? 'CAST(NULL AS BOOLEAN)' : `p_alive < ${leastAlive}`} AS by_alive, edge
  FROM ${kept('customers')} LEFT JOIN own USING (customer_id)${options.alive === undefined ? '' : ` LEFT JOIN ${quotePath(...options.alive.split('.'))} USING (customer_id)`} WHERE last_order IS NOT NULL),
 told AS (SELECT *, coalesce(by_return, true) AND coalesce(by_gap, true) AND coalesce(by_alive, true) AS by_all FROM judged)
${[['return', 'by_return', `(SELECT min(silence) FROM ${kept('curve')} WHERE probability < ${options.threshold} AND at_risk >= 10)`], ['own rhythm', 'by_gap', 'median(edge)'], ...(options.alive === undefined ? [] : [['p_alive', 'by_alive', 'NULL']])]
  .map(([name, flag, edge]) => `SELECT '${name}' AS definition, CAST(${edge} AS DOUBLE) AS days, count(${flag}) AS judged, count(*) FILTER (${flag}) AS lost, count(*) FILTER (${flag}) / CAST(nullif(count(${flag}), 0) AS DOUBLE) AS share, count(*) FILTER (${flag} AND by_all) AS agreed FROM told`)
  .join('\nUNION ALL ')}`,
      // METHODS A48: what is no longer spent on those who are gone, less the gross profit of those who would have come back after all
      saving: `WITH n AS (SELECT count(*) AS everybody, count(*) FILTER (state IN ('dead', 'never bought')) AS gone, count(*) FILTER (state = 'dead') AS dead, avg(worth / purchases) FILTER (state = 'dead' AND worth > 0) AS worth FROM ${kept('customers')}),
 p AS (SELECT arg_min(probability, silence) AS probability FROM ${kept('curve')} WHERE probability < ${options.threshold} AND at_risk >= 10),
 s AS (SELECT gone * ${options.touches_month} * ${options.touch_cost} AS messages, ${tariffOf('everybody', options.tariff)} - ${tariffOf('everybody - gone', options.tariff)} AS tariff, coalesce(dead * probability * 30.44 / ${options.horizon} * worth, 0) AS returns FROM n, p)
SELECT * FROM (SELECT 1 AS position, 'messages' AS step, CAST(messages AS DOUBLE) AS amount, CAST(0 AS DOUBLE) AS low, CAST(messages AS DOUBLE) AS high FROM s UNION ALL SELECT 2, 'tariff', tariff, messages, messages + tariff FROM s WHERE tariff > 0 UNION ALL SELECT 3, 'lost returns', -returns, messages + tariff - returns, messages + tariff FROM s UNION ALL SELECT 4, 'net', messages + tariff - returns, least(0, messages + tariff - returns), greatest(0, messages + tariff - returns) FROM s) ORDER BY position`,
      states: `SELECT state, count(*) AS customers, count(*) / CAST(sum(count(*)) OVER () AS DOUBLE) AS share, count(*) * ${options.touches_month} * ${options.touch_cost} AS cost_month FROM ${kept('customers')} GROUP BY state ORDER BY state`,
      ...touchTables(days, given, kept, options.threshold, face),
    };
  },
  facts: ({ kept, options }) => `SELECT (SELECT min(silence) FROM ${kept('curve')} WHERE probability < ${options.threshold} AND at_risk >= 10) AS boundary, count(*) FILTER (state = 'dead') AS dead, count(*) FILTER (state = 'never bought') AS never, count(*) FILTER (state IN ('dead', 'never bought')) AS gone, count(*) AS customers, count(*) FILTER (state IN ('dead', 'never bought')) / CAST(nullif(count(*), 0) AS DOUBLE) AS dead_share, ${options.threshold} AS threshold, count(*) FILTER (state IN ('dead', 'never bought')) * ${options.touches_month} * ${options.touch_cost} AS saved_month, (SELECT max(amount) FILTER (step = 'net') FROM ${kept('saving')}) AS net_saving, (SELECT -max(amount) FILTER (step = 'lost returns') FROM ${kept('saving')}) AS returns_month, (SELECT coalesce(sum(amount) FILTER (step IN ('messages', 'tariff')), 0) FROM ${kept('saving')}) AS saved, (SELECT count(*) FROM ${kept('suppress')}) AS suppressed, (SELECT max(return_rate) FILTER (written_to) FROM ${kept('reactivation')}) AS written_rate, (SELECT max(return_rate) FILTER (NOT written_to) FROM ${kept('reactivation')}) AS left_rate, (SELECT sum(customers) FROM ${kept('reactivation')}) AS tried, (SELECT min(lost) FILTER (judged > 0) FROM ${kept('boundaries')}) AS fewest_lost, (SELECT max(lost) FROM ${kept('boundaries')}) AS most_lost, (SELECT count(*) FILTER (judged > 0) FROM ${kept('boundaries')}) AS ways, ${options.horizon} AS horizon, ${options.touches_month} AS touches_month, ${options.touch_cost} AS touch_cost FROM ${kept('customers')}`,
  findings: (facts, { locale }) =>
    facts['boundary'] === null || facts['boundary'] === undefined ? [finding(locale, 'no_boundary', { en: 'The file is too short, or customers return too reliably, to say from which silence on they are lost.', ru: 'Файл слишком короткий или клиенты возвращаются слишком надёжно: граница оттока не видна.', pl: 'Plik jest za krótki albo klienci wracają zbyt pewnie: granicy odejścia nie widać.' })] : [],
});

/** days within which an order counts as the answer to a message (METHODS A46) */
const answerDays = 60;
/** messages without an answer after which writing stops (METHODS A47) */
const vainTouches = 3;

/** Who is no longer written to, and whether writing to the silent brought them back. */
function touchTables(days: string, given: (column: string) => boolean, kept: (table: string) => string, threshold: number, face: { readonly column: string; readonly join: string }): Record<string, string> {
  const sent = given('campaigns.customer_id') && given('campaigns.sent_at');
  const left = given('campaigns.group') ? `regexp_matches(lower(coalesce(CAST("group" AS VARCHAR), '')), 'control|контрол|kontrol')` : 'FALSE';
  const answered = given('campaigns.response') ? 'coalesce(response, FALSE)' : 'FALSE';
  const touches = sent ? `SELECT customer_id, CAST(sent_at AS DATE) AS day, ${left} AS left_alone, ${answered} AS answered FROM main.campaigns WHERE customer_id IS NOT NULL AND CAST(sent_at AS DATE) <= $as_of` : 'SELECT CAST(NULL AS VARCHAR) AS customer_id, CAST(NULL AS DATE) AS day, FALSE AS left_alone, FALSE AS answered WHERE FALSE';
  const seen = given('visits.customer_id') && given('visits.visit_date') ? 'customer_id NOT IN (SELECT customer_id FROM main.visits WHERE customer_id IS NOT NULL AND visit_date <= $as_of AND visit_date > CAST($as_of AS DATE) - CAST($window_days AS INTEGER))' : 'TRUE';
  return {
    suppress: `WITH touches AS (${touches}), vain AS (SELECT k.customer_id, silence, worth, count(*) AS touches, max(day) AS last_touch FROM ${kept('customers')} AS k JOIN touches AS t ON t.customer_id = k.customer_id AND NOT left_alone AND t.day > k.last_order WHERE state = 'dead' GROUP BY k.customer_id, silence, worth HAVING count(*) >= ${vainTouches} AND NOT bool_or(answered))
SELECT customer_id${face.column}, silence, touches, last_touch, worth FROM vain${face.join} WHERE ${seen} ORDER BY touches DESC, silence DESC, customer_id`,
    reactivation: `WITH ${days}, boundary AS (SELECT min(silence) AS day FROM ${kept('curve')} WHERE probability < ${threshold} AND at_risk >= 10), touches AS (${touches}),
 sent AS (SELECT t.customer_id, NOT left_alone AS written_to, t.day, (SELECT max(order_date) FROM days AS d WHERE d.customer_id = t.customer_id AND d.order_date <= t.day) AS last_before FROM touches AS t WHERE t.day + ${answerDays} <= CAST($as_of AS DATE)),
 first AS (SELECT customer_id, written_to, min(sent.day) AS day FROM sent, boundary WHERE date_diff('day', last_before, sent.day) >= boundary.day GROUP BY customer_id, written_to),
 judged AS (SELECT written_to, EXISTS (SELECT 1 FROM days AS d WHERE d.customer_id = first.customer_id AND d.order_date > first.day AND d.order_date <= first.day + ${answerDays}) AS back FROM first)
SELECT written_to, count(*) AS customers, count(*) FILTER (back) AS returned, count(*) FILTER (back) / CAST(count(*) AS DOUBLE) AS return_rate, ${wilson('count(*) FILTER (back)', 'count(*)', 'low')} AS low, ${wilson('count(*) FILTER (back)', 'count(*)', 'high')} AS high FROM judged GROUP BY written_to ORDER BY written_to`,
  };
}

/** SQL: the monthly price for so many addresses, the step that they reach. */
const tariffOf = (addresses: string, steps: readonly { readonly from: number; readonly cost: number }[]): string =>
  steps.length === 0 ? '0' : `CASE ${steps.toSorted((one, other) => other.from - one.from).map(({ from, cost }) => `WHEN ${addresses} >= ${from} THEN ${cost}`).join(' ')} ELSE 0 END`;
