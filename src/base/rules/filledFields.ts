import { hasColumn, leaveOutCaught, type Rule } from './Rule.ts';
import { notedRows } from './notedRows.ts';

export const filledFields: Rule = {
  id: 'E13',
  label: { en: 'Order fields only on the first line', ru: 'Поля заказа только в первой строке', pl: 'Pola zamówienia tylko w pierwszym wierszu' },
  treatments: {
    fill: { en: 'taken from the other lines of the order', ru: 'взяты из других строк заказа', pl: 'wzięte z innych wierszy zamówienia' },
    exclude: { en: 'rows left out', ru: 'строки исключены', pl: 'wiersze pominięte' },
  },
  byDefault: 'fill',
  needs: [],
  catches: (base) => (hasColumn(base, 'order_lines', 'order_id') ? { table: 'order_lines', where: `_filled OR ${notedRows('E13')}` } : null),
  leaveOut: leaveOutCaught,
};
