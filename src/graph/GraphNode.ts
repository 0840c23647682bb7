import type { Failure } from '../database/outcome.ts';

/** What the graph must know of a cell; made from a notebook by `toGraphNodes`. */
export interface GraphNode {
  readonly id: string;
  readonly kind: string;
  /** names that the cell reads: cells, `cell.table`, tables of the base */
  readonly reads: readonly string[];
  /** parameters that the cell uses; null: unknown, so any change of a parameter counts */
  readonly params: readonly string[] | null;
  /** differs whenever the cell's own text differs in a way that matters to its result */
  readonly fingerprint: string;
  /** why the cell cannot run whatever happens: its options, its id */
  readonly failure: Failure | null;
}

