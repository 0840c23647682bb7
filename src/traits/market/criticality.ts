import type { Trait } from '../Trait.ts';

export default {
  id: 'criticality',
  label: { en: 'Criticality', ru: 'Критичность', pl: 'Krytyczność' },
  definition: {
    en: 'Role of our goods in the customer’s process: critical, main or auxiliary.',
    ru: 'Роль нашего товара в цикле клиента: критичный, основной, вспомогательный.',
    pl: 'Rola naszych towarów w procesie klienta: krytyczna, główna, pomocnicza.',
  },
  type: 'class',
  unit: 'none',
  direction: 'neutral',
  ways: [
    {
      needs: ['customers.criticality'],
      aggregates: {
        customers: { given: 'any_value(criticality)' },
      },
      expression:
        'given',
    },
  ],
  bands: 'own',
  source: 'METHODS A69',
} satisfies Trait;
