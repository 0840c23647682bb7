import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyRules } from '../../src/base/applyRules.ts';
import type { Base } from '../../src/base/Base.ts';
import { proposeGroups } from '../../src/base/groups/proposeGroups.ts';
import { loadBase } from '../../src/base/loadBase.ts';
import { parseMapping } from '../../src/base/mapping.ts';
import { ruleFaces } from '../../src/base/rules/ruleFaces.ts';
import { rules } from '../../src/base/rules/rules.ts';
import type { Database } from '../../src/database/Database.ts';
import { openNative } from '../../src/database/native.ts';
import { expectDone } from '../../src/database/outcome.ts';
import type { Scalar } from '../../src/database/table.ts';
import { fromBlob } from '../../src/files/fromBlob.ts';

const file = (name: string, rows: readonly string[]) => fromBlob(new Blob([`${rows.join('\n')}\n`]), name);

/** forty plain orders of five clients, and one trap after the other */
const plain = Array.from({ length: 40 }, (_, row) => `O${10 + row};2024-0${1 + (row % 6)}-1${row % 9};C${row % 5};Sale;done;PLN;;M1;S;x${row % 4};Prod ${row % 4};szt;${1 + row};10;${(1 + row) * 12.3};${(1 + row) * 10};${(1 + row) * 6}`);
const traps = [
  'O90;2024-03-05;C1;MM;done;PLN;;M1;S;x1;Prod 1;szt;1;10;12.3;10;6',
  'O91;2024-03-06;C1;Sale;Anulowany;PLN;;M1;S;x1;Prod 1;szt;1;10;12.3;10;6',
  'O92;2024-03-07;C1;Sale;done;EUR;4.3;M2;S;x1;Prod 1;kg;1;10;12.3;10;6',
  'O93;2024-03-08;C1;Sale;done;USD;;M1;S;x1;Prod 1;szt;1;10;12.3;10;6',
  'O94;2205-03-05;C1;Sale;done;PLN;;M1;S;x9;Prod 1;szt;1;10;11.11;10;0',
  'O95;2024-05-05;C2;Sale;done;PLN;;M1;S;x1;Prod 1;szt;0;0;0;0;0',
  'O96;2024-05-05;Paragon;Sale;done;PLN;;M1;S;x1;Prod 1;szt;1;10;12.3;10;6',
  'O97;2024-05-05;T9;Sale;done;PLN;;M1;S;x1;Prod 1;szt;1;10;12.3;10;6',
  'O98;2024-05-07;C3;KFS;done;PLN;;M1;S;x1;Prod 1;szt;1;10;12.3;10;6',
  'O98;2024-05-07;C3;KFS;done;PLN;;M1;S;x1;Prod 1;szt;1;10;12.3;10;6',
];
const header = 'order_id;order_date;customer_id;doc_type;status;currency;fx_rate;manager;seller_entity;sku;product_name;unit;qty;unit_price;gross_amount;net_amount;cost';
const files = [
  file('lines.csv', [header, ...plain, ...traps]),
  file('customers.csv', ['customer_id;customer_name;tax_id;group_id;manager;email', 'C0;ООО Ромашка;1;G;M1;a@b.c', 'C1;АО Ромашка;2;G;M1;', 'C2;X sp. z o.o.;3;;M1;', 'C3;Y;3;;M1;', 'T9;Тест;5;;M1;', 'Z;Never;6;;M1;', 'Z;Other;6;;M1;']),
  file('surveys.csv', ['customer_id,response_date,touchpoint,score', 'C1,2024-01-01,delivery,5', 'C1,2024-02-01,delivery,7', 'C2,2024-02-01,delivery,0']),
  file('debts.csv', ['invoice_id,customer_id,invoice_date,due_date,amount,open_amount', 'F1,C1,2024-01-01,2024-02-01,100,50', 'F2,C1,2024-01-01,2024-02-01,100,-50']),
];

let database: Database;
let base: Base;
beforeAll(async () => {
  database = await openNative();
  base = expectDone(await loadBase(database, files));
});
afterAll(() => database.close());

const ask = async (sql: string): Promise<Scalar[][]> => expectDone(await database.run(sql)).rows();
const linesUnder = async (settings: Readonly<Record<string, string>>): Promise<Scalar[] | undefined> => {
  expectDone(await applyRules(database, base, settings));
  return (await ask('SELECT count(*), CAST(sum(net_amount) AS VARCHAR) FROM order_lines'))[0];
};

describe('traps of METHODS §E', () => {
  test('all thirty-five have a name and a treatment in three languages', () => {
    expect(ruleFaces.map(({ rule }) => rule)).toEqual(Array.from({ length: 35 }, (_, index) => `E${index + 1}`));
    for (const { label, treatments } of ruleFaces) for (const text of [label, ...treatments.map((treatment) => treatment.label)]) expect(Object.values(text).every((words) => words.length > 0)).toBe(true);
  });

  test.each([
    ['E1', 2, 1, '20.00'], ['E2', 1, 1, '10.00'], ['E3', 4, 4, '0.00'], ['E4', 2, 1, '0.00'], ['E5', 1, 1, '10.00'], ['E6', 2, 1, '0.00'], ['E7', 2, 2, '10.00'], ['E10', 1, 1, '10.00'], ['E11', 1, 1, '10.00'], ['E15', 1, 1, '10.00'],
    ['E19', 1, 1, '10.00'], ['E22', 2, 2, '10.00'], ['E23', 1, 1, '10.00'], ['E26', 2, 0, '0.00'], ['E27', 1, 1, '-50.00'], ['E28', 2, 2, '0.00'], ['E29', 2, 2, '0.00'], ['E34', 1, 1, '0.00'], ['E35', 8, 8, '0.00'],
  ])('%s catches what was planted', (rule, rows, customers, amount) => {
    expect(base.quality.find((report) => report.rule === rule)).toMatchObject({ rows, customers, amount });
  });

  test('the rows of every rule can be read as a table, as many as were counted', async () => {
    for (const { rule, rows, list } of base.quality) if (list !== undefined) expect([rule, (await ask(`SELECT count(*) FROM ${list}`))[0]?.[0]]).toEqual([rule, rows]);
    expect(base.quality.filter(({ list }) => list !== undefined).length).toBeGreaterThan(20);
  });

  test('every treatment of every rule gives a base that can be read', async () => {
    const all = 'SELECT (SELECT count(*) FROM order_lines), (SELECT count(*) FROM orders), (SELECT count(*) FROM customers)';
    // each treatment stands once, beside others of the other rules: as many bases as the longest rule has treatments
    const longest = Math.max(...rules.map(({ treatments }) => Object.keys(treatments).length));
    for (let turn = 0; turn < longest; turn++) {
      const settings = Object.fromEntries(
        rules.map(({ id, treatments }, at) => {
          const names = Object.keys(treatments);
          return [id, names[(turn + at) % names.length] ?? ''];
        }),
      );
      expect([settings, (await applyRules(database, base, settings)).ok]).toEqual([settings, true]);
      expect((await ask(all))[0]?.every((count) => typeof count === 'number')).toBe(true);
    }
  });

  test.each([
    ['as they are', {}, 43, '8243.00'],
    ['internal documents kept', { E2: 'keep' }, 44, '8253.00'],
    ['cancelled orders kept', { E19: 'keep' }, 44, '8253.00'],
    ['a currency kept as it is', { E6: 'keep' }, 44, '8220.00'],
    ['returns left out', { E1: 'exclude' }, 42, '8253.00'],
    ['duplicates kept', { E11: 'keep' }, 44, '8233.00'],
  ])('money of the lines: %s', async (_name, settings, rows, money) => {
    expect(await linesUnder(settings)).toEqual([rows, money]);
  });

  test('accepted groups count as one client, and only when the notebook says so', async () => {
    const clients = async (settings: Readonly<Record<string, string>>): Promise<Scalar[]> => {
      expectDone(await applyRules(database, base, settings));
      return (await ask('SELECT customer_id FROM order_lines WHERE customer_id IS NOT NULL GROUP BY 1 ORDER BY 1')).map(([id]) => id ?? null);
    };
    expect(await clients({})).toEqual(['C0', 'C1', 'C2', 'C3', 'C4']);
    expect(await clients({ E3: 'group' })).toEqual(['C0', 'C2', 'C3', 'C4']);
  });

  test('groups are proposed with score and reason; those in mapping.yaml count without a word in the notebook, and a notebook may still take entities apart', async () => {
    const proposals = expectDone(await proposeGroups(database, base));
    expect(proposals.map(({ name, score, members, reasons }) => [name, score, members.map(({ id }) => id), reasons.map(({ key }) => key)])).toEqual([
      ['АО Ромашка', 0.99, ['C0', 'C1'], ['same_group_id', 'same_customer_name']],
      ['Y', 0.97, ['C2', 'C3'], ['same_tax_id']],
    ]);
    const { groups } = expectDone(parseMapping('groups:\n  Mill: [C2, C3]\n  Alone: [C4]\n  Unknown: [Q1, Q2]\n'));
    const other = await openNative();
    const accepted = expectDone(await loadBase(other, files, { mapping: { files: {}, ...(groups ? { groups } : {}) } }));
    const told = async (settings: Readonly<Record<string, string>>): Promise<Scalar[][]> => {
      expectDone(await applyRules(other, accepted, settings));
      return expectDone(await other.run('SELECT customer_id, customer_name, (SELECT count(*) FROM order_lines WHERE order_lines.customer_id = customers.customer_id) FROM customers WHERE customer_id IN (\'C2\', \'C3\', \'C4\') ORDER BY 1')).rows();
    };
    expect(await told({})).toEqual([['C2', 'Mill', 17], ['C4', 'C4', 8]]);
    expect(await told({ E3: 'keep' })).toEqual([['C2', 'X sp. z o.o.', 8], ['C3', 'Y', 9], ['C4', 'C4', 8]]);
    expect((await other.run('SELECT DISTINCT customer_id FROM receivables')).ok).toBe(true);
    await other.close();
  });

  test('a day far outside of the others is not the day of the analysis', async () => {
    expect(base.asOf).toBe('2024-06-18');
  });
});

describe('traps that take two years of sales', () => {
  /** windows-1251 */
  const old = (rows: readonly string[]) => Uint8Array.from([...`${rows.join('\n')}\n`], (letter) => (letter.charCodeAt(0) < 128 ? letter.charCodeAt(0) : letter.charCodeAt(0) - 0x410 + 0xc0));
  const sales = Array.from({ length: 96 }, (_, at) => {
    const [month, year] = [1 + ((at >> 2) % 12), at < 48 ? 2023 : 2024];
    const [qty, price] = [month === 6 ? 4 : 1, year === 2023 ? 100 : 130];
    return `A${10 + at};${year}-${String(month).padStart(2, '0')}-15;K${1 + (at & 3)};S1;Болт;шт;${qty};${price};${qty * price}`;
  });
  const planted = ['B1;2023-03-15;K1;S2;Гайка;шт;1;100;100', 'B1;;;S2;Гайка;кг;1;100;100', 'B2;2023-04-15;K2;S3;Шайба;шт;2;50;', 'B3;2023-05-16;k3;S3;Шайба;шт;1;50;50', 'B4;2024-02-20;K4;S4;Станок;шт;1;1500;1500'];
  const shop = [
    fromBlob(new Blob([old(['order_id;order_date;customer_id;sku;product_name;unit;qty;unit_price;net_amount', ...sales, ...planted, 'Итого;;;;;;;;15550'])]), 'lines.csv'),
    file('orders.csv', ['order_id;order_date;customer_id;net_amount', 'A10;2023-01-15;K1;999', 'A11;2023-01-15;K2;100']),
    file('customers.csv', ['customer_id;customer_name', ...[1, 2, 3, 4, 5].map((customer) => `K${customer};Firm ${customer}`)]),
    file('bonuses.csv', ['client;bonus_percent', 'K1;3', 'K2;5']),
  ];
  let seen: Base;
  beforeAll(async () => {
    seen = expectDone(await loadBase(database, shop));
  });

  test.each([
    ['E8', 4, '520.00'], ['E9', 1, '0.00'], ['E12', 1, '999.00'], ['E13', 1, '100.00'], ['E14', 1, '15550.00'], ['E16', 1, '100.00'], ['E17', 101, '15650.00'], ['E18', 1, '50.00'],
    ['E20', 2, '300.00'], ['E21', 2, '200.00'], ['E24', 4, '0.00'], ['E25', 1, '1500.00'], ['E30', 17, '6100.00'], ['E32', 96, '13800.00'], ['E33', 2, '0.00'],
  ])('%s catches what was planted', (rule, rows, amount) => {
    const report = seen.quality.find((one) => one.rule === rule);
    expect(report).toMatchObject({ rows, amount });
    expect(report?.treatment).toBe(ruleFaces.find((face) => face.rule === rule)?.treatments[0]?.id);
    expect(report?.list).toBe(`quality.${rule.toLowerCase()}`);
  });

  test('a total is left out as a control, or read as any other row when the notebook says so', async () => {
    const [account] = seen.inputs;
    expect(account).toMatchObject({ rowsRead: 101, rowsLoaded: 101, rowsRejected: 0 });
    const kept = expectDone(await loadBase(database, shop, { rules: { E14: 'keep' } }));
    expect(kept.quality.find(({ rule }) => rule === 'E14')).toMatchObject({ rows: 1, treatment: 'keep' });
    expect(kept.inputs[0]).toMatchObject({ rowsRead: 102 });
  });
});

test('clients whose code several bear can be left out with their orders', async () => {
  const two = expectDone(await loadBase(database, [file('orders.csv', ['order_id,order_date,customer_id,net_amount', 'O1,2024-01-01,Z,10', 'O2,2024-01-02,Y,20']), file('customers.csv', ['customer_id,customer_name', 'Z,Never', 'Z,Other', 'Y,One'])]));
  const money = async () => (await ask('SELECT (SELECT count(*) FROM customers), (SELECT CAST(sum(net_amount) AS VARCHAR) FROM order_lines)'))[0];
  expect(two.quality.find(({ rule }) => rule === 'E4')).toMatchObject({ rows: 2, customers: 1, treatment: 'first' });
  expect(await money()).toEqual([2, '30.00']);
  expect(expectDone(await applyRules(database, two, { E4: 'exclude' })).quality.find(({ rule }) => rule === 'E4')).toMatchObject({ rows: 2, treatment: 'exclude' });
  expect(await money()).toEqual([1, '20.00']);
});
