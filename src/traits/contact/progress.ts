import type { Trait } from '../Trait.ts';

export default {
  id: 'progress',
  label: { en: 'Progress', ru: 'Прогресс', pl: 'Postęp' },
  definition: {
    en: 'Weighted share of the steps of knowing the customer that are done by the as-of date; empty without a step.',
    ru: 'Взвешенная доля шагов знания клиента, сделанных к дате расчёта; пусто без шагов.',
    pl: 'Ważony udział kroków poznania klienta wykonanych do daty; puste bez kroków.',
  },
  type: 'share',
  unit: 'share',
  direction: 'higher',
  ways: [
    {
      needs: ['progress.customer_id', 'progress.item', 'progress.done'],
      aggregates: {
        steps: { made: 'sum(weight_of) FILTER (is_done)', all_steps: 'sum(weight_of)' },
      },
      expression:
        'CASE WHEN all_steps > 0 THEN CAST(coalesce(made, 0) AS DOUBLE) / all_steps END',
    },
    {
      needs: ['progress.customer_id', 'progress.item', 'progress.value'],
      aggregates: {
        steps: { made: 'sum(weight_of) FILTER (is_done)', all_steps: 'sum(weight_of)' },
      },
      expression:
        'CASE WHEN all_steps > 0 THEN CAST(coalesce(made, 0) AS DOUBLE) / all_steps END',
    },
  ],
  bands: { cuts: [0.33, 0.66] },
  source: 'METHODS A81, A82',
} satisfies Trait;
