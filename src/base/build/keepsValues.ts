import type { StageColumn } from '../StageColumn.ts';
import type { Staged } from './Staged.ts';
import { columnsOf } from './unite.ts';

/** Decimal digits that a double gives back as they were. */
const exactDigits = 15;

/** Whether the values of a file, as they stand in the stage, become those of the base to the last digit. */
export function keepsValues(from: Staged, stages: readonly Staged[]): boolean {
  return from.columns.every((column) => column.stored === 'text' || fits(column, columnsOf(stages, column.table).find(({ name }) => name === column.target)?.type ?? 'VARCHAR'));
}

function fits(column: StageColumn, type: string): boolean {
  if (column.stored === 'day') return type === 'DATE';
  if (type === 'DOUBLE') return true;
  if (type === 'BIGINT') return column.whole <= exactDigits;
  const scale = /^DECIMAL\(18,(\d+)\)$/.exec(type)?.[1];
  if (scale === undefined || column.scale > Number(scale)) return false;
  return column.filledScale === 0 ? column.whole + Number(scale) <= exactDigits : column.whole + Math.max(column.filledScale, Number(scale)) < exactDigits;
}
