import type { Table } from '../../database/table.ts';
import { bandValues } from '../../segments/countCells.ts';
import type { Trait } from '../../traits/Trait.ts';

/** What the cube cell tells of each axis. */
export interface AxisFact {
  readonly trait: string;
  readonly labels: readonly string[];
  readonly cuts: readonly number[] | null;
  readonly method: 'fixed' | 'quantile' | 'class';
}

/** Customers of a cube as columns of numbers, so that a dragged threshold is recounted within a frame. */
export interface CubeCustomers {
  readonly ids: readonly string[];
  readonly names: readonly string[];
  /** numbers of the axes that are cut; null for classes */
  readonly values: readonly (Float64Array | null)[];
  /** levels as the SQL found them */
  readonly levels: readonly Uint8Array[];
  readonly revenue: Float64Array;
  readonly ltv: Float64Array;
}

const daysOf = (iso: string): number => Math.round(Date.parse(`${iso.slice(0, 10)}T00:00:00Z`) / 86_400_000);

export function readCube(table: Table, axes: readonly AxisFact[], traits: ReadonlyMap<string, Trait>): CubeCustomers {
  const has = (name: string): boolean => table.columns.some((column) => column.name === name);
  const numbers = (name: string): Float64Array =>
    has(name) ? Float64Array.from(table.column(name), (value) => (value === null ? NaN : traits.get(name)?.type === 'date' ? daysOf(String(value)) : Number(value))) : new Float64Array(table.rowCount).fill(NaN);
  const ids = table.column('customer_id').map(String);
  return {
    ids,
    names: has('customer_name') ? table.column('customer_name').map((name, row) => (name === null ? (ids[row] ?? '') : String(name))) : ids,
    values: axes.map((axis) => (axis.cuts === null ? null : numbers(axis.trait))),
    levels: axes.map((axis) => Uint8Array.from(table.column(`${axis.trait}_level`), (level) => Number(level ?? 0))),
    revenue: numbers('revenue'),
    ltv: numbers('ltv'),
  };
}

/** Levels under cuts that may differ from those of the last run. */
export const levelsOf = (customers: CubeCustomers, cuts: readonly (readonly number[] | null)[]): Uint8Array[] =>
  customers.levels.map((levels, axis) => {
    const values = customers.values[axis];
    const points = cuts[axis];
    return values && points ? bandValues(values, points) : levels;
  });
