import type { PlannedColumn } from './planColumns.ts';

/** A column of the stage, and how wide its numbers have been. */
export interface StageColumn {
  readonly name: string;
  readonly table: string;
  readonly target: string;
  readonly planned: PlannedColumn | null;
  /** digits after the sign that any value needs, and before it */
  scale: number;
  whole: number;
  readonly numeric: boolean;
}

export function stageColumn(name: string, table: string, target: string, planned: PlannedColumn | null): StageColumn {
  const numeric = planned ? planned.type === 'number' || planned.type === 'integer' : target !== 'order_time' && target !== 'order_id';
  return { name, table, target, planned, scale: 0, whole: 0, numeric };
}
