import * as v from 'valibot';
import { commonEntries } from '../options.ts';
import { sqlStudy, type Sources } from '../sqlStudy.ts';
import { finding } from '../study.ts';

const schema = v.strictObject(commonEntries);
type Options = v.InferOutput<typeof schema>;

/** Plan against fact, with the bonus, and activities beside sales. */
export default sqlStudy<Options>({
  kind: 'targets',
  label: { en: 'Targets and tasks', ru: 'Цели и задачи', pl: 'Cele i zadania' },
  schema,
  template: '{}',
  consults: ['order_lines', 'customers', 'plans', 'visits'],
  lines: ['customer_id', 'order_id', 'order_date', 'net_amount'],
  needs: ['plans.plan_value', 'plans.period_start'],
  absent: { en: 'No file lists plans: add plans with a period, a metric and a value.', ru: 'Нет файла с планами: добавьте планы с периодом, показателем и значением.', pl: 'Żaden plik nie podaje planów: dodaj plany z okresem, miarą i wartością.' },
  shapes: {
    targets: { scope: 'VARCHAR', who: 'VARCHAR', manager: 'VARCHAR', metric: 'VARCHAR', plan: 'DOUBLE', fact: 'DOUBLE', done_share: 'DOUBLE', expected: 'DOUBLE', forecast: 'DOUBLE', state: 'VARCHAR', bonus: 'DOUBLE', customer_id: 'VARCHAR', gone: 'DOUBLE', bonus_at_stake: 'DOUBLE', since: 'DATE', until: 'DATE' },
    managers: { who: 'VARCHAR', done_share: 'DOUBLE', gone: 'DOUBLE', state: 'VARCHAR', metric: 'VARCHAR', plan: 'DOUBLE', fact: 'DOUBLE', forecast: 'DOUBLE', bonus: 'DOUBLE' },
    tasks: { who: 'VARCHAR', task: 'VARCHAR', plan: 'DOUBLE', fact: 'DOUBLE', done_share: 'DOUBLE', gone: 'DOUBLE', expected: 'DOUBLE', state: 'VARCHAR' },
    lags: { weeks: 'BIGINT', correlation: 'DOUBLE', low: 'DOUBLE', high: 'DOUBLE', manager_weeks: 'BIGINT' },
    open_bonus: { scope: 'VARCHAR', who: 'VARCHAR', manager: 'VARCHAR', metric: 'VARCHAR', plan: 'DOUBLE', fact: 'DOUBLE', done_share: 'DOUBLE', forecast: 'DOUBLE', bonus: 'DOUBLE' },
  },
  tables(sources) {
    const { kept } = sources;
    return {
      targets: targetsSql(sources),
      managers: `SELECT who, metric, plan, fact, done_share, gone, forecast, state, bonus FROM ${kept('targets')} WHERE scope = 'manager' AND metric NOT LIKE 'visits%' ORDER BY who, metric`,
      tasks: `SELECT who, CASE WHEN contains(metric, ':') THEN trim(substr(metric, instr(metric, ':') + 1)) ELSE 'visits' END AS task, plan, fact, done_share, gone, expected, state FROM ${kept('targets')} WHERE metric LIKE 'visits%' ORDER BY who, task`,
      open_bonus: `SELECT scope, who, manager, metric, plan, fact, done_share, forecast, bonus_at_stake AS bonus FROM ${kept('targets')} WHERE state <> 'reached' AND bonus_at_stake > 0 AND done_share >= 0.7 ORDER BY done_share DESC, who LIMIT 200`,
      lags: lagsSql(sources),
    };
  },
  facts: ({ kept }) => `SELECT count(*) AS targets, count(*) FILTER (state = 'behind') AS behind, count(*) FILTER (state <> 'behind') AS on_track, (SELECT count(*) FROM ${kept('managers')}) AS managers, (SELECT count(*) FILTER (state = 'behind') FROM ${kept('managers')}) AS managers_behind, (SELECT any_value(gone) FROM ${kept('managers')}) AS gone, (SELECT sum(fact) / nullif(sum(plan), 0) FROM ${kept('tasks')}) AS tasks_done, (SELECT arg_max(weeks, correlation) FROM ${kept('lags')}) AS best_lag, (SELECT max(correlation) FROM ${kept('lags')}) AS best_correlation, (SELECT CASE WHEN bool_or(low > 0) THEN 'true' END FROM ${kept('lags')}) AS told, (SELECT max(manager_weeks) FROM ${kept('lags')}) AS manager_weeks FROM ${kept('targets')}`,
  findings: (facts, { locale }) => [
    ...(Number(facts['targets'] ?? 0) === 0 ? [finding(locale, 'empty', { en: 'No plan is in force at the date.', ru: 'На эту дату нет действующих планов.', pl: 'W tym dniu nie obowiązuje żaden plan.' })] : []),
    ...(facts['manager_weeks'] === null ? [] : [finding(locale, 'not_an_effect', { en: 'Visits are planned around orders: a correlation with later sales is no effect of visits.', ru: 'Визиты планируют вокруг заказов: связь с последующими продажами — ещё не эффект визитов.', pl: 'Wizyty planuje się wokół zamówień: związek z późniejszą sprzedażą nie jest efektem wizyt.' })]),
  ],
});

function targetsSql({ lines, has, given, face }: Sources<Options>): string {
  const named = (column: string): string => (given(`plans.${column}`) ? `nullif(trim(CAST(${column} AS VARCHAR)), '')` : 'CAST(NULL AS VARCHAR)');
  const end = given('plans.period_end') ? 'coalesce(CAST(period_end AS DATE), CAST(period_start + INTERVAL 1 YEAR AS DATE) - 1)' : 'CAST(period_start + INTERVAL 1 YEAR AS DATE) - 1';
  const rate = given('plans.tier_rate') ? 'CASE WHEN max(tier_rate) OVER () > 1 THEN tier_rate / 100 ELSE tier_rate END' : 'CAST(NULL AS DOUBLE)';
  const told = `lower(coalesce(${named('metric')}, 'revenue'))`;
  const kind = `CASE WHEN regexp_matches(${told}, 'visit|визит|встреч|wizyt') THEN 'visits' WHEN regexp_matches(${told}, 'profit|прибыл|маржа|zysk|marż') THEN 'gross_profit' WHEN regexp_matches(${told}, 'active|акб|активн|aktywn') THEN 'active' WHEN regexp_matches(${told}, 'order|заказ|zamówie') THEN 'orders' WHEN regexp_matches(${told}, 'revenue|turnover|sales|net|выруч|оборот|продаж|przych|obrót|sprzeda') THEN 'revenue' END`;
  const visits = given('visits.customer_id') && given('visits.visit_date');
  const type = given('visits.visit_type') ? 'lower(CAST(visit_type AS VARCHAR))' : 'CAST(NULL AS VARCHAR)';
  const seller = has('manager') ? 'coalesce(l.manager, c.manager)' : 'c.manager';
  return `WITH l AS (${lines}), c AS (SELECT customer_id${face.column.replaceAll('customer_id', 'told.customer_id')} FROM (SELECT DISTINCT customer_id FROM l WHERE customer_id IS NOT NULL UNION SELECT DISTINCT ${named('customer_id')} FROM main.plans) AS told${face.join}),
 stated AS (SELECT ${named('customer_id')} AS customer_id, ${named('manager')} AS manager, ${named('category')} AS category, ${kind} AS kind, CASE WHEN contains(${told}, ':') THEN trim(substr(${told}, instr(${told}, ':') + 1)) END AS detail, CAST(plan_value AS DOUBLE) AS plan, ${rate} AS rate, CAST(period_start AS DATE) AS since, ${end} AS until FROM main.plans WHERE plan_value > 0),
 numbered AS (SELECT *, row_number() OVER (ORDER BY coalesce(customer_id, ''), coalesce(manager, ''), coalesce(category, ''), kind, coalesce(detail, ''), plan, rate, since, until) AS id FROM stated WHERE kind IS NOT NULL AND since <= $as_of AND until >= CAST($as_of AS DATE)),
 sold AS (SELECT n.id, CAST(sum(l.net_amount) AS DOUBLE) AS revenue, CAST(sum(l.line_profit) AS DOUBLE) AS gross_profit, count(DISTINCT l.order_id) FILTER (NOT l.is_return) AS orders, count(DISTINCT l.customer_id) FILTER (NOT l.is_return) AS active FROM numbered AS n JOIN l ON l.order_date >= n.since AND (n.customer_id IS NULL OR l.customer_id = n.customer_id) LEFT JOIN c ON c.customer_id = l.customer_id WHERE n.kind <> 'visits' AND (n.manager IS NULL OR n.customer_id IS NOT NULL OR ${seller} = n.manager)${has('category') ? ' AND (n.category IS NULL OR CAST(l.category AS VARCHAR) = n.category)' : ''} GROUP BY n.id),
 visited AS (${visits ? `SELECT n.id, count(*) AS visits FROM numbered AS n JOIN main.visits AS w ON CAST(w.visit_date AS DATE) >= n.since AND CAST(w.visit_date AS DATE) <= $as_of AND (n.customer_id IS NULL OR w.customer_id = n.customer_id) LEFT JOIN c ON c.customer_id = w.customer_id WHERE n.kind = 'visits' AND (n.manager IS NULL OR n.customer_id IS NOT NULL OR ${given('visits.manager') ? 'coalesce(w.manager, c.manager)' : 'c.manager'} = n.manager) AND (n.detail IS NULL OR ${type} = n.detail) GROUP BY n.id` : 'SELECT CAST(NULL AS BIGINT) AS id, CAST(NULL AS BIGINT) AS visits WHERE FALSE'}),
 facts AS (SELECT n.*, CAST(CASE kind WHEN 'visits' THEN coalesce(visits, 0) WHEN 'gross_profit' THEN gross_profit WHEN 'active' THEN coalesce(active, 0) WHEN 'orders' THEN coalesce(orders, 0) ELSE coalesce(revenue, 0) END AS DOUBLE) AS fact, (date_diff('day', since, CAST($as_of AS DATE)) + 1) / CAST(date_diff('day', since, until) + 1 AS DOUBLE) AS gone FROM numbered AS n LEFT JOIN sold USING (id) LEFT JOIN visited USING (id)),
 -- of a customer's tiers the lowest not reached, or the highest when all are
 one AS (SELECT * FROM facts QUALIFY customer_id IS NULL OR row_number() OVER (PARTITION BY customer_id, kind, detail, category, since ORDER BY fact >= plan, CASE WHEN fact >= plan THEN -plan ELSE plan END, rate DESC NULLS LAST, id) = 1)
SELECT CASE WHEN one.customer_id IS NOT NULL THEN 'customer' WHEN one.manager IS NOT NULL THEN 'manager' WHEN category IS NOT NULL THEN 'category' ELSE 'all' END AS scope, coalesce(c.customer, one.customer_id, one.manager, category, '—') AS who, one.customer_id, coalesce(one.manager, c.manager) AS manager, CASE WHEN detail IS NULL THEN kind ELSE kind || ': ' || detail END AS metric, plan, fact, fact / plan AS done_share, gone, plan * gone AS expected, fact / nullif(gone, 0) AS forecast,
  CASE WHEN fact >= plan THEN 'reached' WHEN fact >= plan * gone THEN 'ahead' ELSE 'behind' END AS state, CASE WHEN kind IN ('revenue', 'gross_profit') AND fact / nullif(gone, 0) >= plan THEN rate * plan END AS bonus, CASE WHEN kind IN ('revenue', 'gross_profit') THEN rate * plan END AS bonus_at_stake, since, until
FROM one LEFT JOIN c ON c.customer_id = one.customer_id WHERE fact IS NOT NULL ORDER BY list_position(['all', 'category', 'manager', 'customer'], scope), who, metric`;
}

/** Weekly visits of a manager against weekly turnover of the same one, weeks later. */
function lagsSql({ lines, has, given }: Sources<Options>): string {
  if (!given('visits.manager') || !given('visits.visit_date') || !has('manager')) return 'SELECT CAST(NULL AS BIGINT) AS weeks, CAST(NULL AS DOUBLE) AS correlation, CAST(NULL AS DOUBLE) AS low, CAST(NULL AS DOUBLE) AS high, CAST(NULL AS BIGINT) AS manager_weeks WHERE FALSE';
  const week = (day: string): string => `CAST(floor(date_diff('day', DATE '1970-01-05', CAST(${day} AS DATE)) / 7) AS BIGINT)`;
  const centred = (column: string): string => `${column} - avg(${column}) OVER (PARTITION BY manager) - avg(${column}) OVER (PARTITION BY week) + avg(${column}) OVER ()`;
  return `WITH l AS (${lines}), made AS (SELECT manager, ${week('visit_date')} AS week, count(*) AS visits FROM main.visits WHERE manager IS NOT NULL AND visit_date <= $as_of GROUP BY ALL), ends AS (SELECT min(week) AS first_week, ${week('$as_of')} - 1 AS last_week FROM made),
 sold AS (SELECT manager, ${week('order_date')} AS week, CAST(sum(net_amount) AS DOUBLE) AS net FROM l WHERE manager IS NOT NULL GROUP BY ALL),
 grid AS (SELECT manager, week FROM (SELECT DISTINCT manager FROM made), (SELECT unnest(generate_series(first_week, last_week)) AS week FROM ends)),
 filled AS (SELECT grid.manager, grid.week, coalesce(visits, 0) AS visits, ln(1 + greatest(0, coalesce(net, 0))) AS sales FROM grid LEFT JOIN made USING (manager, week) LEFT JOIN sold USING (manager, week)),
 plain AS (SELECT manager, week, ${centred('visits')} AS visits, ${centred('sales')} AS sales FROM filled),
 lagged AS (SELECT lag.weeks, corr(one.visits, other.sales) AS r, count(*) AS n FROM generate_series(0, 8) AS lag(weeks) JOIN plain AS one ON TRUE JOIN plain AS other ON other.manager = one.manager AND other.week = one.week + lag.weeks GROUP BY lag.weeks HAVING count(*) >= 30)
SELECT weeks, r AS correlation, tanh(atanh(r) - 1.959963984540054 / sqrt(n - 3)) AS low, tanh(atanh(r) + 1.959963984540054 / sqrt(n - 3)) AS high, n AS manager_weeks FROM lagged WHERE isfinite(r) AND abs(r) < 1 ORDER BY weeks`;
}
