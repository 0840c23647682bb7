import { describe, expect, test } from 'vitest';
import { applyMapping } from '../base/applyMapping.ts';
import type { Base, InputAccount } from '../base/Base.ts';
import { inspectFiles } from '../base/inspectFiles.ts';
import type { Recognition } from '../base/Recognition.ts';
import { recogniseFiles } from '../base/recogniseFiles.ts';
import { tryMapping } from '../base/tryMapping.ts';
import { done, fail, type Outcome } from '../database/outcome.ts';
import { fromBlob } from '../files/fromBlob.ts';
import { ShapeStore } from '../storage/ShapeStore.ts';
import { MemoryVault } from '../storage/testing.ts';
import { BrowserReview, type ReviewOwner } from './BrowserReview.ts';
import type { NamedBlob } from './importApi.ts';
import { ShapeMemory } from './shapeMemory.ts';

const sources = (files: readonly NamedBlob[]) => files.map(({ name, blob }) => fromBlob(blob, name));

/** A review over the real recognition, without workers; loading only accounts for the rows. */
function review(vault: MemoryVault, importer: Partial<ReviewOwner['importer']> = {}, decide: ReviewOwner['decide'] = () => Promise.resolve(done(null))): BrowserReview {
  return new BrowserReview(
    {
      importer: {
        recognise: async (files, mapping) => done(await recogniseFiles(sources(files), mapping)),
        change: async (files, recognition, mapping) => done(await applyMapping(sources(files), recognition, mapping)),
        attempt: async (files, recognition) => done(await tryMapping(sources(files), recognition)),
        abandon: () => undefined,
        ...importer,
      },
      stop: () => undefined,
      shapes: new ShapeMemory(new ShapeStore(vault), () => '2025-04-02'),
      decide,
      load: async (files, recognitions) => done(baseOf(await inspectFiles(sources(files), { files: Object.fromEntries(recognitions.map(({ file, table, columns }) => [file, { ...(table === null ? {} : { table }), columns: Object.fromEntries(columns.map(({ header, field }) => [header, field])) }])) }))),
    },
    {},
  );
}

const baseOf = (inputs: readonly InputAccount[]): Base => ({ tables: [], inputs, quality: [], asOf: null, currency: null });

async function settled(model: BrowserReview): Promise<void> {
  const isSettled = (): boolean => model.state.current.work === null && model.state.current.files.every(({ trial, recognition }) => trial !== null || recognition.table === null);
  if (isSettled()) return;
  await new Promise<void>((resolve) => {
    const end = model.state.subscribe(() => {
      if (!isSettled()) return;
      end();
      resolve();
    });
  });
}

const quarter = (name: string, rows: readonly string[]): File => new File([`nr;kto;kiedy;ile;uwaga\n${rows.join('\n')}\n`], name);
const first = quarter('q1.csv', ['A1;C1;03/04/2024;10,5;x', 'A2;C2;05/06/2024;12,5;y', 'A3;C1;07/08/2024;1,5;z']);

describe('exports of a shape that was loaded before', () => {
  test('what was decided holds for the next quarter, under whatever name it comes', async () => {
    const vault = new MemoryVault();
    const model = review(vault);
    model.add([first]);
    await settled(model);
    model.change('q1.csv', { table: 'orders', date: '%d/%m/%Y', columns: { nr: 'order_id', kto: 'customer_id', kiedy: 'order_date', ile: 'net_amount' } });
    await settled(model);
    expect((await model.load()).ok).toBe(true);

    const next = review(vault);
    next.add([quarter('export (2).csv', ['B1;C1;01/10/2024;10,5;x', 'B2;C2;05/11/2024;20,5;y'])]);
    await settled(next);
    const [file] = next.state.current.files;
    expect(file?.recognition.table).toBe('orders');
    expect(file?.recognition.columns.map(({ field }) => field).slice(0, 4)).toEqual(['order_id', 'customer_id', 'order_date', 'net_amount']);
    expect(file?.recognition.questions.filter(({ options }) => options.length > 0)).toEqual([]);
    expect(file?.before).toMatchObject({ loaded: '2025-04-02', print: { rows: 3, money: '24.50', period: { first: '2024-04-03', last: '2024-08-07' } } });
    expect(file?.trial?.period).toMatchObject({ first: '2024-10-01', last: '2024-11-05' });
  });

  test('another shape is asked about as if nothing had been loaded', async () => {
    const vault = new MemoryVault();
    const model = review(vault);
    model.add([first]);
    await settled(model);
    await model.load();
    const other = review(vault);
    other.add([new File(['nr;kto;kiedy;ile;inne\nA1;C1;03/04/2024;10,5;x\n'], 'q1.csv')]);
    await settled(other);
    expect(other.state.current.files[0]?.before).toBeNull();
  });
});

test('an answer to day or month is of the dates, not a name for the column', async () => {
  const model = review(new MemoryVault());
  model.add([new File(['Order ID,Order Date,Customer ID,Total\nA1,03/04/2024,C1,10.5\nA2,05/06/2024,C2,12.5\n'], 'orders.csv')]);
  await settled(model);
  const question = model.state.current.files[0]?.recognition.questions.find(({ options }) => options.some(({ value }) => value === '%m/%d/%Y'));
  model.answer('orders.csv', question?.id ?? '', '%m/%d/%Y');
  await settled(model);
  const column = model.state.current.files[0]?.recognition.columns.find(({ header }) => header === 'Order Date');
  expect([column?.field, column?.type, column?.format]).toEqual(['order_date', 'date', '%m/%d/%Y']);
});

test('a look at files that is stopped takes them out again, and the next one begins anew', async () => {
  let halt: (outcome: Outcome<Recognition[]>) => void = () => undefined;
  const model = review(new MemoryVault(), { recognise: () => new Promise((resolve) => (halt = resolve)), abandon: () => halt(fail('cancelled', 'Stopped.')) });
  model.add([first]);
  await expect.poll(() => model.state.current.work?.kind).toBe('recognising');
  model.stop();
  await settled(model);
  expect(model.state.current).toMatchObject({ files: [], work: null, failure: null });
  expect(await model.load()).toMatchObject({ ok: false, error: { message: 'There is no file to load.' } });
});

test('a file over which reading died is told and taken out again, so that the others can be loaded', async () => {
  const model = review(new MemoryVault(), { recognise: async (files, mapping) => (files.some(({ name }) => name === 'deadly.csv') ? fail('input', 'Reading stopped: too large') : done(await recogniseFiles(sources(files), mapping))) });
  model.add([first]);
  await settled(model);
  model.add([new File(['x'], 'deadly.csv')]);
  await expect.poll(() => model.state.current.failure?.message).toBe('Reading stopped: too large');
  expect(model.state.current).toMatchObject({ work: null, files: [{ recognition: { file: 'q1.csv' } }] });
  expect((await model.load()).ok).toBe(true);
});

describe('a mapping.yaml that comes with the files', () => {
  const said = { files: { 'q1.csv': { table: 'orders', date: '%d/%m/%Y', columns: { nr: 'order_id', kto: 'customer_id', kiedy: 'order_date', ile: 'net_amount' } } }, groups: { Mill: ['C1', 'C2'] }, rates: { EUR: { '*': 4.31 } } };
  const fieldsOf = (model: BrowserReview) => model.state.current.files.map(({ recognition }) => [recognition.table, recognition.columns.map(({ field }) => field)]);

  test.each([['before', 'q1.csv'], ['after', 'q1.csv'], ['before', 'march/q1.csv']])('holds for files that come %s it, whatever folder they lie in (%s)', async (when, name) => {
    const model = review(new MemoryVault());
    if (when === 'before') model.decide(said);
    const file = new File([await first.text()], name);
    model.add([file]);
    await settled(model);
    if (when === 'after') model.decide(said);
    await settled(model);
    expect(fieldsOf(model)).toEqual([['orders', ['order_id', 'customer_id', 'order_date', 'net_amount', 'uwaga']]]);
    model.change(name, { columns: { uwaga: null } });
    await settled(model);
    expect(fieldsOf(model)).toEqual([['orders', ['order_id', 'customer_id', 'order_date', 'net_amount', null]]]);
  });

  test('hands over groups and rates; what cannot be kept is said when the files are loaded', async () => {
    const taken: unknown[] = [];
    const model = review(new MemoryVault(), {}, (mapping) => (taken.push(mapping), Promise.resolve(fail('memory', 'full'))));
    model.decide(said);
    model.add([first]);
    await settled(model);
    expect(taken).toEqual([said]);
    expect(await model.load()).toMatchObject({ ok: false, error: { message: 'full' } });
  });
});
