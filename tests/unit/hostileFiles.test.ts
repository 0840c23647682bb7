import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { inspectFiles } from '../../src/base/inspectFiles.ts';
import { recogniseFiles } from '../../src/base/recogniseFiles.ts';
import { fromBlob } from '../../src/files/fromBlob.ts';

interface Hostile {
  readonly id: string;
  readonly encoding: string;
  readonly payload: string;
  readonly expect: string;
}

const folder = new URL('../../../shared/hostile/', import.meta.url);
const read = (name: string): Hostile[] => (existsSync(folder) ? JSON.parse(readFileSync(new URL(name, folder), 'utf8')) : []);
const bytesOf = (entry: Hostile): Uint8Array<ArrayBuffer> => (entry.encoding === 'base64' ? Uint8Array.from(atob(entry.payload), (letter) => letter.charCodeAt(0)) : new TextEncoder().encode(entry.payload));

const nameOf = ({ id }: Hostile): string => `h.${id.slice(0, id.indexOf('-'))}`;

async function inspect(bytes: Uint8Array<ArrayBuffer> | string, name: string) {
  const files = [fromBlob(new Blob([bytes]), name)];
  const [account] = await inspectFiles(files);
  const [recognition] = await recogniseFiles(files);
  return { account, questions: account?.questions.join(' ') ?? '', types: recognition?.columns.map((column) => column.type), encoding: recognition?.dialect.encoding };
}

describe.skipIf(!existsSync(folder))('hostile files (../shared/hostile)', { timeout: 30_000 }, () => {
  test.each([...read('csv.json'), ...read('xlsx.json'), ...read('parquet.json')].filter((entry) => entry.encoding !== 'recipe').map((entry) => [entry.id, entry] as const))('%s is read with every row accounted for, or refused with a reason', async (_id, entry) => {
    const { account } = await inspect(bytesOf(entry), nameOf(entry));
    expect(account?.rowsRead).toBe((account?.rowsLoaded ?? 0) + (account?.rowsRejected ?? 0));
    if (account?.table === null) expect(account.questions[0]).toMatch(/^Passed over: .{10}/);
  });

  test.each([
    ['csv-019', 'may be a thousand or a fraction'],
    ['csv-025', 'in two ways'],
    ['csv-027', 'Read as nothing: “NULL” 1 ×, “NA” 1 ×, “-” 1 ×'],
    ['csv-031', 'several currencies'],
    ['csv-035', 'Row 2, column 2'],
    ['csv-047', 'empty'],
    ['csv-049', 'web page'],
    ['csv-053', 'wrong encoding'],
    ['xlsx-001', 'document type'],
    ['xlsx-003', 'formula without a saved value'],
    ['xlsx-009', 'A1:B1 are merged'],
    ['xlsx-011', 'A99999999999'],
    ['xlsx-015', 'links outside are never followed'],
    ['xlsx-017', 'nested'],
    ['xlsx-019', 'cut off'],
    ['xlsx-021', 'decompression bomb'],
  ])('%s says: %s', async (id, words) => {
    const entry = [...read('csv.json'), ...read('xlsx.json')].find((candidate) => candidate.id === id);
    const { questions } = await inspect(entry ? bytesOf(entry) : '', id.startsWith('xlsx') ? 'h.xlsx' : 'h.csv');
    expect(questions).toContain(words);
  });
});

describe('broken and odd files', { timeout: 30_000 }, () => {
  test('ragged rows are all read', async () => {
    const { account } = await inspect('a,b\n1,2\n3\n4,5,6\n', 'h.csv');
    expect([account?.rowsRead, account?.rowsLoaded]).toEqual([3, 3]);
  });

  test('a late text among numbers is told with its row', async () => {
    const { account } = await inspect(`a\n${Array.from({ length: 30_000 }, (_, index) => index).join('\n')}\nx\n`, 'h.csv');
    expect([account?.rowsRead, account?.rejects]).toEqual([30_001, [{ row: 30_002, column: 'a', value: 'x', reason: 'not a number', kept: true }]]);
  });

  test('twenty thousand columns are refused at once', async () => {
    const names = Array.from({ length: 20_001 }, (_, index) => `c${index}`).join(',');
    expect((await inspect(`${names}\n${names}\n`, 'h.csv')).questions).toContain('20001 columns');
  });

  test('twenty-digit keys, leading zeros and accounting negatives stay what they are', async () => {
    expect((await inspect('id\n12345678901234567890\n12345678901234567891\n', 'h.csv')).types).toEqual(['text']);
    expect((await inspect('id,plz\n1,01067\n2,00123\n', 'h.csv')).types).toEqual(['integer', 'text']);
    expect((await inspect('x\n(12.50)\n-3\n12-\n−3\n', 'h.csv')).types).toEqual(['number']);
  });

  test('a small table cut or changed at any byte is read or refused, never lost in silence', async () => {
    const whole = new TextEncoder().encode('id,"na""me",amt\n1,Müller,"1,5"\n2,x,3\n');
    for (let at = 0; at < whole.length; at += 1) {
      const flipped = whole.slice();
      flipped[at] = (flipped[at] ?? 0) ^ 0x14;
      for (const bytes of [whole.slice(0, at), flipped]) {
        const { account } = await inspect(bytes, 'h.csv');
        expect(account?.rowsRead).toBe((account?.rowsLoaded ?? 0) + (account?.rowsRejected ?? 0));
      }
    }
  });
});

test('a Parquet file whose groups lie ten thousand deep is refused without a word of the stack', async () => {
  const varint = (value: number): number[] => (value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)]);
  const name = [0x48, 1, 0x67];
  const group = [...name, 0x15, 2, 0];
  const leaf = [0x15, 2, 0x38, 1, 0x6c, 0];
  const depth = 10_000;
  const footer = [0x15, 2, 0x19, 0xfc, ...varint(depth + 1), ...Array.from({ length: depth }, () => group).flat(), ...leaf, 0x16, 0, 0x19, 0x0c, 0];
  const mark = [...new TextEncoder().encode('PAR1')];
  const size = new Uint8Array(Uint32Array.of(footer.length).buffer);
  const { account } = await inspect(Uint8Array.from([...mark, ...footer, ...size, ...mark]), 'deep.parquet');
  expect([account?.table, account?.rowsRead]).toEqual([null, 0]);
  expect(account?.questions.join(' ')).toContain('holds records or lists');
});
