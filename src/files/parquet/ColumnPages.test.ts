import { describe, expect, test } from 'vitest';
import { ColumnPages } from './ColumnPages.ts';

/** A column of one group from row 1,000 on, whose pages hold the row numbers; every page that is asked for is told. */
function column(pages: readonly number[], to: number): { readonly pages: ColumnPages; readonly read: number[] } {
  const read: number[] = [];
  const made = new ColumnPages({ name: 'amount', whole: false, from: 1_000, to }, ({ rowStart, rowEnd, onChunk }) => {
    let from = 1_000;
    for (const rows of pages) {
      if (from < rowEnd && from + rows > rowStart) {
        read.push(from);
        const first = from;
        onChunk({ columnName: 'amount', columnData: Array.from({ length: rows }, (_, row) => first + row), rowStart: from, rowEnd: from + rows });
      }
      from += rows;
    }
    return Promise.resolve();
  });
  return { pages: made, read };
}

async function rowsOf(pages: ColumnPages, from: number, to: number, step: number): Promise<unknown[]> {
  const rows: unknown[] = [];
  for (let at = from; at < to; at += step) if (!(await pages.take(at, Math.min(to, at + step), (row, value) => (rows[row - from] = value)))) return [];
  return rows;
}

describe('the pages of a column', () => {
  test.each([[[300_000]], [[7, 100_000, 1, 199_992]], [Array.from({ length: 300 }, () => 1_000)]])('are decoded once each, however they are cut', async (sizes) => {
    const { pages, read } = column(sizes, 301_000);
    expect(await rowsOf(pages, 1_000, 301_000, 5_000)).toEqual(Array.from({ length: 300_000 }, (_, row) => 1_000 + row));
    expect(read).toEqual([...new Set(read)]);
    expect(read).toHaveLength(sizes.length);
  });

  test('are read as far as the first rows need them', async () => {
    const { pages, read } = column([4_000, 4_000, 4_000], 13_000);
    await rowsOf(pages, 1_000, 6_000, 5_000);
    expect(read).toEqual([1_000, 5_000]);
  });

  test.each([[[4_000]], [[4_000, 4_001]]])('that hold fewer or more rows than their group are told', async (sizes) => {
    expect(await rowsOf(column(sizes, 9_000).pages, 1_000, 9_000, 5_000)).toEqual([]);
  });
});
