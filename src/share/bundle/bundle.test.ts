import { strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Column } from '../../database/Database.ts';
import { done, expectDone } from '../../database/outcome.ts';
import { type Scalar, Table } from '../../database/table.ts';
import { readBundle } from '../../files/bundle/readBundle.ts';
import { fromBlob } from '../../files/fromBlob.ts';
import type { RunResult } from '../../session/collectResult.ts';
import { ClientNames } from '../ClientNames.ts';
import { type BundleRequest, type StoredTable, writeBundle } from './writeBundle.ts';

const result: RunResult = { cubebook: 1, engine: 'duckdb wasm', notebook: { title: 'x' }, params: { as_of: '2024-12-18' }, inputs: [], quality: [], cells: [] };
async function written(request: BundleRequest): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await writeBundle(request);
  if (bytes === null) throw new Error('nothing was written');
  return bytes;
}

const clients = new ClientNames([{ id: 'K1', name: 'Alder GmbH' }, { id: 'K2', name: 'Birch Ltd' }]);
const shared = { result, leftOut: [], dropped: [], hidden: new Map<string, ReadonlySet<number>>(), key: new Map([['C-0001', { id: 'K2', name: 'Birch Ltd' }], ['C-0002', { id: 'K1', name: 'Alder GmbH' }]]) };
const column = (name: string, type: string): Column => ({ name, type });

function stored(name: string, columns: readonly Column[], rows: readonly (readonly Scalar[])[]): StoredTable {
  const cut = (from: number, to: number): Table => new Table(columns, columns.map((_, index) => rows.slice(from, to).map((row) => row[index] ?? null)));
  return { name, columns, rowCount: rows.length, page: (offset, limit) => Promise.resolve(done(cut(offset, offset + limit))) };
}

const tables = [
  stored('customers', [column('customer_id', 'VARCHAR'), column('customer_name', 'VARCHAR'), column('email', 'VARCHAR')], [['K1', 'Alder GmbH', 'a@alder.de'], ['K2', 'Birch Ltd', 'b@birch.uk']]),
  stored('orders', [column('order_id', 'VARCHAR'), column('customer_id', 'VARCHAR'), column('order_date', 'DATE'), column('net_amount', 'DECIMAL(18,4)')], [['1', 'K1', '2024-01-02', '10.5000'], ['2', 'lost', '2024-01-03', '-99999999999999.9999'], ['3', 'lost', null, null]]),
];

const blobOf = (bytes: Uint8Array<ArrayBuffer>) => fromBlob(new Blob([bytes]), 'bundle.zip');

describe('a bundle', () => {
  it('comes back as it was written', async () => {
    const bytes = await written({ notebook: '---\ncubebook: 1\n---\n# Кому\r\n', shared, data: { tables, mode: 'names', clients } });
    const bundle = expectDone(await readBundle(blobOf(bytes)));
    expect(bundle?.notebook).toBe('---\ncubebook: 1\n---\n# Кому\r\n');
    expect(bundle?.data.map(({ name }) => name)).toEqual(['customers.parquet', 'orders.parquet']);
    expect(JSON.parse(bundle?.results ?? '')).toEqual(result);
    expect(bundle?.manifest.data).toBe('names');
  });

  it('holds no name of a client in codes, and keeps unknown clients apart', async () => {
    const bytes = await written({ notebook: 'x', shared, data: { tables, mode: 'pseudonyms', clients } });
    const all = Object.values(unzipSync(bytes)).map((part) => new TextDecoder('latin1').decode(part)).join('');
    for (const name of ['Alder', 'Birch', 'K1', 'K2', 'a@alder.de']) expect(all).not.toContain(name);
    expect(all).toContain('C-0001');
    expect(all).toContain('U-0001');
    expect(all).not.toContain('U-0002');
  });

  it('is left in the middle when asked to', async () => {
    let rests = 0;
    const stopping = (): Promise<boolean> => Promise.resolve((rests += 1) < 2);
    expect(await writeBundle({ notebook: 'x', shared, data: { tables: [...tables, ...tables], mode: 'names', clients }, rest: stopping })).toBeNull();
    expect(rests).toBe(2);
  });

  it('has no row of a client where there is to be none', async () => {
    const bundle = expectDone(await readBundle(blobOf(await written({ notebook: 'x', shared, data: null }))));
    expect(bundle?.data).toEqual([]);
    expect(bundle?.mapping).toBeNull();
  });

  it('is refused when a part is changed, missing, or of another version', async () => {
    const files = unzipSync(await written({ notebook: 'x', shared, data: null }));
    const again = (changed: Record<string, Uint8Array>): Promise<unknown> => readBundle(blobOf(new Uint8Array(zipSync(changed)))).then((outcome) => (outcome.ok ? outcome.value : outcome.error.message));
    expect(await again({ ...files, 'notebook.md': strToU8('y') })).toMatch(/notebook\.md is not as it was written/);
    expect(await again(Object.fromEntries(Object.entries(files).filter(([name]) => name !== 'results.json')))).toMatch(/lacks its part results\.json/);
    expect(await again({ ...files, 'cubebook.json': strToU8(new TextDecoder().decode(files['cubebook.json']).replace('"cubebook_bundle": 1', '"cubebook_bundle": 2')) })).toMatch(/bundle of version 2/);
    expect(await again({ ...files, 'cubebook.json': strToU8('{') })).toMatch(/cubebook\.json is damaged/);
  });

  it('leaves other archives to who reads exports', async () => {
    expect(expectDone(await readBundle(blobOf(new Uint8Array(zipSync({ 'orders.csv': strToU8('a,b\n1,2\n') })))))).toBeNull();
    expect(expectDone(await readBundle(fromBlob(new Blob(['a,b\n1,2\n']), 'orders.csv')))).toBeNull();
  });
});
