import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { Decimal, makeBuilder, Table, tableFromArrays, tableToIPC, Utf8, vectorFromArray } from 'apache-arrow';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inspectFiles } from '../../src/base/inspectFiles.ts';
import { recogniseFiles } from '../../src/base/recogniseFiles.ts';
import { fromBlob } from '../../src/files/fromBlob.ts';
import { openTables } from '../../src/files/openTables.ts';

type Bytes = string | Uint8Array;
const file = (bytes: Bytes, name: string) => fromBlob(new Blob([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)]), name);

/** the rows of the only table of a file, names first */
async function rowsOf(bytes: Bytes, name: string): Promise<(readonly string[])[]> {
  const [source] = await openTables([file(bytes, name)]);
  if (source?.kind !== 'sheet') throw new Error(source?.kind === 'refused' ? source.reason : 'text');
  const rows: (readonly string[])[] = [];
  for await (const block of source.rows()) rows.push(...block.rows);
  return rows;
}

const account = async (bytes: Bytes, name: string) => {
  const [found] = await inspectFiles([file(bytes, name)]);
  return [found?.table, found?.rowsRead, found?.rowsLoaded, found?.rowsRejected];
};

describe('JSON', () => {
  const records = [{ order_id: 1, order_date: '2024-01-02', customer_id: 'A', net_amount: 0.1 }, { order_id: 2, order_date: '2024-01-03', customer_id: null, net_amount: 12.5, status: 'paid' }];

  test.each([
    ['lines', records.map((record) => JSON.stringify(record)).join('\n'), 'orders.jsonl'],
    ['a list', JSON.stringify(records, null, 2), 'orders.json'],
    ['a list inside a record', JSON.stringify({ count: 2, data: records }), 'orders.json'],
  ])('%s of records are rows', async (_name, text, name) => {
    expect(await rowsOf(text, name)).toEqual([['order_id', 'order_date', 'customer_id', 'net_amount', 'status'], ['1', '2024-01-02', 'A', '0.1', ''], ['2', '2024-01-03', '', '12.5', 'paid']]);
    expect(await account(text, name)).toEqual(['orders', 2, 2, 0]);
  });

  test('no digit of a number is lost, and records inside become columns', async () => {
    expect(await rowsOf('{"id": 12345678901234567890, "who": {"name": "a\\u00e9\\"b\\""}, "tags": [1, 2]}\n{"id": 1e3}', 'x.jsonl')).toEqual([['id', 'who.name', 'tags'], ['12345678901234567890', 'aé"b"', '[1, 2]'], ['1e3', '', '']]);
  });

  test.each([
    ['cut off', '[{"a": 1}, {"a":', 'cut off'],
    ['broken', '[{"a": 1}, {"a" 2}]', 'broken JSON'],
    ['deep', `[${'{"a":'.repeat(200)}1${'}'.repeat(200)}]`, 'nested more than'],
    ['settings', '{"a": {"b": 1}, "c": [1, 2]}', 'no list of records'],
    ['a number', '42', 'no list of records'],
    ['empty', '[]', 'no rows'],
  ])('%s JSON is refused with the reason', async (_name, text, reason) => {
    const [found] = await recogniseFiles([file(text, 'x.json')]);
    expect(found?.table).toBeNull();
    expect(found?.reason).toContain(reason);
  });
});

describe('Parquet', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parquet-'));
  const path = join(folder, 'orders.parquet');
  const made = (): Uint8Array => readFileSync(path);
  beforeAll(async () => {
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    await connection.run(
      `COPY (SELECT 'O' || i AS order_id, DATE '2024-01-01' + i::INTEGER AS order_date, 'C' || (i % 3) AS customer_id, (i * 1.1)::DECIMAL(12,2) AS net_amount, -(i * 12345678901234567.1234567891)::DECIMAL(38,10) AS long_amount, 18446744073709551615::UBIGINT AS big, TIMESTAMP '2024-01-01 10:00:00.123456' AS moment, i % 2 = 0 AS flag, CASE WHEN i = 2 THEN NULL ELSE 'é' END AS note FROM range(5) t(i)) TO '${path}' (FORMAT parquet, COMPRESSION zstd)`,
    );
    connection.closeSync();
    instance.closeSync();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('every digit arrives: decimals, big integers, moments', async () => {
    const rows = await rowsOf(made(), 'orders.parquet');
    expect(rows[0]).toEqual(['order_id', 'order_date', 'customer_id', 'net_amount', 'long_amount', 'big', 'moment', 'flag', 'note']);
    expect(rows[2]).toEqual(['O1', '2024-01-02', 'C1', '1.10', '-12345678901234567.1234567891', '18446744073709551615', '2024-01-01 10:00:00.123456', 'false', 'é']);
    expect(rows[3]?.at(-1)).toBe('');
    expect(await account(made(), 'orders.parquet')).toEqual(['orders', 5, 5, 0]);
    expect(await account(zipSync({ 'in/orders.parquet': made() }), 'all.zip')).toEqual(['orders', 5, 5, 0]);
  });

  test.each([
    ['UEFSMQ==', 'magic only'],
    ['UEFSMf////9QQVIx', 'a footer of 4 GB'],
    ['UEFSMQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABAAAAAUEFSMQ==', 'a footer of zeros'],
    ['UEFSRQAAAAAAAAAACAAAAFBBUkU=', 'encryption'],
  ])('%s is refused: %s', async (payload) => {
    expect((await account(new Uint8Array(Buffer.from(payload, 'base64')), 'x.parquet')).slice(0, 2)).toEqual([null, 0]);
  });

  test('a file cut or changed at any byte is read whole or refused', async () => {
    const whole = made();
    for (let at = 0; at < whole.length; at += 11) {
      const flipped = whole.slice();
      flipped[at] = (flipped[at] ?? 0) ^ 0x15;
      for (const bytes of [whole.slice(0, at), flipped]) {
        const [, read, loaded, rejected] = await account(bytes, 'orders.parquet');
        expect(read).toBe(Number(loaded) + Number(rejected));
      }
    }
  });
});

describe('Arrow', () => {
  const decimals = makeBuilder({ type: new Decimal(2, 20, 128) });
  for (const units of [150n, -12345678901234567890n]) decimals.append(new Uint32Array(new BigInt64Array([units, units < 0n ? -1n : 0n]).buffer));
  const table = new Table({ order_id: vectorFromArray(['1', '2'], new Utf8()), order_date: vectorFromArray(['2024-01-02', '2024-01-03'], new Utf8()), customer_id: vectorFromArray(['A', 'B'], new Utf8()), net_amount: decimals.finish().toVector() });

  test.each(['file', 'stream'] as const)('an IPC %s is read with every digit', async (kind) => {
    const bytes = tableToIPC(table, kind);
    expect((await rowsOf(bytes, 'orders.arrow')).map((row) => row[3])).toEqual(['net_amount', '1.50', '-123456789012345678.90']);
    expect(await account(bytes, 'orders.arrow')).toEqual(['orders', 2, 2, 0]);
  });

  test('what is no Arrow is refused', async () => {
    expect(await account(tableToIPC(tableFromArrays({ a: [1, 2] }), 'file').slice(0, 60), 'x.arrow')).toEqual([null, 0, 0, 0]);
    expect(await account('hello', 'x.feather')).toEqual([null, 0, 0, 0]);
  });
});

describe('packed files', () => {
  const csv = 'order_id,order_date,customer_id,net_amount\n1,2024-01-02,A,1.5\n2,2024-01-03,B,2.5\n';

  test.each([
    ['gz of CSV', gzipSync(csv), 'orders.csv.gz'],
    ['gz of JSON lines', gzipSync('{"order_id":1,"order_date":"2024-01-02","customer_id":"A","net_amount":1.5}\n{"order_id":2,"order_date":"2024-01-02","customer_id":"A","net_amount":1.5}\n'), 'orders.jsonl.gz'],
    ['zip of CSV', zipSync({ 'orders.csv': strToU8(csv) }), 'orders.zip'],
    ['zip of gz', zipSync({ 'orders.csv.gz': new Uint8Array(gzipSync(csv)) }), 'orders.zip'],
  ])('%s', async (_name, bytes, name) => {
    expect(await account(bytes, name)).toEqual(['orders', 2, 2, 0]);
  });

  test('an archive of a hundred thousand files is refused before they are opened', async () => {
    const bytes = zipSync(Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`${index}.csv`, new Uint8Array(1)])), { level: 0 });
    const [found] = await recogniseFiles([file(bytes, 'many.zip')]);
    expect(found?.reason).toContain('at most 10000');
  });

  test('a zip64 archive is named as such', async () => {
    const bytes = new Uint8Array(zipSync({ 'a.csv': strToU8(csv) }));
    const view = new DataView(bytes.buffer);
    view.setUint16(bytes.length - 22 + 10, 0xffff, true);
    const [found] = await recogniseFiles([file(bytes, 'big.zip')]);
    expect(found?.reason).toContain('zip64');
  });

  test('a bomb is stopped by what really comes out', async () => {
    const bomb = zipSync({ 'a.csv': new Uint8Array(64 << 20).fill(48) }, { level: 9 });
    const [found] = await inspectFiles([file(bomb, 'bomb.zip')]);
    expect([found?.table, found?.rowsRead]).toEqual([null, 0]);
    expect(found?.questions.join(' ')).toMatch(/decompression bomb|unpacks|MB/);
  });
});
