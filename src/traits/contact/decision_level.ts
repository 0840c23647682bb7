import type { Trait } from '../Trait.ts';

export default {
  id: 'decision_level',
  label: { en: 'Decision level', ru: 'Уровень ЛПР', pl: 'Poziom decyzyjny' },
  definition: {
    en: 'Highest level among the customer’s contacts: 1 buyer, 2 head of purchasing, 3 technical or commercial director, 4 top management; 0 without a contact of a known level.',
    ru: 'Высший уровень среди контактов: 1 закупщик, 2 руководитель закупок, 3 технический или коммерческий директор, 4 первое лицо; 0 без контакта известного уровня.',
    pl: 'Najwyższy poziom wśród kontaktów: 1 kupiec, 2 szef zakupów, 3 dyrektor techniczny lub handlowy, 4 zarząd; 0 bez kontaktu o znanym poziomie.',
  },
  type: 'integer',
  unit: 'none',
  direction: 'higher',
  ways: [
    {
      needs: ['contacts.customer_id', 'contacts.decision_level'],
      aggregates: {
        people: { highest: 'max(level)' },
      },
      expression:
        'coalesce(highest, 0)',
    },
    {
      needs: ['contacts.customer_id', 'contacts.position'],
      aggregates: {
        people: { highest: 'max(level)' },
      },
      expression:
        'coalesce(highest, 0)',
    },
  ],
  bands: { cuts: [1, 2] },
  source: 'METHODS A84',
} satisfies Trait;
