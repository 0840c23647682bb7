import { strFromU8, unzipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSheet } from '../files/xlsx/readSheet.ts';
import { readWorkbook } from '../files/xlsx/readWorkbook.ts';
import { fromBlob } from '../files/fromBlob.ts';
import { writeCsv } from './writeCsv.ts';
import { writeXlsx, writeXlsxRestfully } from './writeXlsx.ts';

const columns = [
  { name: 'customer_name', type: 'VARCHAR' },
  { name: 'revenue', type: 'DECIMAL(18,4)' },
  { name: 'revenue_share', type: 'DOUBLE' },
  { name: 'last_order', type: 'DATE' },
];
const hostile = ['=1+1', '+49 30', '-5', '@SUM(A1)', '\t=1', '\r\n=1', '＝1', '"quoted"; and, parted', '<b>&amp;</b>', 'a\u0000b\uD800c', ''];

describe('a workbook', () => {
  test('holds texts as texts, numbers as numbers and no formula, whatever the cells say', async () => {
    const bytes = writeXlsx([{ name: 'Call list / 2024: [all]', columns, rows: hostile.map((text, index) => [text, `${index}.2500`, 0.125, '2024-03-01']) }]);
    const sheets = Object.entries(unzipSync(bytes)).filter(([path]) => path.startsWith('xl/worksheets/')).map(([, content]) => strFromU8(content));
    expect(sheets).toHaveLength(1);
    expect(sheets.join('')).not.toContain('<f>');
    expect(sheets[0]).toContain('<v>3.2500</v>');
    const workbook = await readWorkbook(fromBlob(new Blob([bytes]), 'out.xlsx'));
    expect(workbook.sheets.map(({ name }) => name)).toEqual(['Call list   2024   all']);
    const rows: unknown[][] = [];
    for (const sheet of workbook.sheets) for await (const block of readSheet(workbook, sheet, 'out.xlsx')) rows.push(...block.rows.map((row) => [...row]));
    expect(rows).toHaveLength(hostile.length + 1);
  });

  test('is left after the sheet at which it was stopped', async () => {
    const sheets = ['A', 'B', 'C'].map((name) => ({ name, columns, rows: [] }));
    let rests = 0;
    expect(await writeXlsxRestfully(sheets, () => Promise.resolve((rests += 1) < 2))).toBeNull();
    expect(rests).toBe(2);
    expect(await writeXlsxRestfully(sheets, () => Promise.resolve(true))).toEqual(writeXlsx(sheets));
  });

  test('keeps apart sheets whose names would be one', () => {
    const names = strFromU8(unzipSync(writeXlsx(['List', 'list', 'x'.repeat(40), 'x'.repeat(50)].map((name) => ({ name, columns, rows: [] }))))['xl/workbook.xml'] ?? new Uint8Array());
    expect([...names.matchAll(/sheet name="([^"]+)"/g)].map(([, name]) => name)).toEqual(['List', 'list 2', 'x'.repeat(31), `${'x'.repeat(29)} 2`]);
  });
});

/** RFC 4180 by a path of its own */
function parse(csv: string, delimiter: string): string[][] {
  const read: string[][] = [[]];
  for (const [, quoted, plain, end] of csv.slice(1).matchAll(new RegExp(`(?:"((?:[^"]|"")*)"|([^"${delimiter}\\r\\n]*))(${delimiter}|\\r\\n)`, 'gu'))) {
    read.at(-1)?.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === '\r\n') read.push([]);
  }
  return read;
}

describe('CSV', () => {
  test('lets no text act as a formula and leaves numbers numbers', () => {
    const csv = writeCsv({ columns, rows: hostile.map((text) => [text, '-5.2500', 0.5, null]) }, 'pl');
    const rows = parse(csv, ';').slice(1, -1);
    expect(rows).toHaveLength(hostile.length);
    expect(rows.filter(([text = '']) => /^[=+\-@\t\r\n＝]/u.test(text))).toEqual([]);
    expect(rows.map((row) => row.slice(1))).toEqual(hostile.map(() => ['-5,2500', '0,5', '']));
  });

  test('read back as it was written', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 2 }), { minLength: 1 }), (rows) => {
        const csv = writeCsv({ columns: [{ name: 'a', type: 'VARCHAR' }, { name: 'b', type: 'VARCHAR' }], rows }, 'en');
        const read = parse(csv, ',');
        expect(read.slice(1, -1)).toEqual(rows.map((row) => row.map((text) => (/^[=+\-@\t\r\n＝＋－＠]/u.test(text) ? `'${text}` : text))));
      }),
    );
  });
});
