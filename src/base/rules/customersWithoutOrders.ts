import { leaveOutCaught, type Rule } from './Rule.ts';

export const customersWithoutOrders: Rule = {
  id: 'E9',
  label: { en: 'Customers without orders', ru: 'Клиенты без заказов', pl: 'Klienci bez zamówień' },
  treatments: {
    keep: { en: 'kept in the base, never in RFM', ru: 'остаются в базе, в RFM не входят', pl: 'zostają w bazie, nie wchodzą do RFM' },
    exclude: { en: 'left out', ru: 'исключены', pl: 'pominięci' },
  },
  byDefault: 'keep',
  needs: ['customers.customer_id', 'orders.customer_id'],
  catches: () => ({ table: 'customers', where: 'NOT EXISTS (SELECT 1 FROM base.orders AS bought WHERE bought.customer_id = customers.customer_id)' }),
  leaveOut: leaveOutCaught,
};
