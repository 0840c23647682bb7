import { leaveOutCaught, type Rule } from './Rule.ts';

export const unitMix: Rule = {
  id: 'E21',
  label: { en: 'One article in several units', ru: 'Один товар в разных единицах', pl: 'Jeden towar w kilku jednostkach' },
  treatments: {
    keep: { en: 'kept, quantities are not to be added up', ru: 'оставлены, количества складывать нельзя', pl: 'zachowane, ilości nie wolno sumować' },
    exclude: { en: 'left out', ru: 'исключены', pl: 'pominięte' },
  },
  byDefault: 'keep',
  needs: ['order_lines.unit', 'order_lines.product_id'],
  catches: () => ({ table: 'order_lines', where: 'product_id IN (SELECT product_id FROM base.order_lines WHERE unit IS NOT NULL GROUP BY product_id HAVING count(DISTINCT lower(trim(unit))) > 1)' }),
  leaveOut: leaveOutCaught,
};
