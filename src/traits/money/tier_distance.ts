import type { Trait } from '../Trait.ts';

export default {
  id: 'tier_distance',
  label: { en: 'To the next tier', ru: 'До следующего порога', pl: 'Do następnego progu' },
  definition: {
    en: 'What is still to be bought in the plan’s period to reach the next bonus threshold; zero when all are reached, empty without thresholds.',
    ru: 'Сколько осталось купить в периоде плана до следующего порога бонуса; ноль, если все достигнуты, пусто без порогов.',
    pl: 'Ile jeszcze kupić w okresie planu do następnego progu bonusu; zero, gdy wszystkie osiągnięto, puste bez progów.',
  },
  type: 'money',
  unit: 'money',
  direction: 'lower',
  ways: [
    {
      needs: ['order_lines.net_amount', 'order_lines.order_date', 'order_lines.customer_id', 'plans.tier_threshold', 'plans.period_start'],
      aggregates: {
        tiers: { left_to: 'min(tier_threshold - sold) FILTER (tier_threshold > sold)', thresholds: 'count(*)' },
      },
      expression:
        'CASE WHEN coalesce(thresholds, 0) = 0 THEN NULL ELSE coalesce(left_to, 0) END',
    },
  ],
  bands: { quantiles: 3 },
  source: 'METHODS A79',
} satisfies Trait;
