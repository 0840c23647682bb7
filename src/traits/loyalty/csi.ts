import type { Trait } from '../Trait.ts';

export default {
  id: 'csi',
  label: { en: 'CSI', ru: 'CSI', pl: 'CSI' },
  definition: {
    en: 'Satisfaction 0–100: mean of (score − 1)/(highest score − 1) over the customer’s answers up to the as-of date.',
    ru: 'Удовлетворённость 0–100: среднее (оценка − 1)/(максимум − 1) по ответам клиента к дате расчёта.',
    pl: 'Satysfakcja 0–100: średnia (ocena − 1)/(maksimum − 1) z odpowiedzi klienta do daty.',
  },
  type: 'number',
  unit: 'none',
  direction: 'higher',
  ways: [
    {
      needs: ['surveys.customer_id', 'surveys.score'],
      aggregates: {
        answers: { mean_score: 'avg((score - 1) / (scale - 1)) FILTER (score >= 1 AND score <= scale)' },
      },
      expression:
        '100 * mean_score',
    },
  ],
  bands: { cuts: [60, 80] },
  source: 'METHODS A86, B13',
} satisfies Trait;
