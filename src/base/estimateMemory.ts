import type { Recognition } from './Recognition.ts';

/** What the browser's engine may take: WebAssembly addresses 4 GB, and the tab needs some of it. */
export const engineMemory = 3 * 2 ** 30;

/** Bytes that a cell takes while a base is built, stage and tables together: a rough guess from the widths of the types, to be told before loading, not to be relied on. */
const bytesOf: Readonly<Record<string, number>> = { text: 14, timestamp: 12, date: 6, boolean: 2, integer: 12, number: 12 };
/** of a row besides its cells: its place, its orders, what is joined to it */
const bytesOfRow = 90;

/** Roughly what loading takes in the browser's engine at its peak, in bytes; known before a byte is loaded. */
export function estimateMemory(recognitions: readonly Recognition[]): number {
  return recognitions.reduce((sum, { table, rows, columns }) => (table === null ? sum : sum + rows * columns.reduce((bytes, { field, type }) => (field === null ? bytes : bytes + (bytesOf[type] ?? 0)), bytesOfRow)), 0);
}
