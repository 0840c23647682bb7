import type { Trait } from '../Trait.ts';

export default {
  id: 'frequency_year',
  label: { en: 'Orders, 365 days', ru: 'Заказов за 365 дней', pl: 'Zamówienia, 365 dni' },
  definition: {
    en: 'Distinct orders in the 365 days up to the as-of date.',
    ru: 'Число разных заказов за 365 дней до даты отчёта.',
    pl: 'Liczba różnych zamówień w ciągu 365 dni do daty raportu.',
  },
  type: 'integer',
  unit: 'orders',
  direction: 'higher',
  ways: [
    {
      needs: ['order_lines.order_date', 'order_lines.customer_id'],
      aggregates: {
        orders: { orders: 'count(*) FILTER (is_purchase AND order_date > CAST($as_of AS DATE) - 365)' },
      },
      expression:
        'coalesce(orders, 0)',
    },
  ],
  bands: { quantiles: 3 },
  source: 'METHODS A01',
} satisfies Trait;
