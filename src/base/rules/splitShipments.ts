import { nothingLeftOut, type Rule } from './Rule.ts';

/** Orders of a customer's day beside its first one. */
const later = 'order_id IN (SELECT every.order_id FROM base.orders AS every JOIN (SELECT customer_id, order_date, min(order_id) AS earliest FROM base.orders WHERE customer_id IS NOT NULL GROUP BY 1, 2 HAVING count(*) > 1) AS day ON day.customer_id = every.customer_id AND day.order_date = every.order_date AND every.order_id > day.earliest)';

export const splitShipments: Rule = {
  id: 'E20',
  label: { en: 'Several orders of a customer on one day', ru: 'Несколько заказов клиента за день', pl: 'Kilka zamówień klienta jednego dnia' },
  treatments: {
    keep: { en: 'each document is an order', ru: 'каждый документ — заказ', pl: 'każdy dokument to zamówienie' },
    exclude: { en: 'left out', ru: 'исключены', pl: 'pominięte' },
  },
  byDefault: 'keep',
  needs: ['orders.customer_id', 'orders.order_date'],
  catches: () => ({ table: 'orders', where: later }),
  leaveOut: (treatment, _base, caught): Readonly<Record<string, string>> => (treatment === 'exclude' ? { orders: caught.where, order_lines: `order_id IN (SELECT order_id FROM base.orders AS orders WHERE ${caught.where})` } : nothingLeftOut),
};
