import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyRules } from '../../src/base/applyRules.ts';
import { loadBase } from '../../src/base/loadBase.ts';
import type { Mapping } from '../../src/base/Recognition.ts';
import { ratesWanted } from '../../src/base/rates/ratesWanted.ts';
import type { Base } from '../../src/base/Base.ts';
import type { Database } from '../../src/database/Database.ts';
import { openNative } from '../../src/database/native.ts';
import type { Scalar } from '../../src/database/table.ts';
import { fromBlob } from '../../src/files/fromBlob.ts';
import { expectDone } from '../../src/database/outcome.ts';

const lines = `order_id,order_date,customer_id,product_id,qty,net_amount,cost,currency
O1,2024-01-05,C1,P1,1,100,60,zł
O2,2024-01-15,C1,P1,1,100,60,EUR
O3,2024-02-10,C2,P2,2,50,30,€
O4,2024-03-10,C2,P2,2,50,30,USD
O5,2024-03-12,C2,P2,2,70,40,PLN
O6,2024-03-13,C3,P2,2,70,40,PLN
`;
const nbp = 'Waluta;Data;Kurs\nEUR;02.01.2024;4,30\nEUR;31.01.2024;4,40\nEUR;15.02.2024;4,20\nUSD;15.01.2024;4,00\n';
const cbr = 'Валюта;Номинал;Месяц;Курс\nEUR;10;январь 2024;43,5\n';

let database: Database;
beforeAll(async () => (database = await openNative()));
afterAll(() => database.close());

const load = async (files: Readonly<Record<string, string>>, mapping: Mapping = { files: {} }): Promise<Base> => expectDone(await loadBase(database, Object.entries(files).map(([name, text]) => fromBlob(new Blob([text]), name)), { mapping }));
const sums = async (): Promise<Scalar[][]> => expectDone(await database.run('SELECT order_id, CAST(net_amount AS VARCHAR), CAST(cost AS VARCHAR) FROM order_lines ORDER BY order_id')).rows();
const kept = async (): Promise<Scalar[]> => (await sums()).map(([order, net]) => `${String(order)} ${String(net)}`);

describe('rates of exchange', () => {
  test('words and signs count as the currency they mean; without a rate foreign rows are left out and counted', async () => {
    const base = await load({ 'orders.csv': lines });
    expect(base.currency).toBe('PLN');
    expect(base.quality.find(({ rule }) => rule === 'E6')).toMatchObject({ rows: 3, treatment: 'convert', amount: '0.00', amounts: { EUR: '150.00', USD: '50.00' } });
    expect(await kept()).toEqual(['O1 100.00', 'O5 70.00', 'O6 70.00']);
  });

  test('amounts of several currencies are never added up: each file and each rule tells them one by one', async () => {
    const base = await load({ 'orders.csv': `${lines}O7,2024-03-14,,P2,2,1.50,1,€\nO8,,C3,P2,2,2.50,1,USD\n` });
    const sums = (loaded: string, rejected = '0.00', read = loaded): Record<string, string> => ({ read, loaded, rejected });
    expect(base.inputs[0]?.money).toEqual({ column: 'net_amount', read: null, loaded: null, rejected: null, currencies: { EUR: sums('151.50'), PLN: sums('240.00'), USD: sums('50.00', '2.50', '52.50') } });
    expect(base.quality.find(({ rule }) => rule === 'E10')).toMatchObject({ rows: 1, amount: '1.50', amounts: { EUR: '1.50' } });
    expect(base.quality.filter(({ amount, amounts }) => Number(amount) > 240 && amounts === undefined)).toEqual([]);
  });

  test('a file of rates converts by the average of the month, in whatever currency there is one', async () => {
    await load({ 'orders.csv': lines, 'kursy.csv': nbp });
    expect(await sums()).toEqual([['O1', '100.00', '60.00'], ['O2', '435.00', '261.00'], ['O3', '210.00', '126.00'], ['O5', '70.00', '40.00'], ['O6', '70.00', '40.00']]);
  });

  test('a rate for several units is divided, months in words are months', async () => {
    await load({ 'orders.csv': lines, 'курсы.csv': cbr });
    expect(await kept()).toContain('O2 435.00');
  });

  test('rates of mapping.yaml win over a file, month by month, and hold for other months where they name none', async () => {
    await load({ 'orders.csv': lines, 'kursy.csv': nbp }, { files: {}, rates: { EUR: { '2024-02': 10 }, USD: { '*': 3.9 } } });
    expect(await kept()).toEqual(['O1 100.00', 'O2 435.00', 'O3 500.00', 'O4 195.00', 'O5 70.00', 'O6 70.00']);
  });

  test('what is wanted is told by currency and month, and a rate given later puts the rows back', async () => {
    const base = await load({ 'orders.csv': lines, 'kursy.csv': nbp });
    expect(expectDone(await ratesWanted(database, base))).toEqual([
      { currency: 'EUR', months: [{ month: '2024-01', rows: 1, amount: '100.00', rate: 4.35 }, { month: '2024-02', rows: 1, amount: '50.00', rate: 4.2 }] },
      { currency: 'USD', months: [{ month: '2024-03', rows: 1, amount: '50.00', rate: null }] },
    ]);
    expectDone(await applyRules(database, { ...base, rates: { USD: { '2024-03': 4 } } }, {}));
    expect(await kept()).toContain('O4 200.00');
  });

  test('the rate of the document goes before any other', async () => {
    const own = lines.replace('currency', 'currency,fx_rate').replace('EUR\n', 'EUR,4.5\n').replace('€\n', '€,\n').replaceAll(/(zł|USD|PLN)\n/g, '$1,\n');
    await load({ 'orders.csv': own }, { files: {}, rates: { EUR: { '*': 4.2 } } });
    expect(await kept()).toEqual(['O1 100.00', 'O2 450.00', 'O3 210.00', 'O5 70.00', 'O6 70.00']);
  });
});
