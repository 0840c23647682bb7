import type { Trait } from '../Trait.ts';

export default {
  id: 'breadth',
  label: { en: 'Breadth, categories', ru: 'Ширина, категорий', pl: 'Szerokość, kategorie' },
  definition: {
    en: 'Categories bought in the window.',
    ru: 'Категорий, купленных за период.',
    pl: 'Kategorie kupione w okresie.',
  },
  type: 'integer',
  unit: 'count',
  direction: 'higher',
  ways: [
    {
      needs: ['order_lines.net_amount', 'order_lines.order_date', 'order_lines.customer_id', 'order_lines.category'],
      aggregates: {
        categories: { n: 'count(*)' },
      },
      expression:
        'coalesce(n, 0)',
    },
  ],
  bands: { quantiles: 3 },
  source: 'METHODS A70',
} satisfies Trait;
