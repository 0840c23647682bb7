import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RowSplitter } from './splitRows.ts';

function split(text: string, delimiter = ',', quote: string | null = '"', pieces = [text.length]): string[][] {
  const splitter = new RowSplitter({ delimiter, quote });
  const rows: string[][] = [];
  let at = 0;
  for (const piece of pieces) {
    rows.push(...splitter.push(text.slice(at, at + piece)).rows.map((row) => [...row]));
    at += piece;
  }
  rows.push(...splitter.push(text.slice(at)).rows.map((row) => [...row]), ...splitter.end().rows.map((row) => [...row]));
  return rows;
}

describe('rows of delimited text', () => {
  test.each([
    ['plain rows', 'a,b\n1,2\n', [['a', 'b'], ['1', '2']]],
    ['mixed line ends', 'a\r\nb\nc\rd', [['a'], ['b'], ['c'], ['d']]],
    ['a quoted cell with delimiter, quote and line end', '"x,""y""\nz",2\n', [['x,"y"\nz', '2']]],
    ['ragged rows as they are', 'a,b\n1\n4,5,6', [['a', 'b'], ['1'], ['4', '5', '6']]],
    ['blank rows are rows', 'a\n\nb\n', [['a'], [''], ['b']]],
    ['text after a closing quote is kept', '"a"b,c', [['ab', 'c']]],
    ['a quote inside a cell is text', 'a"b,c"\n', [['a"b', 'c"']]],
  ])('%s', (_name, text, rows) => {
    expect(split(text)).toEqual(rows);
  });

  test('a quote that is never closed is text, is told with its row, and eats no rows', () => {
    const splitter = new RowSplitter({ delimiter: ',', quote: '"' });
    const first = splitter.push('a,b\n1,"open\n2,x\n3,y\n');
    const rest = splitter.end();
    expect([...first.rows, ...rest.rows]).toEqual([['a', 'b'], ['1', '"open'], ['2', 'x'], ['3', 'y']]);
    expect(rest.damaged).toEqual([{ row: 2, column: 1, reason: 'the quote that opens here is never closed' }]);
  });

  test('any rows written in any dialect, cut anywhere, are read back equal', () => {
    const dialects = fc.record({ delimiter: fc.constantFrom(',', ';', '\t', '|', '^'), end: fc.constantFrom('\n', '\r\n', '\r'), always: fc.boolean(), lastEnd: fc.boolean() });
    const cell = fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom('', '"', '""', 'a\nb', '\r', ';', ',', '\t', 'Ł', '№'));
    const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(rows, dialects, fc.array(fc.nat(9), { maxLength: 60 }), (table, { delimiter, end, always, lastEnd }, pieces) => {
        const write = (text: string): string => (always || /["\r\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text);
        const lines = table.map((row) => (row.length === 1 && row[0] === '' ? '""' : row.map(write).join(delimiter)));
        expect(split(lines.join(end) + (lastEnd ? end : ''), delimiter, '"', pieces)).toEqual(table);
      }),
      { numRuns: 500 },
    );
  });
});
