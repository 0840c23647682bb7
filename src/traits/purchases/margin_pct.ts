import type { Trait } from '../Trait.ts';

export default {
  id: 'margin_pct',
  label: { en: 'Margin', ru: 'Маржа', pl: 'Marża' },
  definition: {
    en: 'Gross income as a share of the turnover that has a cost.',
    ru: 'Валовый доход в доле от выручки, у которой есть себестоимость.',
    pl: 'Dochód brutto jako udział w przychodzie z kosztem.',
  },
  type: 'share',
  unit: 'share',
  direction: 'higher',
  ways: [
    {
      needs: ['order_lines.net_amount', 'order_lines.order_date', 'order_lines.customer_id', 'order_lines.cost'],
      aggregates: {
        lines: { profit: 'sum(line_profit) FILTER (in_window)', costed: 'sum(net_amount) FILTER (in_window AND cost IS NOT NULL)' },
      },
      expression:
        'CASE WHEN costed > 0 THEN CAST(profit AS DOUBLE) / costed END',
    },
  ],
  bands: { quantiles: 3 },
  source: 'METHODS A65',
} satisfies Trait;
