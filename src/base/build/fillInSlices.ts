import { quotePath } from '../../sql/quote.ts';
import type { Staged } from './Staged.ts';

/** tables filled from at most so many cells stay as they are */
export const plainCells = 90_000_000;

/** as many rows go through the engine in one piece, and more in pieces of this size */
const pieces = { whole: 2_000_000, rows: 1_000_000, plain: plainCells };

/** Stored rows become eight times smaller, which takes as long as filling the table; in memory nothing does that by itself. */
const pack = 'CHECKPOINT';

export const createTable = (name: string, body: string): string => `CREATE OR REPLACE TABLE ${quotePath('base', name)} AS\n${body}`;

/** Fills a table from the rows of its files. Many rows go in slice by slice, very many are packed before the next slice: an engine in WebAssembly has 4 GB for all it does, and no disk. */
export function fillInSlices(name: string, stages: readonly Staged[], body: (part: readonly Staged[]) => string, { whole, rows, plain } = pieces): string[] {
  const packed = stages.reduce((sum, { lastRow, columns }) => sum + lastRow * columns.length, 0) > plain;
  if (stages.reduce((sum, { lastRow }) => sum + lastRow, 0) <= whole) return [createTable(name, body(stages))];
  return stages
    .flatMap((from) => Array.from({ length: Math.max(1, Math.ceil(from.lastRow / rows)) }, (_, at): Staged => ({ ...from, slice: [at === 0 ? 0 : at * rows + 1, (at + 1) * rows] })))
    .flatMap((slice, at) => [at === 0 ? createTable(name, body([slice])) : `INSERT INTO ${quotePath('base', name)}\n${body([slice])}`, ...(packed ? [pack] : [])]);
}
