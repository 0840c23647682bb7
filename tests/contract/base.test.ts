import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Base } from '../../src/base/Base.ts';
import { applyRules } from '../../src/base/applyRules.ts';
import { inspectFiles } from '../../src/base/inspectFiles.ts';
import { loadBase, type LoadOptions } from '../../src/base/loadBase.ts';
import type { Database } from '../../src/database/Database.ts';
import { openNative } from '../../src/database/native.ts';
import { expectDone } from '../../src/database/outcome.ts';
import type { Scalar } from '../../src/database/table.ts';
import { fromBlob } from '../../src/files/fromBlob.ts';
import { fromFolder } from '../../src/files/fromPath.ts';
import type { SourceFile } from '../../src/files/SourceFile.ts';

let database: Database;
beforeAll(async () => {
  database = await openNative();
});
afterAll(() => database.close());

const file = (name: string, text: string): SourceFile => fromBlob(new Blob([text]), name);
const load = async (files: readonly SourceFile[], options: LoadOptions = {}): Promise<Base> => expectDone(await loadBase(database, files, options));
const ask = async (sql: string): Promise<Scalar[][]> => expectDone(await database.run(sql)).rows();
const rule = (base: Base, id: string) => base.quality.find((report) => report.rule === id);

const lines = (body: string): SourceFile => file('lines.csv', `order_id,order_date,customer_id,sku,qty,unit_price,discount,unit_cost\n${body}`);

describe('money and keys', () => {
  test('net amount is quantity × price less discount, exact to the eighth decimal', async () => {
    await load([lines('1,2024-01-02,A,x,10,9.80000019,0.150000006,5\n2,2024-01-03,B,y,3,0.1,0,0.05\n')]);
    expect(await ask('SELECT CAST(net_amount AS VARCHAR), CAST(cost AS VARCHAR) FROM order_lines ORDER BY order_id')).toEqual([['83.30000103', '50.0000'], ['0.30000000', '0.1500']]);
  });

  test.each([
    ['fractions', '0.1', '90.0000'],
    ['percents', '10', '90.0000'],
  ])('discounts in %s mean the same', async (_name, discount, expected) => {
    await load([lines(`1,2024-01-02,A,x,10,10,${discount},1\n2,2024-01-03,B,y,1,5,0,1\n3,2024-01-03,B,y,1,5,${discount},1\n`)]);
    expect(await ask("SELECT CAST(net_amount AS VARCHAR), discount_pct FROM order_lines WHERE order_id = '1'")).toEqual([[expected, 0.1]]);
  });

  test('a unit behind the quantity is taken off; a cell with another one is listed', async () => {
    const rows = Array.from({ length: 40 }, (_, at) => `${at},2024-01-02,A,x,"${at === 7 ? '1 kg' : `${at + 1},50 szt.`}",10\n`).join('');
    const base = await load([file('lines.csv', `order_id,order_date,customer_id,sku,qty,unit_price\n${rows}`)]);
    expect(await ask('SELECT sum(qty), count(qty) FROM order_lines')).toEqual([[40 * 20.5 + 20 - 8.5, 39]]);
    expect(base.inputs[0]?.rejects.map(({ row, value }) => [row, value])).toEqual([[9, '1 kg']]);
  });

  test('keys keep leading zeros, lose .0 as a whole column, and fold letter case onto a known customer only', async () => {
    await load([
      file('customers.csv', 'customer_id,customer_name\nK01,One\nK02,Two\n'),
      file('orders.csv', 'order_id,order_date,customer_id,net_amount\n001,2024-01-02, k01 ,1.5\n002,2024-01-03,K02,2.5\n003,2024-01-04,k99,3\n'),
    ]);
    expect(await ask('SELECT order_id, customer_id FROM orders ORDER BY order_id')).toEqual([['001', 'K01'], ['002', 'K02'], ['003', 'k99']]);
    expect(await ask('SELECT customer_id, customer_name FROM customers ORDER BY customer_id')).toEqual([['K01', 'One'], ['K02', 'Two'], ['k99', 'k99']]);
    await load([file('lines.csv', 'InvoiceNo,InvoiceDate,CustomerID,StockCode,Quantity,UnitPrice\n5,2010-12-01 08:26:00,17850.0,00123,2,2.55\n6,2010-12-02 09:00:00,,A1,1,1.5\n')]);
    expect(await ask('SELECT customer_id, product_id, order_date, CAST(order_time AS VARCHAR) FROM order_lines ORDER BY order_id')).toEqual([['17850', '00123', '2010-12-01', '2010-12-01 08:26:00'], [null, 'A1', '2010-12-02', '2010-12-02 09:00:00']]);
  });

  test('an order list without lines has one line an order, and lines without an order list make orders', async () => {
    await load([file('orders.csv', 'order_id,order_date,customer_id,net_amount\n1,2024-01-02,A,1.5\n2,2024-01-03,A,2.5\n')]);
    expect(await ask('SELECT order_id, customer_id, CAST(net_amount AS VARCHAR) FROM order_lines ORDER BY 1')).toEqual([['1', 'A', '1.50'], ['2', 'A', '2.50']]);
    await load([lines('1,2024-01-02,A,x,1,10,0,1\n1,2024-01-02,A,y,1,5,0,1\n')]);
    expect(await ask('SELECT order_id, order_date, customer_id, CAST(net_amount AS VARCHAR) FROM orders')).toEqual([['1', '2024-01-02', 'A', '15.0000']]);
  });

  test('files of several months are one table', async () => {
    const base = await load([file('2024-01.csv', 'order_id,order_date,customer_id,net_amount\n1,2024-01-02,A,1.5\n'), file('2024-02.csv', 'order_id,order_date,customer_id,net_amount\n2,2024-02-02,B,2.1255\n')]);
    expect(base.tables.find((table) => table.name === 'orders')?.rows).toBe(2);
    expect(await ask('SELECT CAST(sum(net_amount) AS VARCHAR) FROM orders')).toEqual([['3.6255']]);
  });
});

describe('row accounting', () => {
  test('every row is loaded or rejected, and every cell that could not be read is listed', async () => {
    const good = Array.from({ length: 20 }, (_, index) => `G${index},2024-01-02,A,x,10,10,0,1\n`).join('');
    const base = await load([lines(`${good}2,32.13.2024,A,x,10,10,0,1\n3,2024-01-04,A,x,many,10,0,1\n4,2024-01-05,,x,1,10,0,oops\n`)]);
    const [account] = base.inputs;
    expect([account?.rowsRead, account?.rowsLoaded, account?.rowsRejected]).toEqual([23, 21, 2]);
    expect(account?.rejects).toEqual([
      { row: 22, column: 'order_date', value: '32.13.2024', reason: 'not a date' },
      { row: 23, column: 'qty', value: 'many', reason: 'not a number' },
      { row: 24, column: 'unit_cost', value: 'oops', reason: 'not a number', kept: true },
    ]);
  });

  test('titles, blank rows, repeated headers and totals are furniture; totals are checked against their rows', async () => {
    const base = await load([file('report.csv', 'Sales report,,,,\n,,,,\nOrder ID,Order Date,Customer,SKU,Net Amount,Qty\n1,2024-01-02,A,x,10.50,1\nOrder ID,Order Date,Customer,SKU,Net Amount,Qty\n2,2024-01-03,B,y,20.25,2\nTotal,,,,30.75,3\n')]);
    const [account] = base.inputs;
    expect([account?.table, account?.rowsRead, account?.rowsLoaded, account?.furniture]).toEqual(['order_lines', 2, 2, 4]);
    expect(rule(base, 'E14')).toMatchObject({ rows: 1, amount: '30.75' });
    expect(await ask('SELECT CAST(sum(net_amount) AS VARCHAR) FROM order_lines')).toEqual([['30.75']]);
  });

  test('random dirty files lose no row: read = loaded + rejected, and the base holds what was loaded', async () => {
    const cell = fc.constantFrom('', '1', '2.5', 'x', '1,5', '2024-01-02', '31.12.2024', 'n/a', '#REF!', 'Total', '-', '"a ""b"""', '1e3', '(3)', ' 7 ');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(cell, { minLength: 8, maxLength: 8 }), { minLength: 1, maxLength: 25 }), async (rows) => {
        const good = Array.from({ length: 30 }, (_, index) => `${index},2024-01-02,A,x,1,10,0,1`);
        const text = `order_id,order_date,customer_id,sku,qty,unit_price,discount,unit_cost\n${[...good, ...rows.map((row) => row.join(','))].join('\n')}\n`;
        const base = await load([file('dirty.csv', text)]);
        const [account] = base.inputs;
        expect(account?.table).toBe('order_lines');
        expect(account?.rowsRead).toBe((account?.rowsLoaded ?? 0) + (account?.rowsRejected ?? 0));
        expect((account?.rowsRead ?? 0) + (account?.furniture ?? 0)).toBe(30 + rows.length);
        expect(await ask('SELECT count(*) FROM base.order_lines')).toEqual([[account?.rowsLoaded]]);
        expect(new Set(account?.rejects.filter((reject) => !reject.kept).map((reject) => reject.row)).size).toBe(account?.rowsRejected);
      }),
      { numRuns: 25 },
    );
  });
});

describe('totals and lists without numbers', () => {
  test('a total counts the rows that were rejected, and is found though its row names a currency', async () => {
    const good = Array.from({ length: 19 }, (_, index) => `N${index};2024-01-${index + 10};A;x;10,00;RUB\n`).join('');
    const base = await load([file('report.csv', `Order ID;Order Date;Customer ID;SKU;Net Amount;Currency\n${good}N99;32.13.2024;A;x;5,50;RUB\nИтого;;;;195,50;RUB\n`)]);
    const [account] = base.inputs;
    expect([account?.rowsRead, account?.rowsRejected, account?.furniture]).toEqual([20, 1, 1]);
    expect(rule(base, 'E14')).toMatchObject({ rows: 1, amount: '195.50', treatment: 'control' });
  });

  test('sales without document numbers: an order is a row of a list, a day of a customer in lines', async () => {
    await load([file('list.csv', 'customer,date,revenue\nA,2024-01-13,1.5\nA,2024-01-13,2.5\nB,2024-01-14,3\nA,2024-01-15,1\nB,2024-01-15,1\nA,2024-01-16,4\nB,2024-01-17,1\n')]);
    expect(await ask('SELECT customer_id, count(DISTINCT order_id), CAST(sum(net_amount) AS VARCHAR) FROM order_lines GROUP BY 1 ORDER BY 1')).toEqual([['A', 4, '9.00'], ['B', 3, '5.00']]);
    await load([file('lines.csv', 'Дата;Контрагент;Номенклатура;Количество;Сумма\n13.01.2024;ООО А;Болт;1;1,5\n13.01.2024;ООО А;Гайка;2;2,5\n14.01.2024;ООО Б;Болт;1;3\n15.01.2024;ООО Б;Болт;1;3\n16.01.2024;ООО Б;Гайка;1;3\n')]);
    expect(await ask('SELECT order_id, customer_id, CAST(net_amount AS VARCHAR) FROM orders ORDER BY 1')).toEqual([['ООО А 2024-01-13', 'ООО А', '4.00'], ['ООО Б 2024-01-14', 'ООО Б', '3.00'], ['ООО Б 2024-01-15', 'ООО Б', '3.00'], ['ООО Б 2024-01-16', 'ООО Б', '3.00']]);
  });
});

describe('rules', () => {
  const body = '1,2024-01-02,A,x,10,10,0,1\n1,2024-01-02,A,x,10,10,0,1\n2,2024-02-05,A,x,-2,10,0,1\n3,2024-02-06,,y,1,7,0,\n';

  test('each rule counts its rows, and a notebook switches it', async () => {
    const base = await load([lines(body), file('customers.csv', 'customer_id,customer_name\nA,One\nZ,Never bought\n')]);
    expect(rule(base, 'E1')).toMatchObject({ rows: 1, customers: 1, amount: '-20.0000', treatment: 'net' });
    expect(rule(base, 'E9')).toMatchObject({ rows: 1, amount: '0.00' });
    expect(rule(base, 'E10')).toMatchObject({ rows: 1, amount: '7.0000' });
    expect(rule(base, 'E11')).toMatchObject({ rows: 1, amount: '100.0000' });
    expect(rule(base, 'E22')).toMatchObject({ rows: 1 });
    expect(await ask('SELECT CAST(sum(net_amount) AS VARCHAR) FROM order_lines')).toEqual([['87.0000']]);
    const other = expectDone(await applyRules(database, base, { E1: 'exclude', E11: 'keep', E9: 'exclude' }));
    expect(await ask('SELECT CAST(sum(net_amount) AS VARCHAR) FROM order_lines')).toEqual([['207.0000']]);
    expect(other.tables.find((table) => table.name === 'customers')?.rows).toBe(1);
    expect(await ask('SELECT CAST(sum(net_amount) AS VARCHAR) FROM orders')).toEqual([['207.0000']]);
  });

  test('a rule or treatment that does not exist is refused with the ones that do', async () => {
    const base = await load([lines(body)]);
    const refused = await applyRules(database, base, { E1: 'banana' });
    expect(refused.ok ? null : [refused.error.kind, refused.error.hint]).toEqual(['options', 'Treatments of E1: net, exclude, keep.']);
    expect((await applyRules(database, base, { E99: 'keep' })).ok).toBe(false);
  });

  test('a credit note written with a plus takes away', async () => {
    await load([file('lines.csv', 'order_id,order_date,customer_id,doc_type,sku,qty,net_amount\n1,2024-01-02,A,Sale,x,1,100\n2,2024-01-03,A,Credit note,x,1,30\n')]);
    expect(await ask('SELECT CAST(sum(net_amount) AS VARCHAR), count(*) FILTER (WHERE is_return) FROM order_lines')).toEqual([['70.00', 1]]);
  });
});

const shared = new URL('../../../shared/', import.meta.url);
const folder = (name: string): string => new URL(`data/${name}`, shared).pathname;

describe.skipIf(!existsSync(shared))('real files (../shared)', () => {
  test('Northwind: 830 orders, 2,155 lines, revenue of every customer as in the reference', async () => {
    const base = await load(await fromFolder(folder('northwind')));
    expect(Object.fromEntries(base.tables.map((table) => [table.name, table.rows]))).toMatchObject({ customers: 91, orders: 830, order_lines: 2155, products: 77, deliveries: 830, suppliers: 29, us_states: 51 });
    const reference = readFileSync(new URL('reference/rfm-northwind.csv', shared), 'utf8').trim().split('\n').slice(1).map((line) => line.split(','));
    const found = new Map((await ask('SELECT customer_id, CAST(max(order_date) AS VARCHAR), count(DISTINCT order_id), CAST(sum(net_amount) AS DOUBLE) FROM order_lines GROUP BY 1')).map((row) => [String(row[0]), row]));
    expect(found.size).toBe(reference.length);
    for (const [customer = '', , last, , orders, money] of reference) {
      expect(found.get(customer)?.slice(1, 3)).toEqual([last, Number(orders)]);
      expect(Number(found.get(customer)?.[3])).toBeCloseTo(Number(money), 5);
    }
    expect(await ask("SELECT category FROM products WHERE product_id = '1'")).toEqual([['Beverages']]);
  });

  test('the generated sample: what was planted is found to the cent', async () => {
    const truth: { realised: { revenue: number; orders: number; lines: number } } = JSON.parse(readFileSync(new URL('data/generated-sample/plain/truth.json', shared), 'utf8'));
    await load(await fromFolder(folder('generated-sample/plain')));
    expect(await ask('SELECT CAST(sum(net_amount) AS DOUBLE), count(DISTINCT order_id), count(*) FROM order_lines')).toEqual([[truth.realised.revenue, truth.realised.orders, truth.realised.lines]]);
  });

  test('the dirty Russian sample: every planted cell is repaired, and revenue is whole again', async () => {
    const truth: { realised: { revenue: number; customers: number } } = JSON.parse(readFileSync(new URL('data/generated-sample/ru-dirty/truth.json', shared), 'utf8'));
    const base = await load(await fromFolder(folder('generated-sample/ru-dirty')));
    expect(await ask('SELECT CAST(sum(net_amount) AS DOUBLE) FROM order_lines')).toEqual([[truth.realised.revenue]]);
    expect(base.tables.find((table) => table.name === 'customers')?.rows).toBe(truth.realised.customers);
    expect(rule(base, 'E16')?.rows).toBeGreaterThan(80);
    expect((rule(base, 'E13')?.rows ?? 0) + (rule(base, 'E10')?.rows ?? 0)).toBe(103);
    expect(base.inputs.every((account) => account.rowsRead === account.rowsLoaded + account.rowsRejected)).toBe(true);
  });

  test('inspecting tells the same accounts as loading', async () => {
    const files = await fromFolder(folder('generated-sample/ru-dirty'));
    const base = await load(files);
    expect(await inspectFiles(files)).toEqual(base.inputs);
  });
});
