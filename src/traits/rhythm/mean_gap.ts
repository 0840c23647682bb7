import type { Trait } from '../Trait.ts';

export default {
  id: 'mean_gap',
  label: { en: 'Mean gap, days', ru: 'Средний интервал, дней', pl: 'Średni odstęp, dni' },
  definition: {
    en: 'Mean number of days between days of purchase.',
    ru: 'Среднее число дней между днями покупок.',
    pl: 'Średnia liczba dni między dniami zakupu.',
  },
  type: 'number',
  unit: 'days',
  direction: 'lower',
  ways: [
    {
      needs: ['order_lines.net_amount', 'order_lines.order_date', 'order_lines.customer_id'],
      aggregates: {
        gaps: { mean: 'avg(gap)' },
      },
      expression:
        'mean',
    },
  ],
  bands: { quantiles: 3 },
  source: 'METHODS B3',
} satisfies Trait;
