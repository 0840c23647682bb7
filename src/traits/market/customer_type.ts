import type { Trait } from '../Trait.ts';

export default {
  id: 'customer_type',
  label: { en: 'Type', ru: 'Тип клиента', pl: 'Typ klienta' },
  definition: {
    en: 'Type of customer as the file says.',
    ru: 'Тип клиента по файлу.',
    pl: 'Typ klienta według pliku.',
  },
  type: 'class',
  unit: 'none',
  direction: 'neutral',
  ways: [
    {
      needs: ['customers.customer_type'],
      aggregates: {
        customers: { given: 'any_value(customer_type)' },
      },
      expression:
        'given',
    },
  ],
  bands: 'own',
  source: 'METHODS A101',
} satisfies Trait;
