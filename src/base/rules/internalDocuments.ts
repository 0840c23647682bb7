import type { Base } from '../Base.ts';
import { inList, internalWords } from '../values/words.ts';
import { hasColumn, leaveOutOrders, type Caught, type Rule } from './Rule.ts';

const catches = (base: Base): Caught | null => {
  const conditions = [
    ...(hasColumn(base, 'order_lines', 'doc_type') ? [`lower(trim(doc_type)) IN (${inList(internalWords)})`] : []),
    ...(hasColumn(base, 'orders', 'seller_entity') && hasColumn(base, 'order_lines', 'customer_id') ? ['customer_id IN (SELECT seller_entity FROM base.orders WHERE seller_entity IS NOT NULL)'] : []),
  ];
  return conditions.length ? { table: 'order_lines', where: conditions.join(' OR ') } : null;
};

export const internalDocuments: Rule = {
  id: 'E2',
  label: { en: 'Internal documents and own companies', ru: 'Внутренние документы и свои компании', pl: 'Dokumenty wewnętrzne i własne spółki' },
  treatments: {
    exclude: { en: 'left out of sales', ru: 'исключены из продаж', pl: 'pominięte w sprzedaży' },
    keep: { en: 'kept', ru: 'оставлены', pl: 'zachowane' },
  },
  byDefault: 'exclude',
  needs: ['order_lines.order_id'],
  catches,
  leaveOut: leaveOutOrders,
};
