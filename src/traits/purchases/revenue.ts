import type { Trait } from '../Trait.ts';

export default {
  id: 'revenue',
  label: { en: 'Revenue', ru: 'Выручка', pl: 'Przychód' },
  definition: {
    en: 'Net turnover in the window, returns deducted.',
    ru: 'Выручка без НДС за период за вычетом возвратов.',
    pl: 'Przychód netto w okresie po odjęciu zwrotów.',
  },
  type: 'money',
  unit: 'money',
  direction: 'higher',
  ways: [
    {
      needs: ['order_lines.net_amount', 'order_lines.order_date', 'order_lines.customer_id'],
      aggregates: {
        lines: { net: 'sum(net_amount) FILTER (in_window)' },
      },
      expression:
        'coalesce(net, 0)',
    },
  ],
  bands: { quantiles: 3 },
  source: 'METHODS A38',
} satisfies Trait;
