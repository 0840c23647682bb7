import type { Trait } from '../Trait.ts';

export default {
  id: 'occasions',
  label: { en: 'Days of purchase', ru: 'Дней с покупкой', pl: 'Dni zakupu' },
  definition: {
    en: 'Days of the window with positive turnover: several documents of one day are one occasion.',
    ru: 'Дней периода с положительной выручкой: несколько документов за день — одна покупка.',
    pl: 'Dni okresu z dodatnim przychodem: kilka dokumentów jednego dnia to jedna okazja.',
  },
  type: 'integer',
  unit: 'count',
  direction: 'higher',
  ways: [
    {
      needs: ['order_lines.net_amount', 'order_lines.order_date', 'order_lines.customer_id'],
      aggregates: {
        occasions: { days: 'count(*) FILTER (in_window)' },
      },
      expression: 'coalesce(days, 0)',
    },
  ],
  bands: { quantiles: 3 },
  source: 'METHODS A01, E20',
} satisfies Trait;
