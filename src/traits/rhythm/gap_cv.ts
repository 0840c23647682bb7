import type { Trait } from '../Trait.ts';

export default {
  id: 'gap_cv',
  label: { en: 'Variation of gaps', ru: 'Вариация интервалов', pl: 'Zmienność odstępów' },
  definition: {
    en: 'Sample standard deviation of the gaps divided by their mean.',
    ru: 'Стандартное отклонение интервалов, делённое на среднее.',
    pl: 'Odchylenie standardowe odstępów podzielone przez średnią.',
  },
  type: 'number',
  unit: 'ratio',
  direction: 'lower',
  ways: [
    {
      needs: ['order_lines.net_amount', 'order_lines.order_date', 'order_lines.customer_id'],
      aggregates: {
        gaps: { deviation: 'stddev_samp(gap)', mean: 'avg(gap)' },
      },
      expression:
        'deviation / nullif(mean, 0)',
    },
  ],
  bands: { cuts: [0.5, 1] },
  source: 'METHODS B3',
} satisfies Trait;
