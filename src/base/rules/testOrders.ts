import type { Base } from '../Base.ts';
import { hasColumn, leaveOutOrders, type Caught, type Rule } from './Rule.ts';

const testName = "'^(тест|test|próbka|probka|demo|sample)([ _.-]|$)|[ _.-](тест|test|próbka|probka)$'";

/** only orders with a line of almost nothing are looked at whole */
const worthless = 'SELECT order_id FROM base.order_lines WHERE order_id IN (SELECT order_id FROM base.order_lines WHERE abs(net_amount) < 0.02) GROUP BY order_id HAVING max(abs(net_amount)) < 0.02';

const catches = (base: Base): Caught | null => {
  const names = hasColumn(base, 'order_lines', 'customer_id') && hasColumn(base, 'customers', 'customer_name');
  const conditions = [
    ...(names ? [`customer_id IN (SELECT customer_id FROM base.customers WHERE regexp_matches(lower(trim(customer_name)), ${testName}))`] : []),
    ...(hasColumn(base, 'order_lines', 'net_amount') ? [`order_id IN (${worthless})`] : []),
  ];
  return conditions.length ? { table: 'order_lines', where: conditions.join(' OR ') } : null;
};

export const testOrders: Rule = {
  id: 'E7',
  label: { en: 'Test, zero and cent orders', ru: 'Тестовые, нулевые и копеечные заказы', pl: 'Zamówienia testowe, zerowe i groszowe' },
  treatments: {
    exclude: { en: 'left out; free lines of real orders stay', ru: 'исключены; бесплатные строки настоящих заказов остаются', pl: 'pominięte; darmowe pozycje prawdziwych zamówień zostają' },
    keep: { en: 'kept', ru: 'оставлены', pl: 'zachowane' },
  },
  byDefault: 'exclude',
  needs: ['order_lines.order_id'],
  catches,
  leaveOut: leaveOutOrders,
};
