import type { Trait } from '../Trait.ts';

export default {
  id: 'first_order',
  label: { en: 'First order', ru: 'Первый заказ', pl: 'Pierwsze zamówienie' },
  definition: {
    en: 'Date of the first order in the file.',
    ru: 'Дата первого заказа в файле.',
    pl: 'Data pierwszego zamówienia w pliku.',
  },
  type: 'date',
  unit: 'none',
  direction: 'neutral',
  ways: [
    {
      needs: ['order_lines.order_date', 'order_lines.customer_id'],
      aggregates: {
        orders: { day: 'min(order_date) FILTER (is_purchase)' },
      },
      expression:
        'day',
    },
  ],
  bands: { quantiles: 3 },
  source: 'METHODS A32',
} satisfies Trait;
