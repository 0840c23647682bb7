import type { Scalar } from '../../src/database/table.ts';
import type { CellResult } from '../../src/session/collectResult.ts';

/** numbers to 1e-9 relative, everything else exactly; the first difference is named */
export function difference(one: CellResult, other: CellResult): string | null {
  if (one.status !== 'done' || other.status !== 'done') return `${one.id}: ${one.status}, ${other.status} ${one.error?.message ?? ''} ${other.error?.message ?? ''}`;
  if (Object.keys(one.tables).join() !== Object.keys(other.tables).join()) return `${one.id}: other tables`;
  for (const [name, table] of Object.entries(one.tables)) {
    const twin = other.tables[name];
    if (JSON.stringify(table.columns) !== JSON.stringify(twin?.columns)) return `${one.id}.${name}: other columns`;
    if (table.rows.length !== twin?.rows.length) return `${one.id}.${name}: ${table.rows.length} and ${twin?.rows.length} rows`;
    for (const [row, values] of table.rows.entries()) {
      for (const [at, value] of values.entries()) {
        const second = twin.rows[row]?.[at];
        const [first, two] = table.columns[at]?.type === 'VARCHAR' ? [asDouble(value), asDouble(second)] : [value, second];
        const near = typeof first === 'number' && typeof two === 'number' && Math.abs(first - two) <= 1e-9 * Math.max(Math.abs(first), Math.abs(two));
        if (value !== second && !near) return `${one.id}.${name} row ${row}, ${table.columns[at]?.name}: ${value} and ${second}`;
      }
    }
  }
  return null;
}

/** the cell kind `metrics` writes its values as text, doubles with all their digits */
const asDouble = (value: Scalar | undefined): Scalar | undefined => (typeof value === 'string' && /^-?\d+\.\d{9,}(e[+-]?\d+)?$/.test(value) ? Number(value) : value);
