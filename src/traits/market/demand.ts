import type { Trait } from '../Trait.ts';

export default {
  id: 'demand',
  label: { en: 'Annual demand', ru: 'Годовая потребность', pl: 'Roczne zapotrzebowanie' },
  definition: {
    en: 'What the customer buys of our kind of goods in a year, from all suppliers, as the file says; without it estimated from the size, as peers of the same type buy at their upper quartile.',
    ru: 'Сколько клиент закупает товаров нашего профиля в год у всех поставщиков, по файлу; без него оценка по размеру, как закупает верхний квартиль клиентов того же типа.',
    pl: 'Ile klient kupuje rocznie naszych towarów u wszystkich dostawców, według pliku; bez niego szacunek z wielkości, jak kupuje górny kwartyl klientów tego typu.',
  },
  type: 'money',
  unit: 'money',
  direction: 'higher',
  ways: [
    {
      needs: ['customers.demand_annual', 'customers.size_metric', 'order_lines.net_amount', 'order_lines.order_date', 'order_lines.customer_id'],
      aggregates: {
        customers: { given: 'any_value(demand_annual)' },
        sized: { estimate: 'any_value(estimate)' },
      },
      expression:
        'coalesce(CAST(given AS DOUBLE), estimate)',
    },
    {
      needs: ['customers.demand_annual'],
      aggregates: {
        customers: { given: 'any_value(demand_annual)' },
      },
      expression:
        'given',
    },
    {
      needs: ['customers.size_metric', 'order_lines.net_amount', 'order_lines.order_date', 'order_lines.customer_id'],
      aggregates: {
        sized: { estimate: 'any_value(estimate)' },
      },
      expression:
        'estimate',
    },
  ],
  bands: { quantiles: 3 },
  source: 'METHODS A66',
} satisfies Trait;
