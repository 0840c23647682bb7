import { nothingLeftOut, type Rule } from './Rule.ts';

const later = 'order_id > (SELECT min(same.order_id) FROM base.orders AS same WHERE same.customer_id = orders.customer_id AND same.order_date = orders.order_date)';

export const splitShipments: Rule = {
  id: 'E20',
  label: { en: 'Several orders of a customer on one day', ru: 'Несколько заказов клиента за день', pl: 'Kilka zamówień klienta jednego dnia' },
  treatments: {
    keep: { en: 'each document is an order', ru: 'каждый документ — заказ', pl: 'każdy dokument to zamówienie' },
    exclude: { en: 'left out', ru: 'исключены', pl: 'pominięte' },
  },
  byDefault: 'keep',
  needs: ['orders.customer_id', 'orders.order_date'],
  catches: () => ({ table: 'orders', where: `customer_id IS NOT NULL AND ${later}` }),
  leaveOut: (treatment, _base, caught): Readonly<Record<string, string>> => (treatment === 'exclude' ? { orders: caught.where, order_lines: `order_id IN (SELECT order_id FROM base.orders AS orders WHERE ${caught.where})` } : nothingLeftOut),
};
