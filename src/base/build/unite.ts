import { quoteName } from '../../sql/quote.ts';
import type { StageColumn } from '../StageColumn.ts';
import { fieldOf, isCanonical, type FieldType } from '../schema.ts';
import { fillInSlices } from './fillInSlices.ts';
import { castTo, stageColumnName, stagePath, typeFor, type BuiltColumn, type Staged } from './Staged.ts';

/** A table of schema `base` in the making: the statements that fill it and what its columns are. */
export interface TableBuild {
  readonly name: string;
  readonly canonical: boolean;
  readonly columns: readonly BuiltColumn[];
  readonly statements: readonly string[];
}

const fieldType = (table: string, target: string): FieldType | null =>
  target === 'order_time' ? 'timestamp' : isCanonical(table) ? (fieldOf(table, target)?.type ?? null) : null;

/** The columns that files bring to a table, with the type that all of them fit. */
export function columnsOf(stages: readonly Staged[], table: string): BuiltColumn[] {
  const byName = new Map<string, StageColumn[]>();
  for (const staged of stages) for (const column of staged.columns) if (column.table === table) byName.set(column.target, [...(byName.get(column.target) ?? []), column]);
  return [...byName].map(([name, columns]) => ({ name, type: typeFor(columns, fieldType(table, name)), origin: columns.some((column) => column.planned) ? 'file' : 'derived' }));
}

/** A column of the stage as an expression of the given type, or a typed NULL. */
export function staged(from: Staged, table: string, column: { readonly name: string; readonly type: string }): string {
  const found = from.columns.find((candidate) => candidate.table === table && candidate.target === column.name);
  return found ? castTo(stageColumnName(found), column.type) : `CAST(NULL AS ${column.type})`;
}

export const has = (from: Staged, table: string, target: string): boolean => from.columns.some((column) => column.table === table && column.target === target);

/** One SELECT a file, united; `more` are further `expression AS name` for each file. */
export function unite(stages: readonly Staged[], table: string, columns: readonly { readonly name: string; readonly type: string }[], more: (from: Staged) => readonly string[] = () => []): string {
  return stages
    .map((from) => {
      const list = columns.map((column) => `${staged(from, table, column)} AS ${quoteName(column.name)}`);
      return `SELECT ${[...list, ...more(from), `${from.index} AS _file`, '_row'].join(', ')} FROM ${stagePath(from)}${from.slice ? ` WHERE _row BETWEEN ${from.slice[0]} AND ${from.slice[1]}` : ''}`;
    })
    .join('\nUNION ALL\n');
}

/** The first value that any row tells, in the order of files and rows. */
export const firstTold = (name: string): string => `arg_min(${quoteName(name)}, CAST(_file AS BIGINT) * 4294967296 + _row) FILTER (${quoteName(name)} IS NOT NULL) AS ${quoteName(name)}`;

/** A table whose rows are those of its files, which stand in the stage in the order wanted. */
export function buildPlain(stages: readonly Staged[], table: string): TableBuild {
  const own = stages.filter((from) => from.table === table);
  const columns = columnsOf(own, table);
  return { name: table, canonical: isCanonical(table), columns, statements: fillInSlices(table, own, (part) => unite(part, table, columns)) };
}

/** Rows after all files, for keys that only other tables know. */
export const afterFiles = '1000000 AS _file, 0 AS _row';
