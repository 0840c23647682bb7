import type { Trait } from '../Trait.ts';

export default {
  id: 'visits_month',
  label: { en: 'Visits a month', ru: 'Визитов в месяц', pl: 'Wizyty w miesiącu' },
  definition: {
    en: 'Visits in the window per 30.44 days; zero for customers who were not visited.',
    ru: 'Визиты за период на 30,44 дня; ноль у тех, к кому не ездили.',
    pl: 'Wizyty w okresie na 30,44 dnia; zero u nieodwiedzanych.',
  },
  type: 'number',
  unit: 'ratio',
  direction: 'neutral',
  ways: [
    {
      needs: ['visits.customer_id', 'visits.visit_date'],
      aggregates: {
        visits: { made: 'count(*) FILTER (in_window)' },
      },
      expression:
        'coalesce(made, 0) * 30.44 / CAST($window_days AS DOUBLE)',
    },
  ],
  bands: { quantiles: 3 },
  source: 'METHODS A99',
} satisfies Trait;
