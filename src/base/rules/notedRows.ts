import type { Base } from '../Base.ts';
import type { Caught } from './Rule.ts';

/** Cells that were put right while files were read, by rule. */
export const makeReading = 'CREATE TABLE IF NOT EXISTS quality.reading (rule VARCHAR, _file INTEGER, _row INTEGER, "column" VARCHAR, was VARCHAR, now VARCHAR)';

/** Rows with cells that a rule put right while the files were read. */
export const notedRows = (rule: string): string => `(_file, _row) IN (SELECT _file, _row FROM quality.reading WHERE rule = '${rule}')`;

export function caughtByNotes(base: Base, rule: string): Caught | null {
  const table = base.noted?.[rule];
  return table === undefined ? null : { table, where: notedRows(rule) };
}
