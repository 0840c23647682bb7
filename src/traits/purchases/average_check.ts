import type { Trait } from '../Trait.ts';

export default {
  id: 'average_check',
  label: { en: 'Average check', ru: 'Средний чек', pl: 'Średni rachunek' },
  definition: {
    en: 'Turnover of the orders in the window divided by their number; lines per check × value per line.',
    ru: 'Выручка заказов за период, делённая на их число; позиций в чеке × стоимость позиции.',
    pl: 'Przychód z zamówień w okresie podzielony przez ich liczbę; pozycje × wartość pozycji.',
  },
  type: 'money',
  unit: 'money',
  direction: 'higher',
  ways: [
    {
      needs: ['order_lines.net_amount', 'order_lines.order_date', 'order_lines.customer_id'],
      aggregates: {
        orders: { net: 'sum(net) FILTER (is_purchase AND in_window)', orders: 'count(*) FILTER (is_purchase AND in_window)' },
      },
      expression:
        'CAST(net AS DOUBLE) / nullif(orders, 0)',
    },
  ],
  bands: { quantiles: 3 },
  source: 'METHODS A08',
} satisfies Trait;
