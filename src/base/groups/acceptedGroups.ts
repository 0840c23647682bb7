import type { Database } from '../../database/Database.ts';
import { done, type Outcome } from '../../database/outcome.ts';
import { quoteText } from '../../sql/quote.ts';
import type { Base } from '../Base.ts';
import { hasColumn } from '../rules/Rule.ts';

/** Legal entities that a person took for one client: name of the group → customer numbers. Never a part of a notebook. */
export type AcceptedGroups = Readonly<Record<string, readonly string[]>>;

export const anyAccepted = (groups: AcceptedGroups | undefined): boolean => groups !== undefined && Object.keys(groups).length > 0;

/** A customer is in one group at most: what was decided later holds. */
export function mergeGroups(before: AcceptedGroups, later: AcceptedGroups): AcceptedGroups {
  const moved = new Set(Object.values(later).flat());
  const left = Object.entries(before).map(([name, members]) => [name, members.filter((id) => !moved.has(id))] as const).filter(([name, members]) => members.length > 1 && !Object.hasOwn(later, name));
  return { ...Object.fromEntries(left), ...later };
}

/** (Re)makes `quality.entity_groups`: customers of accepted groups, then those that the file itself puts under one parent. The first number stands for the group. */
export async function storeGroups(database: Database, base: Base): Promise<Outcome<null>> {
  const accepted = Object.entries(base.groups ?? {}).flatMap(([name, ids]) => ids.map((id) => `(${quoteText(id)}, ${quoteText(name)})`));
  const rows = accepted.length > 0 ? `SELECT customer_id, min(group_name) AS group_name FROM (VALUES ${accepted.join(', ')}) AS t(customer_id, group_name) GROUP BY customer_id` : "SELECT '' AS customer_id, '' AS group_name WHERE false";
  const parents = hasColumn(base, 'customers', 'group_id') ? ` UNION ALL SELECT customer_id, group_id FROM base.customers WHERE group_id IS NOT NULL AND customer_id NOT IN (SELECT customer_id FROM accepted)` : '';
  const known = hasColumn(base, 'customers', 'customer_id') ? ' WHERE customer_id IN (SELECT customer_id FROM base.customers)' : ' WHERE false';
  const made = await database.run(`CREATE OR REPLACE TABLE quality.entity_groups AS WITH accepted AS (${rows}), members AS (SELECT * FROM (SELECT * FROM accepted${parents})${known})
SELECT customer_id, group_name, min(customer_id) OVER (PARTITION BY group_name) AS head FROM members QUALIFY count(*) OVER (PARTITION BY group_name) > 1`);
  return made.ok ? done(null) : made;
}
