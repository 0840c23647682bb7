import { anonymousWords, inList } from '../values/words.ts';
import { hasColumn, type Rule } from './Rule.ts';

/** Nobody, or a name that stands for everybody. */
const anonymous = (table: string): string => `(${table}.customer_id IS NULL OR lower(trim(${table}.customer_id)) IN (${inList(anonymousWords)}))`;

export const ordersWithoutCustomer: Rule = {
  id: 'E10',
  label: { en: 'Orders without a customer', ru: 'Заказы без клиента', pl: 'Zamówienia bez klienta' },
  treatments: {
    keep: { en: 'in turnover, outside of customer measures', ru: 'в обороте, вне показателей клиентов', pl: 'w obrocie, poza miarami klientów' },
    exclude: { en: 'left out', ru: 'исключены', pl: 'pominięte' },
  },
  byDefault: 'keep',
  needs: ['order_lines.customer_id'],
  // each customer is looked at once
  catches: (base) => ({ table: 'order_lines', where: hasColumn(base, 'customers', 'customer_id') ? `(customer_id IS NULL OR customer_id IN (SELECT customer_id FROM base.customers WHERE ${anonymous('customers')}))` : anonymous('order_lines') }),
  leaveOut: (treatment): Readonly<Record<string, string>> => ({ customers: `lower(trim(customers.customer_id)) IN (${inList(anonymousWords)})`, ...(treatment === 'exclude' ? { order_lines: anonymous('order_lines'), orders: anonymous('orders') } : {}) }),
  rewriteIf: `SELECT count(*) > 0 FROM base.customers WHERE lower(trim(customer_id)) IN (${inList(anonymousWords)})`,
  rewrite: (treatment, base) => {
    if (treatment !== 'keep') return {};
    return Object.fromEntries(['order_lines', 'orders'].filter((table) => hasColumn(base, table, 'customer_id')).map((table) => [`${table}.customer_id`, `CASE WHEN ${anonymous(table)} THEN NULL ELSE customer_id END`]));
  },
};
