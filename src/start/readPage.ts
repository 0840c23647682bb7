import type { Base } from '../base/Base.ts';
import type { Database } from '../database/Database.ts';
import { done, type Outcome } from '../database/outcome.ts';
import type { Table } from '../database/table.ts';
import { quoteName, quotePath } from '../sql/quote.ts';
import type { ListedRows, Order } from '../ui/Workbench.ts';

/** Rows of a relation for a grid: only those in sight are read. `relation` is quoted already. */
export function readPage(database: Database, relation: string, offset: number, limit: number, order: Order | null): Promise<Outcome<Table>> {
  const sorted = order === null ? '' : ` ORDER BY ${quoteName(order.column)} ${order.descending ? 'DESC' : 'ASC'} NULLS LAST`;
  return database.run(`FROM ${relation}${sorted} LIMIT ${Math.max(0, Math.trunc(limit))} OFFSET ${Math.max(0, Math.trunc(offset))}`);
}

/** A relation as a grid opens it. */
export async function listRows(database: Database, relation: string): Promise<Outcome<ListedRows>> {
  const shape = await database.run(`FROM ${relation} LIMIT 0`);
  if (!shape.ok) return shape;
  const count = await database.run(`SELECT count(*) FROM ${relation}`);
  if (!count.ok) return count;
  return done({ columns: shape.value.columns, rowCount: Number(count.value.at(0, 0)), page: (offset, limit, order) => readPage(database, relation, offset, limit, order) });
}

/**
 * A table of the base as it is stored, before quality rules, without the columns that the product keeps for itself (`_…`).
 * Copies that come from overlapping files are told by their file alone: where they are dropped, they are left out here.
 */
export async function listStored(database: Database, base: Base, table: string): Promise<Outcome<ListedRows>> {
  const stored = quotePath('base', table);
  const shape = await database.run(`FROM ${stored} LIMIT 0`);
  if (!shape.ok) return shape;
  const names = shape.value.columns.map(({ name }) => name);
  const kept = base.quality.some(({ rule, treatment }) => rule === 'E11' && treatment === 'keep');
  return listRows(database, `(SELECT ${names.filter((name) => !name.startsWith('_')).map(quoteName).join(', ')} FROM ${stored}${names.includes('_copy') && !kept ? ' WHERE NOT _copy' : ''})`);
}
