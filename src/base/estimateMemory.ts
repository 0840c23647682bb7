import { plainCells } from './build/fillInSlices.ts';
import type { Recognition } from './Recognition.ts';

/** What the browser's engine may take: WebAssembly addresses 4 GB, and the tab needs some of it. */
export const engineMemory = 3 * 2 ** 30;

/** Bytes that a cell takes while a base is built, stage and tables together: a rough guess from the widths of the types, to be told before loading, not to be relied on. */
const bytesOf: Readonly<Record<string, number>> = { text: 14, timestamp: 12, date: 6, boolean: 2, integer: 12, number: 12 };
/** of a row besides its cells: its place, its orders, what is joined to it */
const bytesOfRow = 90;

/** Rows beyond these are packed as they come in (feedEngine), and tables of very many cells are (fillInSlices); what each takes was measured at two, five and ten million rows. */
const plainRows = 2_000_000;
const plainShare = 2.2;
const packedStageShare = 1.2;
const packedShare = 0.4;

/** Roughly what loading takes in the browser's engine at its peak, in bytes; known before a byte is loaded. */
export function estimateMemory(recognitions: readonly Recognition[]): number {
  const told = recognitions.filter(({ table }) => table !== null);
  const all = told.reduce((sum, { rows }) => sum + rows, 0);
  const bytes = told.reduce((sum, { rows, columns }) => sum + rows * columns.reduce((width, { field, type }) => (field === null ? width : width + (bytesOf[type] ?? 0)), bytesOfRow), 0);
  const plain = all === 0 ? 1 : Math.min(1, plainRows / all);
  const widest = told.reduce((sum, { rows, columns }) => sum + rows * (columns.length + 1), 0);
  return bytes * (plain * plainShare + (1 - plain) * (widest > plainCells ? packedShare : packedStageShare));
}
