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
  /** digits after the sign of amounts that filled gaps, which are rounded to `scale` */
  filledScale: number;
  readonly numeric: boolean;
  /** whether any row of the stage lacks it */
  gaps: boolean;
  /** as what it stands in the stage */
  readonly stored: 'text' | 'number' | 'day';
}

export function stageColumn(name: string, table: string, target: string, planned: PlannedColumn | null, typed: boolean): StageColumn {
  const numeric = planned ? planned.type === 'number' || planned.type === 'integer' : target !== 'order_time' && target !== 'order_id';
  const day = planned !== null && (planned.type === 'date' || (planned.type === 'timestamp' && planned.target === 'order_date'));
  return { name, table, target, planned, scale: 0, whole: 0, filledScale: 0, numeric, gaps: false, stored: !typed ? 'text' : numeric ? 'number' : day ? 'day' : 'text' };
}
