import type { Trait } from '../Trait.ts';

export default {
  id: 'cadence_state',
  label: { en: 'Cadence', ru: 'Ритм покупок', pl: 'Rytm zakupów' },
  definition: {
    en: 'alarm: silent longer than 90% of the own gaps and than median + 3 robust deviations; watch: longer than 90%; empty with fewer than 3 gaps.',
    ru: 'alarm: тишина дольше 90 % своих интервалов и медианы + 3 робастных отклонения; watch: дольше 90 %; пусто при менее чем 3 интервалах.',
    pl: 'alarm: cisza dłuższa niż 90 % własnych odstępów i niż mediana + 3 odporne odchylenia; watch: dłuższa niż 90 %; puste poniżej 3 odstępów.',
  },
  type: 'ordered',
  unit: 'none',
  direction: 'higher',
  ways: [
    {
      needs: ['order_lines.net_amount', 'order_lines.order_date', 'order_lines.customer_id'],
      aggregates: {
        gaps: { n: 'count(*)', mid: 'median(gap)', spread: 'mad(gap)', late: 'quantile_cont(gap, 0.9)' },
        occasions: { last_day: 'max(order_date)' },
      },
      expression:
        "CASE WHEN coalesce(n, 0) < 3 THEN NULL WHEN date_diff('day', last_day, CAST($as_of AS DATE)) > greatest(late, mid + 3 * 1.4826 * spread) THEN 'alarm' WHEN date_diff('day', last_day, CAST($as_of AS DATE)) > late THEN 'watch' ELSE 'ok' END",
    },
  ],
  levels: ['alarm', 'watch', 'ok'],
  bands: 'own',
  source: 'METHODS A06, B2',
} satisfies Trait;
