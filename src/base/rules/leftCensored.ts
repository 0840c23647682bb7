import { leaveOutCaught, type Rule } from './Rule.ts';

export const leftCensored: Rule = {
  id: 'E24',
  label: { en: 'Clients older than the file', ru: 'Клиенты старше файла', pl: 'Klienci starsi niż plik' },
  treatments: {
    keep: { en: 'old clients, not new ones', ru: 'старые клиенты, а не новые', pl: 'starzy klienci, nie nowi' },
    exclude: { en: 'left out', ru: 'исключены', pl: 'pominięci' },
  },
  byDefault: 'keep',
  needs: ['customers.customer_id', 'orders.customer_id', 'orders.order_date'],
  catches: () => ({ table: 'customers', where: 'customer_id IN (SELECT customer_id FROM (SELECT customer_id, min(order_date) AS first, max(gap) AS longest FROM (SELECT customer_id, order_date, order_date - lag(order_date) OVER (PARTITION BY customer_id ORDER BY order_date) AS gap FROM (SELECT DISTINCT customer_id, order_date FROM base.orders WHERE customer_id IS NOT NULL AND order_date IS NOT NULL)) GROUP BY customer_id) WHERE first - (SELECT min(order_date) FROM base.orders) <= coalesce(longest, 0))' }),
  leaveOut: leaveOutCaught,
};
