import type { Trait } from '../Trait.ts';

export default {
  id: 'share_of_wallet',
  label: { en: 'Our share of wallet', ru: 'Наша доля в закупках', pl: 'Nasz udział w zakupach' },
  definition: {
    en: 'Our turnover of the last 365 days as a share of the customer’s annual demand; where that is not known, what competitors leave.',
    ru: 'Наша выручка за 365 дней в доле от годовой потребности клиента; где она неизвестна — то, что не у конкурентов.',
    pl: 'Nasz przychód z 365 dni jako udział w rocznym zapotrzebowaniu klienta; gdzie go nie znamy, to, co zostawia konkurencja.',
  },
  type: 'share',
  unit: 'share',
  direction: 'higher',
  ways: [
    {
      needs: ['order_lines.net_amount', 'order_lines.order_date', 'order_lines.customer_id', 'customers.demand_annual', 'competitors.share_pct'],
      aggregates: {
        lines: { year_net: 'sum(net_amount) FILTER (order_date > CAST($as_of AS DATE) - 365)' },
        customers: { demand_given: 'any_value(demand_annual)' },
        competitors: { taken: 'sum(share_pct)' },
      },
      expression:
        'CASE WHEN demand_given > 0 THEN CAST(greatest(coalesce(year_net, 0), 0) AS DOUBLE) / demand_given WHEN taken IS NOT NULL THEN greatest(0, 1 - taken / CASE WHEN taken > 1.5 THEN 100 ELSE 1 END) END',
    },
    {
      needs: ['order_lines.net_amount', 'order_lines.order_date', 'order_lines.customer_id', 'customers.demand_annual'],
      aggregates: {
        lines: { year_net: 'sum(net_amount) FILTER (order_date > CAST($as_of AS DATE) - 365)' },
        customers: { demand_given: 'any_value(demand_annual)' },
      },
      expression:
        'CASE WHEN demand_given > 0 THEN CAST(greatest(coalesce(year_net, 0), 0) AS DOUBLE) / demand_given END',
    },
    {
      needs: ['competitors.share_pct'],
      aggregates: {
        competitors: { taken: 'sum(share_pct)' },
      },
      expression:
        'CASE WHEN taken IS NOT NULL THEN greatest(0, 1 - taken / CASE WHEN taken > 1.5 THEN 100 ELSE 1 END) END',
    },
  ],
  bands: { cuts: [0.2, 0.6] },
  source: 'METHODS A55, A57, B20',
} satisfies Trait;
