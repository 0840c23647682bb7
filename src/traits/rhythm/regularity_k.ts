import type { Trait } from '../Trait.ts';

export default {
  id: 'regularity_k',
  label: { en: 'Regularity k', ru: 'Регулярность k', pl: 'Regularność k' },
  definition: {
    en: 'Shape of a gamma distribution of the gaps (Minka): 1 is chance, higher is more regular.',
    ru: 'Форма гамма-распределения интервалов (Минка): 1 — случайность, больше — регулярнее.',
    pl: 'Kształt rozkładu gamma odstępów (Minka): 1 to przypadek, więcej to regularność.',
  },
  type: 'number',
  unit: 'ratio',
  direction: 'higher',
  ways: [
    {
      needs: ['order_lines.net_amount', 'order_lines.order_date', 'order_lines.customer_id'],
      aggregates: {
        gaps: { n: 'count(*)', s: 'ln(avg(gap)) - avg(ln(gap))' },
      },
      expression:
        'CASE WHEN n >= 2 AND s > 1e-12 THEN (3 - s + sqrt((s - 3) * (s - 3) + 24 * s)) / (12 * s) END',
    },
  ],
  bands: { cuts: [1, 4] },
  source: 'METHODS B3; Platzer & Reutterer 2016',
} satisfies Trait;
