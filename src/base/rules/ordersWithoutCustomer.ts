import { countLines, nothingLeftOut, type Rule } from './Rule.ts';

export const ordersWithoutCustomer: Rule = {
  id: 'E10',
  label: { en: 'Orders without a customer', ru: 'Заказы без клиента', pl: 'Zamówienia bez klienta' },
  treatments: {
    keep: { en: 'in turnover, outside of customer measures', ru: 'в обороте, вне показателей клиентов', pl: 'w obrocie, poza miarami klientów' },
    exclude: { en: 'left out', ru: 'исключены', pl: 'pominięte' },
  },
  byDefault: 'keep',
  needs: ['order_lines.customer_id'],
  count: (base) => countLines(base, 'customer_id IS NULL', false),
  leaveOut: (treatment) => (treatment === 'exclude' ? { order_lines: 'customer_id IS NULL', orders: 'customer_id IS NULL' } : nothingLeftOut),
};
