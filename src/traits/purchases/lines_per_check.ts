import type { Trait } from '../Trait.ts';

export default {
  id: 'lines_per_check',
  label: { en: 'Lines per check', ru: 'Позиций в чеке', pl: 'Pozycje na rachunek' },
  definition: {
    en: 'Order lines per order in the window, returns aside.',
    ru: 'Строк на заказ за период, без возвратов.',
    pl: 'Pozycje na zamówienie w okresie, bez zwrotów.',
  },
  type: 'number',
  unit: 'lines',
  direction: 'higher',
  ways: [
    {
      needs: ['order_lines.order_date', 'order_lines.customer_id'],
      aggregates: {
        orders: { lines: 'sum(line_count) FILTER (is_purchase AND in_window)', orders: 'count(*) FILTER (is_purchase AND in_window)' },
      },
      expression:
        'CAST(lines AS DOUBLE) / nullif(orders, 0)',
    },
  ],
  bands: { quantiles: 3 },
  source: 'METHODS A10',
} satisfies Trait;
