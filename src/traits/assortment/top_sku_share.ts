import type { Trait } from '../Trait.ts';

export default {
  id: 'top_sku_share',
  label: { en: 'Share of the top item', ru: 'Доля главной позиции', pl: 'Udział głównej pozycji' },
  definition: {
    en: 'Largest item’s share of the turnover in the window.',
    ru: 'Доля самой крупной позиции в выручке за период.',
    pl: 'Udział największej pozycji w przychodzie okresu.',
  },
  type: 'share',
  unit: 'share',
  direction: 'lower',
  ways: [
    {
      needs: ['order_lines.net_amount', 'order_lines.order_date', 'order_lines.customer_id', 'order_lines.product_id'],
      aggregates: {
        skus: { top: 'max(net)', net: 'sum(net)' },
      },
      expression:
        'CAST(top AS DOUBLE) / nullif(net, 0)',
    },
  ],
  bands: { cuts: [0.4, 0.8] },
  source: 'METHODS A12',
} satisfies Trait;
