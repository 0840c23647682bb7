import type { Base } from '../Base.ts';
import { cancelledWords, inList, quoteWords } from '../values/words.ts';
import { hasColumn, leaveOutOrders, type Caught, type Rule } from './Rule.ts';

const catches = (base: Base): Caught | null => {
  const conditions = (['status', 'doc_type'] as const).flatMap((name) => (hasColumn(base, 'order_lines', name) ? [`lower(trim(order_lines.${name})) IN (${inList(name === 'status' ? cancelledWords : quoteWords)})`] : []));
  return conditions.length ? { table: 'order_lines', where: conditions.join(' OR ') } : null;
};

export const unfinishedDocuments: Rule = {
  id: 'E19',
  label: { en: 'Quotes, drafts and cancelled orders', ru: 'Предложения, черновики и отменённые заказы', pl: 'Oferty, szkice i anulowane zamówienia' },
  treatments: {
    exclude: { en: 'left out: a purchase is shipped or invoiced', ru: 'исключены: покупка отгружена или выставлена', pl: 'pominięte: zakup jest wydany lub zafakturowany' },
    keep: { en: 'kept', ru: 'оставлены', pl: 'zachowane' },
  },
  byDefault: 'exclude',
  needs: ['order_lines.order_id'],
  catches,
  leaveOut: leaveOutOrders,
};
