import type { Trait } from '../Trait.ts';

export default {
  id: 'silence_ratio',
  label: { en: 'Silence against own cadence', ru: 'Тишина против своего ритма', pl: 'Cisza wobec własnego rytmu' },
  definition: {
    en: 'Days since the last purchase divided by the customer’s own median gap.',
    ru: 'Дней с последней покупки, делённых на собственный медианный интервал.',
    pl: 'Dni od ostatniego zakupu podzielone przez własną medianę odstępu.',
  },
  type: 'number',
  unit: 'ratio',
  direction: 'lower',
  ways: [
    {
      needs: ['order_lines.net_amount', 'order_lines.order_date', 'order_lines.customer_id'],
      aggregates: {
        gaps: { mid: 'median(gap)' },
        occasions: { last_day: 'max(order_date)' },
      },
      expression:
        "date_diff('day', last_day, CAST($as_of AS DATE)) / nullif(mid, 0)",
    },
  ],
  bands: { cuts: [1, 2] },
  source: 'METHODS A06',
} satisfies Trait;
