import * as v from 'valibot';
import { quoteText } from '../../sql/quote.ts';
import { commonEntries } from '../options.ts';
import { sqlStudy, type Sources } from '../sqlStudy.ts';
import { hasEmail, hasPhone } from '../sources/contactable.ts';
import { finding, wilson } from '../study.ts';
import { measures } from './measures.ts';

const schema = v.strictObject(commonEntries);

/** The state of the base month by month: who is active, who came, came back and lapsed, in figures that add up. */
export default sqlStudy<v.InferOutput<typeof schema>>({
  kind: 'health',
  label: { en: 'Base health', ru: 'Здоровье базы', pl: 'Zdrowie bazy' },
  schema,
  template: 'window_days: 91',
  consults: ['order_lines', 'customers'],
  lines: ['customer_id', 'order_date', 'net_amount'],
  absent: { en: 'Add a file with orders.', ru: 'Добавьте файл с заказами.', pl: 'Dodaj plik z zamówieniami.' },
  shapes: {
    months: { month: 'DATE', base: 'BIGINT', activity: 'DOUBLE', active: 'BIGINT', new: 'BIGINT', returned: 'BIGINT', lapsed: 'BIGINT', partial: 'BOOLEAN' },
    panel: { position: 'INTEGER', metric: 'VARCHAR', value: 'DOUBLE', before: 'DOUBLE', unit: 'VARCHAR' },
    flow: { position: 'INTEGER', step: 'VARCHAR', low: 'BIGINT', high: 'BIGINT', customers: 'BIGINT' },
    managers: { manager: 'VARCHAR', customers: 'BIGINT', active: 'BIGINT', activity: 'DOUBLE', low: 'DOUBLE', high: 'DOUBLE', revenue: 'DOUBLE' },
  },
  tables: (sources) => ({ months: monthsSql(sources), flow: flowSql(sources.kept('months')), panel: panelSql(sources), managers: managersSql(sources) }),
  facts: ({ kept }) => `SELECT m.*, m.active - m.new - m.returned + m.lapsed AS active_before, (SELECT max(customers) FROM ${kept('flow')} WHERE step = 'opening') AS opened, (SELECT arg_max(manager, activity) FROM ${kept('managers')} WHERE customers >= 10) AS liveliest, (SELECT max(activity) FROM ${kept('managers')} WHERE customers >= 10) AS liveliest_share, (SELECT arg_min(manager, activity) FROM ${kept('managers')} WHERE customers >= 10) AS quietest, (SELECT min(activity) FROM ${kept('managers')} WHERE customers >= 10) AS quietest_share, (SELECT sum(customers) FROM ${kept('managers')}) AS managed, (SELECT CASE WHEN max(low) > min(high) THEN 'yes' END FROM ${kept('managers')} WHERE customers >= 10) AS apart FROM ${kept('months')} AS m ORDER BY month DESC LIMIT 1`,
  findings: (facts, { locale }) => [
    ...(facts['active'] === undefined ? [finding(locale, 'empty', { en: 'Nobody has bought anything yet.', ru: 'Пока никто ничего не купил.', pl: 'Nikt jeszcze niczego nie kupił.' })] : []),
    ...(facts['partial'] === true ? [finding(locale, 'partial', { en: 'The last month is not over: compare it with care.', ru: 'Последний месяц не завершён: сравнивайте осторожно.', pl: 'Ostatni miesiąc trwa: porównuj ostrożnie.' })] : []),
  ],
});

/** days with a purchase of positive turnover */
const occasions = (lines: string): string => `l AS (${lines}),
 documents AS (SELECT customer_id, order_id, order_date, sum(net_amount) AS net FROM l WHERE customer_id IS NOT NULL AND order_date IS NOT NULL GROUP BY ALL HAVING bool_or(NOT is_return)),
 occasions AS (SELECT customer_id, order_date FROM documents GROUP BY ALL HAVING sum(net) > 0)`;

/** Active at a month's end: an occasion in the window before it. new + returned − lapsed is the change, by construction and for everybody. */
function monthsSql({ lines, given }: Sources<unknown>): string {
  const base = given('customers.customer_id') ? (given('customers.created_at') ? "(SELECT count(DISTINCT customer_id) FROM main.customers WHERE created_at IS NULL OR created_at <= e.day)" : '(SELECT count(DISTINCT customer_id) FROM main.customers)') : '(SELECT count(DISTINCT customer_id) FROM occasions WHERE order_date <= e.day)';
  return `WITH ${occasions(lines)},
 ends AS (SELECT month, least(CAST(last_day(month) AS DATE), CAST($as_of AS DATE)) AS day, CAST(last_day(month) AS DATE) > CAST($as_of AS DATE) AS partial, row_number() OVER (ORDER BY month) AS place FROM (SELECT CAST(unnest(generate_series(date_trunc('month', min(order_date)), date_trunc('month', CAST($as_of AS DATE)), INTERVAL 1 MONTH)) AS DATE) AS month FROM occasions)),
 first AS (SELECT customer_id, min(order_date) AS first_day FROM occasions GROUP BY customer_id),
 active AS (SELECT DISTINCT o.customer_id, e.place FROM occasions AS o JOIN ends AS e ON o.order_date <= e.day AND o.order_date > e.day - CAST($window_days AS INTEGER)),
 entered AS (SELECT a.place, count(*) AS active, count(*) FILTER (p.customer_id IS NULL AND (b.day IS NULL OR f.first_day > b.day)) AS new, count(*) FILTER (p.customer_id IS NULL AND f.first_day <= b.day) AS returned
   FROM active AS a JOIN first AS f USING (customer_id) LEFT JOIN active AS p ON p.customer_id = a.customer_id AND p.place = a.place - 1 LEFT JOIN ends AS b ON b.place = a.place - 1 GROUP BY a.place),
 departed AS (SELECT a.place + 1 AS place, count(*) AS lapsed FROM active AS a LEFT JOIN active AS n ON n.customer_id = a.customer_id AND n.place = a.place + 1 WHERE n.customer_id IS NULL GROUP BY a.place)
SELECT month, base, active, new, returned, lapsed, active / CAST(nullif(base, 0) AS DOUBLE) AS activity, partial FROM (
SELECT e.month, ${base} AS base, coalesce(active, 0) AS active, coalesce(new, 0) AS new, coalesce(returned, 0) AS returned, coalesce(lapsed, 0) AS lapsed, e.partial
FROM ends AS e LEFT JOIN entered USING (place) LEFT JOIN departed USING (place)) ORDER BY month`;
}

const flowSql = (months: string): string => `WITH last AS (SELECT * FROM ${months} ORDER BY month DESC LIMIT 13), ends AS (SELECT arg_min(active, month) AS opening, arg_max(active, month) AS closing, min(month) AS since FROM last),
 sums AS (SELECT coalesce(sum(new), 0) AS new, coalesce(sum(returned), 0) AS returned, coalesce(sum(lapsed), 0) AS lapsed FROM last, ends WHERE month > since)
SELECT * FROM (SELECT 1 AS position, 'opening' AS step, 0 AS low, opening AS high, opening AS customers FROM ends UNION ALL SELECT 2, 'new', opening, opening + new, new FROM ends, sums UNION ALL SELECT 3, 'returned', opening + new, opening + new + returned, returned FROM ends, sums
UNION ALL SELECT 4, 'lapsed', opening + new + returned, opening + new + returned - lapsed, -lapsed FROM ends, sums UNION ALL SELECT 5, 'closing', 0, closing, closing FROM ends) WHERE high IS NOT NULL ORDER BY position`;

/** Active customers of each manager's, which is what territories are balanced by (METHODS A28). */
function managersSql({ lines, given, face }: Sources<unknown>): string {
  const people = given('customers.customer_id') ? `SELECT DISTINCT customer_id FROM main.customers WHERE customer_id IS NOT NULL${given('customers.created_at') ? ' AND (created_at IS NULL OR created_at <= $as_of)' : ''}` : 'SELECT DISTINCT customer_id FROM occasions';
  return `WITH ${occasions(lines)}, people AS (${people}), bought AS (SELECT customer_id, CAST(sum(net_amount) AS DOUBLE) AS revenue FROM l WHERE in_window AND customer_id IS NOT NULL GROUP BY customer_id),
 active AS (SELECT DISTINCT customer_id, TRUE AS is_active FROM occasions WHERE order_date <= $as_of AND order_date > CAST($as_of AS DATE) - CAST($window_days AS INTEGER)),
 served AS (SELECT customer_id, coalesce(is_active, FALSE) AS is_active, revenue${face.column} FROM people LEFT JOIN active USING (customer_id) LEFT JOIN bought USING (customer_id)${face.join})
SELECT manager, count(*) AS customers, count(*) FILTER (is_active) AS active, count(*) FILTER (is_active) / CAST(count(*) AS DOUBLE) AS activity, ${wilson('count(*) FILTER (is_active)', 'count(*)', 'low')} AS low, ${wilson('count(*) FILTER (is_active)', 'count(*)', 'high')} AS high, coalesce(sum(revenue), 0) AS revenue FROM served WHERE manager IS NOT NULL GROUP BY manager ORDER BY manager`;
}

function panelSql({ lines, given, context, has }: Sources<unknown>): string {
  const addresses = [...(given('customers.email') ? [hasEmail] : []), ...(given('customers.phone') ? [hasPhone] : [])];
  const contactable = addresses.length === 0 ? null : `(${addresses.join(' OR ')})${given('customers.consent') ? ' AND coalesce(consent, FALSE)' : ''}`;
  const known = { profit: has('cost'), base: given('customers.customer_id'), contactable };
  const at = (name: string, shift: string): string => `${name} AS (SELECT ${measures({ ...known, day: `CAST($as_of AS DATE)${shift}`, created: given('customers.created_at') }).map(({ id, sql }) => `${sql} AS ${id}`).join(', ')})`;
  const rows = measures({ ...known, day: '', created: false }).map(({ id, label, format }, index) => `SELECT ${index + 1} AS position, ${quoteText(label[context.locale])} AS metric, CAST(n.${id} AS DOUBLE) AS value, CAST(b.${id} AS DOUBLE) AS before, ${quoteText(format)} AS unit FROM now_at AS n, then_at AS b`);
  return `WITH ${occasions(lines)}, sold AS (SELECT *, row_number() OVER (PARTITION BY customer_id ORDER BY order_date, order_id) AS sequence FROM documents),
 gaps AS (SELECT customer_id, order_date, date_diff('day', lag(order_date) OVER (PARTITION BY customer_id ORDER BY order_date), order_date) AS gap FROM occasions QUALIFY gap IS NOT NULL),
 ${at('now_at', '')}, ${at('then_at', ' - CAST($window_days AS INTEGER)')}
SELECT * FROM (${rows.join('\nUNION ALL ')}) ORDER BY position`;
}
