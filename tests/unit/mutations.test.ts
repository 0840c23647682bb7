import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { tableFromArrays, tableToIPC } from 'apache-arrow';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { inspectFiles } from '../../src/base/inspectFiles.ts';
import { fromBlob } from '../../src/files/fromBlob.ts';

/** `npm run soak:files` changes and cuts every byte; the checks take some of them */
const whole = import.meta.env.MODE === 'soak';
const sampled = 60;
const masks = whole ? [0x01, 0x14, 0x80, 0xff] : [0x14];

const rows = Array.from({ length: 8 }, (_, row) => [`N-${100 + row}`, `2024-03-${10 + row}`, `Mill ${row % 3}`, `${50 + row}.25`] as const);
const names = ['order_id', 'order_date', 'customer_id', 'net_amount'] as const;
const csv = [names, ...rows].map((cells) => cells.join(',')).join('\n');
const records = rows.map((cells) => Object.fromEntries(names.map((name, at) => [name, cells[at]])));

function workbook(): Uint8Array {
  const cells = [names, ...rows].map((line, row) => `<row r="${row + 1}">${line.map((_, at) => `<c r="${'ABCD'[at] ?? ''}${row + 1}" t="s"><v>${row * 4 + at}</v></c>`).join('')}</row>`);
  return zipSync({
    '[Content_Types].xml': strToU8('<Types/>'),
    'xl/workbook.xml': strToU8('<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="a"/></sheets></workbook>'),
    'xl/_rels/workbook.xml.rels': strToU8('<Relationships><Relationship Id="a" Type="t/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="b" Type="t/sharedStrings" Target="sharedStrings.xml"/></Relationships>'),
    'xl/sharedStrings.xml': strToU8(`<sst>${[names, ...rows].flat().map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`),
    'xl/worksheets/sheet1.xml': strToU8(`<worksheet><dimension ref="A1:D9"/><sheetData>${cells.join('')}</sheetData></worksheet>`),
  });
}

async function parquet(): Promise<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'mutations-'));
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`COPY (SELECT * FROM (VALUES ${rows.map((cells) => `(${cells.map((cell) => `'${cell}'`).join(', ')})`).join(', ')}) AS t(${names.join(', ')})) TO '${join(folder, 'x.parquet')}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
  const bytes = readFileSync(join(folder, 'x.parquet'));
  rmSync(folder, { recursive: true });
  return bytes;
}

const arrow = (): Uint8Array => tableToIPC(tableFromArrays(Object.fromEntries(names.map((name, at) => [name, rows.map((cells) => cells[at] ?? '')]))), 'file');

interface Format {
  readonly name: string;
  readonly bytes: () => Uint8Array | Promise<Uint8Array>;
  /** a checksum covers its content: what loads has the very rows */
  readonly sealed: boolean;
  /** its rows are counted apart from their content: none gets lost in silence */
  readonly counted: boolean;
}

const formats: readonly Format[] = [
  { name: 'orders.csv', bytes: () => strToU8(csv), sealed: false, counted: false },
  { name: 'orders.csv.gz', bytes: () => gzipSync(csv), sealed: true, counted: true },
  { name: 'orders.zip', bytes: () => zipSync({ 'orders.csv': strToU8(csv) }), sealed: true, counted: true },
  { name: 'orders.xlsx', bytes: workbook, sealed: true, counted: true },
  { name: 'orders.parquet', bytes: parquet, sealed: false, counted: true },
  { name: 'orders.arrow', bytes: arrow, sealed: false, counted: true },
  { name: 'orders.json', bytes: () => strToU8(JSON.stringify(records)), sealed: false, counted: false },
  { name: 'orders.jsonl', bytes: () => strToU8(records.map((record) => JSON.stringify(record)).join('\n')), sealed: false, counted: false },
];

const inspect = (bytes: Uint8Array, name: string) => inspectFiles([fromBlob(new Blob([new Uint8Array(bytes)]), name)]);

describe.each(formats)('$name cut or changed at any byte', ({ name, bytes: make, sealed, counted }) => {
  const judge = async (bytes: Uint8Array, what: string, sound: string): Promise<void> => {
    const inputs = await inspect(bytes, name);
    for (const { rowsRead, rowsLoaded, rowsRejected, table, questions } of inputs) {
      expect([what, rowsRead]).toEqual([what, rowsLoaded + rowsRejected]);
      if (table === null) expect([what, questions[0]]).toEqual([what, expect.stringMatching(/^Passed over: .{8}/)]);
    }
    const loaded = inputs.filter(({ table }) => table !== null);
    if (loaded.length === 0) return;
    if (counted) expect([what, loaded.map(({ rowsRead, furniture }) => rowsRead + furniture)]).toEqual([what, [rows.length]]);
    if (sealed) expect([what, JSON.stringify(loaded.map(({ money, period }) => [money, period]))]).toEqual([what, sound]);
  };

  test('is refused with a reason or read right, never lost in silence', { timeout: whole ? 3_600_000 : 120_000 }, async () => {
    const bytes = await make();
    const sound = JSON.stringify((await inspect(bytes, name)).map(({ money, period }) => [money, period]));
    expect(sound).toContain('"430.00"');
    const step = whole ? 1 : Math.max(1, Math.floor(bytes.length / sampled));
    for (let at = 0; at < bytes.length; at += step) {
      await judge(bytes.slice(0, at), `cut at ${at}`, sound);
      for (const mask of masks) {
        const changed = bytes.slice();
        changed[at] = (changed[at] ?? 0) ^ mask;
        await judge(changed, `byte ${at} ^ ${mask}`, sound);
      }
    }
  });
});
