import type { Base } from '../Base.ts';
import { anyAccepted } from '../groups/acceptedGroups.ts';
import { entityKeys } from '../groups/entityKeys.ts';
import { hasColumn, nothingLeftOut, type Caught, type Rule } from './Rule.ts';

/** Members of accepted groups, and customers that share what one client has once. Phones and addresses alone are told among the proposals. */
const catches = (base: Base): Caught | null => {
  const alike = entityKeys(base).filter(({ score }) => score >= 0.85).map(({ key, most }) => `${key} IN (SELECT key FROM (SELECT ${key} AS key FROM base.customers) WHERE key IS NOT NULL GROUP BY key HAVING count(*) BETWEEN 2 AND ${most})`);
  return { table: 'customers', where: [...alike, 'customer_id IN (SELECT customer_id FROM quality.entity_groups)'].join(' OR ') };
};

export const legalEntities: Rule = {
  id: 'E3',
  label: { en: 'One client as several legal entities', ru: 'Один клиент — несколько юрлиц', pl: 'Jeden klient jako kilka podmiotów' },
  treatments: {
    keep: { en: 'proposed, every entity counts apart', ru: 'предложены, каждое юрлицо считается отдельно', pl: 'zaproponowane, każdy podmiot liczony osobno' },
    group: { en: 'accepted groups count as one client', ru: 'принятые группы считаются одним клиентом', pl: 'przyjęte grupy liczone jako jeden klient' },
  },
  byDefault: 'keep',
  defaultFor: (base) => (anyAccepted(base.groups) ? 'group' : 'keep'),
  needs: ['customers.customer_name'],
  catches,
  leaveOut: (treatment) => (treatment === 'group' ? { customers: 'customer_id IN (SELECT customer_id FROM quality.entity_groups WHERE customer_id <> head)' } : nothingLeftOut),
  rewriteIf: 'SELECT count(*) > 0 FROM quality.entity_groups',
  // what entities owe and on which terms stays theirs (METHODS E3)
  rewrite: (treatment, base) => {
    if (treatment !== 'group') return {};
    const of = (table: string, column: string): string => `coalesce((SELECT entity_groups.${column} FROM quality.entity_groups WHERE entity_groups.customer_id = ${table}.customer_id), ${table}.${column === 'head' ? 'customer_id' : 'customer_name'})`;
    return {
      'customers.customer_name': of('customers', 'group_name'),
      ...Object.fromEntries(['order_lines', 'orders', 'visits', 'deliveries', 'surveys', 'contacts'].filter((table) => hasColumn(base, table, 'customer_id')).map((table) => [`${table}.customer_id`, of(table, 'head')])),
    };
  },
};
