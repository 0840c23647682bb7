import type { Params } from '../database/Database.ts';
import { done, type Outcome } from '../database/outcome.ts';
import { quotePath } from '../sql/quote.ts';
import type { CellContext } from './CellKind.ts';

/** Makes a table of the cell's own that is read more than once, before its results are kept; gives `cell.name`. */
export async function stageTable(context: CellContext, name: string, sql: string, params: Params): Promise<Outcome<string>> {
  const made = await context.database.run(`CREATE OR REPLACE TABLE ${quotePath(context.id, name)} AS ${sql}`, { params, ...(context.signal ? { signal: context.signal } : {}) });
  return made.ok ? done(`${context.id}.${name}`) : made;
}
