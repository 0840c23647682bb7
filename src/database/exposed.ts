import { quoteName } from '../sql/quote.ts';
import type { Column } from './Database.ts';

/** Types that cross the border as they are; every other type (ENUM, HUGEINT, LIST, INTERVAL …) crosses as DuckDB's own text for it. */
const plain = /^(BOOLEAN|U?TINYINT|U?SMALLINT|U?INTEGER|BIGINT|FLOAT|DOUBLE|VARCHAR|DATE|TIMESTAMP|DECIMAL\(\d+,\d+\)|"?NULL"?)$/;

/** types whose text is digits alone and means an integer */
const wideInteger = /^(HUGEINT|UHUGEINT|UBIGINT|BIGNUM)$/;

export const isWideInteger = (type: string): boolean => wideInteger.test(type);

/** The query with every column in a type that both engines hand over alike; `query` is `(…)`. */
export function exposeColumns(query: string, columns: readonly Column[]): string {
  if (columns.every((column) => plain.test(column.type))) return `FROM ${query}`;
  const list = columns.map(({ name, type }) => (plain.test(type) ? quoteName(name) : `CAST(${quoteName(name)} AS VARCHAR) AS ${quoteName(name)}`));
  return `SELECT ${list.join(', ')} FROM ${query}`;
}
