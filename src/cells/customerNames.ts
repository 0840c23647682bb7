import type { Base } from '../base/Base.ts';
import { hasColumn } from './SheetCache.ts';

/** SQL that adds each customer's name to a result, where the base has names: a column for the SELECT list and its join. */
export function customerNames(base: Base): { readonly column: string; readonly join: string } {
  if (!hasColumn(base, 'customers.customer_name')) return { column: '', join: '' };
  return { column: ', customer_name', join: ' LEFT JOIN (SELECT customer_id, any_value(customer_name) AS customer_name FROM main.customers GROUP BY customer_id) AS named USING (customer_id)' };
}
