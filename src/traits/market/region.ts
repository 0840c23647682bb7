import type { Trait } from '../Trait.ts';

export default {
  id: 'region',
  label: { en: 'Region', ru: 'Регион', pl: 'Region' },
  definition: {
    en: 'Region as the file says.',
    ru: 'Регион по файлу.',
    pl: 'Region według pliku.',
  },
  type: 'class',
  unit: 'none',
  direction: 'neutral',
  ways: [
    {
      needs: ['customers.region'],
      aggregates: {
        customers: { given: 'any_value(region)' },
      },
      expression:
        'given',
    },
  ],
  bands: 'own',
  source: 'METHODS A107',
} satisfies Trait;
