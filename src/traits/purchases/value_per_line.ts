import type { Trait } from '../Trait.ts';

export default {
  id: 'value_per_line',
  label: { en: 'Value per line', ru: 'Стоимость позиции', pl: 'Wartość pozycji' },
  definition: {
    en: 'Turnover of the orders in the window per order line.',
    ru: 'Выручка заказов за период на одну строку.',
    pl: 'Przychód z zamówień w okresie na pozycję.',
  },
  type: 'money',
  unit: 'money',
  direction: 'higher',
  ways: [
    {
      needs: ['order_lines.net_amount', 'order_lines.order_date', 'order_lines.customer_id'],
      aggregates: {
        orders: { net: 'sum(net) FILTER (is_purchase AND in_window)', lines: 'sum(line_count) FILTER (is_purchase AND in_window)' },
      },
      expression:
        'CAST(net AS DOUBLE) / nullif(lines, 0)',
    },
  ],
  bands: { quantiles: 3 },
  source: 'METHODS A11',
} satisfies Trait;
