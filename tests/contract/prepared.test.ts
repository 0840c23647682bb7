import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyRules } from '../../src/base/applyRules.ts';
import type { Base } from '../../src/base/Base.ts';
import { loadBase } from '../../src/base/loadBase.ts';
import { canonicalTables } from '../../src/base/schema.ts';
import { cellKinds } from '../../src/cells/kinds.ts';
import { prepareBase, type PrepareReport } from '../../src/cli/prepare/prepareBase.ts';
import { shippedTexts } from '../../src/cli/prepare/shippedTexts.ts';
import { type Data, readData } from '../../src/cli/readData.ts';
import { runNotebook } from '../../src/cli/runNotebook.ts';
import type { Database } from '../../src/database/Database.ts';
import { openNative } from '../../src/database/native.ts';
import { openWasmInNode } from '../../src/database/wasmNode.ts';
import { expectDone } from '../../src/database/outcome.ts';
import { fromBlob } from '../../src/files/fromBlob.ts';
import type { SourceFile } from '../../src/files/SourceFile.ts';
import type { Notebook } from '../../src/notebook/Notebook.ts';
import { parseNotebook } from '../../src/notebook/parseNotebook.ts';
import { collectResult, type RunResult } from '../../src/session/collectResult.ts';
import { NotebookSession, vocabularyOf } from '../../src/session/NotebookSession.ts';
import { checksum } from '../../src/storage/checksum.ts';
import { difference } from './difference.ts';
import { sample } from './runCells.ts';

/** a cube, lists of it, a study of lines, SQL on lines, SQL on tables that come along */
const text = `---
cubebook: 1
title: Prepared
lang: en
params:
  window_days: { type: integer, default: 365 }
  least: { type: integer, default: 3 }
---

\`\`\`cube id=who
axes:
  - { trait: recency_days }
  - { trait: breadth, bands: { cuts: [2, 4] } }
  - { trait: ltv, bands: { quantiles: 3 } }
\`\`\`

\`\`\`cohort id=kept
period: quarter
\`\`\`

\`\`\`sql id=baskets
SELECT order_id, count(*) AS lines, sum(net_amount) AS net, min(order_date) AS day FROM order_lines GROUP BY ALL HAVING count(*) >= $least ORDER BY ALL
\`\`\`

\`\`\`sql id=largest
SELECT segment, count(*) AS n, max(net) AS net FROM who, (SELECT max(net) AS net FROM baskets) GROUP BY segment ORDER BY segment
\`\`\`

\`\`\`sql id=regions
SELECT region, count(*) AS n FROM customers JOIN who USING (customer_id) GROUP BY region ORDER BY region
\`\`\`
`;

const lacking = 'This needs rows that are not in the prepared base.';
const parse = (source: string): Notebook => parseNotebook(source, vocabularyOf(cellKinds, canonicalTables));
const everyNotebook = process.env['CUBEBOOK_SOAK'] === '1';
const shipped = everyNotebook ? shippedTexts(['en', 'pl']) : [];

/** 40 clients, 12 products, orders of one to five lines over two years */
function makeLines(): string {
  const rows = Array.from({ length: 600 }, (_, order) =>
    Array.from({ length: 1 + (order % 5) }, (_row, line) => {
      const day = new Date(Date.UTC(2023, 0, 1 + ((order * 37) % 730))).toISOString().slice(0, 10);
      const net = ((order * 13 + line * 7) % 90) + 10.25;
      return `O${order},${day},C${(order * order) % 40},P${(order + line * 5) % 12},K${(order + line) % 4},${1 + (line % 3)},${net},${(net * 0.7).toFixed(2)}`;
    }),
  );
  return `order_id,order_date,customer_id,product_id,category,qty,net_amount,cost\n${rows.flat().join('\n')}\n`;
}

let folder: string;
let file: SourceFile;
let report: PrepareReport;
let data: Data;
let whole: RunResult;
const opened: { database: Database; base: Base }[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cubebook-prepared-'));
  const inside = everyNotebook ? sample : join(folder, 'files');
  if (!everyNotebook) {
    await mkdir(inside);
    await writeFile(join(inside, 'lines.csv'), makeLines());
    await writeFile(join(inside, 'customers.csv'), `customer_id,customer_name,region\n${Array.from({ length: 40 }, (_, index) => `C${index},Client ${index},${['North', 'South', ''][index % 3]}`).join('\n')}\n`);
  }
  data = expectDone(await readData(inside));
  const out = join(folder, 'base.zip');
  report = expectDone(await prepareBase(data, [{ name: 'own', texts: [parse(text)] }, ...shipped], { out, work: folder, memoryLimit: '2GB', keepRows: 2_000, slowMilliseconds: Infinity, tell: () => undefined }));
  file = fromBlob(new Blob([await readFile(out)]), 'base.zip');
  whole = await runWhole(parse(text));
  for (const database of [await openNative(), await openWasmInNode()]) opened.push({ database, base: expectDone(await loadBase(database, [file])) });
}, 900_000);
afterAll(async () => {
  for (const { database } of opened) await database.close();
  await rm(folder, { recursive: true, force: true });
});

async function runPrepared(notebook: Notebook, { engine = 0, overrides = {} }: { engine?: number; overrides?: Readonly<Record<string, string>> } = {}): Promise<RunResult> {
  const held = opened[engine];
  if (!held) throw new Error('no such engine');
  const session = new NotebookSession({ notebook, ...held, kinds: cellKinds, locale: 'en', overrides });
  session.graph.run();
  await session.graph.settled();
  return expectDone(await collectResult(session, held.database, held.base, expectDone(session.params())));
}

const runWhole = async (notebook: Notebook): Promise<RunResult> => expectDone(await runNotebook(notebook, data, { params: {}, engine: 'native' })).result;
const saidOf = (run: RunResult) => run.cells.map(({ id, status, findings }) => [id, status, findings]);
const differences = (run: RunResult, whole: RunResult) => run.cells.map((cell, index) => difference(cell, whole.cells[index] ?? cell));

describe('a prepared base', () => {
  test.each([0, 1])('gives what the lines gave, on either engine (%i)', async (engine) => {
    const run = await runPrepared(parse(text), { engine });
    expect(saidOf(run)).toEqual(saidOf(whole));
    expect(differences(run, whole)).toEqual([null, null, null, null, null]);
    expect([run.inputs, run.params]).toEqual([whole.inputs, whole.params]);
  });

  test('keeps as results only what could not do without the lines', () => {
    expect(report.withheld).toContain('order_lines');
    expect(report.failed).toEqual([]);
    if (!everyNotebook) expect(report.results).toBe(2);
    expect(opened[0]?.base.prepared?.notebooks).toContain(checksum(text));
  });

  test('computes what can be computed and says what it cannot reach', async () => {
    const run = await runPrepared(parse(text), { overrides: { least: '4' } });
    const said = Object.fromEntries(run.cells.map(({ id, status, error }) => [id, status === 'done' ? status : error?.message]));
    expect(said).toMatchObject({ who: 'done', kept: 'done', regions: 'done', baskets: lacking });
    const cut = await runPrepared(parse(text.replace('cuts: [2, 4]', 'cuts: [1, 3]')));
    expect(cut.cells.map(({ status }) => status)).toEqual(['done', 'done', 'done', 'done', 'done']);
    const window = await runPrepared(parse(text), { overrides: { window_days: '90' } });
    expect(window.cells[0]?.error).toMatchObject({ kind: 'missing', message: lacking });
  });

  test.each([
    'SELECT count(*) FROM order_lines',
    'SELECT count(*) FROM base.order_lines',
    "SELECT sum(net_amount) FROM order_lines WHERE order_date > DATE '2024-01-01'",
    'SELECT customer_id FROM customers WHERE customer_id NOT IN (SELECT customer_id FROM order_lines WHERE customer_id IS NOT NULL)',
    'SELECT c.customer_id, l.net_amount FROM customers c LEFT JOIN order_lines l USING (customer_id)',
    'SELECT EXISTS (FROM order_lines)',
    'SELECT max(order_date) OVER (PARTITION BY customer_id) FROM order_lines LIMIT 1',
  ])('takes no rows for no answer: %s', async (sql) => {
    const asked = parse(`---\ncubebook: 1\n---\n\n\`\`\`sql id=asked\n${sql}\n\`\`\`\n`);
    for (const engine of [0, 1]) expect((await runPrepared(asked, { engine })).cells[0]?.error?.message).toBe(lacking);
  });

  test('refuses other quality rules than its own', async () => {
    const other = parse(text.replace('title: Prepared', 'title: Prepared\nrules: { E11: keep }'));
    expect((await runPrepared(other)).cells[0]?.error?.kind).toBe('refused');
    const held = opened[0];
    expect(held && (await applyRules(held.database, held.base, { E11: 'keep' })).ok).toBe(false);
  });

  test.each([
    ['cut off', (bytes: Uint8Array<ArrayBuffer>) => bytes.subarray(0, bytes.length >> 1)],
    ['changed in the middle', (bytes: Uint8Array<ArrayBuffer>) => bytes.map((byte, at) => (Math.abs(at - (bytes.length >> 1)) < 200 ? byte ^ 255 : byte))],
  ])('is refused when %s', async (_, damage) => {
    const bytes = new Uint8Array(await file.slice(0, file.size));
    const database = await openNative();
    const loaded = await loadBase(database, [fromBlob(new Blob([damage(bytes)]), 'base.zip')]);
    await database.close();
    expect(loaded.ok).toBe(false);
  });

  test.skipIf(!everyNotebook)('gives every shipped notebook what the lines gave', { timeout: 900_000 }, async () => {
    for (const { name, texts } of shipped) {
      for (const notebook of texts) {
        const whole = await runWhole(notebook);
        const run = await runPrepared(notebook, { engine: 1 });
        expect(saidOf(run), name).toEqual(saidOf(whole));
        expect(differences(run, whole).filter((found) => found !== null), name).toEqual([]);
      }
    }
  });
});
