import type { Trait } from '../Trait.ts';

export default {
  id: 'order_count',
  label: { en: 'Orders ever', ru: 'Заказов всего', pl: 'Zamówienia łącznie' },
  definition: {
    en: 'Orders since the file begins: the number of the customer’s last order in their own sequence.',
    ru: 'Заказов с начала файла: каким по счёту был последний заказ клиента.',
    pl: 'Zamówienia od początku pliku: którym z kolei było ostatnie zamówienie klienta.',
  },
  type: 'integer',
  unit: 'orders',
  direction: 'higher',
  ways: [
    {
      needs: ['order_lines.order_date', 'order_lines.customer_id'],
      aggregates: {
        orders: { purchases: 'count(*) FILTER (is_purchase)' },
      },
      expression: 'coalesce(purchases, 0)',
    },
  ],
  bands: { cuts: [1, 3] },
  source: 'METHODS A27, A34',
} satisfies Trait;
