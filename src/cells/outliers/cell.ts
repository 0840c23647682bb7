import * as v from 'valibot';
import { commonEntries } from '../options.ts';
import { sqlStudy } from '../sqlStudy.ts';
import { quoteName } from '../../sql/quote.ts';
import { finding } from '../study.ts';

const schema = v.strictObject({
  /** whole months looked back */
  months: v.optional(v.pipe(v.number(), v.integer(), v.minValue(3), v.maxValue(60)), 12),
  /** months with purchases below which there is no trend */
  min_months: v.optional(v.pipe(v.number(), v.integer(), v.minValue(3)), 6),
  /** robust z beyond which a trend stands out */
  cut: v.optional(v.pipe(v.number(), v.minValue(0.5)), 3),
  /** column of customers that groups them */
  by: v.optional(v.pipe(v.string(), v.nonEmpty()), 'customer_type'),
  ...commonEntries,
});

const faced = { customer: 'VARCHAR', manager: 'VARCHAR' };

/** Customers whose trend of purchases stands out among those of their kind. */
export default sqlStudy<v.InferOutput<typeof schema>>({
  kind: 'outliers',
  label: { en: 'Trend outliers', ru: 'Выбросы тренда', pl: 'Odstający w trendach' },
  schema,
  template: 'cut: 3',
  consults: ['order_lines', 'customers'],
  lines: ['customer_id', 'order_date', 'net_amount'],
  absent: { en: 'Add a file with orders.', ru: 'Добавьте файл с заказами.', pl: 'Dodaj plik z zamówieniami.' },
  shapes: { customers: { customer_id: 'VARCHAR', ...faced, kind: 'VARCHAR', months: 'BIGINT', slope: 'DOUBLE', change_month: 'DOUBLE', usual_change: 'DOUBLE', z: 'DOUBLE', state: 'VARCHAR' }, standing: { customer_id: 'VARCHAR', ...faced, kind: 'VARCHAR', months: 'BIGINT', change_month: 'DOUBLE', usual_change: 'DOUBLE', z: 'DOUBLE', state: 'VARCHAR', net: 'DOUBLE' }, months: { customer_id: 'VARCHAR', customer: 'VARCHAR', month: 'DATE', net: 'DOUBLE', state: 'VARCHAR' } },
  tables({ lines, given, options, kept, face }) {
    const grouped = given(`customers.${options.by}`);
    const group = grouped ? `coalesce(CAST(g.kind AS VARCHAR), '—')` : `'—'`;
    const join = grouped ? ` LEFT JOIN (SELECT customer_id, any_value(${quoteName(options.by)}) AS kind FROM main.customers GROUP BY customer_id) AS g USING (customer_id)` : '';
    const whole = `CAST(date_trunc('month', CAST($as_of AS DATE) + 1) AS DATE)`;
    const monthly = `l AS (${lines}), monthly AS (SELECT customer_id, CAST(date_trunc('month', order_date) AS DATE) AS month, CAST(sum(net_amount) AS DOUBLE) AS net FROM l WHERE customer_id IS NOT NULL AND order_date < ${whole} AND order_date >= ${whole} - INTERVAL ${options.months} MONTH GROUP BY ALL)`;
    return {
      customers: `WITH ${monthly}, logs AS (SELECT customer_id, date_diff('month', DATE '1970-01-01', month) AS at, ln(net) AS level FROM monthly WHERE net > 0),
 counted AS (SELECT customer_id, count(*) AS months FROM logs GROUP BY customer_id HAVING count(*) >= ${options.min_months}),
 slopes AS (SELECT one.customer_id, any_value(months) AS months, median((other.level - one.level) / (other.at - one.at)) AS slope FROM logs AS one JOIN logs AS other ON other.customer_id = one.customer_id AND other.at > one.at JOIN counted ON counted.customer_id = one.customer_id GROUP BY one.customer_id),
 placed AS (SELECT slopes.*, ${group} AS kind FROM slopes${join}),
 middle AS (SELECT kind, count(*) AS peers, median(slope) AS usual, 1.4826 * mad(slope) AS spread FROM placed GROUP BY kind),
 judged AS (SELECT customer_id, kind, months, slope, exp(slope) - 1 AS change_month, exp(usual) - 1 AS usual_change, CASE WHEN peers >= 5 AND spread > 1e-9 THEN (slope - usual) / spread END AS z FROM placed JOIN middle USING (kind))
SELECT judged.*, CASE WHEN z IS NULL THEN 'unknown' WHEN z > ${options.cut} THEN 'rising' WHEN z < -${options.cut} THEN 'falling' ELSE 'usual' END AS state${face.column} FROM judged${face.join} ORDER BY customer_id`,
      standing: `WITH l AS (${lines}), worth AS (SELECT customer_id, CAST(sum(net_amount) FILTER (in_window) AS DOUBLE) AS net FROM l GROUP BY customer_id) SELECT k.customer_id, customer, manager, kind, months, change_month, usual_change, z, state, net FROM ${kept('customers')} AS k LEFT JOIN worth USING (customer_id) WHERE state IN ('rising', 'falling') ORDER BY abs(z) DESC, k.customer_id`,
      months: `WITH ${monthly} SELECT customer_id, customer, month, net, state FROM monthly JOIN (SELECT customer_id, customer, state, row_number() OVER (ORDER BY abs(z) DESC, customer_id) AS place FROM ${kept('standing')}) USING (customer_id) WHERE place <= 12 ORDER BY place, month`,
    };
  },
  facts: ({ kept, options }) => `SELECT count(*) AS customers, count(*) FILTER (state = 'falling') AS falling, count(*) FILTER (state = 'rising') AS rising, count(*) FILTER (state = 'unknown') AS unjudged, ${options.cut} AS cut, arg_max(customer, abs(z)) FILTER (state IN ('rising', 'falling')) AS first, arg_max(change_month, abs(z)) FILTER (state IN ('rising', 'falling')) AS first_change, arg_max(usual_change, abs(z)) FILTER (state IN ('rising', 'falling')) AS first_usual FROM ${kept('customers')}`,
  findings: (facts, { locale }) => [
    ...(Number(facts['customers'] ?? 0) === 0 ? [finding(locale, 'empty', { en: 'No customer bought in enough months to have a trend.', ru: 'Ни у одного клиента нет достаточно месяцев с покупками для тренда.', pl: 'Żaden klient nie kupował w dość wielu miesiącach, by mieć trend.' })] : []),
    ...(Number(facts['unjudged'] ?? 0) > 0 ? [finding(locale, 'small_group', { en: `${String(facts['unjudged'])} customers have too few peers, or peers without spread, to be judged.`, ru: `Клиентов, у которых мало похожих или у похожих нет разброса: ${String(facts['unjudged'])}; о них судить нельзя.`, pl: `Klienci ze zbyt małą grupą podobnych lub grupą bez rozrzutu: ${String(facts['unjudged'])}; nie da się ich ocenić.` })] : []),
  ],
});
