import { hasColumn, nothingLeftOut, type Rule } from './Rule.ts';

const reused = 'customer_id IN (SELECT customer_id FROM quality.e4)';

/** Found while files are read (reportReading), since the base keeps one row a code. */
export const reusedCodes: Rule = {
  id: 'E4',
  label: { en: 'One code, several clients', ru: 'Один код — разные клиенты', pl: 'Jeden kod, różni klienci' },
  treatments: {
    first: { en: 'the first name and tax number count; told', ru: 'берутся первое имя и ИНН; отмечено', pl: 'liczy się pierwsza nazwa i NIP; zaznaczone' },
    exclude: { en: 'left out with their orders', ru: 'исключены вместе с заказами', pl: 'pominięci wraz z zamówieniami' },
  },
  byDefault: 'first',
  needs: ['customers.customer_id'],
  catches: (base) => (base.quality.some(({ rule }) => rule === 'E4') ? { table: 'customers', where: reused } : null),
  leaveOut: (treatment, base) => (treatment === 'exclude' ? Object.fromEntries(['customers', 'orders', 'order_lines'].filter((table) => hasColumn(base, table, 'customer_id')).map((table) => [table, reused])) : nothingLeftOut),
};
