import type { Trait } from '../Trait.ts';

export default {
  id: 'gaps',
  label: { en: 'Gaps between purchases', ru: 'Интервалов между покупками', pl: 'Odstępy między zakupami' },
  definition: {
    en: 'How many gaps between days of purchase the history has.',
    ru: 'Сколько интервалов между днями покупок есть в истории.',
    pl: 'Ile odstępów między dniami zakupu ma historia.',
  },
  type: 'integer',
  unit: 'count',
  direction: 'higher',
  ways: [
    {
      needs: ['order_lines.net_amount', 'order_lines.order_date', 'order_lines.customer_id'],
      aggregates: {
        gaps: { n: 'count(*)' },
      },
      expression:
        'coalesce(n, 0)',
    },
  ],
  bands: { quantiles: 3 },
  source: 'METHODS A06',
} satisfies Trait;
