import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Base } from '../../src/base/Base.ts';
import { fillInSlices } from '../../src/base/build/fillInSlices.ts';
import { unite } from '../../src/base/build/unite.ts';
import { loadBase } from '../../src/base/loadBase.ts';
import type { Database } from '../../src/database/Database.ts';
import { openNative } from '../../src/database/native.ts';
import { expectDone } from '../../src/database/outcome.ts';
import { fromBlob } from '../../src/files/fromBlob.ts';

let database: Database;
beforeAll(async () => {
  database = await openNative();
});
afterAll(() => database.close());

interface Loaded {
  readonly inputs: Base['inputs'];
  readonly quality: Base['quality'];
  readonly types: readonly unknown[];
  readonly rows: readonly unknown[];
}

async function load(files: readonly { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }[], staging: 'typed' | 'text'): Promise<Loaded> {
  const base = expectDone(await loadBase(database, files.map(({ name, bytes }) => fromBlob(new Blob([bytes]), name)), { staging }));
  const rows: unknown[] = [];
  for (const table of base.tables) rows.push([table.name, expectDone(await database.run(`SELECT * FROM base."${table.name}" ORDER BY ALL`)).rows()]);
  return { inputs: base.inputs, quality: base.quality, types: base.tables.map((table) => [table.name, table.rows, table.columns]), rows };
}

async function expectSame(files: Parameters<typeof load>[0]): Promise<Loaded> {
  const [slow, fast] = [await load(files, 'text'), await load(files, 'typed')];
  expect(fast).toEqual(slow);
  return fast;
}

const ascii = new TextEncoder();
const letters = [...new TextDecoder('windows-1251').decode(Uint8Array.from({ length: 128 }, (_, at) => at + 128))];

const encodings: Readonly<Record<string, (text: string) => Uint8Array<ArrayBuffer>>> = {
  'utf-8': (text) => ascii.encode(text),
  'utf-8 with BOM': (text) => ascii.encode(`\ufeff${text}`),
  'utf-16le': (text) => new Uint8Array([0xff, 0xfe, ...[...text].flatMap((letter) => [letter.charCodeAt(0) & 255, letter.charCodeAt(0) >> 8])]),
  'windows-1251': (text) => Uint8Array.from([...text], (letter) => (letter.charCodeAt(0) < 128 ? letter.charCodeAt(0) : letters.indexOf(letter) + 128)),
};

const columns = {
  order_id: ['O1', 'O2', 'O2', '007', ' O3 ', ''],
  order_date: ['D', 'D', 'D', '', '32.13.2024', 'н/д'],
  customer_id: ['A', 'B', 'ООО Ромашка', '', 'Итого', 'Total 2024'],
  sku: ['S-1', 'S-2', 'Болт М8', '', '1E5'],
  qty: ['1', '2', '10', '-3', '', 'x', '0'],
  unit_price: ['10', '12.5', '0.333333333', '1 250,00', '#REF!', '', '99999999999999999'],
  discount: ['0', '0.1', '', '0.05'],
  unit_cost: ['3', '4.25', '', 'нет', '0.1234567891'],
  net_amount: ['100', '12.50', '1.005', '', '1,344', '(7.5)', '123456789012.75', '5 %'],
  gross_amount: ['120', '15.00', '', '1'],
  'Own number': ['1', '2.25', '', '12345678901234.5'],
  'Own day': ['D', 'D', ''],
  'Own text': ['a', 'b "c"', 'x;y,z', '', '  '],
  delivered: ['D', '', 'D'],
} as const;

const dirty = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t'),
  newline: fc.constantFrom('\n', '\r\n'),
  comma: fc.boolean(),
  quoted: fc.boolean(),
  encoding: fc.constantFrom('utf-8', 'utf-8 with BOM', 'utf-16le', 'windows-1251'),
  day: fc.constantFrom('2024-01-', '.01.2024', '2024-01- 10:20:30'),
  left: fc.subarray(['order_id', 'unit_price', 'discount', 'unit_cost', 'net_amount', 'gross_amount', 'Own number', 'Own day', 'Own text', 'delivered']),
  rows: fc.array(fc.record({ picks: fc.array(fc.nat(), { minLength: 14, maxLength: 14 }), mess: fc.constantFrom(0, 0, 0, 0, 0, 1, 2, 3, 4, 5) }), { minLength: 1, maxLength: 40 }),
  good: fc.integer({ min: 20, max: 60 }),
});

test('rows in runs give the same base, accounts, rejects and rules as rows one by one, whatever the file', { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(dirty, async (file) => {
      const names = (Object.keys(columns) as (keyof typeof columns)[]).filter((name) => !file.left.includes(name));
      const write = (cell: string): string => {
        const sign = file.comma && /^-?\d+\.\d+$/.test(cell) ? cell.replace('.', ',') : cell;
        return sign.includes(file.delimiter) || sign.includes('"') || file.quoted ? `"${sign.replaceAll('"', '""')}"` : sign;
      };
      const day = (at: number): string => {
        const two = String(10 + (at % 15));
        return file.day.startsWith('2024') ? file.day.replace('01-', `01-${two}`) : `${two}${file.day}`;
      };
      const cellOf = (name: keyof typeof columns, pick: number): string => {
        const choices = columns[name];
        const cell = choices[pick % choices.length] ?? '';
        return cell === 'D' ? day(pick) : cell;
      };
      const rows = [
        ...Array.from({ length: file.good }, (_, at) => names.map((name) => cellOf(name, name === 'order_id' ? at % 2 : name === 'Own text' ? at : at % 2))),
        ...file.rows.map(({ picks, mess }) => {
          const row = names.map((name, at) => cellOf(name, picks[at] ?? 0));
          if (mess === 1) return row.slice(0, 3);
          if (mess === 2) return [...row, 'more'];
          if (mess === 3) return [];
          if (mess === 4) return [...names];
          return mess === 5 ? ['Примечание: это не строка'] : row;
        }),
      ];
      const text = [names, ...rows].map((row) => row.map(write).join(file.delimiter)).join(file.newline);
      await expectSame([{ name: 'file.csv', bytes: (encodings[file.encoding] ?? ascii.encode.bind(ascii))(text) }]);
    }),
    { numRuns: 25 },
  );
});

test('a number that a double cannot hold is stored to its last digit', async () => {
  const head = 'order_id,order_date,customer_id,sku,qty,net_amount,Own number\n';
  const good = Array.from({ length: 20 }, (_, at) => `O${at},2024-01-1${at % 9},A,S-1,1,${at}.25,${at}.5\n`).join('');
  const { rows } = await expectSame([{ name: 'large.csv', bytes: ascii.encode(`${head}${good}X,2024-01-10,A,S-1,1,12345678901234.56,1.2345678901234567\n`) }]);
  expect(JSON.stringify(rows)).toContain('12345678901234.56');
});

test('decimals of up to fifteen digits come back from doubles as they were written', async () => {
  const head = 'order_id,order_date,customer_id,sku,qty,net_amount\n';
  await fc.assert(
    fc.asyncProperty(fc.array(fc.record({ units: fc.integer({ min: -99_999_999_999_999, max: 99_999_999_999_999 }), digits: fc.integer({ min: 5, max: 14 }), scale: fc.integer({ min: 0, max: 4 }) }), { minLength: 100, maxLength: 100 }), async (numbers) => {
      const texts = numbers.map(({ units, digits, scale }) => {
        const cut = String(Math.abs(units)).slice(0, digits - 4 + scale).padStart(scale + 1, '0');
        return `${units < 0 ? '-' : ''}${cut.slice(0, cut.length - scale)}${scale ? `.${cut.slice(-scale)}` : ''}`;
      });
      await expectSame([{ name: 'decimals.csv', bytes: ascii.encode(head + texts.map((text, at) => `O${at},2024-01-10,A,S-1,1,${text}\n`).join('')) }]);
    }),
    { numRuns: 10 },
  );
});

test('an amount that fills a gap is rounded as the decimal it is, halves away from zero', async () => {
  const head = 'order_id,order_date,customer_id,sku,qty,unit_price,net_amount\n';
  const good = Array.from({ length: 40 }, (_, at) => `O${at},2024-01-10,A,S-1,2,1.25,2.50\n`).join('');
  const gaps = Array.from({ length: 400 }, (_, at) => `G${at},2024-01-11,A,S-1,${at % 7 ? 3 : -1},${(at * 0.335 + 1.005).toFixed(3)},\n`).join('');
  const { types } = await expectSame([{ name: 'gaps.csv', bytes: ascii.encode(head + good + gaps) }]);
  expect(JSON.stringify(types)).toContain('{"name":"net_amount","type":"DECIMAL(18,2)"');
});

test('months whose own columns differ in kind meet as text', async () => {
  const month = (id: string, cells: readonly string[]): string => `order_id,order_date,customer_id,net_amount,Remark\n${cells.map((cell, at) => `${id}${at},2024-01-1${at},A,5.00,${cell}\n`).join('')}`;
  const { rows } = await expectSame([
    { name: '2024-01.csv', bytes: ascii.encode(month('A', ['1', '2.50', '3'])) },
    { name: '2024-02.csv', bytes: ascii.encode(month('B', ['x', 'y', 'z'])) },
  ]);
  expect(JSON.stringify(rows)).toContain('2.5"');
});

test('a table that goes in slice by slice holds every row once, in the order of the files', async () => {
  for (const statement of ['CREATE SCHEMA IF NOT EXISTS stage', 'CREATE SCHEMA IF NOT EXISTS base', 'CREATE OR REPLACE TABLE stage.f0 AS SELECT r::INTEGER AS _row FROM range(2, 12) AS t(r)', 'CREATE OR REPLACE TABLE stage.f1 AS SELECT r::INTEGER AS _row FROM range(0, 4) AS t(r)']) expectDone(await database.run(statement));
  const stages = [{ index: 0, lastRow: 11 }, { index: 1, lastRow: 3 }].map((from) => ({ ...from, file: '', table: 'sliced', columns: [] }));
  const statements = fillInSlices('sliced', stages, (part) => `${unite(part, 'sliced', [])} ORDER BY _file, _row`, { whole: 5, rows: 3, plain: 0 });
  for (const statement of statements) expectDone(await database.run(statement));
  expect(statements.filter((statement) => statement.startsWith('INSERT'))).toHaveLength(4);
  const wanted = expectDone(await database.run('SELECT 0 AS _file, _row FROM stage.f0 UNION ALL SELECT 1, _row FROM stage.f1')).rows();
  expect(expectDone(await database.run('SELECT _file, _row FROM base.sliced')).rows()).toEqual(wanted);
});
