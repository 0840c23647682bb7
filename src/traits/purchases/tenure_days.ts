import type { Trait } from '../Trait.ts';

export default {
  id: 'tenure_days',
  label: { en: 'Days with us', ru: 'Дней с нами', pl: 'Dni współpracy' },
  definition: {
    en: 'Days from the first order in the file to the as-of date.',
    ru: 'Дней от первого заказа в файле до даты отчёта.',
    pl: 'Dni od pierwszego zamówienia w pliku do daty raportu.',
  },
  type: 'integer',
  unit: 'days',
  direction: 'higher',
  ways: [
    {
      needs: ['order_lines.order_date', 'order_lines.customer_id'],
      aggregates: {
        orders: { first_day: 'min(order_date) FILTER (is_purchase)' },
      },
      expression:
        "date_diff('day', first_day, CAST($as_of AS DATE))",
    },
  ],
  bands: { quantiles: 3 },
  source: 'METHODS A32',
} satisfies Trait;
