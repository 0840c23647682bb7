import { nothingLeftOut, type Rule } from './Rule.ts';

const lastMonth = "date_trunc('month', (SELECT max(order_date) FROM base.orders))";
/** The last month is partial when its last order is not on its last working days. */
const partial = '(SELECT max(order_date) < CAST(last_day(max(order_date)) AS DATE) - 3 FROM base.orders)';
const condition = `${partial} AND date_trunc('month', order_date) = ${lastMonth}`;

export const partialLastMonth: Rule = {
  id: 'E8',
  label: { en: 'Partial last month', ru: 'Неполный последний месяц', pl: 'Niepełny ostatni miesiąc' },
  treatments: {
    keep: { en: 'kept, marked in trends', ru: 'оставлен, отмечен в динамике', pl: 'zachowany, zaznaczony w trendach' },
    exclude: { en: 'left out', ru: 'исключён', pl: 'pominięty' },
  },
  byDefault: 'keep',
  needs: ['orders.order_date', 'order_lines.order_date'],
  catches: () => ({ table: 'order_lines', where: condition }),
  leaveOut: (treatment) => (treatment === 'exclude' ? { order_lines: condition, orders: condition } : nothingLeftOut),
};
