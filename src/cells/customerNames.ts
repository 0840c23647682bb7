import type { Base } from '../base/Base.ts';
import { hasColumn } from './SheetCache.ts';

/** SQL that adds each customer's name to a result, where the base has names: a column for the SELECT list and its join. */
export function customerNames(base: Base): { readonly column: string; readonly join: string } {
  if (!hasColumn(base, 'customers.customer_name')) return { column: '', join: '' };
  return { column: ', customer_name', join: ' LEFT JOIN (SELECT customer_id, any_value(customer_name) AS customer_name FROM main.customers GROUP BY customer_id) AS named USING (customer_id)' };
}

/** SQL for lists that are handed over: the customer's name (their id without one) and manager, and the join that brings them. */
export function customerFaces(base: Base): { readonly column: string; readonly join: string } {
  const known = (column: string): string => (hasColumn(base, `customers.${column}`) ? `any_value(${column})` : 'CAST(NULL AS VARCHAR)');
  // where customers carry no manager, that of the last order looks after them
  const served = !hasColumn(base, 'customers.manager') && ['manager', 'order_date', 'customer_id'].every((column) => hasColumn(base, `order_lines.${column}`));
  const last = '(SELECT customer_id, last(manager ORDER BY order_date, manager) AS manager FROM main.order_lines WHERE manager IS NOT NULL AND customer_id IS NOT NULL GROUP BY customer_id)';
  if (!hasColumn(base, 'customers.customer_id')) return served ? { column: ', customer_id AS customer, face.manager', join: ` LEFT JOIN ${last} AS face USING (customer_id)` } : { column: ', customer_id AS customer, CAST(NULL AS VARCHAR) AS manager', join: '' };
  const told = `(SELECT customer_id, ${known('customer_name')} AS name${served ? '' : `, ${known('manager')} AS manager`} FROM main.customers GROUP BY customer_id)`;
  return { column: ', coalesce(face.name, customer_id) AS customer, face.manager', join: ` LEFT JOIN ${served ? `(SELECT customer_id, name, manager FROM ${told} AS named LEFT JOIN ${last} AS served USING (customer_id))` : told} AS face USING (customer_id)` };
}
