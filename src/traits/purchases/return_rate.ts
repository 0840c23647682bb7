import type { Trait } from '../Trait.ts';

export default {
  id: 'return_rate',
  label: { en: 'Return rate', ru: 'Доля возвратов', pl: 'Udział zwrotów' },
  definition: {
    en: 'Returned value as a share of what was sold in the window.',
    ru: 'Стоимость возвратов в доле от проданного за период.',
    pl: 'Wartość zwrotów jako udział w sprzedaży w okresie.',
  },
  type: 'share',
  unit: 'share',
  direction: 'lower',
  ways: [
    {
      needs: ['order_lines.net_amount', 'order_lines.order_date', 'order_lines.customer_id'],
      aggregates: {
        lines: { returned: 'sum(net_amount) FILTER (in_window AND is_return)', sold: 'sum(net_amount) FILTER (in_window AND NOT is_return)' },
      },
      expression:
        'CASE WHEN sold > 0 THEN CAST(-coalesce(returned, 0) AS DOUBLE) / sold END',
    },
  ],
  bands: { cuts: [0, 0.05] },
  source: 'METHODS E1',
} satisfies Trait;
