import { leaveOutCaught, type Rule } from './Rule.ts';

export const returns: Rule = {
  id: 'E1',
  label: { en: 'Returns and credit notes', ru: 'Возвраты и кредит-ноты', pl: 'Zwroty i korekty' },
  treatments: {
    net: { en: 'reduce revenue, are never a purchase', ru: 'уменьшают выручку, покупкой не считаются', pl: 'zmniejszają przychód, nie są zakupem' },
    exclude: { en: 'left out', ru: 'исключены', pl: 'pominięte' },
    keep: { en: 'as in the file', ru: 'как в файле', pl: 'jak w pliku' },
  },
  byDefault: 'net',
  needs: ['order_lines.is_return'],
  catches: () => ({ table: 'order_lines', where: 'is_return' }),
  leaveOut: leaveOutCaught,
};
