import type { Trait } from '../Trait.ts';

export default {
  id: 'active_months',
  label: { en: 'Active months', ru: 'Активных месяцев', pl: 'Aktywne miesiące' },
  definition: {
    en: 'Calendar months of the window with a purchase.',
    ru: 'Календарных месяцев периода с покупкой.',
    pl: 'Miesiące kalendarzowe okresu z zakupem.',
  },
  type: 'integer',
  unit: 'months',
  direction: 'higher',
  ways: [
    {
      needs: ['order_lines.net_amount', 'order_lines.order_date', 'order_lines.customer_id'],
      aggregates: {
        occasions: { months: 'count(DISTINCT date_trunc(\'month\', order_date)) FILTER (in_window)' },
      },
      expression:
        'coalesce(months, 0)',
    },
  ],
  bands: { quantiles: 3 },
  source: 'METHODS A59',
} satisfies Trait;
