import type { Trait } from '../Trait.ts';

export default {
  id: 'recency_days',
  label: { en: 'Recency, days', ru: 'Давность, дней', pl: 'Ostatni zakup, dni' },
  definition: {
    en: 'Days from the last order to the as-of date; empty without an order.',
    ru: 'Дней от последнего заказа до даты отчёта; пусто, если заказов не было.',
    pl: 'Dni od ostatniego zamówienia do daty raportu; puste bez zamówień.',
  },
  type: 'integer',
  unit: 'days',
  direction: 'lower',
  ways: [
    {
      needs: ['order_lines.order_date', 'order_lines.customer_id'],
      aggregates: {
        orders: { last_day: 'max(order_date) FILTER (is_purchase)' },
      },
      expression:
        "date_diff('day', last_day, CAST($as_of AS DATE))",
    },
  ],
  bands: { quantiles: 3 },
  source: 'METHODS A05',
} satisfies Trait;
