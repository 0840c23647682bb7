import type { Trait } from '../Trait.ts';

export default {
  id: 'demand',
  label: { en: 'Annual demand', ru: 'Годовая потребность', pl: 'Roczne zapotrzebowanie' },
  definition: {
    en: 'What the customer buys of our kind of goods in a year, from all suppliers, as the file says.',
    ru: 'Сколько клиент закупает товаров нашего профиля в год у всех поставщиков, по файлу.',
    pl: 'Ile klient kupuje rocznie naszych towarów u wszystkich dostawców, według pliku.',
  },
  type: 'money',
  unit: 'money',
  direction: 'higher',
  ways: [
    {
      needs: ['customers.demand_annual'],
      aggregates: {
        customers: { given: 'any_value(demand_annual)' },
      },
      expression:
        'given',
    },
  ],
  bands: { quantiles: 3 },
  source: 'METHODS A66',
} satisfies Trait;
