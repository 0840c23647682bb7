import type { Trait } from '../Trait.ts';

export default {
  id: 'otif_rate',
  label: { en: 'On time in full', ru: 'Вовремя и полностью', pl: 'Na czas i w całości' },
  definition: {
    en: 'Share of the customer’s orders of the window that arrived on time and, where quantities are known, in full.',
    ru: 'Доля заказов клиента за период, пришедших вовремя и, если известны количества, полностью.',
    pl: 'Udział zamówień klienta z okresu, które dotarły na czas i, gdy znane są ilości, w całości.',
  },
  type: 'share',
  unit: 'share',
  direction: 'higher',
  ways: [
    {
      needs: ['deliveries.order_id', 'deliveries.promised_date', 'deliveries.actual_date', 'orders.customer_id'],
      aggregates: {
        arrivals: { right_orders: 'count(*) FILTER (is_right)', judged: 'count(is_right)' },
      },
      expression:
        'CASE WHEN judged > 0 THEN CAST(right_orders AS DOUBLE) / judged END',
    },
  ],
  bands: { cuts: [0.8, 0.95] },
  source: 'METHODS A90, B17',
} satisfies Trait;
