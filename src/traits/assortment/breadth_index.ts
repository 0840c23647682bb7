import type { Trait } from '../Trait.ts';

export default {
  id: 'breadth_index',
  label: { en: 'Breadth index', ru: 'Индекс ширины', pl: 'Indeks szerokości' },
  definition: {
    en: 'Categories bought as a share of the categories that at least 40% of the buyers of the same type take.',
    ru: 'Купленные категории в доле от тех, что берут не менее 40 % покупателей того же типа.',
    pl: 'Kupione kategorie jako udział w kategoriach, które bierze co najmniej 40 % kupujących tego samego typu.',
  },
  type: 'number',
  unit: 'ratio',
  direction: 'higher',
  ways: [
    {
      needs: ['order_lines.net_amount', 'order_lines.order_date', 'order_lines.customer_id', 'order_lines.category'],
      aggregates: {
        categories: { n: 'count(*)' },
        peers: { relevant: 'any_value(relevant_categories)' },
      },
      expression:
        'CAST(n AS DOUBLE) / nullif(relevant, 0)',
    },
  ],
  bands: { quantiles: 3 },
  source: 'METHODS A70',
} satisfies Trait;
