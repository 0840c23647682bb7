import { leaveOutOrders, type Caught, type Rule } from './Rule.ts';

const totals = 'SELECT customer_id, order_id, CAST(sum(net_amount) AS DOUBLE) AS total FROM base.order_lines WHERE customer_id IS NOT NULL GROUP BY ALL';
const usual = 'SELECT customer_id, median(total) AS middle, mad(total) AS spread FROM totals GROUP BY customer_id HAVING count(*) >= 3';
const catches = (): Caught => ({ table: 'order_lines', where: `order_id IN (WITH totals AS MATERIALIZED (${totals}) SELECT t.order_id FROM totals AS t JOIN (${usual}) AS u ON u.customer_id = t.customer_id WHERE t.total > u.middle + 10 * u.spread AND t.total > 2 * u.middle AND t.total > (SELECT quantile_cont(total, 0.99) FROM totals))` });

export const outlierOrders: Rule = {
  id: 'E25',
  label: { en: 'Outlier orders: tenders, projects', ru: 'Выбросы: тендеры, проекты', pl: 'Odstające zamówienia: przetargi, projekty' },
  treatments: {
    keep: { en: 'kept; medians bear them', ru: 'оставлены; медианы их выдерживают', pl: 'zachowane; mediany to znoszą' },
    exclude: { en: 'left out: “without projects”', ru: 'исключены: «без проектов»', pl: 'pominięte: „bez projektów”' },
  },
  byDefault: 'keep',
  needs: ['order_lines.customer_id', 'order_lines.net_amount'],
  catches,
  leaveOut: leaveOutOrders,
};
