import { leaveOutCaught, type Rule } from './Rule.ts';

const yearAgo = '(SELECT max(order_date) - 365 FROM base.order_lines)';

export const priceChanges: Rule = {
  id: 'E32',
  label: { en: 'Articles whose price changed much', ru: 'Товары с сильным изменением цены', pl: 'Towary o dużej zmianie ceny' },
  treatments: {
    keep: { en: 'told; growth may be price', ru: 'отмечены; рост может быть ценой', pl: 'zaznaczone; wzrost może być ceną' },
    exclude: { en: 'left out', ru: 'исключены', pl: 'pominięte' },
  },
  byDefault: 'keep',
  needs: ['order_lines.unit_price', 'order_lines.product_id', 'order_lines.order_date'],
  catches: () => ({ table: 'order_lines', where: `product_id IN (SELECT product_id FROM (SELECT product_id, median(unit_price) FILTER (order_date > ${yearAgo}) AS now, median(unit_price) FILTER (order_date <= ${yearAgo}) AS before FROM base.order_lines WHERE unit_price > 0 GROUP BY product_id) WHERE abs(CAST(now AS DOUBLE) / nullif(CAST(before AS DOUBLE), 0) - 1) > 0.2)` }),
  leaveOut: leaveOutCaught,
};
