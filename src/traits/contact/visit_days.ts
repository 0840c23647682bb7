import type { Trait } from '../Trait.ts';

export default {
  id: 'visit_days',
  label: { en: 'Days since the last visit', ru: 'Дней с последнего визита', pl: 'Dni od ostatniej wizyty' },
  definition: {
    en: 'Days from the last visit to the as-of date; empty for customers who were never visited.',
    ru: 'Дней от последнего визита до даты расчёта; пусто, если визитов не было.',
    pl: 'Dni od ostatniej wizyty do daty; puste, gdy wizyt nie było.',
  },
  type: 'integer',
  unit: 'days',
  direction: 'lower',
  ways: [
    {
      needs: ['visits.customer_id', 'visits.visit_date'],
      aggregates: {
        visits: { last_visit: 'max(visit_date)' },
      },
      expression:
        "date_diff('day', last_visit, CAST($as_of AS DATE))",
    },
  ],
  bands: { cuts: [30, 90] },
  source: 'METHODS A108',
} satisfies Trait;
