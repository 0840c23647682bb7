import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadBase } from '../../src/base/loadBase.ts';
import type { Database } from '../../src/database/Database.ts';
import { openNative } from '../../src/database/native.ts';
import { expectDone } from '../../src/database/outcome.ts';
import { fromBlob } from '../../src/files/fromBlob.ts';

const generator = new URL('../../../shared/generate-orders.mjs', import.meta.url);

interface Truth {
  readonly realised: { readonly lines: number; readonly orders: number; readonly customers: number; readonly revenue: number; readonly dirty_cells: number };
}

const codes: Readonly<Record<string, (text: string) => Uint8Array<ArrayBuffer>>> = {
  'utf-8': (text) => new TextEncoder().encode(text),
  'utf-8 with BOM': (text) => new TextEncoder().encode(`\ufeff${text}`),
  'utf-16le': (text) => wide(text, true),
  'utf-16be': (text) => wide(text, false),
  'windows-1251': (text) => narrow(text, 'windows-1251'),
  'windows-1250': (text) => narrow(text, 'windows-1250'),
  'iso-8859-2': (text) => narrow(text, 'iso-8859-2'),
  cp866: (text) => narrow(text, 'ibm866'),
  xlsx: workbook,
};

function wide(text: string, little: boolean): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(2 + text.length * 2);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xfeff, little);
  for (let at = 0; at < text.length; at += 1) view.setUint16(2 + at * 2, text.charCodeAt(at), little);
  return bytes;
}

function narrow(text: string, label: string): Uint8Array<ArrayBuffer> {
  const decoder = new TextDecoder(label);
  const table = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
  return Uint8Array.from([...text], (letter) => table.get(letter) ?? 63);
}

/** The same cells as a workbook: plain numbers as numbers, everything else as inline text. */
function workbook(text: string): Uint8Array<ArrayBuffer> {
  const separator = text.slice(0, text.indexOf('\n')).includes(';') ? ';' : ',';
  const cells = (line: string): string[] => [...line.matchAll(new RegExp(`("(?:[^"]|"")*"|[^${separator}]*)(?:${separator}|$)`, 'g'))].map((match) => (match[1] ?? '').replace(/^"|"$/g, '')).slice(0, line.split(separator).length);
  const rows = text.trimEnd().split('\n').map((line) => `<row>${cells(line).map((cell) => (/^-?\d+(\.\d+)?$/.test(cell) && !/^0\d/.test(cell) ? `<c><v>${cell}</v></c>` : cell === '' ? '<c/>' : `<c t="inlineStr"><is><t xml:space="preserve">${cell}</t></is></c>`)).join('')}</row>`);
  return new Uint8Array(
    zipSync({
      'xl/workbook.xml': strToU8('<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="a"/></sheets></workbook>'),
      'xl/_rels/workbook.xml.rels': strToU8('<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/></Relationships>'),
      'xl/worksheets/sheet1.xml': strToU8(`<worksheet><sheetData>${rows.join('')}</sheetData></worksheet>`),
    }),
  );
}

/** What the generator put into the lines: keys in another case, amounts lost or written the American way, customers lost. A quoted amount that reads as any other is no dirt that anyone could see. */
function countPlanted(text: string, plain: boolean): { keys: number; amounts: number; customers: number; unseen: number } {
  const found = { keys: 0, amounts: 0, customers: 0, unseen: 0 };
  for (const line of text.trim().split('\n').slice(1)) {
    const customer = line.split(plain ? ',' : ';')[6] ?? '';
    const quoted = /"([^"]*)"$/.exec(line)?.[1];
    if (customer.startsWith(' ')) found.keys += 1;
    else if (customer === '') found.customers += 1;
    else if (quoted !== undefined) found[(plain ? /,/ : /[.,]/).test(quoted) ? 'amounts' : 'unseen'] += 1;
    else if (/[,;]$/.test(line)) found.amounts += 1;
  }
  return found;
}

describe.skipIf(!existsSync(generator))('generated clients (../shared/generate-orders.mjs): what was planted is found', () => {
  const folder = mkdtempSync(join(tmpdir(), 'generated-'));
  let database: Database;
  beforeAll(async () => {
    database = await openNative();
  });
  afterAll(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each([
    [7, 'plain', 0, 'utf-8'], [8, 'plain', 0.02, 'xlsx'], [9, 'plain', 0.02, 'utf-16be'],
    [7, 'ru', 0, 'windows-1251'], [8, 'ru', 0.02, 'cp866'], [9, 'ru', 0.02, 'utf-16le'], [10, 'ru', 0.02, 'xlsx'],
    [11, 'ru', 0.02, 'windows-1251'], [12, 'ru', 0.02, 'utf-8'], [12, 'pl', 0.02, 'windows-1250'], [13, 'pl', 0.02, 'xlsx'], [14, 'plain', 0.05, 'utf-8'],
    [7, 'pl', 0, 'windows-1250'], [8, 'pl', 0.02, 'iso-8859-2'], [9, 'pl', 0.02, 'utf-8 with BOM'],
  ] as const)('seed %i, dialect %s, dirty %d, %s', async (seed, dialect, dirty, code) => {
    const out = join(folder, `${seed}-${dialect}-${dirty}`);
    execFileSync(process.execPath, [generator.pathname, '--lines', '3000', '--seed', String(seed), '--dialect', dialect, '--dirty', String(dirty), '--out', out]);
    const { realised }: Truth = JSON.parse(readFileSync(join(out, 'truth.json'), 'utf8'));
    const encode = codes[code];
    const files = ['order-lines', 'customers', 'invoices'].map((name) => {
      const text = readFileSync(join(out, `${name}.csv`), 'utf8');
      return fromBlob(new Blob([encode?.(text) ?? text]), code === 'xlsx' ? `${name}.xlsx` : `${name}.csv`);
    });
    const base = expectDone(await loadBase(database, files));
    for (const input of base.inputs) expect([input.file, input.rowsRead]).toEqual([input.file, input.rowsLoaded + input.rowsRejected]);
    const [found] = expectDone(await database.run('SELECT count(*), count(DISTINCT order_id), CAST(sum(net_amount) AS DECIMAL(18,2))::VARCHAR FROM order_lines')).rows();
    expect(found).toEqual([realised.lines, realised.orders, realised.revenue.toFixed(2)]);
    expect(expectDone(await database.run('SELECT count(*) FROM customers')).only).toBe(realised.customers);
    const rows = (rule: string): number => base.quality.find((report) => report.rule === rule)?.rows ?? 0;
    const planted = countPlanted(readFileSync(join(out, 'order-lines.csv'), 'utf8'), dialect === 'plain');
    expect(planted.keys + planted.amounts + planted.customers + planted.unseen).toBe(realised.dirty_cells);
    const noted = new Map(expectDone(await database.run("SELECT rule, count(*) FROM quality.reading WHERE rule <> 'E17' GROUP BY rule")).rows().map(([rule, count]) => [rule, Number(count)]));
    expect([noted.get('E18') ?? 0, noted.get('E16') ?? 0, rows('E13') + rows('E10')]).toEqual([planted.keys, planted.amounts, planted.customers]);
  });
});
