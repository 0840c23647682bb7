import { type BoardPeople, grades } from '../../charts/cube/Board.svelte.ts';
import type { Trait } from '../../traits/Trait.ts';
import type { ResultTable } from '../CellKind.ts';
import { ColumnReader } from '../readSlices.ts';

/** What the cube cell tells of each axis. */
export interface AxisFact {
  readonly trait: string;
  readonly labels: readonly string[];
  readonly cuts: readonly number[] | null;
  readonly method: 'fixed' | 'quantile' | 'class';
}

export interface CubeColumns {
  readonly reader: ColumnReader;
  readonly people: BoardPeople;
  /** by axis: numbers where it is cut, levels as the SQL found them */
  readonly axes: readonly { readonly values: Float64Array | null; readonly found: Float64Array }[];
}

const daysOf = (value: unknown): number => Math.round(Date.parse(`${String(value).slice(0, 10)}T00:00:00Z`) / 86_400_000);

/** The columns of a cube's customers, filled as their slices arrive. */
export function columnsOfCube(table: ResultTable, axes: readonly AxisFact[], traits: ReadonlyMap<string, Trait>): CubeColumns {
  const reader = new ColumnReader(table);
  const ids = reader.texts('customer_id');
  // a byte each, where the share of wallet is an axis
  const evidence = reader.has('evidence') ? reader.bytes('evidence', (value) => Math.max(0, grades.findIndex((grade) => grade === value))) : null;
  return {
    reader,
    people: { ids, names: reader.has('customer_name') ? reader.texts('customer_name') : ids, revenue: reader.numbers('revenue'), ltv: reader.numbers('ltv'), evidence },
    axes: axes.map(({ trait, cuts }) => ({ values: cuts === null ? null : reader.numbers(trait, traits.get(trait)?.type === 'date' ? daysOf : Number), found: reader.numbers(`${trait}_level`) })),
  };
}
