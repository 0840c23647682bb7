import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { applyRules } from '../../src/base/applyRules.ts';
import type { Base } from '../../src/base/Base.ts';
import { loadBase } from '../../src/base/loadBase.ts';
import { canonicalTables } from '../../src/base/schema.ts';
import { cellKinds } from '../../src/cells/kinds.ts';
import { collectResult, type RunResult } from '../../src/session/collectResult.ts';
import { readData } from '../../src/cli/readData.ts';
import { runNotebook, type RunSettings } from '../../src/cli/runNotebook.ts';
import type { Database } from '../../src/database/Database.ts';
import { openNative } from '../../src/database/native.ts';
import { expectDone } from '../../src/database/outcome.ts';
import { openWasmInNode } from '../../src/database/wasmNode.ts';
import type { Scalar } from '../../src/database/table.ts';
import { locales } from '../../src/messages/locale.ts';
import type { Cell, Notebook } from '../../src/notebook/Notebook.ts';
import { parseNotebook } from '../../src/notebook/parseNotebook.ts';
import { NotebookSession, vocabularyOf } from '../../src/session/NotebookSession.ts';
import { difference } from './difference.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const sample = join(root, 'public/sample');
const shared = join(root, '../shared');
const published = (path: string) => test.skipIf(!existsSync(join(shared, path)));

const texts = import.meta.glob<string>('../../notebooks/*.md', { eager: true, query: '?raw', import: 'default' });
const slugs = [...new Set(Object.keys(texts).map((path) => path.replace(/^.*\//, '').replace(/\.[a-z]{2}\.md$/, '')))];
const textOf = (slug: string, locale: string): string | undefined => texts[`../../notebooks/${slug}.${locale}.md`];
const parse = (text: string): Notebook => parseNotebook(text, vocabularyOf(cellKinds, canonicalTables));
const cellsOf = ({ blocks }: Notebook): Cell[] => blocks.filter((block) => block.type === 'cell');

async function run(text: string, folder: string, settings: Partial<RunSettings> = {}): Promise<RunResult> {
  const data = expectDone(await readData(folder));
  return expectDone(await runNotebook(parse(text), data, { params: {}, engine: 'native', ...settings })).result;
}

const bases = new Map<string, Promise<{ readonly database: Database; readonly base: Base }>>();
afterAll(async () => {
  for (const opened of bases.values()) await (await opened).database.close();
});

/** as the runner does, on a base that notebooks with the same rules share */
async function runOnSample(text: string, engine: RunSettings['engine']): Promise<RunResult> {
  const notebook = parse(text);
  const { rules } = notebook.frontMatter;
  const key = `${engine} ${JSON.stringify(rules)}`;
  const known = bases.get(key) ?? openSample(engine, rules);
  bases.set(key, known);
  const { database, base } = await known;
  const session = new NotebookSession({ notebook, database, base, kinds: cellKinds, locale: 'en' });
  session.graph.run();
  await session.graph.settled();
  return expectDone(await collectResult(session, database, base, expectDone(session.params())));
}

async function openSample(engine: RunSettings['engine'], rules: Notebook['frontMatter']['rules']): Promise<{ readonly database: Database; readonly base: Base }> {
  const database = engine === 'native' ? await openNative() : await openWasmInNode();
  const { files, mapping } = expectDone(await readData(sample));
  const loaded = expectDone(await loadBase(database, files, { mapping, rules }));
  return { database, base: expectDone(await applyRules(database, loaded, rules)) };
}

/** the rows of a result as records */
function records(result: RunResult, id: string, table: string): Record<string, Scalar>[] {
  const found = result.cells.find((cell) => cell.id === id)?.tables[table];
  if (!found) throw new Error(`${id}.${table} is not among the results`);
  return found.rows.map((row) => Object.fromEntries(found.columns.map(({ name }, index) => [name, row[index] ?? null])));
}

async function readCsv(file: string): Promise<Record<string, string>[]> {
  const [head = '', ...lines] = (await readFile(file, 'utf8')).trim().split('\n');
  const names = head.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((value, index) => [names[index] ?? '', value])));
}

describe.each(slugs)('the notebook %s', (slug) => {
  test.each(locales)('is there in %s, without a problem', (locale) => {
    const notebook = parse(textOf(slug, locale) ?? '');
    expect([notebook.frontMatter.lang, notebook.problems]).toEqual([locale, []]);
    expect(notebook.frontMatter.title).toMatch(/\S/);
  });

  test('has the same cells and the same parameters in every language', () => {
    const [first, ...others] = locales.map((locale) => parse(textOf(slug, locale) ?? ''));
    if (!first) throw new Error('no languages');
    expect(cellsOf(first).length).toBeGreaterThan(3);
    for (const other of others) {
      expect(cellsOf(other).map(({ text }) => text)).toEqual(cellsOf(first).map(({ text }) => text));
      expect([other.frontMatter.params, other.frontMatter.inputs, other.frontMatter.rules]).toEqual([first.frontMatter.params, first.frontMatter.inputs, first.frontMatter.rules]);
    }
  });

  test('gives every table of the sample client, the same in native DuckDB and in WebAssembly', async () => {
    const text = textOf(slug, 'en') ?? '';
    const [native, wasm] = [await runOnSample(text, 'native'), await runOnSample(text, 'wasm')];
    expect(native.cells.map(({ id, status }) => [id, status])).toEqual(cellsOf(parse(text)).map(({ id }) => [id, 'done']));
    expect(native.engine.replace('native', 'wasm')).toBe(wasm.engine);
    expect(native.cells.map((cell, at) => difference(cell, wasm.cells[at] ?? cell))).toEqual(native.cells.map(() => null));
    expect([wasm.inputs, wasm.quality, wasm.params]).toEqual([native.inputs, native.quality, native.params]);
    for (const { rowsRead, rowsLoaded, rowsRejected } of native.inputs) expect(rowsLoaded + rowsRejected).toBe(rowsRead);
  });
});

describe('against published results', () => {
  const shape = (row: Record<string, Scalar>) => [String(row['customer_id']), row['recency_days'], row['frequency'], row['r'], row['f'], row['m']].join(' ');
  const expected = (row: Record<string, string>) => [row['customer'], row['R'], row['F'], row['R_cut'], row['F_cut'], row['M_cut']].join(' ');

  async function compare(result: RunResult, reference: string): Promise<void> {
    const ours = records(result, 'rfm', 'customers');
    const theirs = await readCsv(join(shared, 'reference', reference));
    expect(ours.map(shape).toSorted()).toEqual(theirs.map(expected).toSorted());
    const money = new Map(theirs.map((row) => [row['customer'], Number(row['M'])]));
    const off = ours.filter((row) => Math.abs(Number(row['monetary']) - (money.get(String(row['customer_id'])) ?? NaN)) > 0.005);
    expect(off).toEqual([]);
  }

  published('reference/rfm-northwind.csv')('RFM scores all 89 customers of Northwind as published', async () => {
    const result = await run(textOf('rfm-27', 'en') ?? '', join(shared, 'data/northwind'), { params: { as_of: '1998-05-07', bands: '5', window_days: '3650' } });
    expect(records(result, 'rfm', 'customers')).toHaveLength(89);
    await compare(result, 'rfm-northwind.csv');
  });

  const cleaned = `---
cubebook: 1
rules: {E1: exclude, E11: keep}
params:
  window_days: {type: integer, default: 3650}
---
\`\`\`rfm id=rfm
bands: 5
as_of: 2011-12-10
where: customer_id IS NOT NULL AND order_id NOT LIKE 'C%' AND qty > 0 AND unit_price > 0
\`\`\`
`;
  published('reference/rfm-online-retail.csv')('RFM scores Online Retail as published, its cleaning rule written in the notebook', async () => {
    const result = await run(cleaned, join(shared, 'data/online-retail'));
    await compare(result, 'rfm-online-retail.csv');
  });
});

describe('the cube of who to sell to', () => {
  interface Expected {
    readonly competition: string;
    readonly share: string;
    readonly cents: number;
  }

  /** From the sample's files by hand: no rows of the product's reading, no SQL. */
  async function calculate(): Promise<Map<string, Expected>> {
    const sales = new TextDecoder('windows-1251').decode(await readFile(join(sample, 'sales-1c.csv')));
    const [head = '', ...lines] = sales.split('\r\n').slice(4);
    const names = head.split(';');
    const place = (name: string): number => names.indexOf(name);
    const [order, date, customer, net] = [place('№ заказа'), place('Дата заказа'), place('Код клиента'), place('Сумма без НДС')];
    const once = [...new Set(lines)].map((line) => line.split(';')).filter((row) => row[order]?.startsWith('СП-') || row[order]?.startsWith('ВЗ-') || row[customer]?.startsWith('K'));
    const days = once.flatMap((row) => {
      const [day, month, year] = (row[date] ?? '').split('.').map(Number);
      const at = Date.UTC(year ?? NaN, (month ?? NaN) - 1, day ?? NaN) / 86_400_000;
      return new Date(at * 86_400_000).getUTCMonth() + 1 === month ? [{ at, row }] : [];
    });
    const last = Math.max(...days.map(({ at }) => at));
    const cents = new Map<string, number>();
    for (const { at, row } of days) {
      if (at <= last - 365) continue;
      const key = row[customer] ?? '';
      const amount = Math.round(Number((row[net] ?? '').replaceAll(/\s/gu, '').replace(',', '.')) * 100);
      cents.set(key, (cents.get(key) ?? 0) + amount);
    }
    const taken = new Map<string, number>();
    for (const row of await readCsv(join(sample, 'competitors.csv'))) taken.set(row['Customer'] ?? '', (taken.get(row['Customer'] ?? '') ?? 0) + Number(row['Share %']));
    const bands = (share: number): string => (share <= 0.2 ? 'low' : share <= 0.6 ? 'middle' : 'high');
    return new Map(
      (await readCsv(join(sample, 'customers.csv'))).map((row) => {
        const id = row['Customer ID'] ?? '';
        const [suppliers, demand] = [Number(row['Number of suppliers']), Number(row['Annual demand'])];
        const bought = cents.get(id) ?? 0;
        const rivals = taken.get(id);
        const ours = demand > 0 ? Math.max(0, bought) / 100 / demand : rivals === undefined ? null : Math.max(0, 1 - rivals / 100);
        return [id, { competition: suppliers < 1 ? 'none' : suppliers >= 3 ? '3+' : String(suppliers), share: ours === null ? 'none' : bands(ours), cents: bought }];
      }),
    );
  }

  test('places every customer of the sample in one cell, whose sums are those of an independent calculation', async () => {
    const result = await run(textOf('who-to-sell-to', 'en') ?? '', sample);
    const customers = records(result, 'who', 'customers');
    const cells = records(result, 'who', 'cells');
    const expected = await calculate();
    const cents = (value: Scalar | undefined): number => Math.round(Number(value) * 100);

    expect(new Set(customers.map((row) => row['customer_id'])).size).toBe(customers.length);
    expect(new Set(customers.map((row) => row['customer_id']))).toEqual(new Set(expected.keys()));
    const placed = (row: Record<string, Scalar>) => ({ competition: row['competition_band'], share: row['share_of_wallet_band'], cents: cents(row['revenue']) });
    expect(Object.fromEntries(customers.map((row) => [String(row['customer_id']), placed(row)]))).toEqual(Object.fromEntries(expected));

    const tally = new Map<string, { customers: number; revenue: number; profit: number }>();
    for (const row of customers) {
      const key = `${row['competition_band']} / ${row['share_of_wallet_band']} / ${row['ltv_band']}`;
      const sum = tally.get(key) ?? { customers: 0, revenue: 0, profit: 0 };
      tally.set(key, { customers: sum.customers + 1, revenue: sum.revenue + (expected.get(String(row['customer_id']))?.cents ?? 0), profit: sum.profit + cents(row['ltv']) });
    }
    const filled = cells.filter((row) => row['customers'] !== 0);
    expect(Object.fromEntries(filled.map((row) => [`${row['competition']} / ${row['share_of_wallet']} / ${row['ltv']}`, { customers: row['customers'], revenue: cents(row['revenue']), profit: cents(row['gross_profit']) }]))).toEqual(Object.fromEntries(tally));
    const total = [...expected.values()].reduce((sum, one) => sum + one.cents, 0);
    expect(filled.reduce((sum, row) => sum + cents(row['revenue']), 0)).toBe(total);
    expect(filled.reduce((sum, row) => sum + Number(row['revenue_share']), 0)).toBeCloseTo(1, 9);
  });
});

test('every file of the notebooks folder is a notebook of one of the languages', async () => {
  const files = await readdir(join(root, 'notebooks'));
  expect(files.filter((file) => !/^[a-z0-9-]+\.(en|ru|pl)\.md$/.test(file))).toEqual([]);
});
