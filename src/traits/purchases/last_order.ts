import type { Trait } from '../Trait.ts';

export default {
  id: 'last_order',
  label: { en: 'Last order', ru: 'Последний заказ', pl: 'Ostatnie zamówienie' },
  definition: {
    en: 'Date of the last order up to the as-of date.',
    ru: 'Дата последнего заказа до даты отчёта.',
    pl: 'Data ostatniego zamówienia do daty raportu.',
  },
  type: 'date',
  unit: 'none',
  direction: 'higher',
  ways: [
    {
      needs: ['order_lines.order_date', 'order_lines.customer_id'],
      aggregates: {
        orders: { day: 'max(order_date) FILTER (is_purchase)' },
      },
      expression:
        'day',
    },
  ],
  bands: { quantiles: 3 },
  source: 'METHODS A05',
} satisfies Trait;
