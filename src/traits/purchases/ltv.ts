import type { Trait } from '../Trait.ts';

export default {
  id: 'ltv',
  label: { en: 'LTV, gross income', ru: 'LTV, валовый доход', pl: 'LTV, dochód brutto' },
  definition: {
    en: 'Gross income from the customer in the window: turnover less the cost of goods, returns deducted. Lines without cost are left out.',
    ru: 'Валовый доход с клиента за период: выручка минус себестоимость, возвраты вычтены. Строки без себестоимости не входят.',
    pl: 'Dochód brutto od klienta w okresie: przychód minus koszt towaru, po zwrotach. Pozycje bez kosztu pominięto.',
  },
  type: 'money',
  unit: 'money',
  direction: 'higher',
  ways: [
    {
      needs: ['order_lines.net_amount', 'order_lines.order_date', 'order_lines.customer_id', 'order_lines.cost'],
      aggregates: {
        lines: { profit: 'sum(line_profit) FILTER (in_window)', bought: 'count(*) FILTER (in_window)' },
      },
      expression:
        'CASE WHEN profit IS NULL AND bought > 0 THEN NULL ELSE coalesce(profit, 0) END',
    },
  ],
  bands: { quantiles: 3 },
  source: 'METHODS A56',
} satisfies Trait;
