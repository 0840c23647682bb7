import { isNamed } from './matchHeaders.ts';
import { possibleOrders } from './values/readDate.ts';
import { readWritten } from './values/readNumber.ts';

interface FoundHeader {
  /** index of the header's first row among the given rows; rows before it are titles */
  readonly index: number;
  /** 0: the table has no header, 2: groups above names */
  readonly rows: number;
  readonly names: readonly string[];
}

const isValue = (cell: string): boolean => readWritten(cell) !== null || possibleOrders(cell).length > 0;
const filledIn = (row: readonly string[]): string[] => row.map((cell) => cell.trim()).filter((cell) => cell !== '');

/** Finds the header among the first rows of a file; titles above and a second header row are seen through. */
export function findHeader(rows: readonly (readonly string[])[]): FoundHeader {
  const counts = rows.map((row) => filledIn(row).length);
  const usual = usualCount(counts);
  let best = { index: -1, score: -1 };
  for (const [index, row] of rows.slice(0, 60).entries()) {
    const filled = filledIn(row);
    if (filled.length < Math.max(1, usual * 0.6) || (usual > 1 && filled.length < 2)) continue;
    const texts = filled.filter((cell) => !isValue(cell));
    const known = filled.filter(isNamed).length;
    if (texts.length < filled.length * 0.6 && known < filled.length * 0.4) continue;
    if (new Set(filled).size < filled.length * 0.6) continue;
    const long = filled.filter((cell) => cell.length > 60).length;
    const score = (known / filled.length) * 2 + texts.length / filled.length + Math.min(1, filled.length / usual) - long / filled.length - index * 0.02;
    if (best.index < 0 || score > best.score + 0.25) best = { index, score };
  }
  const width = Math.max(0, ...rows.slice(0, 200).map((row) => row.length));
  if (best.index < 0) return { index: Math.max(0, counts.findIndex((count) => count >= Math.max(1, usual * 0.6))), rows: 0, names: nameAll([], width) };
  const top = rows[best.index] ?? [];
  const below = rows[best.index + 1] ?? [];
  const headerWidth = Math.max(top.length, width);
  if (!isSecondHeader(top, below, rows.slice(best.index + 2, best.index + 30))) return { index: best.index, rows: 1, names: nameAll(top, headerWidth) };
  let group = '';
  const joined = Array.from({ length: headerWidth }, (_, column) => {
    const above = (top[column] ?? '').trim();
    const name = (below[column] ?? '').trim();
    if (above !== '') group = above;
    if (name === '') {
      // a name over both rows heads no group
      group = '';
      return above;
    }
    return above === '' && group === '' ? name : `${above === '' ? group : above} ${name}`;
  });
  return { index: best.index, rows: 2, names: nameAll(joined, headerWidth) };
}

function usualCount(counts: readonly number[]): number {
  const tally = new Map<number, number>();
  for (const count of counts) if (count > 0) tally.set(count, (tally.get(count) ?? 0) + 1);
  let usual = Infinity;
  let most = 0;
  for (const [count, times] of tally) {
    if (times > most || (times === most && count < usual)) {
      usual = count;
      most = times;
    }
  }
  return most === 0 ? 1 : usual;
}

/** Groups above names: gaps in the first row that the second fills, no values in it, values below. */
function isSecondHeader(top: readonly string[], below: readonly string[], data: readonly (readonly string[])[]): boolean {
  const names = filledIn(below);
  if (names.length < 2 || names.some(isValue) || filledIn(top).length > below.length * 0.75) return false;
  const fillsGaps = below.some((cell, column) => cell.trim() !== '' && (top[column] ?? '').trim() === '');
  return fillsGaps && data.some((row) => row.some((cell, column) => cell.trim() !== '' && isValue(cell) && (below[column] ?? '').trim() !== ''));
}

/** Every column gets a name of its own. */
function nameAll(header: readonly string[], width: number): string[] {
  const seen = new Map<string, number>();
  return Array.from({ length: width }, (_, column) => {
    const plain = (header[column] ?? '').replace(/\s+/g, ' ').trim();
    const name = plain === '' ? `column ${column + 1}` : plain;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} ${times}`;
  });
}
