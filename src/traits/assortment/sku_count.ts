import type { Trait } from '../Trait.ts';

export default {
  id: 'sku_count',
  label: { en: 'Breadth, items', ru: 'Ширина, позиций', pl: 'Szerokość, pozycje' },
  definition: {
    en: 'Distinct items bought in the window.',
    ru: 'Разных позиций, купленных за период.',
    pl: 'Różne pozycje kupione w okresie.',
  },
  type: 'integer',
  unit: 'count',
  direction: 'higher',
  ways: [
    {
      needs: ['order_lines.net_amount', 'order_lines.order_date', 'order_lines.customer_id', 'order_lines.product_id'],
      aggregates: {
        skus: { n: 'count(*)' },
      },
      expression: 'coalesce(n, 0)',
    },
  ],
  bands: { quantiles: 3 },
  source: 'METHODS A10, A70',
} satisfies Trait;
