import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packRows, RowScanner, type ScannedRows } from './scanRows.ts';
import { RowSplitter, type DamagedCell } from './splitRows.ts';

const textsOf = ({ bytes, bounds, ends }: ScannedRows): string[][] =>
  [...ends].map((end, row) => Array.from({ length: end - (ends[row - 1] ?? 0) }, (_, cell) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(bounds[((ends[row - 1] ?? 0) + cell) * 2], bounds[((ends[row - 1] ?? 0) + cell) * 2 + 1]))));

function scan(text: string, size: number): { rows: string[][]; numbers: number[]; damaged: DamagedCell[] } {
  const scanner = new RowScanner({ delimiter: ';', quote: '"' }, 'utf-8');
  const bytes = new TextEncoder().encode(text);
  const found = { rows: [] as string[][], numbers: [] as number[], damaged: [] as DamagedCell[] };
  for (let at = 0; at <= bytes.length; at += size) {
    const rows = scanner.push(bytes.subarray(at, at + size), at + size > bytes.length);
    found.rows.push(...textsOf(rows));
    found.numbers.push(...rows.numbers);
    found.damaged.push(...rows.damaged);
  }
  return found;
}

test('bytes split into the same rows as text, wherever the pieces end', () => {
  const piece = fc.constantFrom('a', 'ж', 'ł', ';', '"', '""', '\n', '\r\n', '\r', ';"', '";', '"\n', 'Болт', '12,5', ' ');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), fc.integer({ min: 1, max: 60 }), (parts, size) => {
      const text = parts.join('');
      const splitter = new RowSplitter({ delimiter: ';', quote: '"' });
      const blocks = [splitter.push(text), splitter.end()];
      const found = scan(text, size);
      expect(found.rows).toEqual(blocks.flatMap((block) => block.rows));
      expect(found.numbers).toEqual(blocks.flatMap((block) => block.numbers));
      expect(found.damaged.map(({ row, reason }) => [row, reason])).toEqual(blocks.flatMap((block) => block.damaged.map(({ row, reason }) => [row, reason])));
    }),
    { numRuns: 2000 },
  );
});

test('rows of text come through packing unchanged', () => {
  const rows = [['a', '', 'ж'], [], ['ł"x', '𝄞']];
  expect(textsOf(packRows({ rows, numbers: [1, 3, 4], damaged: [] }))).toEqual(rows);
});
