import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { inspectFiles } from '../../src/base/inspectFiles.ts';
import { recogniseFiles } from '../../src/base/recogniseFiles.ts';
import { fromBlob } from '../../src/files/fromBlob.ts';
import { openTables } from '../../src/files/openTables.ts';

const sheetOf = (rows: string, more = ''): string => `<?xml version="1.0"?><x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>${rows.replace(/<(\/?)(row|c|v|is|t|f)\b/g, '<$1x:$2')}</x:sheetData>${more}</x:worksheet>`;
const plainSheetOf = (rows: string): string => `<worksheet><sheetData>${rows}</sheetData></worksheet>`;

function workbook(sheets: Readonly<Record<string, { rows: string; hidden?: boolean }>>, options: { date1904?: boolean; strings?: string; plain?: boolean } = {}): Uint8Array<ArrayBuffer> {
  const names = Object.keys(sheets);
  const parts: Record<string, Uint8Array> = {
    'xl/workbook.xml': strToU8(`<workbook xmlns:r="r"><workbookPr${options.date1904 ? ' date1904="1"' : ''}/><sheets>${names.map((name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"${sheets[name]?.hidden ? ' state="hidden"' : ''}/>`).join('')}</sheets></workbook>`),
    'xl/_rels/workbook.xml.rels': strToU8(`<Relationships>${names.map((_, index) => `<Relationship Id="rId${index + 1}" Target="worksheets/s${index + 1}.xml"/>`).join('')}</Relationships>`),
    'xl/styles.xml': strToU8('<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy\\ hh:mm"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>'),
    'xl/sharedStrings.xml': strToU8(options.strings ?? '<sst/>'),
  };
  for (const [index, name] of names.entries()) parts[`xl/worksheets/s${index + 1}.xml`] = strToU8((options.plain ? plainSheetOf : sheetOf)(sheets[name]?.rows ?? ''));
  return new Uint8Array(zipSync(parts));
}

const text = (value: string): string => `<c t="inlineStr"><is><t>${value}</t></is></c>`;
const recognise = async (bytes: Uint8Array<ArrayBuffer>) => recogniseFiles([fromBlob(new Blob([bytes]), 'book.xlsx')]);

describe('workbooks', { timeout: 30_000 }, () => {
  test('shared, rich and inline text, dates, times, booleans, errors and floating dust come out as a person sees them', async () => {
    const strings = '<sst><si><t>Order ID</t></si><si><r><t>Order </t></r><r><t>Date</t></r><rPh><t>no</t></rPh></si><si><t xml:space="preserve">A&amp;B &#169;</t></si></sst>';
    const rows = `<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c>${text('Customer')}${text('Net Amount')}${text('Paid')}${text('Changed')}</row>
<row r="4"><c r="A4"><v>1001</v></c><c r="B4" s="1"><v>45322</v></c><c r="C4" t="s"><v>2</v></c><c r="D4"><v>9.8000000000000007</v></c><c r="E4" t="b"><v>1</v></c><c r="F4" s="2"><v>45322.5</v></c></row>
<row r="5"><c r="A5"><v>1002</v></c><c r="B5" s="1"><v>45323</v></c><c r="C5" t="str"><f>x</f><v><![CDATA[C<D]]></v></c><c r="D5" t="e"><v>#DIV/0!</v></c></row>`;
    const bytes = workbook({ Orders: { rows } }, { strings });
    const [recognition] = await recognise(bytes);
    expect(recognition?.table).toBe('orders');
    expect(recognition?.preview.filter((row) => row[0] !== '' && row[0] !== null)).toEqual([['1001', '2024-01-31', 'A&B ©', '9.8', 'true', '2024-01-31 12:00:00'], ['1002', '2024-02-01', 'C<D', '#DIV/0!', null, null]]);
    const [account] = await inspectFiles([fromBlob(new Blob([bytes]), 'book.xlsx')]);
    expect(account?.rejects).toEqual([{ row: 5, column: 'Net Amount', value: '#DIV/0!', reason: 'a spreadsheet error', kept: true }]);
    expect([account?.rowsRead, account?.furniture]).toEqual([2, 2]);
  });

  test('cells in the plain form come out as they do tag by tag', async () => {
    const value = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }).map(String), fc.integer({ min: -9999, max: 99_999 }).map(String), fc.constantFrom('', '0', '007', '1.50', '.5', '5.', '-3', '1e21', '1E5', '0.0000001', '12345678901234567890', '45322.5', '9.8000000000000007', ' 7 ', '#N/A', 'A&amp;B'));
    const cell = fc.record({ value, style: fc.constantFrom('', ' s="0"', ' s="1"', ' s="2"', ' s="9"'), type: fc.constantFrom('', ' t="n"', ' t="str"', ' t="e"', ' t="b"'), first: fc.boolean(), empty: fc.boolean() });
    const sheet = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(sheet, async (list) => {
        const rows = list.map((row, at) => `<row r="${at + 1}">${row.map((one, index) => `<c r="${'ABCD'[index]}${at + 1}"${one.first ? one.style + one.type : one.type + one.style}${one.empty ? '/>' : `><v>${one.value}</v></c>`}`).join('')}</row>`).join('');
        const [plain, long] = await Promise.all([true, false].map(async (form) => {
          const [source] = await openTables([fromBlob(new Blob([workbook({ S: { rows } }, { plain: form })]), 'book.xlsx')]);
          if (source?.kind !== 'sheet') throw new Error('the workbook holds no sheet');
          const blocks: unknown[] = [];
          for await (const block of source.rows()) blocks.push(block);
          return blocks;
        }));
        expect(plain).toEqual(long);
      }),
      { numRuns: 60 },
    );
  });

  test('the 1904 system is four years later, and day 60 of 1900 is no day', async () => {
    const rows = `<row>${text('a')}${text('day')}</row><row><c><v>1</v></c><c s="1"><v>100</v></c></row>`;
    expect((await recognise(workbook({ S: { rows } }, { date1904: true })))[0]?.preview[0]?.[1]).toBe('1904-04-10');
    const leap = `<row>${text('a')}${text('day')}</row>${[59, 60, 61, ...Array.from({ length: 30 }, (_, index) => 100 + index)].map((serial) => `<row><c><v>1</v></c><c s="1"><v>${serial}</v></c></row>`).join('')}`;
    const [account] = await inspectFiles([fromBlob(new Blob([workbook({ S: { rows: leap } })]), 'book.xlsx')]);
    expect(account?.rejects).toEqual([{ row: 3, column: 'day', value: '1900-02-29', reason: 'not a date', kept: true }]);
  });

  test('a long sheet gives every cell, wherever its bytes are cut into blocks', async () => {
    const rows = Array.from({ length: 16_000 }, (_, at) => `<row>${text(`O${at >> 2}`)}${text(`C${at % 7}`)}${text(`S-${at % 50}`)}<c><v>${1 + (at % 9)}</v></c><c><v>${at % 500}.25</v></c></row>`);
    const [source] = await openTables([fromBlob(new Blob([workbook({ S: { rows: rows.join('') } })]), 'book.xlsx')]);
    if (source?.kind !== 'sheet') throw new Error('the workbook holds no sheet');
    let read = 0;
    const short: number[] = [];
    for await (const block of source.rows()) {
      read += block.rows.length;
      for (const [at, row] of block.rows.entries()) if (row.length !== 5 || !row.every((cell) => cell !== '')) short.push(block.numbers[at] ?? 0);
    }
    expect([read, short]).toEqual([16_000, []]);
  });

  test('every sheet is its own table, and a hidden one is told', async () => {
    const rows = `<row>${text('a')}${text('b')}</row><row><c><v>1</v></c><c><v>2</v></c></row>`;
    const found = await recognise(workbook({ One: { rows }, Two: { rows, hidden: true }, Empty: { rows: '' } }));
    expect(found.map((recognition) => [recognition.file, recognition.table])).toEqual([['book.xlsx › One', 'book_one'], ['book.xlsx › Two', 'book_two'], ['book.xlsx › Empty', null]]);
    expect(found[1]?.questions.some((question) => question.note.key === 'hidden_sheet')).toBe(true);
    expect(found[2]?.reason).toContain('no rows');
  });

  test('tables inside a zip are found, each under its name', async () => {
    const archive = new Uint8Array(zipSync({ 'year/a.csv': strToU8('x,y\n1,2\n'), 'README.txt': strToU8('hello'), 'b.xlsx': workbook({ S: { rows: `<row>${text('p')}${text('q')}</row><row><c><v>1</v></c><c><v>2</v></c></row>` } }) }));
    const found = await recogniseFiles([fromBlob(new Blob([archive]), 'all.zip')]);
    expect(found.map((recognition) => [recognition.file, recognition.table, recognition.rows])).toEqual([['all.zip/year/a.csv', 'a', 1], ['all.zip/README.txt', null, 0], ['all.zip/b.xlsx', 'b', 1]]);
  });

  test('a workbook changed at any byte is read or refused, and never throws', async () => {
    const whole = workbook({ S: { rows: `<row>${text('p')}${text('q')}</row><row><c><v>1</v></c><c><v>2</v></c></row>` } });
    for (let at = 0; at < whole.length; at += 13) {
      const flipped = whole.slice();
      flipped[at] = (flipped[at] ?? 0) ^ 0x21;
      for (const bytes of [whole.slice(0, at), flipped]) {
        const [account] = await inspectFiles([fromBlob(new Blob([bytes]), 'book.xlsx')]);
        expect(account?.rowsRead).toBe((account?.rowsLoaded ?? 0) + (account?.rowsRejected ?? 0));
      }
    }
  });
});
