import * as v from 'valibot';
import { commonEntries } from '../options.ts';
import { sqlStudy } from '../sqlStudy.ts';
import { finding } from '../study.ts';
import { hasRole } from '../../traits/productRoles.ts';

const schema = v.strictObject({
  /** one step of every lever */
  step: v.optional(v.pipe(v.number(), v.minValue(0.01), v.maxValue(1)), 0.1),
  ...commonEntries,
});

/** What one step of each lever is worth in gross profit. */
export default sqlStudy<v.InferOutput<typeof schema>>({
  kind: 'levers',
  label: { en: 'Lever simulator', ru: 'Рычаги прибыли', pl: 'Dźwignie zysku' },
  schema,
  template: 'step: 0.1',
  consults: ['order_lines', 'customers', 'products'],
  lines: ['customer_id', 'order_id', 'order_date', 'net_amount'],
  absent: { en: 'Add a file with orders.', ru: 'Добавьте файл с заказами.', pl: 'Dodaj plik z zamówieniami.' },
  shapes: {
    levers: { lever: 'VARCHAR', base: 'DOUBLE', moved: 'DOUBLE', gain: 'DOUBLE', loss: 'DOUBLE', to_peers: 'DOUBLE', below_peers: 'BIGINT' },
    identity: { active: 'BIGINT', frequency: 'DOUBLE', average_check: 'DOUBLE', margin: 'DOUBLE', gross_profit: 'DOUBLE', revenue: 'DOUBLE' },
    peers: { lever: 'VARCHAR', to_peers: 'DOUBLE', below_peers: 'BIGINT' },
  },
  tables({ lines, has, given, options, kept }) {
    const { step } = options;
    const profit = has('cost') ? 'line_profit' : 'net_amount';
    const type = given('customers.customer_type') ? 'customer_type' : 'CAST(NULL AS VARCHAR)';
    const typed = given('customers.customer_id') ? ` LEFT JOIN (SELECT customer_id, CAST(any_value(${type}) AS VARCHAR) AS customer_type${given('customers.demand_annual') ? ', CAST(any_value(demand_annual) AS DOUBLE) AS demand' : ', CAST(NULL AS DOUBLE) AS demand'} FROM main.customers GROUP BY customer_id) AS c USING (customer_id)` : '';
    const extra = given('customers.customer_id') ? 'customer_type, demand' : 'CAST(NULL AS VARCHAR) AS customer_type, CAST(NULL AS DOUBLE) AS demand';
    const attached = has('role') ? `SELECT count(*) FILTER (main) AS orders, count(*) FILTER (main AND addon) AS attached, avg(addon_profit) FILTER (main AND addon) AS worth FROM (SELECT order_id, bool_or(${hasRole('main')}) AS main, bool_or(${hasRole('addon')}) AS addon, CAST(sum(${profit}) FILTER (${hasRole('addon')}) AS DOUBLE) AS addon_profit FROM l WHERE in_window AND NOT is_return AND customer_id IS NOT NULL GROUP BY order_id)` : 'SELECT 0 AS orders, 0 AS attached, CAST(NULL AS DOUBLE) AS worth';
    const base = `l AS (${lines}), per AS (SELECT customer_id, count(DISTINCT order_id) FILTER (NOT is_return) AS orders, CAST(sum(net_amount) AS DOUBLE) AS net, CAST(coalesce(sum(${profit}), 0) AS DOUBLE) AS profit FROM l WHERE in_window AND customer_id IS NOT NULL GROUP BY customer_id HAVING count(*) FILTER (NOT is_return) > 0),
 told AS (SELECT per.*, ${extra} FROM per${typed})`;
    return {
      levers: `WITH ${base}, whole AS (SELECT count(*) AS active, CAST(sum(orders) AS DOUBLE) / nullif(count(*), 0) AS frequency, sum(net) / nullif(sum(orders), 0) AS average_check, sum(profit) / nullif(sum(net), 0) AS margin, sum(profit) AS profit FROM told),
 usual AS (SELECT customer_type, median(orders) AS orders, median(net / orders) AS average_check, median(profit / nullif(net, 0)) AS margin FROM told GROUP BY customer_type),
 below AS (SELECT sum(greatest(0, profit * (u.orders / t.orders - 1))) FILTER (t.orders < u.orders AND profit > 0) AS frequency, count(*) FILTER (t.orders < u.orders AND profit > 0) AS n_frequency,
   sum(profit * (u.average_check / (net / t.orders) - 1)) FILTER (net / t.orders < u.average_check AND profit > 0 AND net > 0) AS average_check, count(*) FILTER (net / t.orders < u.average_check AND profit > 0 AND net > 0) AS n_check,
   sum(net * (u.margin - profit / net)) FILTER (net > 0 AND profit / nullif(net, 0) < u.margin) AS margin, count(*) FILTER (net > 0 AND profit / nullif(net, 0) < u.margin) AS n_margin
   FROM told AS t JOIN usual AS u ON u.customer_type IS NOT DISTINCT FROM t.customer_type),
 earlier AS (SELECT DISTINCT customer_id FROM l WHERE NOT is_return AND customer_id IS NOT NULL AND order_date <= CAST($as_of AS DATE) - CAST($window_days AS INTEGER) AND order_date > CAST($as_of AS DATE) - 2 * CAST($window_days AS INTEGER)),
 stayed AS (SELECT count(*) AS before, count(told.customer_id) AS again, avg(profit) AS worth FROM earlier LEFT JOIN told USING (customer_id)),
 attached AS (${attached}),
 wallet AS (SELECT sum(net) AS net, sum(demand) AS demand, sum(least(net * ${step}, greatest(0, demand - net)) * profit / net) AS gain, sum(net * ${step} * profit / net) AS loss FROM told WHERE demand > 0 AND net > 0),
 all_levers AS (
  SELECT 1 AS place, 'customers' AS lever, CAST(active AS DOUBLE) AS base, profit * ${step} AS gain, -profit * ${step} AS loss, CAST(NULL AS DOUBLE) AS to_peers, CAST(NULL AS BIGINT) AS below_peers FROM whole
  UNION ALL SELECT 2, 'frequency', whole.frequency, profit * ${step}, -profit * ${step}, below.frequency, n_frequency FROM whole, below
  UNION ALL SELECT 3, 'average_check', whole.average_check, profit * ${step}, -profit * ${step}, below.average_check, n_check FROM whole, below
  UNION ALL SELECT 4, 'margin', whole.margin, profit * ${step}, -profit * ${step}, below.margin, n_margin FROM whole, below
  UNION ALL SELECT 5, 'retention', again / CAST(nullif(before, 0) AS DOUBLE), (least(before, again * ${1 + step}) - again) * worth, -again * ${step} * worth, NULL, before - again FROM stayed WHERE again > 0
  UNION ALL SELECT 6, 'attach', attached / CAST(nullif(orders, 0) AS DOUBLE), (least(orders, attached * ${1 + step}) - attached) * worth, -attached * ${step} * worth, NULL, orders - attached FROM attached WHERE attached > 0
  UNION ALL SELECT 7, 'wallet', net / nullif(demand, 0), gain, -loss, NULL, NULL FROM wallet WHERE gain IS NOT NULL)
SELECT lever, base, base * ${1 + step} AS moved, gain, loss, to_peers, below_peers FROM all_levers WHERE gain IS NOT NULL AND (SELECT active FROM whole) > 0 ORDER BY gain DESC, place`,
      identity: `WITH ${base} SELECT count(*) AS active, CAST(sum(orders) AS DOUBLE) / nullif(count(*), 0) AS frequency, sum(net) / nullif(sum(orders), 0) AS average_check, sum(profit) / nullif(sum(net), 0) AS margin, sum(profit) AS gross_profit, sum(net) AS revenue FROM told`,
      peers: `SELECT lever, to_peers, below_peers FROM ${kept('levers')} WHERE to_peers > 0 ORDER BY to_peers DESC, lever`,
    };
  },
  facts: ({ kept, options, has }) => `SELECT gross_profit, ${options.step} AS step, active, ${has('cost') ? 'TRUE' : 'FALSE'} AS profit, (SELECT arg_max(lever, to_peers) FROM ${kept('peers')}) AS easier, (SELECT max(to_peers) FROM ${kept('peers')}) AS easier_gain FROM ${kept('identity')}`,
  findings: (facts, { locale }) => [
    finding(locale, 'simulation', { en: 'A simulation: one lever moves, the others stand. In life they move together.', ru: 'Это симуляция: двигается один рычаг, остальные стоят. В жизни они двигаются вместе.', pl: 'To symulacja: rusza się jedna dźwignia, inne stoją. W życiu ruszają się razem.' }),
    ...(facts['profit'] === false ? [finding(locale, 'absent', { en: 'Without cost, turnover stands in place of gross profit.', ru: 'Без себестоимости вместо валовой прибыли показана выручка.', pl: 'Bez kosztu zamiast zysku brutto pokazano przychód.' })] : []),
  ],
});
