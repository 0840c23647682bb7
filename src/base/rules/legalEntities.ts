import type { Base } from '../Base.ts';
import { hasColumn, nothingLeftOut, type Caught, type Rule } from './Rule.ts';

const legalForms = 'ооо|оао|зао|пао|ао|ип|нао|тоо|чп|spolka z ograniczona odpowiedzialnoscia|sp z o o|sp j|s a|sp k|gmbh|ag|ltd|llc|inc|corp|co|sarl|bv|oy|ab|as';

/** A name without its legal form, signs and spaces. */
const bareName = (name: string): string =>
  `regexp_replace(regexp_replace(' ' || regexp_replace(lower(strip_accents(${name})), '[^\\p{L}\\p{N}]+', ' ', 'g') || ' ', ' (${legalForms}) ', ' ', 'g'), ' ', '', 'g')`;

const catches = (base: Base): Caught | null => {
  if (!base.tables.some((table) => table.name === 'customers' && table.columns.some((column) => column.name === 'customer_name' && column.origin === 'file'))) return null;
  const conditions = [
    ...(hasColumn(base, 'customers', 'tax_id') ? ['tax_id IN (SELECT tax_id FROM base.customers WHERE tax_id IS NOT NULL GROUP BY tax_id HAVING count(*) > 1)'] : []),
    `(length(${bareName('customer_name')}) > 3 AND ${bareName('customer_name')} IN (SELECT ${bareName('customer_name')} FROM base.customers GROUP BY 1 HAVING count(*) > 1))`,
  ];
  return { table: 'customers', where: conditions.join(' OR ') };
};

export const legalEntities: Rule = {
  id: 'E3',
  label: { en: 'One client as several legal entities', ru: 'Один клиент — несколько юрлиц', pl: 'Jeden klient jako kilka podmiotów' },
  treatments: {
    keep: { en: 'proposed, counted apart until accepted', ru: 'предложены, до принятия считаются отдельно', pl: 'zaproponowane, do akceptacji liczone osobno' },
    group: { en: 'accepted groups count as one client', ru: 'принятые группы считаются одним клиентом', pl: 'przyjęte grupy liczone jako jeden klient' },
  },
  byDefault: 'keep',
  needs: ['customers.customer_name'],
  catches,
  leaveOut: (treatment, base) => (treatment === 'group' && hasColumn(base, 'customers', 'group_id') ? { customers: 'group_id IS NOT NULL AND customer_id > (SELECT min(heads.customer_id) FROM base.customers AS heads WHERE heads.group_id = customers.group_id)' } : nothingLeftOut),
  rewrite: (treatment, base) => {
    if (treatment !== 'group' || !hasColumn(base, 'customers', 'group_id')) return {};
    const head = (table: string): string => `coalesce((SELECT min(heads.customer_id) FROM base.customers AS own JOIN base.customers AS heads ON heads.group_id = own.group_id WHERE own.customer_id = ${table}.customer_id), ${table}.customer_id)`;
    return Object.fromEntries(['order_lines', 'orders', 'receivables', 'payments', 'visits'].filter((table) => hasColumn(base, table, 'customer_id')).map((table) => [`${table}.customer_id`, head(table)]));
  },
};
