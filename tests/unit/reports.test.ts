import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { inspectFiles } from '../../src/base/inspectFiles.ts';
import { recogniseFiles } from '../../src/base/recogniseFiles.ts';
import type { FileMapping } from '../../src/base/Recognition.ts';
import { fromBlob } from '../../src/files/fromBlob.ts';

const csv = (rows: readonly string[]) => fromBlob(new Blob([`${rows.join('\n')}\n`]), 'report.csv');

interface SheetRow {
  readonly cells: readonly string[];
  readonly level?: number;
  readonly indent?: number;
}

/** A workbook as a report writer makes it: outline levels on rows, or indents by cell style. */
function workbook(rows: readonly SheetRow[], merges: readonly string[] = []) {
  const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const body = rows.map(({ cells, level = 0, indent = 0 }, row) => `<row r="${row + 1}"${level > 0 ? ` outlineLevel="${level}"` : ''}>${cells.map((cell, at) => (cell === '' ? '' : `<c r="${'ABCDEFGH'[at] ?? ''}${row + 1}" s="${indent}"${/^-?\d+(\.\d+)?$/.test(cell) ? `><v>${cell}</v>` : ` t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is>`}</c>`)).join('')}</row>`);
  return fromBlob(
    new Blob([
      new Uint8Array(
        zipSync({
          'xl/workbook.xml': strToU8('<workbook xmlns:r="r"><sheets><sheet name="TDSheet" sheetId="1" r:id="a"/></sheets></workbook>'),
          'xl/_rels/workbook.xml.rels': strToU8('<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/></Relationships>'),
          'xl/styles.xml': strToU8('<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="0"><alignment indent="2"/></xf><xf numFmtId="0"><alignment indent="4"/></xf></cellXfs></styleSheet>'),
          'xl/worksheets/sheet1.xml': strToU8(`<worksheet><sheetPr><outlinePr summaryBelow="0"/></sheetPr><sheetData>${body.join('')}</sheetData>${merges.length > 0 ? `<mergeCells>${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>` : ''}</worksheet>`),
        }),
      ),
    ]),
    'report.xlsx',
  );
}

async function read(file: ReturnType<typeof csv>, mapping: FileMapping = {}) {
  const mappings = { files: { [file.name]: mapping } };
  const [recognition] = await recogniseFiles([file], mappings);
  const [account] = await inspectFiles([file], mappings);
  return {
    table: account?.table,
    fields: account?.mapping,
    rows: account === undefined ? [] : [account.rowsRead, account.rowsLoaded, account.furniture],
    money: account?.money?.loaded,
    told: account?.questions.filter((question) => /total/.test(question)),
    first: recognition?.preview.slice(0, 3).map((row) => row.join('|')),
    evidence: recognition?.evidence.map(({ key }) => key),
  };
}

const documentRows = (indent: string): string[] => [
  'Продажи по контрагентам;;',
  'Период: 01.01.2024 - 31.03.2024;;',
  ';;',
  'Контрагент;Количество;Сумма без НДС',
  'Документ;;',
  'Номенклатура;;',
  'ООО Ромашка;12;1 260,50',
  `${indent}Реализация товаров и услуг РТ-0001 от 12.01.2024 10:15:00;11;1 160,50`,
  `${indent}${indent}Болт М8;10;1 000,00`,
  `${indent}${indent}Гайка;1;160,50`,
  `${indent}Реализация товаров и услуг РТ-0007 от 03.02.2024 9:05:11;1;100,00`,
  `${indent}${indent}Болт М8;1;100,00`,
  'АО Лютик;5;500,00',
  `${indent}Возврат товаров от покупателя ВЗ-0001 от 15.02.2024 11:00:00;-1;-100,00`,
  `${indent}${indent}Болт М8;-1;-100,00`,
  `${indent}Реализация товаров и услуг РТ-0009 от 17.02.2024 12:00:00;6;600,00`,
  `${indent}${indent}Болт М8;6;600,00`,
  'Итого;17;1 760,50',
  'Отчёт сформирован: Иванов И. И.;;',
];

const documentFields = { Контрагент: 'customer_id', 'Номер документа': 'order_id', 'Дата документа': 'order_date', 'Вид документа': 'doc_type', Номенклатура: 'product_name', Количество: 'qty', 'Сумма без НДС': 'net_amount' };

describe('reports with groups become plain tables', () => {
  test('1C: levels indented by spaces, names of levels below each other, documents with their day', async () => {
    const found = await read(csv(documentRows('    ')));
    expect(found).toMatchObject({ table: 'order_lines', rows: [5, 5, 11], money: '1760.50', told: [] });
    expect(Object.fromEntries(Object.entries(found.fields ?? {}).map(([header, field]) => [header, field.replace(/^(orders|products|customers)\./, '')]))).toMatchObject(documentFields);
    expect(found.first?.[0]).toBe('ООО Ромашка|Реализация товаров и услуг РТ-0001 от 12.01.2024 10:15:00|Болт М8|10|1 000,00|12.01.2024 10:15:00|Реализация товаров и услуг');
  });

  test.each([['outline levels', 'level'], ['indents of cells', 'indent']] as const)('1C: the same as a workbook with %s', async (_name, mark) => {
    const rows = documentRows('    ').map((line): SheetRow => {
      const [label = '', ...cells] = line.split(';').map((cell) => cell.replace(/(?<=\d) (?=\d{3},)/, '').replace(/^(-?\d+),(\d+)$/, '$1.$2'));
      return { cells: [label.trimStart(), ...cells], [mark]: (label.length - label.trimStart().length) / 4 };
    });
    expect(await read(workbook(rows))).toMatchObject({ table: 'order_lines', rows: [5, 5, 11], money: '1760.50', told: [] });
  });

  test('1C: two levels named in one cell of the header', async () => {
    const found = await read(csv(['Контрагент, Номенклатура;Количество;Сумма', 'ООО Ромашка;12;1200,00', '  Болт М8;10;1000,00', '  Гайка;2;200,00', 'АО Лютик;5;500,00', '  Болт М8;5;500,00', 'Итого;17;1700,00']));
    expect(found).toMatchObject({ rows: [3, 3, 3], first: ['ООО Ромашка|Болт М8|10|1000,00', 'ООО Ромашка|Гайка|2|200,00', 'АО Лютик|Болт М8|5|500,00'], told: [] });
  });

  test('indents lost on the way: rows that add up to the row above them are its rows', async () => {
    const found = await read(csv(['Продажи по контрагентам и номенклатуре;;', 'Контрагент;Количество;Сумма', 'ООО Ромашка;12;1200,00', 'Болт М8;10;1000,00', 'Гайка;2;200,00', 'АО Лютик;5;500,00', 'Болт М8;5;500,00', 'ИП Иванов;3;30,00', 'Шайба;1;10,00', 'Гайка;2;20,00', 'Итого;20;1730,00']));
    expect(found).toMatchObject({ rows: [5, 5, 5], first: ['ООО Ромашка|Болт М8|10|1000,00', 'ООО Ромашка|Гайка|2|200,00', 'АО Лютик|Болт М8|5|500,00'], evidence: expect.arrayContaining(['groups_sums']) });
  });

  test('a group that its rows do not add up to is told, and its rows are read', async () => {
    const rows = documentRows('    ').map((line) => line.replace('ООО Ромашка;12;1 260,50', 'ООО Ромашка;12;1 999,99').replace('Реализация товаров и услуг РТ-0007 от 03.02.2024 9:05:11;1;100,00', 'Реализация товаров и услуг РТ-0007 от 03.02.2024 9:05:11;3;300,00'));
    const found = await read(csv([...rows.slice(0, -2), 'ИП Иванов;1;10,00', '    Реализация РТ-11 от 18.02.2024 9:00:00;1;10,00', '        Болт М8;1;10,00', 'Итого;18;1 770,50']));
    expect(found).toMatchObject({ rows: [6, 6, 12], money: '1770.50' });
    expect(found.told).toEqual([expect.stringContaining('Row 11'), ]);
  });

  test('QuickBooks: customers alone in their rows, lines below, totals after them', async () => {
    const found = await read(csv(['Alpha Trading Inc,,,,,,', 'Sales by Customer Detail,,,,,,', '"January 1 - March 31, 2024",,,,,,', ',Date,Transaction Type,Num,Product/Service,Qty,Amount', 'Beta GmbH,,,,,,', ',2024-01-05,Invoice,1001,Hex bolt,10,25.00', ',2024-01-09,Invoice,1002,Hex nut,4,8.00', 'Total for Beta GmbH,,,,,14,33.00', 'Gamma Ltd,,,,,,', ',2024-02-01,Invoice,1003,Hex bolt,2,5.00', 'Total for Gamma Ltd,,,,,2,5.00', 'TOTAL,,,,,16,38.00']));
    expect(found).toMatchObject({ table: 'order_lines', rows: [3, 3, 8], money: '38.00', told: [], evidence: expect.arrayContaining(['groups_columns']) });
    expect(found.fields).toMatchObject({ Customer: 'customer_id', Num: 'order_id', Amount: 'net_amount' });
    expect(found.first?.[0]).toBe('Beta GmbH|2024-01-05|Invoice|1001|Hex bolt|10|25.00');
  });

  test('Subiekt: partner in its own column with the sums of its documents', async () => {
    const found = await read(csv(['Zestawienie sprzedaży wg kontrahentów;;;;', 'Kontrahent;Nr dokumentu;Data wystawienia;Ilość;Wartość netto', 'Firma Nowak;;;12;120,00', ';FS 1/2024;13.01.2024;10;100,00', ';FS 2/2024;14.01.2024;2;20,00', 'Hurtownia ABC;;;3;30,50', ';FS 3/2024;15.01.2024;3;30,50', 'Razem;;;15;150,50']));
    expect(found).toMatchObject({ rows: [3, 3, 4], money: '150.50', told: [] });
    expect(found.first?.[2]).toBe('Hurtownia ABC|FS 3/2024|15.01.2024|3|30,50');
  });

  test('cells merged over the rows of an order stand for each of them, and its amount does not', async () => {
    const rows = ['Номер заказа;Дата заказа;Контрагент;Артикул;Количество;Сумма без НДС;Сумма заказа', '101;13.01.2024;ООО Ромашка;A-1;1;100;300', ';;;A-2;2;200;', '102;14.01.2024;АО Лютик;A-1;3;300;300', '103;15.01.2024;АО Лютик;A-1;1;100;350', ';;;A-3;1;250;'].map((line) => ({ cells: line.split(';') }));
    const found = await read(workbook(rows, ['A2:A3', 'B2:B3', 'C2:C3', 'G2:G3', 'A5:A6', 'B5:B6', 'C5:C6', 'G5:G6']));
    expect(found).toMatchObject({ table: 'order_lines', rows: [5, 5, 0], money: '950.00', evidence: expect.arrayContaining(['merged_filled']) });
    expect(found.first?.[1]).toBe('101|13.01.2024|ООО Ромашка|A-2|2|200|');
  });

  test('Odoo: lines without the number of their order take it over, and the total of the order is not that of its first line', async () => {
    const orders = Array.from({ length: 6 }, (_, row) => [`S000${row},2024-01-1${row},Azure Interior,Desk,2,450,1350`, ',,,Lamp,1,450,']).flat();
    const found = await read(csv(['Order Reference,Order Date,Customer,Product,Quantity,Unit Price,Total', ...orders]));
    expect(found).toMatchObject({ table: 'order_lines', rows: [12, 12, 0] });
    expect(found.fields).toMatchObject({ Total: expect.not.stringMatching(/^(net|gross)_amount$/) });
  });

  test('a quote that only the next row’s quote closes is told, and both rows are read', async () => {
    const rows = Array.from({ length: 20 }, (_, row) => `${row},2024-01-${10 + row},"C${row % 3}${row === 7 ? '' : '"'},${row}.50`);
    const [account] = await inspectFiles([csv(['order_id,order_date,customer_id,net_amount', ...rows])]);
    expect([account?.rowsRead, account?.money?.read]).toEqual([20, '200.00']);
    expect(JSON.stringify(account?.rejects)).toContain('never closed');
  });

  test('a page break repeats the header within the report', async () => {
    const rows = documentRows('  ');
    expect(await read(csv([...rows.slice(0, 12), ...rows.slice(3, 4), ...rows.slice(12)]))).toMatchObject({ rows: [5, 5, 12], money: '1760.50' });
  });

  test('SAP: lines that were drawn are no rows, a starred sum is held against its rows, and stars elsewhere are none', async () => {
    const drawn = '-'.repeat(60);
    const list = (star: string, sum: string): Promise<{ rows: number[]; told: string[] | undefined }> =>
      read(csv(['15.01.2025          Dynamic List Display          1', drawn, '|Sales Document|Doc. Date |Sold-to party|Material|Order Quantity|Net amount|', drawn, '|4500000001    |20.05.2024|0000121      |M-1     |         2,000|    611,30|', '|4500000001    |20.05.2024|0000121      |M-2     |        11,000|    149,38|', '|4500000002    |21.05.2024|0000130      |M-1     |         1,000|     99,32|', drawn, `|${star}             |          |             |        |              |    ${sum}|`, drawn]));
    expect(await list('*', '860,00')).toMatchObject({ table: 'order_lines', fields: { 'Sales Document': 'order_id', 'Doc. Date': 'order_date', 'Sold-to party': 'customer_id' }, rows: [3, 3, 6] });
    expect((await list('*', '861,00')).rows).toEqual([4, 3, 5]);
  });

  test('groups can be read as rows where a person says so', async () => {
    expect((await read(csv(['Контрагент, Номенклатура;Количество;Сумма', 'ООО Ромашка;12;1200,00', '  Болт М8;10;1000,00', '  Гайка;2;200,00', 'АО Лютик;5;500,00', '  Болт М8;5;500,00']), { groups: false })).rows).toEqual([5, 5, 0]);
  });

  test.each([
    ['lines of one piece each', ['Номер;Товар;Количество', '1;Болт;1', '2;Гайка;1', '3;Болт;1', '4;Гайка;1']],
    ['order fields on the first line only', ['Name,Created at,Lineitem name,Lineitem quantity,Lineitem price', '#1,2024-01-02,Hex bolt,1,2.50', '#1,,Hex nut,2,1.50', '#2,2024-01-03,Hex nut,2,1.50']],
    ['equal lines', ['order_id,order_date,customer_id,sku,qty,unit_price', ...Array.from({ length: 9 }, (_, row) => `G${row},2024-01-02,A,x,10,10`), 'G9,2024-01-03,A,x,4,10', 'G10,2024-01-03,A,x,6,10']],
    // more rows than are looked at for groups: numbers of baskets, each as often as it has goods
    ['baskets by their number, thousands of rows', ['transaction,item', ...Array.from({ length: 3000 }, (_, row) => `${1 + Math.floor(row / 4 + (row % 7) / 8)},goods ${row % 37}`)]],
    ['amounts that happen to repeat', ['Клиент;Сумма', 'А;10', 'Б;10', 'В;20', 'Г;20']],
  ])('%s stay a plain table', async (_name, rows) => {
    const found = await read(csv(rows));
    expect(found.rows[0]).toBe(rows.length - 1);
    expect(found.evidence?.filter((key) => key.startsWith('groups_'))).toEqual([]);
  });
});
