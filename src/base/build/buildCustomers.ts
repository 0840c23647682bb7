import { quoteName, quotePath, quoteText } from '../../sql/quote.ts';
import { competitionLevels, temperatures } from '../values/words.ts';
import { createTable } from './fillInSlices.ts';
import { stagePath, type BuiltColumn, type Staged } from './Staged.ts';
import { afterFiles, columnsOf, firstTold, has, unite, type TableBuild } from './unite.ts';

/** Tables whose customers exist even where no customer file names them (E29). */
const mentions = ['orders', 'receivables', 'payments', 'visits', 'surveys', 'competitors', 'contacts', 'progress', 'campaigns'];

/** One row a customer: from customer files, from what order files say of them, and bare keys seen elsewhere. */
export function buildCustomers(stages: readonly Staged[]): TableBuild | null {
  const files = stages.filter((from) => from.table === 'customers');
  const fed = stages.filter((from) => from.table !== 'customers' && has(from, 'orders', 'customer_id'));
  const rest = columnsOf(stages, 'customers').filter((column) => column.name !== 'customer_id');
  const parts: string[] = [];
  if (files.length) parts.push(unite(files, 'customers', rest, (from) => [`${has(from, 'customers', 'customer_id') ? '"customers.customer_id"' : '"customers.customer_name"'} AS customer_id`]));
  const telling = fed.filter((from) => from.columns.some((column) => column.table === 'customers'));
  if (telling.length) parts.push(unite(telling, 'customers', rest, () => ['"orders.customer_id" AS customer_id']));
  for (const from of stages) {
    const table = mentions.find((name) => has(from, name, 'customer_id'));
    if (table && !telling.includes(from)) parts.push(`SELECT DISTINCT ${quoteName(`${table}.customer_id`)} AS customer_id, ${afterFiles} FROM ${stagePath(from)}`);
  }
  if (!parts.length) return null;
  const columns: BuiltColumn[] = [
    { name: 'customer_id', type: 'VARCHAR', origin: files.some((from) => has(from, 'customers', 'customer_id')) ? 'file' : 'derived' },
    ...rest,
    ...(rest.some((column) => column.name === 'customer_name') ? [] : [{ name: 'customer_name', type: 'VARCHAR', origin: 'derived' as const }]),
  ];
  const list = rest.map((column) => firstTold(column.name));
  const grouped = `SELECT ${['customer_id', ...list, 'min(_file) AS _file', 'arg_min(_row, _file) AS _row'].join(', ')}\nFROM (\n${parts.join('\nUNION ALL BY NAME\n')}\n)\nWHERE customer_id IS NOT NULL\nGROUP BY customer_id`;
  const final = columns.map(({ name }) => {
    if (name === 'customer_name') return rest.some((column) => column.name === name) ? 'coalesce(customer_name, customer_id) AS customer_name' : 'customer_id AS customer_name';
    if (name === 'competition') return `${translate(name, competitionLevels)} AS competition`;
    if (name === 'temperature') return `${translate(name, temperatures)} AS temperature`;
    return quoteName(name);
  });
  return { name: 'customers', canonical: true, columns, statements: [createTable('customers', `SELECT ${[...final, '_file', '_row'].join(', ')} FROM (\n${grouped}\n) ORDER BY _file, _row, customer_id`)] };
}

/** Words of the three languages for an ordered class; a word that is none of them stays. */
function translate(column: string, classes: Readonly<Record<string, ReadonlySet<string>>>): string {
  const cases = Object.entries(classes).map(([level, words]) => `WHEN lower(trim(${quoteName(column)})) IN (${[...words].map(quoteText).join(', ')}) THEN ${quoteText(level)}`);
  return `CASE ${cases.join(' ')} ELSE ${quoteName(column)} END`;
}

/** Keys are put into the letter case of the file that owns them, where that file has one such key and no other. */
export function foldKeys(stages: readonly Staged[], owner: 'customers' | 'products', key: 'customer_id' | 'product_id'): string[] {
  const owners = stages.filter((from) => from.table === owner && has(from, owner, key));
  if (!owners.length) return [];
  const keys = owners.map((from) => `SELECT ${quoteName(`${owner}.${key}`)} AS key FROM ${stagePath(from)}`).join(' UNION ALL ');
  const folded = `SELECT lower(key) AS folded, min(key) AS key FROM (${keys}) WHERE key IS NOT NULL GROUP BY 1 HAVING count(DISTINCT key) = 1`;
  return stages
    .filter((from) => from.table !== owner)
    .flatMap((from) =>
      from.columns
        .filter((column) => column.target === key && column.planned !== null && column.planned.field !== null)
        .flatMap((column) => {
          const odd = `lower(${quoteName(column.name)}) = known.folded AND ${quoteName(column.name)} <> known.key`;
          return [
            `INSERT INTO quality.reading SELECT 'E18', ${from.index}, _row, ${quoteText(column.planned?.header ?? key)}, ${quoteName(column.name)}, known.key FROM ${stagePath(from)}, (${folded}) AS known WHERE ${odd}`,
            `UPDATE ${stagePath(from)} SET ${quoteName(column.name)} = known.key FROM (${folded}) AS known WHERE ${odd}`,
          ];
        }),
    );
}

/** Scores per touchpoint in a customer file are readable as answers, too. */
export function buildSurveys(stages: readonly Staged[]): TableBuild | null {
  const files = stages.filter((from) => from.table === 'surveys');
  const touchpoints = columnsOf(stages, 'customers').filter((column) => /^csi_\w/.test(column.name) && column.type === 'BIGINT');
  const columns = columnsOf(files, 'surveys');
  if (!files.length && !touchpoints.length) return null;
  const ensure = (name: string, type: string): void => {
    if (!columns.some((column) => column.name === name)) columns.push({ name, type, origin: 'derived' });
  };
  const parts: string[] = files.length ? [unite(files, 'surveys', columns)] : [];
  if (touchpoints.length) {
    for (const [name, type] of [['customer_id', 'VARCHAR'], ['response_date', 'DATE'], ['touchpoint', 'VARCHAR'], ['score', 'DOUBLE'], ['scale_max', 'DOUBLE']] as const) ensure(name, type);
    for (const { name } of touchpoints) parts.push(`SELECT customer_id, CAST(NULL AS DATE) AS response_date, ${quoteText(name.slice(4))} AS touchpoint, CAST(${quoteName(name)} AS DOUBLE) AS score, CAST(10 AS DOUBLE) AS scale_max, _file, _row FROM ${quotePath('base', 'customers')} WHERE ${quoteName(name)} IS NOT NULL`);
  }
  return { name: 'surveys', canonical: true, columns, statements: [createTable('surveys', `SELECT ${[...columns.map((column) => quoteName(column.name)), '_file', '_row'].join(', ')} FROM (\n${parts.join('\nUNION ALL BY NAME\n')}\n) ORDER BY _file, _row`)] };
}
