import type { Trait } from '../Trait.ts';

export default {
  id: 'high_margin_share',
  label: { en: 'Share of high-margin goods', ru: 'Доля высокомаржинальных товаров', pl: 'Udział towarów wysokomarżowych' },
  definition: {
    en: 'Share of the turnover in products whose margin is above that of the whole company in the window.',
    ru: 'Доля выручки в товарах, маржа которых за период выше средней по компании.',
    pl: 'Udział przychodu z towarów, których marża w okresie jest wyższa niż w całej firmie.',
  },
  type: 'share',
  unit: 'share',
  direction: 'higher',
  ways: [
    {
      needs: ['order_lines.net_amount', 'order_lines.order_date', 'order_lines.customer_id', 'order_lines.cost', 'order_lines.product_id'],
      aggregates: {
        margins: { high: 'sum(net) FILTER (is_high)', all_net: 'sum(net)' },
      },
      expression:
        'CASE WHEN all_net > 0 THEN CAST(coalesce(high, 0) AS DOUBLE) / CAST(all_net AS DOUBLE) END',
    },
  ],
  bands: { quantiles: 3 },
  source: 'METHODS A65',
} satisfies Trait;
