import type { Trait } from '../Trait.ts';

export default {
  id: 'active_share',
  label: { en: 'Share of active months', ru: 'Доля активных месяцев', pl: 'Udział aktywnych miesięcy' },
  definition: {
    en: 'Calendar months with a purchase, of the months of the window since the first purchase, so that new customers are not understated.',
    ru: 'Календарные месяцы с покупкой в доле от месяцев периода, прошедших с первой покупки, чтобы не занижать новых.',
    pl: 'Miesiące kalendarzowe z zakupem jako udział w miesiącach okresu od pierwszego zakupu, aby nie zaniżać nowych.',
  },
  type: 'share',
  unit: 'share',
  direction: 'higher',
  ways: [
    {
      needs: ['order_lines.net_amount', 'order_lines.order_date', 'order_lines.customer_id'],
      aggregates: {
        occasions: { months: "count(DISTINCT date_trunc('month', order_date)) FILTER (in_window)", first_day: 'min(order_date)' },
      },
      expression:
        "CASE WHEN first_day IS NOT NULL THEN CAST(months AS DOUBLE) / (date_diff('month', greatest(first_day, CAST($as_of AS DATE) - CAST($window_days AS INTEGER) + 1), CAST($as_of AS DATE)) + 1) END",
    },
  ],
  bands: { cuts: [0.34, 0.67] },
  source: 'METHODS A59, B3',
} satisfies Trait;
