import { quoteName, quotePath, quoteText } from '../../sql/quote.ts';
import type { BaseTable } from '../Base.ts';

/** how a query that reads such a table ends; told in words by the session */
const reason = (table: string): string => `The rows of ${table} are not in this prepared base`;

export const isWithheld = (message: string): boolean => message.includes('are not in this prepared base');

/**
 * A view with the columns of a table whose rows stayed behind. Whatever reads it fails: `error` is never folded away, neither as a
 * condition nor as a value, so that no query can take the table for an empty one.
 */
export function withheldView(schema: string, { name, columns }: Pick<BaseTable, 'name' | 'columns'>): string {
  const told = `error(${quoteText(reason(name))})`;
  const list = columns.map((column) => `CAST(told AS ${column.type}) AS ${quoteName(column.name)}`).join(', ');
  return `CREATE OR REPLACE VIEW ${quotePath(schema, name)} AS SELECT ${list} FROM (SELECT ${told}::VARCHAR AS told) WHERE ${told} IS NULL`;
}
