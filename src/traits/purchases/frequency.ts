import type { Trait } from '../Trait.ts';

export default {
  id: 'frequency',
  label: { en: 'Orders in the window', ru: 'Заказов за период', pl: 'Zamówienia w okresie' },
  definition: {
    en: 'Distinct orders in the window; returns are no orders.',
    ru: 'Число разных заказов за период; возвраты не считаются.',
    pl: 'Liczba różnych zamówień w okresie; zwroty się nie liczą.',
  },
  type: 'integer',
  unit: 'orders',
  direction: 'higher',
  ways: [
    {
      needs: ['order_lines.order_date', 'order_lines.customer_id'],
      aggregates: {
        orders: { orders: 'count(*) FILTER (is_purchase AND in_window)' },
      },
      expression:
        'coalesce(orders, 0)',
    },
  ],
  bands: { quantiles: 3 },
  source: 'METHODS A01',
} satisfies Trait;
