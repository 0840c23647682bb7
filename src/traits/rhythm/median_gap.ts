import type { Trait } from '../Trait.ts';

export default {
  id: 'median_gap',
  label: { en: 'Median gap, days', ru: 'Медиана интервала, дней', pl: 'Mediana odstępu, dni' },
  definition: {
    en: 'Median number of days between days of purchase.',
    ru: 'Медианное число дней между днями покупок.',
    pl: 'Mediana liczby dni między dniami zakupu.',
  },
  type: 'number',
  unit: 'days',
  direction: 'lower',
  ways: [
    {
      needs: ['order_lines.net_amount', 'order_lines.order_date', 'order_lines.customer_id'],
      aggregates: {
        gaps: { mid: 'median(gap)' },
      },
      expression:
        'mid',
    },
  ],
  bands: { quantiles: 3 },
  source: 'METHODS B3',
} satisfies Trait;
