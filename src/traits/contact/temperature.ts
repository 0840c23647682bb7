import type { Trait } from '../Trait.ts';

export default {
  id: 'temperature',
  label: { en: 'Temperature', ru: 'Температура', pl: 'Temperatura' },
  definition: {
    en: 'hot: has bought at least once; warm: not yet, and the file calls them warm or hot, or there was a visit, a contact or an answer to a campaign; cold: all others. Orders go before the label.',
    ru: 'hot: покупал хотя бы раз; warm: ещё нет, но в файле тёплый или горячий, либо был визит, контакт или ответ на кампанию; cold: остальные. Заказы важнее метки.',
    pl: 'hot: kupił co najmniej raz; warm: jeszcze nie, ale w pliku jest ciepły lub gorący albo była wizyta, kontakt lub odpowiedź na kampanię; cold: pozostali. Zamówienia są ważniejsze niż etykieta.',
  },
  type: 'ordered',
  unit: 'none',
  direction: 'higher',
  ways: [
    {
      needs: ['order_lines.net_amount', 'order_lines.order_date', 'order_lines.customer_id', 'customers.temperature'],
      aggregates: {
        orders: { purchases: 'count(*) FILTER (is_purchase)' },
        touches: { touched: 'count(*)' },
        customers: { told: 'any_value(temperature)' },
      },
      expression:
        "CASE WHEN purchases > 0 THEN 'hot' WHEN told IN ('warm', 'hot') OR coalesce(touched, 0) > 0 THEN 'warm' ELSE 'cold' END",
    },
    {
      needs: ['order_lines.net_amount', 'order_lines.order_date', 'order_lines.customer_id'],
      aggregates: {
        orders: { purchases: 'count(*) FILTER (is_purchase)' },
        touches: { touched: 'count(*)' },
      },
      expression:
        "CASE WHEN purchases > 0 THEN 'hot' WHEN coalesce(touched, 0) > 0 THEN 'warm' ELSE 'cold' END",
    },
    {
      needs: ['customers.temperature'],
      aggregates: {
        customers: { told: 'any_value(temperature)' },
      },
      expression:
        "CASE WHEN told IN ('cold', 'warm', 'hot') THEN told END",
    },
  ],
  levels: ['cold', 'warm', 'hot'],
  bands: 'own',
  source: 'METHODS A21',
} satisfies Trait;
