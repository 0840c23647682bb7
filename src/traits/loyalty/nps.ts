import type { Trait } from '../Trait.ts';

export default {
  id: 'nps',
  label: { en: 'NPS', ru: 'NPS', pl: 'NPS' },
  definition: {
    en: 'Promoters (9–10) less detractors (0–6) among the customer’s answers up to the as-of date, −100 to 100.',
    ru: 'Промоутеры (9–10) минус критики (0–6) среди ответов клиента к дате расчёта, от −100 до 100.',
    pl: 'Promotorzy (9–10) minus krytycy (0–6) wśród odpowiedzi klienta do daty, od −100 do 100.',
  },
  type: 'number',
  unit: 'none',
  direction: 'higher',
  ways: [
    {
      needs: ['surveys.customer_id', 'surveys.nps'],
      aggregates: {
        answers: { asked: 'count(nps)', fans: 'count(*) FILTER (nps >= 9)', critics: 'count(*) FILTER (nps <= 6)' },
      },
      expression:
        'CASE WHEN asked > 0 THEN 100.0 * (fans - critics) / asked END',
    },
  ],
  bands: { cuts: [0, 50] },
  source: 'METHODS A85, B12',
} satisfies Trait;
