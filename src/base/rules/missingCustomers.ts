import { leaveOutCaught, type Rule } from './Rule.ts';

export const missingCustomers: Rule = {
  id: 'E29',
  label: { en: 'Customers that only orders know', ru: 'Клиенты, известные только по заказам', pl: 'Klienci znani tylko z zamówień' },
  treatments: {
    keep: { en: 'kept with their number as name', ru: 'оставлены, имя — их номер', pl: 'zachowani, nazwą jest ich numer' },
    exclude: { en: 'left out', ru: 'исключены', pl: 'pominięci' },
  },
  byDefault: 'keep',
  needs: ['customers.customer_id', 'orders.customer_id'],
  catches: () => ({ table: 'customers', where: '_file >= 1000000 AND EXISTS (SELECT 1 FROM base.customers WHERE _file < 1000000)' }),
  leaveOut: leaveOutCaught,
};
