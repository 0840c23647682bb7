import { canonicalTables } from '../../base/schema.ts';
import type { ReviewFile } from '../Workbench.ts';

const main = ['order_lines', 'orders', 'customers', 'products', 'receivables'];
const places = [...main, ...canonicalTables.filter((table) => !main.includes(table))];

/** What the analysis stands on first, own tables after it, files that are no data last. */
export function inReadingOrder(files: readonly ReviewFile[]): readonly ReviewFile[] {
  const place = ({ recognition }: ReviewFile): number => {
    const at = places.indexOf(recognition.table ?? '');
    return at >= 0 ? at : recognition.table === null ? places.length + 1 : places.length;
  };
  return files.toSorted((a, b) => place(a) - place(b) || b.recognition.rows - a.recognition.rows);
}
