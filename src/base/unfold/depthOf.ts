import { isTotalWord } from '../values/words.ts';
import type { ReportRow, Unfolding } from './Unfolding.ts';

const blank = (cell: string | undefined): boolean => cell === undefined || cell.trim() === '';

export const isBlankRow = ({ cells }: ReportRow): boolean => cells.every(blank);

export const labelOf = (row: ReportRow, key: number): string => (row.cells[key] ?? '').trim();

/** How deep a row lies, by what the report tells; -1: it lies nowhere (a total, a note, a blank row). */
export function depthOf(row: ReportRow, { by, key, names }: Pick<Unfolding, 'by' | 'key' | 'names'>): number {
  const label = row.cells[key] ?? '';
  switch (by) {
    case 'outline':
      return blank(label) || isTotalWord(label) ? -1 : row.depth;
    case 'spaces':
      return blank(label) || isTotalWord(label) ? -1 : label.length - label.trimStart().length;
    case 'columns': {
      for (let level = 0; level < names.length; level += 1) {
        const text = row.cells[key + level];
        if (!blank(text)) return isTotalWord(text ?? '') ? -1 : level;
      }
      return isBlankRow(row) ? -1 : names.length;
    }
    case 'sums':
      return blank(label) || isTotalWord(label) ? -1 : 0;
  }
}
