import * as v from 'valibot';
import { done, fail } from '../../database/outcome.ts';
import { closeCondition } from '../../sql/condition.ts';
import { quoteName, quotePath } from '../../sql/quote.ts';
import type { CellKind } from '../CellKind.ts';
import { fromEntry, textEntry } from '../options.ts';

const columnEntry = v.union([
  v.string(),
  v.strictObject({
    column: v.string(),
    label: v.optional(textEntry),
    format: v.optional(v.string()),
    /** what the classes of the column are called */
    names: v.optional(v.record(v.string(), textEntry)),
  }),
]);

const schema = v.strictObject({
  from: fromEntry,
  columns: v.optional(v.array(columnEntry)),
  where: v.optional(v.string()),
  sort: v.optional(v.union([v.string(), v.array(v.string())])),
  limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  title: v.optional(textEntry),
});

/** Chosen columns of a table or cell, filtered and sorted; `sort: [-revenue, name]` sorts descending by a minus. */
const table: CellKind<v.InferOutput<typeof schema>> = {
  kind: 'table',
  label: { en: 'Table', ru: 'Таблица', pl: 'Tabela' },
  body: 'yaml',
  schema,
  template: 'from: customers\nlimit: 100',
  reads: ({ from }) => [from],
  async evaluate({ from, columns, where, sort, limit }, context) {
    const known = await context.columns(from);
    if (!known.ok) return known;
    const chosen = (columns ?? known.value.map((column) => column.name)).map((entry) => (typeof entry === 'string' ? { column: entry } : entry));
    const order = (sort === undefined ? [] : [sort].flat()).map((entry) => (entry.startsWith('-') ? { name: entry.slice(1), down: true } : { name: entry, down: false }));
    for (const name of [...chosen.map((entry) => entry.column), ...order.map((entry) => entry.name)]) {
      if (!known.value.some((column) => column.name === name)) {
        return fail('missing', `${from} has no column ${name}.`, { hint: `It has ${known.value.map((column) => column.name).join(', ')}.` });
      }
    }
    // customers who are equal in everything sorted by still come in one order, on every engine
    if (order.length > 0 && known.value.some(({ name }) => name === 'customer_id') && !order.some(({ name }) => name === 'customer_id')) order.push({ name: 'customer_id', down: false });
    const condition = where === undefined ? null : closeCondition(where);
    if (condition && !condition.ok) return fail('options', `where: ${condition.reason}`, { hint: condition.hint });
    const sql = [
      `SELECT ${chosen.map((entry) => quoteName(entry.column)).join(', ')}`,
      `FROM ${quotePath(...from.split('.'))}`,
      condition?.ok ? `WHERE ${condition.sql}` : '',
      order.length > 0 ? `ORDER BY ${order.map(({ name, down }) => `${quoteName(name)} ${down ? 'DESC' : 'ASC'} NULLS LAST`).join(', ')}` : '',
      limit === undefined ? '' : `LIMIT ${limit}`,
    ];
    const result = await context.keep('result', sql.filter((part) => part !== '').join('\n'));
    return result.ok ? done({ tables: [result.value], findings: [], facts: { columns: chosen } }) : result;
  },
};

export default table;
