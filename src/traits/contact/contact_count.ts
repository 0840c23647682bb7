import type { Trait } from '../Trait.ts';

export default {
  id: 'contact_count',
  label: { en: 'Contacts', ru: 'Контактов', pl: 'Kontakty' },
  definition: {
    en: 'How many people at the customer we know; one is a risk.',
    ru: 'Скольких людей у клиента мы знаем; один — это риск.',
    pl: 'Ilu ludzi u klienta znamy; jeden to ryzyko.',
  },
  type: 'integer',
  unit: 'count',
  direction: 'higher',
  ways: [
    {
      needs: ['contacts.customer_id', 'contacts.contact_name'],
      aggregates: {
        people: { n: 'count(DISTINCT contact_name)' },
      },
      expression:
        'coalesce(n, 0)',
    },
  ],
  bands: { cuts: [0, 1] },
  source: 'METHODS A84',
} satisfies Trait;
