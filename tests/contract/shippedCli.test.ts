import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;
let file: (name: string, text: string) => Promise<string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cubebook-cli-'));
  file = async (name, text) => {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  };
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Ended {
  readonly status: number;
  readonly out: string;
  readonly errors: readonly string[];
}

const cubebook = (...words: string[]): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(process.execPath, [join(root, 'src/cli/cubebook.mjs'), ...words], { cwd: folder, maxBuffer: 1e9, env: { ...process.env, VITEST: undefined } }, (error, out, complaints) =>
      resolve({ status: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, errors: complaints.split('\n').filter((line) => line !== '') }),
    );
  });

/** fifteen orders, of which one has no day */
const data = async (): Promise<string> => {
  const small = Array.from({ length: 12 }, (_, index) => `${index + 10},2024-03-${index + 10},A,1\n`).join('');
  const inside = join(folder, 'data');
  await mkdir(inside, { recursive: true });
  await writeFile(join(inside, 'orders.csv'), `order_id,order_date,customer_id,net_amount\n1,2024-01-05,A,10.50\n2,2024-04-05,B,9007199254740993.25\n${small}x,never,B,2\n`);
  return inside;
};

const notebook = `---
cubebook: 1
title: Told <b>plainly</b>
params:
  least: {type: number, default: 5}
---
# Told plainly

Orders: {{ big.orders }} <script>alert(1)</script>

\`\`\`sql id=big
SELECT count(*) AS orders, sum(net_amount) AS total, max(order_date) AS last_day, 0.1::DOUBLE AS tenth, 9007199254740993 AS many, 'nan'::DOUBLE AS nothing, '<img src=x onerror=alert(1)>' AS tag FROM orders WHERE net_amount > $least
\`\`\`
`;

describe('run', () => {
  test('writes the result and a report without scripts, and ends with 0', async () => {
    const path = await file('told.md', notebook);
    const [out, html] = [join(folder, 'out.json'), join(folder, 'out.html')];
    const ended = await cubebook('run', path, '--data', await data(), '--param', 'least=10', '--out', out, '--html', html);
    expect([ended.status, ended.errors]).toEqual([0, []]);
    const result = JSON.parse(await readFile(out, 'utf8'));
    expect(result).toMatchObject({ cubebook: 1, notebook: { title: 'Told <b>plainly</b>' }, engine: expect.stringMatching(/^duckdb \d+\.\d+\.\d+ native$/), params: { least: 10 } });
    expect(result.inputs).toEqual([expect.objectContaining({ file: 'orders.csv', table: 'orders', rowsRead: 15, rowsLoaded: 14, rowsRejected: 1, furniture: 0, questions: expect.any(Array), mapping: expect.objectContaining({ order_date: 'order_date' }) })]);
    expect(result.inputs[0].rejects).toEqual([expect.objectContaining({ row: 16, column: 'order_date', value: 'never', reason: expect.any(String) })]);
    expect(result.quality.every((rule: Record<string, unknown>) => ['rule', 'rows', 'customers', 'amount', 'treatment'].every((key) => key in rule))).toBe(true);
    expect(result.cells).toEqual([expect.objectContaining({ id: 'big', kind: 'sql', status: 'done', error: null, milliseconds: expect.any(Number) })]);
    expect(result.cells[0].tables.result.rows).toEqual([[2, '9007199254741003.75', '2024-04-05', 0.1, '9007199254740993', null, '<img src=x onerror=alert(1)>']]);
    const page = await readFile(html, 'utf8');
    expect(page).toContain('9,007,199,254,740,993');
    expect(page).not.toMatch(/<(script|img|iframe|object|link)|<[^>]*\son[a-z]+=|javascript:|https?:\/\/(?!www\.w3\.org)/i);
  });

  test('ends with 1 when a cell failed, and says what, where and what to do in one line each', async () => {
    const path = await file('failing.md', '---\ncubebook: 1\n---\n```sql id=bad\nSELECT nope\nFROM orders\n```\n\n```sql id=after_bad\nSELECT * FROM bad\n```\n\n```sql id=fine\nSELECT 1 AS one\n```\n');
    const ended = await cubebook('run', path, '--data', await data());
    expect(ended.status).toBe(1);
    const { cells } = JSON.parse(ended.out);
    expect(cells.map((cell: { id: string; status: string; error: { kind: string } | null }) => [cell.id, cell.status, cell.error?.kind ?? null])).toEqual([
      ['bad', 'failed', 'missing'],
      ['after_bad', 'failed', 'upstream'],
      ['fine', 'done', null],
    ]);
    expect(Object.keys(cells[0].error).toSorted()).toEqual(['column', 'hint', 'kind', 'line', 'message']);
    expect(ended.errors).toHaveLength(2);
    expect(ended.errors[0]).toMatch(/^cubebook: cell bad: .*nope.*\(line \d+, column \d+\)/);
  });
});

describe('check and inspect', () => {
  test('check accepts a shipped notebook and refuses one whose options are wrong, with the line', async () => {
    const good = await cubebook('check', join(root, 'notebooks/rfm-27.pl.md'));
    expect([good.status, good.errors]).toEqual([0, []]);
    const path = await file('wrong.md', '---\ncubebook: 1\n---\n```rfm id=rfm\nbands: 5\nbanana: 1\n```\n');
    const bad = await cubebook('check', path);
    expect(bad.status).toBe(2);
    expect(bad.errors[0]).toMatch(/banana.*line 6/);
  });

  test('inspect tells as JSON what each file is taken for', async () => {
    const ended = await cubebook('inspect', '--data', await data());
    expect(ended.status).toBe(0);
    expect(JSON.parse(ended.out)).toMatchObject({ cubebook: 1, inputs: expect.arrayContaining([expect.objectContaining({ file: 'orders.csv', table: 'orders' })]) });
  });
});

test.each([
  [['run', 'told.md', '--data', 'no-such-folder'], /no-such-folder/],
  [['run', 'told.md', '--data', 'data', '--param', 'least=much'], /least/],
])('%j is refused with 2 and a reason', async (words, reason) => {
  await data();
  await file('told.md', notebook);
  const ended = await cubebook(...words);
  expect([ended.status, ended.out]).toEqual([2, '']);
  expect(ended.errors[0]).toMatch(reason);
});
