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
  const last = ' LEFT JOIN (SELECT customer_id, last(manager ORDER BY order_date, manager) AS manager FROM main.order_lines WHERE manager IS NOT NULL AND customer_id IS NOT NULL GROUP BY customer_id) AS served USING (customer_id)';
  if (!hasColumn(base, 'customers.customer_id')) return { column: `, customer_id AS customer, ${served ? 'served.manager' : 'CAST(NULL AS VARCHAR) AS manager'}`, join: served ? last : '' };
  return { column: `, coalesce(face.name, customer_id) AS customer, ${served ? 'served' : 'face'}.manager`, join: ` LEFT JOIN (SELECT customer_id, ${known('customer_name')} AS name, ${known('manager')} AS manager FROM main.customers GROUP BY customer_id) AS face USING (customer_id)${served ? last : ''}` };
}
