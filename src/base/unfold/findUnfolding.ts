import { readWritten } from '../values/readNumber.ts';
import { depthOf, isBlankRow, labelOf } from './depthOf.ts';
import { nameLevels } from './nameLevels.ts';
import type { ReportRow, Unfolding } from './Unfolding.ts';
import { Unfolder } from './Unfolder.ts';

export interface Report {
  /** rows above the names of the columns */
  readonly titles: readonly string[];
  readonly names: readonly string[];
  /** names of levels that stand below each other in the header */
  readonly stacked: readonly string[];
  /** rows below the header */
  readonly rows: readonly ReportRow[];
  /** the rows are all there are */
  readonly whole: boolean;
}

const mostLevels = 6;
const looksAt = 2_000;

/** Whether a table is a report whose groups stand in rows of their own, and what tells so; null when it is a plain table. */
export function findUnfolding(report: Report): Unfolding | null {
  const rows = report.rows.slice(0, looksAt).filter((row) => !isBlankRow(row));
  const whole = report.whole && report.rows.length <= looksAt;
  if (rows.length < 3 || report.names.length < 2) return null;
  const numeric = report.names.flatMap((_, column) => (isNumeric(rows, column) ? [column] : []));
  const key = report.names.findIndex((_, column) => !numeric.includes(column) && rows.some((row) => labelOf(row, column) !== ''));
  if (key < 0) return null;
  for (const by of ['outline', 'spaces', 'columns', 'sums'] as const) {
    const levels = countLevels(rows, by, key, numeric);
    if (levels < 2 || levels > mostLevels) continue;
    const unfolding: Unfolding = { by, key, numeric, names: Array.from({ length: by === 'columns' ? levels - 1 : levels }, () => '') };
    if (!proves(unfolding, rows, whole)) continue;
    return { ...unfolding, names: nameLevels(report, unfolding) };
  }
  return null;
}

function isNumeric(rows: readonly ReportRow[], column: number): boolean {
  const filled = rows.map((row) => labelOf(row, column)).filter((cell) => cell !== '');
  return filled.length > 0 && filled.filter((cell) => readWritten(cell) !== null).length >= filled.length * 0.9;
}

function countLevels(rows: readonly ReportRow[], by: Unfolding['by'], key: number, numeric: readonly number[]): number {
  // labels and numbers alone: days, codes or words beside them would be those of a plain table
  if (by === 'sums') return numeric.length > 0 && rows.every(({ cells }) => cells.every((cell, at) => at === key || numeric.includes(at) || cell.trim() === '')) && rows.every((row) => depthOf(row, { by, key, names: [] }) < 0 || numeric.some((column) => labelOf(row, column) !== '')) ? 2 : 0;
  if (by === 'columns') return countGroupColumns(rows, key, numeric) + 1;
  return new Set(rows.map((row) => depthOf(row, { by, key, names: [] })).filter((depth) => depth >= 0)).size;
}

/** Columns from the first on whose labels stand alone in their rows, but for numbers. */
function countGroupColumns(rows: readonly ReportRow[], key: number, numeric: readonly number[]): number {
  let column = key;
  for (; column < key + mostLevels; column += 1) {
    const filled = rows.filter((row) => labelOf(row, column) !== '');
    const alone = filled.filter(({ cells }) => cells.every((cell, at) => at === column || cell.trim() === '' || (at > column && numeric.includes(at))));
    const others = rows.length - filled.length;
    if (filled.length < 2 || alone.length < filled.length || others < filled.length * 0.5 || numeric.includes(column)) break;
  }
  return column - key;
}

/** Groups prove themselves by their rows: what a group says is their sum, or it says nothing but its label. */
function proves(unfolding: Unfolding, rows: readonly ReportRow[], whole: boolean): boolean {
  const [first] = rows;
  if (!first) return false;
  const depths = rows.map((row) => depthOf(row, unfolding)).filter((depth) => depth >= 0);
  if (unfolding.by !== 'sums' && depthOf(first, unfolding) !== Math.min(...depths)) return false;
  return (['.', ','] as const).some((sign) => {
    const unfolder = new Unfolder(unfolding, sign, 0);
    const block = { rows: rows.map(({ cells }) => cells), numbers: rows.map(({ number }) => number), damaged: [], depths: rows.map(({ depth }) => depth) };
    const plain = [...unfolder.push(block).rows, ...unfolder.end().rows];
    const groups = plain.filter((cells) => cells.length === 1 && cells[0] === '').length;
    const leaves = depths.length - groups;
    // the last group of a sample may be cut
    const judged = whole ? unfolder.totals : unfolder.totals.slice(0, -1);
    const agreeing = judged.filter(({ agrees }) => agrees).length;
    if (groups === 0 || leaves === 0 || (groups === 1 && leaves < 2)) return false;
    if (unfolding.by === 'sums') return sumsAreNoChance(unfolder.totals.map(({ row }) => row), rows, whole) && groups > 1 && leaves >= groups * 1.5 && unfolder.totals.length === groups && agreeing === unfolder.totals.length - (whole ? 0 : 1);
    if (judged.length > 0) return agreeing >= judged.length * 0.8;
    const alone = rows.filter((_, at) => plain[at]?.length === 1).filter(({ cells }) => cells.filter((cell) => cell.trim() !== '').length === 1).length;
    return alone === groups;
  });
}

/**
 * Numbers that rise row by row, or that repeat, seem to add up here and there: a row that equals the next one proves nothing,
 * and a last group that goes on far longer than all others is the rest of a plain table.
 */
function sumsAreNoChance(starts: readonly number[], rows: readonly ReportRow[], whole: boolean): boolean {
  const last = rows.at(-1)?.number ?? 0;
  const lengths = starts.map((start, index) => (starts[index + 1] ?? last + 1) - start - 1);
  const closed = whole ? lengths : lengths.slice(0, -1);
  const several = closed.filter((length) => length >= 2).length;
  return several >= 2 && several * 3 >= closed.length && (lengths.at(-1) ?? 0) <= Math.max(20, 5 * Math.max(...closed));
}
