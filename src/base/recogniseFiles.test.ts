import { existsSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { fromBlob } from '../files/fromBlob.ts';
import { fromFolder } from '../files/fromPath.ts';
import { inspectFiles } from './inspectFiles.ts';
import { sayNote } from './notes.ts';
import { recogniseFiles } from './recogniseFiles.ts';

const file = (text: string | Uint8Array<ArrayBuffer>, name = 'export.csv') => fromBlob(new Blob([text]), name);
const fieldsOf = async (text: string, name?: string) => {
  const [recognition] = await recogniseFiles([file(text, name)]);
  return { table: recognition?.table, fields: recognition?.columns.map((column) => column.field), questions: recognition?.questions.map((question) => sayNote(question.note, 'en')) ?? [] };
};

describe('exports of programs people use', () => {
  test.each([
    [
      '1C sales report with titles, Russian headers and a total',
      'Отчет по продажам;;;;;\nПериод: январь 2024;;;;;\n\nНомер документа;Дата документа;Контрагент;Номенклатура;Количество;Сумма без НДС\nРТ-001;15.01.2024;ООО Ромашка;Болт М8;10;1 250,00\nРТ-002;16.01.2024;АО Лютик;Гайка М8;5;99,50\nИтого;;;;15;1 349,50\n',
      'order_lines',
      ['order_id', 'order_date', 'customer_id', 'product_name', 'qty', 'net_amount'],
    ],
    [
      'Polish sales register',
      'Nr dokumentu;Data sprzedaży;Kod kontrahenta;Kod towaru;Nazwa towaru;Ilość;Wartość netto\nFS 1/2024;15.01.2024;K01;T1;Śruba M8;10;1250,00\nFS 2/2024;16.01.2024;K02;T2;Nakrętka M8;5;99,50\n',
      'order_lines',
      ['order_id', 'order_date', 'customer_id', 'product_id', 'product_name', 'qty', 'net_amount'],
    ],
    [
      'receivables with due dates are no order list',
      'Invoice No,Customer ID,Invoice Date,Due Date,Amount,Paid Date\nF1,C1,2024-01-02,2024-02-01,100.50,2024-01-20\nF2,C2,2024-01-03,2024-02-02,80.00,\n',
      'receivables',
      ['invoice_id', 'customer_id', 'invoice_date', 'due_date', 'amount', 'paid_date'],
    ],
    [
      'deliveries',
      'Order ID,Customer,Promised Date,Actual Delivery Date,Qty Ordered,Qty Delivered\nO1,C1,2024-01-02,2024-01-03,10,10\nO2,C2,2024-01-05,2024-01-05,5,4\n',
      'deliveries',
      ['order_id', 'customer_id', 'promised_date', 'actual_date', null, 'qty_delivered'],
    ],
  ])('%s', async (_name, text, table, fields) => {
    const found = await fieldsOf(text);
    expect(found.table).toBe(table);
    for (const [index, field] of fields.entries()) if (field) expect(found.fields?.[index]).toBe(field);
  });

  test.each([
    ['suppliers are no customers', 'supplier_id,company_name,city,country\n1,Exotic,London,UK\n2,Tokyo,Tokyo,Japan\n', 'suppliers.csv', 'suppliers'],
    ['numbers under a number are no customers', 'ID,frequency,recency,T\n1,2,30.4,38.9\n2,1,1.7,38.9\n', 'customers_summary.csv', 'customers_summary'],
    ['a file that only is called orders keeps clear of the name', 'a,b\n1,2\n3,4\n', 'orders.csv', 'orders_file'],
  ])('%s', async (_name, text, name, table) => {
    expect((await fieldsOf(text, name)).table).toBe(table);
  });

  test('a quantity may carry its unit; several units are asked about and not added up', async () => {
    const sheet = (units: readonly string[]): string => `Numer dokumentu;Data wystawienia;Kod kontrahenta;Nazwa towaru;Ilość;Wartość netto\n${Array.from({ length: 30 }, (_, at) => `FS ${at};${10 + (at % 20)}.03.2024;K${at % 4};Śruba ${at % 5};${at + 1},50 ${units[at % units.length] ?? ''};${at + 10},00\n`).join('')}`;
    expect(await fieldsOf(sheet(['szt.']))).toMatchObject({ fields: ['order_id', 'order_date', 'customer_id', 'product_name', 'qty', 'net_amount'], questions: [] });
    const mixed = await fieldsOf(sheet(['szt.', 'kg']));
    expect([mixed.fields?.[4], mixed.questions.some((text) => text.includes('Ilość'))]).toEqual(['ilosc', true]);
  });

  test('days that may be months are asked about and not guessed', async () => {
    const found = await fieldsOf('Order ID,Order Date,Customer ID,Total\nA1,03/04/2024,C1,10.5\nA2,05/06/2024,C2,12.5\n');
    expect(found.fields).not.toContain('order_date');
    expect(found.questions.some((text) => text.includes('day/month or month/day'))).toBe(true);
  });

  test('days that prove both orders are asked about with one of each; a single odd one is a mistake', async () => {
    const rows = (days: readonly string[]): string => `Order ID,Order Date,Customer ID,Total\n${days.map((day, at) => `A${at},${day},C1,10.5\n`).join('')}`;
    const plain = ['13/04/2024', '14/04/2024', '15/04/2024', '16/04/2024', '17/04/2024', '18/04/2024'];
    const clash = await fieldsOf(rows([...plain, '04/19/2024', '04/20/2024', '04/21/2024']));
    expect(clash.fields).not.toContain('order_date');
    expect(clash.questions.join(' ')).toContain('13/04/2024 · 04/19/2024');
    const [recognition] = await recogniseFiles([file(rows([...plain, '04/19/2024']))]);
    expect(recognition?.columns[1]).toMatchObject({ field: 'order_date', format: '%d/%m/%Y' });
  });

  test('a mapping settles what recognition would ask', async () => {
    const text = 'nr;kto;kiedy;ile\nA1;C1;03/04/2024;1,5\nA2;C2;05/06/2024;2,5\n';
    const [recognition] = await recogniseFiles([file(text, 'x.csv')], { files: { 'x.csv': { table: 'orders', date: '%d/%m/%Y', columns: { nr: 'order_id', kto: 'customer_id', kiedy: 'order_date', ile: 'net_amount' } } } });
    expect(recognition?.table).toBe('orders');
    expect(recognition?.columns.map((column) => [column.field, column.type])).toEqual([['order_id', 'text'], ['customer_id', 'text'], ['order_date', 'date'], ['net_amount', 'number']]);
  });

  test.each(['utf-8', 'windows-1251', 'cp866', 'utf-16le'] as const)('the same Russian file is read in %s', async (encoding) => {
    const text = 'Номер документа;Дата документа;Контрагент;Номенклатура;Количество;Сумма без НДС\nРТ-001;15.01.2024;ООО Ромашка;Болт оцинкованный;10;1250,00\nРТ-002;16.01.2024;АО Лютик;Гайка шестигранная;5;99,50\n';
    const [recognition] = await recogniseFiles([file(encode(text, encoding))]);
    expect([recognition?.dialect.encoding, recognition?.table, recognition?.preview[0]?.[2]]).toEqual([encoding, 'order_lines', 'ООО Ромашка']);
  });

  test.each(['windows-1250', 'iso-8859-2'] as const)('the same Polish file is read in %s', async (encoding) => {
    const text = 'Kod kontrahenta;Nazwa kontrahenta;Miejscowość\nK01;Zakład Usługowy Śruba;Łódź\nK02;Święta Góra Spółka;Kraków\nK03;Źródło Piękna;Gdańsk\n';
    const [recognition] = await recogniseFiles([file(encode(text, encoding))]);
    expect([recognition?.dialect.encoding, recognition?.table, recognition?.preview[0]?.[2]]).toEqual([encoding, 'customers', 'Łódź']);
  });
});

function encode(text: string, encoding: string): Uint8Array<ArrayBuffer> {
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  if (encoding === 'utf-16le') return new Uint8Array([0xff, 0xfe, ...[...text].flatMap((letter) => [letter.charCodeAt(0) & 255, letter.charCodeAt(0) >> 8])]);
  const decoder = new TextDecoder(encoding === 'cp866' ? 'ibm866' : encoding);
  const codes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
  return Uint8Array.from([...text], (letter) => codes.get(letter) ?? 63);
}

const shared = new URL('../../../shared/data/', import.meta.url);

describe.skipIf(!existsSync(shared))('the data of real firms (../shared/data)', { timeout: 60_000 }, () => {
  test.each([
    ['northwind', { 'customers.csv': 'customers', 'orders.csv': 'orders', 'order_details.csv': 'order_lines', 'products.csv': 'products', 'suppliers.csv': 'suppliers', 'employees.csv': 'employees', 'us_states.csv': 'us_states', 'region.csv': 'region', 'shippers.csv': 'shippers', 'SOURCE.md': null }],
    ['generated-sample', { 'plain/order-lines.csv': 'order_lines', 'plain/customers.csv': 'customers', 'plain/invoices.csv': 'receivables', 'ru-dirty/customers-cp1251.csv': 'customers', 'plain/truth.json': null }],
    ['adventureworks', { 'dbt-customer.csv': 'customers', 'dbt-salesorderheader.csv': 'orders', 'dbt-salesorderdetail.csv': 'order_lines', 'dbt-product.csv': 'products', 'dbt-person.csv': 'dbt_person', 'dbt-store.csv': 'dbt_store' }],
    ['wholesale', { 'Wholesale-customers-data.csv': 'wholesale_customers_data', 'wholesale-clean.csv': 'wholesale_clean' }],
    ['groceries', { 'groceries-long.csv': 'groceries_long' }],
    ['oracles', { 'aml.csv': 'aml', 'lung.csv': 'lung', 'cdnow_summary.csv': 'cdnow_summary', 'CDNOW_sample.txt': 'cdnow_sample' }],
  ])('%s is taken for what it is', async (folder, expected) => {
    const found = await recogniseFiles(await fromFolder(new URL(folder, shared).pathname));
    expect(Object.fromEntries(Object.keys(expected).map((name) => [name, found.find((recognition) => recognition.file === name)?.table]))).toEqual(expected);
  });

  test('decimals that were lost before the file got here are noticed', async () => {
    const files = await fromFolder(new URL('adventureworks', shared).pathname);
    const [account] = await inspectFiles(files.filter(({ name }) => name.startsWith('corrupted')));
    expect(account?.questions.join(' ')).toMatch(/Decimals may have been lost|some cells prove a decimal point and others a decimal comma/);
  });

  test('a file with notes beside the table says so', async () => {
    const [, wild] = await inspectFiles(await fromFolder(new URL('wholesale', shared).pathname));
    expect([wild?.rowsRead, wild?.rowsLoaded]).toEqual([440, 440]);
    expect(wild?.questions.join(' ')).toContain('has no header and 8 values');
  });
});

test('the rows of a large file are guessed well, though its lines grow longer', async () => {
  const lines = Array.from({ length: 60_000 }, (_, row) => `${row},O${row >> 2},2024-03-${10 + (row % 20)},C${row % 500},SKU-${row % 50},${row % 9},${row}.50`);
  const [orders] = await recogniseFiles([fromBlob(new Blob([['line,order_id,order_date,customer_id,sku,qty,net_amount', ...lines].join('\n')]), 'lines.csv')]);
  expect(orders?.rowsExact).toBe(false);
  expect(Math.abs((orders?.rows ?? 0) / 60_000 - 1)).toBeLessThan(0.04);
});

describe('rows of large files that are no text', () => {
  const rows = 24_000;
  const sheet = (dimension: string): Uint8Array<ArrayBuffer> => {
    const cells = Array.from({ length: rows }, (_, row) => `<row r="${row + 2}"><c r="A${row + 2}" t="inlineStr"><is><t>C${row}</t></is></c><c r="B${row + 2}"><v>${row}.5</v></c></row>`).join('');
    return new Uint8Array(
      zipSync({
        'xl/workbook.xml': strToU8('<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="a"/></sheets></workbook>'),
        'xl/_rels/workbook.xml.rels': strToU8('<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/></Relationships>'),
        'xl/worksheets/sheet1.xml': strToU8(`<worksheet>${dimension}<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>customer_id</t></is></c><c r="B1" t="inlineStr"><is><t>net_amount</t></is></c></row>${cells}</sheetData></worksheet>`),
      }),
    );
  };
  const rowsOf = async (name: string, bytes: Blob): Promise<number | undefined> => (await recogniseFiles([fromBlob(bytes, name)]))[0]?.rows;

  test.each([
    ['with its dimension', `<dimension ref="A1:B${rows + 1}"/>`],
    ['without one', ''],
    ['with that of the whole grid', '<dimension ref="A1:XFD1048576"/>'],
  ])('a sheet %s', async (_name, dimension) => {
    const found = (await rowsOf('a.xlsx', new Blob([sheet(dimension)]))) ?? 0;
    expect(Math.abs(found - rows)).toBeLessThan(rows * 0.05);
  });

  test('records of JSON lines', async () => {
    expect(await rowsOf('a.jsonl', new Blob([Array.from({ length: rows }, (_, row) => `{"customer_id":"C${row}","net_amount":${row}.5}`).join('\n')]))).toBe(rows);
  });
});
