import type { Trait } from '../Trait.ts';

export default {
  id: 'overdue_days',
  label: { en: 'Days overdue, weighted', ru: 'Дней просрочки, взвешенно', pl: 'Dni po terminie, ważone' },
  definition: {
    en: 'Days past the due date, weighted by the overdue amount; empty when nothing is overdue.',
    ru: 'Дней после срока, взвешенных по просроченной сумме; пусто без просрочки.',
    pl: 'Dni po terminie ważone kwotą zaległą; puste bez zaległości.',
  },
  type: 'number',
  unit: 'days',
  direction: 'lower',
  ways: [
    {
      needs: ['receivables.customer_id', 'receivables.due_date', 'receivables.open_amount'],
      aggregates: {
        invoices: { late: 'sum(open_now) FILTER (days > 0)', weighted: 'sum(open_now * days) FILTER (days > 0)' },
      },
      expression:
        'CASE WHEN late > 0 THEN CAST(weighted AS DOUBLE) / CAST(late AS DOUBLE) END',
    },
  ],
  bands: { cuts: [30, 60] },
  source: 'METHODS A60, B16',
} satisfies Trait;
