import type { Trait } from '../Trait.ts';

export default {
  id: 'is_one_order',
  label: { en: 'One order only', ru: 'Только один заказ', pl: 'Tylko jedno zamówienie' },
  definition: {
    en: 'Has bought exactly once up to the as-of date.',
    ru: 'Купил ровно один раз к дате расчёта.',
    pl: 'Kupił dokładnie raz do daty.',
  },
  type: 'flag',
  unit: 'none',
  direction: 'lower',
  ways: [
    {
      needs: ['order_lines.net_amount', 'order_lines.order_date', 'order_lines.customer_id'],
      aggregates: {
        orders: { purchases: 'count(*) FILTER (is_purchase)' },
      },
      expression:
        'CASE WHEN coalesce(purchases, 0) = 0 THEN NULL ELSE purchases = 1 END',
    },
  ],
  bands: 'own',
  source: 'METHODS A04, A34',
} satisfies Trait;
