import type { Database } from '../database/Database.ts';
import { done, type Outcome } from '../database/outcome.ts';
import type { Table } from '../database/table.ts';
import { quoteName } from '../sql/quote.ts';
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
