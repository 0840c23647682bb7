import type { Trait } from '../Trait.ts';

export default {
  id: 'frequency_rate',
  label: { en: 'Orders a month', ru: 'Заказов в месяц', pl: 'Zamówienia na miesiąc' },
  definition: {
    en: 'Orders in the window for each month the customer was with us in it, so that new customers are not understated.',
    ru: 'Заказов за период на месяц, прожитый клиентом в этом периоде, чтобы не занижать новых.',
    pl: 'Zamówienia w okresie na miesiąc obecności klienta, aby nie zaniżać nowych.',
  },
  type: 'number',
  unit: 'ratio',
  direction: 'higher',
  ways: [
    {
      needs: ['order_lines.order_date', 'order_lines.customer_id'],
      aggregates: {
        orders: { orders: 'count(*) FILTER (is_purchase AND in_window)', first_day: 'min(order_date) FILTER (is_purchase)' },
      },
      expression:
        "CASE WHEN orders > 0 THEN orders / (least(CAST($window_days AS INTEGER), date_diff('day', first_day, CAST($as_of AS DATE)) + 1) / 30.44) END",
    },
  ],
  bands: { quantiles: 3 },
  source: 'METHODS A01',
} satisfies Trait;
