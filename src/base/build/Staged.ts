import { quoteName, quotePath } from '../../sql/quote.ts';
import type { StageColumn } from '../StageColumn.ts';
import type { FieldType } from '../schema.ts';

/** A file whose rows stand, as text, in schema `stage`. */
export interface Staged {
  readonly index: number;
  readonly file: string;
  readonly table: string;
  readonly columns: readonly StageColumn[];
  /** number of its last row */
  readonly lastRow: number;
  /** only rows with these numbers, both included */
  readonly slice?: readonly [number, number];
}

/** A column of the base: where it comes from and as what it is stored. */
export interface BuiltColumn {
  readonly name: string;
  readonly type: string;
  readonly origin: 'file' | 'derived';
}

export const stagePath = (staged: Staged): string => quotePath('stage', `f${staged.index}`);

/** Final type of a column over all files that bring it. */
export function typeFor(columns: readonly StageColumn[], field: FieldType | null): string {
  const scale = Math.max(0, ...columns.map((column) => column.scale));
  const whole = Math.max(0, ...columns.map((column) => column.whole));
  switch (field) {
    case 'text':
      return 'VARCHAR';
    case 'date':
      return 'DATE';
    case 'timestamp':
      return 'TIMESTAMP';
    case 'boolean':
      return 'BOOLEAN';
    case 'integer':
      return 'BIGINT';
    case 'number':
      return 'DOUBLE';
    case 'money': {
      const derived = columns.some((column) => column.planned === null);
      const wanted = Math.min(8, Math.max(derived ? 4 : 2, scale));
      return `DECIMAL(18,${Math.max(0, Math.min(wanted, 18 - whole))})`;
    }
    case null:
      break;
  }
  const types = new Set(columns.map((column) => column.planned?.type ?? 'number'));
  if (types.size > 1 && !(types.size === 2 && types.has('integer') && types.has('number'))) return 'VARCHAR';
  const [type] = types;
  if (type === 'date') return 'DATE';
  if (type === 'timestamp') return 'TIMESTAMP';
  if (type === 'boolean') return 'BOOLEAN';
  if (type === 'text') return 'VARCHAR';
  if (scale === 0 && whole <= 18) return 'BIGINT';
  return scale + whole <= 18 ? `DECIMAL(18,${scale})` : 'DOUBLE';
}

/** Decimals that came with more digits than DECIMAL(18) holds become the nearest that fits. */
export const castTo = (expression: string, type: string): string => (type === 'VARCHAR' ? expression : `CAST(${expression} AS ${type})`);

export const stageColumnName = (column: StageColumn): string => quoteName(column.name);
