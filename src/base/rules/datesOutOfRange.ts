import { leaveOutOrders, type Rule } from './Rule.ts';

/** A day that most orders keep to one side of; of few orders one may be a tenth. */
const usual = (few: string, many: string): string => `(SELECT CASE WHEN count(*) < 100 THEN quantile_disc(order_date, ${few}) ELSE quantile_disc(order_date, ${many}) END FROM base.orders)`;

export const datesOutOfRange: Rule = {
  id: 'E15',
  label: { en: 'Dates far outside of the others', ru: 'Даты далеко за пределами остальных', pl: 'Daty daleko poza pozostałymi' },
  treatments: {
    exclude: { en: 'left out', ru: 'исключены', pl: 'pominięte' },
    keep: { en: 'kept', ru: 'оставлены', pl: 'zachowane' },
  },
  byDefault: 'exclude',
  needs: ['order_lines.order_date'],
  catches: () => ({ table: 'order_lines', where: `(SELECT count(*) >= 20 FROM base.orders) AND (order_date > ${usual('0.9', '0.98')} + 1096 OR order_date < ${usual('0.1', '0.02')} - 3653)` }),
  leaveOut: leaveOutOrders,
};
