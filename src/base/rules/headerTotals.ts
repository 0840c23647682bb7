import type { Base } from '../Base.ts';
import { isStored, leaveOutCaught, type Caught, type Rule } from './Rule.ts';

const catches = (base: Base): Caught | null => {
  const own = isStored(base, 'orders', 'net_amount') && base.tables.some((table) => table.name === 'order_lines' && table.columns.some((column) => (column.name === 'product_id' || column.name === 'qty') && column.origin === 'file'));
  return own ? { table: 'orders', where: 'EXISTS (SELECT 1 FROM (SELECT order_id, sum(net_amount) AS lines FROM base.order_lines WHERE NOT _copy GROUP BY order_id) AS summed WHERE summed.order_id = orders.order_id AND abs(summed.lines - orders.net_amount) > greatest(1, abs(orders.net_amount) * 0.005))' } : null;
};

export const headerTotals: Rule = {
  id: 'E12',
  label: { en: 'Order totals that differ from their lines', ru: 'Сумма заказа не равна сумме строк', pl: 'Suma zamówienia różna od sumy pozycji' },
  treatments: {
    keep: { en: 'told; the lines count', ru: 'отмечены; считаются строки', pl: 'zaznaczone; liczą się pozycje' },
    exclude: { en: 'left out', ru: 'исключены', pl: 'pominięte' },
  },
  byDefault: 'keep',
  needs: ['orders.net_amount', 'order_lines.net_amount'],
  catches,
  leaveOut: leaveOutCaught,
};
