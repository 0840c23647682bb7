import { leaveOutCaught, type Rule } from './Rule.ts';

export const managerChanged: Rule = {
  id: 'E23',
  label: { en: 'Orders of another manager than the client’s', ru: 'Менеджер заказа не совпадает с менеджером клиента', pl: 'Handlowiec zamówienia inny niż klienta' },
  treatments: {
    keep: { en: 'results by the order, plans by the client', ru: 'результат по заказу, план по клиенту', pl: 'wynik według zamówienia, plan według klienta' },
    exclude: { en: 'left out', ru: 'исключены', pl: 'pominięte' },
  },
  byDefault: 'keep',
  needs: ['orders.manager', 'orders.customer_id', 'customers.manager'],
  catches: () => ({ table: 'orders', where: 'orders.manager <> (SELECT customers.manager FROM base.customers AS customers WHERE customers.customer_id = orders.customer_id)' }),
  leaveOut: leaveOutCaught,
};
