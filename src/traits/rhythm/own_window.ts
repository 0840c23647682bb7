import type { Trait } from '../Trait.ts';

export default {
  id: 'own_window',
  label: { en: 'Own window, days', ru: 'Свой период, дней', pl: 'Własny okres, dni' },
  definition: {
    en: 'Window that suits the customer’s purchase cycle: the shortest of 30, 91, 182 and 365 days that holds three of their median gaps, else 365; empty without gaps.',
    ru: 'Период, который подходит циклу закупок клиента: кратчайший из 30, 91, 182 и 365 дней, вмещающий три медианных интервала, иначе 365; пусто без интервалов.',
    pl: 'Okres odpowiedni do cyklu zakupów klienta: najkrótszy z 30, 91, 182 i 365 dni, w którym mieszczą się trzy mediany odstępu, inaczej 365; puste bez odstępów.',
  },
  type: 'integer',
  unit: 'days',
  direction: 'neutral',
  ways: [
    {
      needs: ['order_lines.net_amount', 'order_lines.order_date', 'order_lines.customer_id'],
      aggregates: {
        gaps: { mid: 'median(gap)' },
      },
      expression:
        'CASE WHEN mid IS NULL THEN NULL WHEN 3 * mid <= 30 THEN 30 WHEN 3 * mid <= 91 THEN 91 WHEN 3 * mid <= 182 THEN 182 ELSE 365 END',
    },
  ],
  bands: { cuts: [30, 91, 182] },
  source: 'METHODS A02',
} satisfies Trait;
