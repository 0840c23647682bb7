import { safeText } from '../../share/safeText.ts';
import type { Scalar } from '../../database/table.ts';

export interface Position {
  readonly row: number;
  readonly column: number;
}

// Browsers stop drawing boxes somewhere above 16 million pixels; beyond that the bar moves faster than the rows.
const tallest = 12_000_000;

export const scrollHeight = (rows: number, rowHeight: number): number => Math.min(tallest, rows * rowHeight);

/** the first row in sight when the bar stands at `top` */
export function firstRowAt(top: number, rows: number, visible: number, rowHeight: number): number {
  const way = scrollHeight(rows, rowHeight) - visible * rowHeight;
  return way <= 0 ? 0 : Math.max(0, Math.min(rows - visible, Math.round((top / way) * (rows - visible))));
}

export function scrollTopOf(row: number, rows: number, visible: number, rowHeight: number): number {
  const way = scrollHeight(rows, rowHeight) - visible * rowHeight;
  return rows <= visible ? 0 : (row / (rows - visible)) * way;
}

/** where a key leads; null: not a key of the grid */
export function moveActive(from: Position, key: string, far: boolean, size: { readonly rows: number; readonly columns: number; readonly page: number }): Position | null {
  const lastRow = Math.max(0, size.rows - 1);
  const lastColumn = Math.max(0, size.columns - 1);
  const at = (row: number, column: number): Position => ({ row: Math.max(0, Math.min(lastRow, row)), column: Math.max(0, Math.min(lastColumn, column)) });
  const moves: Readonly<Record<string, Position>> = {
    ArrowUp: at(far ? 0 : from.row - 1, from.column),
    ArrowDown: at(far ? lastRow : from.row + 1, from.column),
    ArrowLeft: at(from.row, far ? 0 : from.column - 1),
    ArrowRight: at(from.row, far ? lastColumn : from.column + 1),
    PageUp: at(from.row - size.page, from.column),
    PageDown: at(from.row + size.page, from.column),
    Home: at(far ? 0 : from.row, 0),
    End: at(far ? lastRow : from.row, lastColumn),
  };
  return moves[key] ?? null;
}

/** Tab-separated text as spreadsheets take it. */
export function formatTsv(rows: readonly (readonly Scalar[])[]): string {
  const cell = (value: Scalar): string => {
    // numbers stay numbers, also negative ones; no other text may become a formula
    const text = value === null ? '' : typeof value === 'string' && !/^[-+]?\d+(\.\d+)?$/u.test(value) ? safeText(value) : String(value);
    return /["\t\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return rows.map((row) => row.map(cell).join('\t')).join('\n');
}
