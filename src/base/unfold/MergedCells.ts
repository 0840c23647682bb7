import type { RowBlock } from '../../files/splitRows.ts';
import { matchHeader } from '../matchHeaders.ts';
import { readNumber } from '../values/readNumber.ts';

interface Merged {
  readonly column: number;
  readonly from: number;
  readonly to: number;
}

const range = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/;
const columnOf = (letters: string): number => [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1;

/** Cells merged over several rows of data, which stand for each of the rows. Amounts are not repeated: a sum over the rows would count them twice. */
export class MergedCells {
  readonly #merged: readonly Merged[];
  readonly #values = new Map<Merged, string>();
  readonly #keys: ReadonlySet<number>;

  constructor(ranges: readonly string[], dataFrom: number, names: readonly string[]) {
    this.#merged = ranges.flatMap((text) => {
      const parts = range.exec(text);
      const column = columnOf(parts?.[1] ?? '');
      const from = Number(parts?.[2]);
      const to = Number(parts?.[4]);
      return parts && parts[1] === parts[3] && from >= dataFrom && to > from ? [{ column, from, to }] : [];
    });
    this.#keys = new Set(names.flatMap((name, column) => ((['order_id', 'customer_id'] as const).some((field) => (matchHeader(name, 'orders', field)?.score ?? 0) >= 0.9) ? [column] : [])));
  }

  get any(): boolean {
    return this.#merged.length > 0;
  }

  repeat(block: RowBlock): RowBlock {
    const rows = block.rows.map((cells, index) => {
      const number = block.numbers[index] ?? 0;
      let filled: string[] | null = null;
      for (const merged of this.#merged) {
        if (number < merged.from || number > merged.to) continue;
        const own = (cells[merged.column] ?? '').trim();
        if (number === merged.from) this.#values.set(merged, own);
        const value = this.#values.get(merged) ?? '';
        if (own !== '' || value === '' || (readNumber(value, '.') !== null && !this.#keys.has(merged.column))) continue;
        filled ??= [...cells];
        while (filled.length <= merged.column) filled.push('');
        filled[merged.column] = value;
      }
      return filled ?? cells;
    });
    return { ...block, rows };
  }
}
