import type { Column, ImportColumn, ImportType } from '../../database/Database.ts';
import { quoteName } from '../../sql/quote.ts';

/** The type that carries a column through a file without loss; what has none of its own goes as text. */
function carrierOf(type: string): ImportType {
  const decimal = /^DECIMAL\((\d+), ?(\d+)\)$/u.exec(type);
  if (decimal) return Number(decimal[1]) <= 18 ? `DECIMAL(18,${Number(decimal[2])})` : 'VARCHAR';
  switch (type) {
    case 'INTEGER':
    case 'BIGINT':
    case 'DOUBLE':
    case 'DATE':
      return type;
    case 'TINYINT':
    case 'SMALLINT':
      return 'INTEGER';
    case 'FLOAT':
      return 'DOUBLE';
    default:
      return 'VARCHAR';
  }
}

/** columns as they lie in a file */
export const carriersOf = (columns: readonly Column[]): ImportColumn[] => columns.map(({ name, type }) => ({ name, type: carrierOf(type) }));

/** SELECT list that packs columns for a file */
export const packed = (columns: readonly Column[]): string => columns.map(({ name, type }) => (carrierOf(type) === type ? quoteName(name) : `CAST(${quoteName(name)} AS ${carrierOf(type)}) AS ${quoteName(name)}`)).join(', ');

/** SELECT list that makes of what came from a file what it was */
export const unpackedList = (columns: readonly Column[]): string => columns.map(({ name, type }) => (carrierOf(type) === type ? quoteName(name) : `CAST(${quoteName(name)} AS ${type}) AS ${quoteName(name)}`)).join(', ');

export const needsNoCast = (columns: readonly Column[]): boolean => columns.every(({ type }) => carrierOf(type) === type);
