import * as v from 'valibot';
import { commonEntries } from '../options.ts';
import { sqlStudy } from '../sqlStudy.ts';
import { finding } from '../study.ts';

const schema = v.strictObject({
  /** yearly price of money tied up in overdue invoices */
  money_rate: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(2)), 0.2),
  /** cost of handling one order */
  order_cost: v.optional(v.pipe(v.number(), v.minValue(0)), 0),
  ...commonEntries,
});

/** What is left of each customer's gross profit after serving them; the whale curve. */
export default sqlStudy<v.InferOutput<typeof schema>>({
  kind: 'profitability',
  label: { en: 'Customer profitability', ru: 'Прибыльность клиентов', pl: 'Rentowność klientów' },
  schema,
  template: 'money_rate: 0.2\norder_cost: 5',
  consults: ['order_lines', 'visits', 'receivables'],
  lines: ['customer_id', 'order_id', 'order_date', 'net_amount', 'cost'],
  absent: { en: 'Add a file with orders and cost.', ru: 'Добавьте файл с заказами и себестоимостью.', pl: 'Dodaj plik z zamówieniami i kosztem.' },
  shapes: {
    customers: { customer_id: 'VARCHAR', gross_profit: 'DOUBLE', cost_to_serve: 'DOUBLE', profit: 'DOUBLE', revenue: 'DOUBLE', orders: 'BIGINT', returned: 'DOUBLE', visit_cost: 'DOUBLE', overdue_cost: 'DOUBLE', profit_share: 'DOUBLE' },
    whale: { customers_share: 'DOUBLE', cumulative_profit: 'DOUBLE', cumulative_share: 'DOUBLE' },
    losing: { customer_id: 'VARCHAR', revenue: 'DOUBLE', gross_profit: 'DOUBLE', orders: 'BIGINT', returned: 'DOUBLE', visit_cost: 'DOUBLE', overdue_cost: 'DOUBLE', cost_to_serve: 'DOUBLE', profit: 'DOUBLE', profit_share: 'DOUBLE', customer: 'VARCHAR', manager: 'VARCHAR' },
  },
  tables({ lines, given, options, kept, face }) {
    const visits = given('visits.cost') && given('visits.customer_id') ? 'SELECT customer_id, CAST(sum(cost) AS DOUBLE) AS visit_cost FROM main.visits WHERE visit_date <= $as_of AND visit_date > CAST($as_of AS DATE) - CAST($window_days AS INTEGER) GROUP BY customer_id' : 'SELECT CAST(NULL AS VARCHAR) AS customer_id, CAST(NULL AS DOUBLE) AS visit_cost WHERE FALSE';
    const paid = given('receivables.paid_date') ? 'least(coalesce(CAST(paid_date AS DATE), CAST($as_of AS DATE)), CAST($as_of AS DATE))' : 'CAST($as_of AS DATE)';
    const owed = given('receivables.paid_date') && given('receivables.amount') ? 'CASE WHEN paid_date IS NULL THEN open_amount ELSE amount END' : 'open_amount';
    const late = given('receivables.open_amount') && given('receivables.due_date') ? `SELECT customer_id, sum(CAST(${owed} AS DOUBLE) * greatest(0, date_diff('day', greatest(CAST(due_date AS DATE), CAST($as_of AS DATE) - CAST($window_days AS INTEGER)), ${paid}))) * ${options.money_rate} / 365 AS overdue_cost FROM main.receivables WHERE due_date < $as_of GROUP BY customer_id` : 'SELECT CAST(NULL AS VARCHAR) AS customer_id, CAST(NULL AS DOUBLE) AS overdue_cost WHERE FALSE';
    return {
      customers: `WITH l AS (${lines}), sold AS (SELECT customer_id, CAST(sum(net_amount) AS DOUBLE) AS revenue, CAST(sum(line_profit) AS DOUBLE) AS gross_profit, count(DISTINCT order_id) AS orders, -CAST(coalesce(sum(net_amount) FILTER (is_return), 0) AS DOUBLE) AS returned FROM l WHERE in_window AND customer_id IS NOT NULL GROUP BY customer_id),
 visited AS (${visits}), delayed AS (${late}),
 costs AS (SELECT *, orders * ${options.order_cost} + coalesce(visit_cost, 0) + coalesce(overdue_cost, 0) AS cost_to_serve FROM sold LEFT JOIN visited USING (customer_id) LEFT JOIN delayed USING (customer_id) WHERE gross_profit IS NOT NULL)
SELECT customer_id, revenue, gross_profit, orders, returned, coalesce(visit_cost, 0) AS visit_cost, coalesce(overdue_cost, 0) AS overdue_cost, cost_to_serve, gross_profit - cost_to_serve AS profit, (gross_profit - cost_to_serve) / nullif(revenue, 0) AS profit_share FROM costs ORDER BY customer_id`,
      whale: `WITH ranked AS (SELECT profit, row_number() OVER w AS place, count(*) OVER () AS n, sum(profit) OVER (ORDER BY profit DESC, customer_id ROWS UNBOUNDED PRECEDING) AS upto, sum(profit) OVER () AS whole FROM ${kept('customers')} WINDOW w AS (ORDER BY profit DESC, customer_id))
SELECT place / CAST(n AS DOUBLE) AS customers_share, upto AS cumulative_profit, upto / nullif(abs(whole), 0) AS cumulative_share FROM ranked WHERE n <= 400 OR place % CAST(ceil(n / 400.0) AS BIGINT) = 0 OR place = n ORDER BY customers_share`,
      losing: `SELECT k.*${face.column} FROM ${kept('customers')} AS k${face.join} WHERE profit < 0 ORDER BY profit, customer_id`,
    };
  },
  facts: ({ kept }) => `SELECT count(*) FILTER (profit < 0) AS losing, sum(profit) FILTER (profit < 0) AS lost, sum(profit) AS profit, count(*) AS customers, (SELECT max(cumulative_profit) FROM ${kept('whale')}) AS peak, sum(visit_cost) AS visit_cost, sum(overdue_cost) AS overdue_cost FROM ${kept('customers')}`,
  findings: (facts, { locale }) => (Number(facts['visit_cost'] ?? 0) === 0 ? [finding(locale, 'absent', { en: 'No file tells what visits cost: serving is cheaper here than in life.', ru: 'Нет стоимости визитов: обслуживание здесь дешевле, чем в жизни.', pl: 'Brak kosztu wizyt: obsługa jest tu tańsza niż w życiu.' })] : []),
});
