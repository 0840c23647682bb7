import fc from 'fast-check';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CellRunner } from '../../src/cells/CellRunner.ts';
import { cellKinds } from '../../src/cells/kinds.ts';
import type { Database } from '../../src/database/Database.ts';
import { openNative } from '../../src/database/native.ts';
import { expectDone } from '../../src/database/outcome.ts';
import type { Scalar } from '../../src/database/table.ts';
import { linesSelect, makeBase, type LineTuple } from '../fixtures/smallBase.ts';

/** small histories with ties, returns beyond purchases, missing costs, nameless orders, several orders a day */
const line = fc.record({
  customer: fc.constantFrom('a', 'b', 'c', 'd', null),
  day: fc.integer({ min: 0, max: 800 }),
  order: fc.integer({ min: 1, max: 4 }),
  product: fc.constantFrom('p1', 'p2', 'p3'),
  category: fc.constantFrom('gloves', 'masks', null),
  qty: fc.integer({ min: -3, max: 5 }),
  price: fc.integer({ min: 0, max: 40 }),
  cost: fc.option(fc.integer({ min: 0, max: 40 })),
});
type Line = typeof line extends fc.Arbitrary<infer T> ? T : never;

const dayOf = (day: number): string => new Date(Date.UTC(2023, 0, 1) + day * 86_400_000).toISOString().slice(0, 10);
const tuple = ({ customer, day, order, product, category, qty, price, cost }: Line): LineTuple => [`${customer ?? 'x'}-${day}-${order}`, customer, dayOf(day), product, category, qty, String(qty * price), cost === null ? null : String(qty * cost), qty < 0];

const types = "SELECT * FROM (VALUES ('a', 'shop', 'North'), ('b', 'shop', 'South'), ('c', 'plant', 'North'), ('d', 'plant', NULL), ('e', 'plant', 'South')) AS c(customer_id, customer_type, region)";
const params = { as_of: { type: 'DATE', value: '2025-03-01' }, window_days: { type: 'BIGINT', value: 365 } } as const;

describe('studies on random small bases', () => {
  let database: Database;
  beforeAll(async () => {
    database = await openNative();
  });
  afterAll(() => database.close());

  type Rows = readonly Readonly<Record<string, Scalar>>[];

  async function study(name: string, options: unknown, lines: readonly Line[]): Promise<Record<string, Rows>> {
    const kind = cellKinds.get(name);
    if (!kind) throw new Error(`no kind ${name}`);
    const base = await makeBase(database, { customers: types, order_lines: lines.length > 0 ? linesSelect(lines.map(tuple)) : `${linesSelect([['x', 'a', '2025-01-01', 'p', null, 1, '1', null]])} WHERE FALSE` });
    const evaluation = expectDone(await new CellRunner(database, base, 'en').evaluate({ id: 'tried', kind, options: v.parse(kind.schema, options) }, params));
    const tables: Record<string, Rows> = {};
    for (const table of evaluation.tables) tables[table.name] = expectDone(await database.run(`FROM ${table.relation}`)).records();
    return tables;
  }

  const total = (rows: Rows | undefined, column: string): number => (rows ?? []).reduce((sum, row) => sum + Number(row[column] ?? 0), 0);
  const bases = fc.array(line, { maxLength: 40 });
  const runs = { numRuns: 12, seed: 4 };
  const inWindow = ({ day }: Line): boolean => dayOf(day) <= '2025-03-01' && dayOf(day) > '2024-03-01';
  const near = (one: number, other: number): void => expect(Math.abs(one - other)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(one), Math.abs(other)) * 1000);

  test.each(['cadence', 'cohort', 'concentration', 'pairs', 'whitespace', 'health', 'check', 'bridge', 'dead_base', 'waterfall', 'profitability', 'norms', 'temperature', 'receivables', 'otif', 'visits', 'tiers', 'nps', 'csi', 'attach', 'substitution', 'next_order', 'levers', 'outliers', 'sources', 'onboarding', 'terms', 'channels', 'reasons', 'tco', 'progress', 'potential', 'targets', 'behaviour', 'visit_response', 'rewards', 'maturity'])('%s is done on any of them, without a number that is none', async (name) => {
    await fc.assert(
      fc.asyncProperty(bases, async (lines) => {
        const tables = await study(name, name === 'attach' ? { main: "category = 'gloves'", addon: "category = 'masks'", target: 0.5 } : {}, lines);
        expect(Object.keys(tables).length).toBeGreaterThan(0);
        for (const rows of Object.values(tables)) for (const row of rows) for (const value of Object.values(row)) expect(typeof value === 'number' ? Number.isFinite(value) : true).toBe(true);
      }),
      { ...runs, numRuns: 8 },
    );
  });

  test('the bridge sums to the change of turnover', async () => {
    await fc.assert(
      fc.asyncProperty(bases, async (lines) => {
        const { bridge, customers, margin = [] } = await study('bridge', {}, lines);
        const steps = (bridge ?? []).filter(({ step }) => step !== 'before' && step !== 'now');
        const end = (step: string): number => Number(bridge?.find((row) => row['step'] === step)?.['amount'] ?? 0);
        near(total(steps, 'amount'), end('now') - end('before'));
        near(end('now'), lines.filter(inWindow).reduce((sum, { qty, price }) => sum + qty * price, 0));
        near(total(customers, 'now'), end('now'));
        const profit = (step: string): number => Number(margin.find((row) => row['step'] === step)?.['amount'] ?? 0);
        near(total(margin.filter(({ step }) => step !== 'before' && step !== 'now'), 'amount'), profit('now') - profit('before'));
        if (margin.length > 0) near(profit('now'), lines.filter(inWindow).reduce((sum, { qty, price, cost }) => sum + (cost === null ? 0 : qty * (price - cost)), 0));
      }),
      runs,
    );
  });

  test('active = active before + new + returned − lapsed, every month', async () => {
    await fc.assert(
      fc.asyncProperty(bases, async (lines) => {
        const { months = [] } = await study('health', { window_days: 90 }, lines);
        months.forEach((row, index) => expect(Number(row['active'])).toBe(Number(months[index - 1]?.['active'] ?? 0) + Number(row['new']) + Number(row['returned']) - Number(row['lapsed'])));
        expect(months.every((row) => Number(row['active']) <= Number(row['base']))).toBe(true);
      }),
      runs,
    );
  });

  test('average check = lines per check × value per line, and its change is the sum of its parts', async () => {
    await fc.assert(
      fc.asyncProperty(bases, async (lines) => {
        const { windows = [], change = [] } = await study('check', {}, lines);
        for (const row of windows) if (row['average_check'] !== null) near(Number(row['average_check']), Number(row['lines_per_check']) * Number(row['value_per_line']));
        const part = (name: string): number => Number(change.find((row) => row['part'] === name)?.['amount'] ?? 0);
        near(part('before') + part('lines') + part('value'), part('now'));
      }),
      runs,
    );
  });

  test('cohorts hold every buyer once, and all the money of those who bought', async () => {
    await fc.assert(
      fc.asyncProperty(bases, async (lines) => {
        const { cells = [] } = await study('cohort', {}, lines);
        const purchases = lines.filter(({ customer, qty, day }) => customer !== null && qty >= 0 && dayOf(day) <= '2025-03-01');
        const buyers = new Set(purchases.map(({ customer }) => customer));
        const sizes = new Map(cells.map((row) => [row['cohort'], Number(row['size'])]));
        expect([...sizes.values()].reduce((sum, size) => sum + size, 0)).toBe(buyers.size);
        near(total(cells, 'revenue'), lines.filter(({ customer, day }) => buyers.has(customer) && dayOf(day) <= '2025-03-01').reduce((sum, { qty, price }) => sum + qty * price, 0));
        expect(cells.filter((row) => row['age'] === 0).every((row) => row['active'] === row['size'])).toBe(true);
      }),
      runs,
    );
  });

  test('classes of concentration cover the buyers, and the shares end at one', async () => {
    await fc.assert(
      fc.asyncProperty(bases, async (lines) => {
        const { customers = [], classes = [], summary = [] } = await study('concentration', {}, lines);
        expect(total(classes, 'customers')).toBe(customers.length);
        if (customers.length > 0) {
          expect(Math.max(...customers.map((row) => Number(row['cumulative_share'])))).toBeCloseTo(1, 9);
          expect(Number(summary[0]?.['gini'])).toBeGreaterThanOrEqual(-1e-9);
          expect(Number(summary[0]?.['gini'])).toBeLessThan(1);
        }
      }),
      runs,
    );
  });

  test('neither the order of lines nor the way they are split into customers’ orders of reading matters', async () => {
    await fc.assert(
      fc.asyncProperty(bases, async (lines) => {
        for (const name of ['cadence', 'cohort', 'bridge', 'whitespace']) {
          const rounded = (tables: Record<string, Rows>): string => JSON.stringify(tables, (_, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(9)) : value));
          expect(rounded(await study(name, {}, lines.toReversed()))).toBe(rounded(await study(name, {}, lines)));
        }
      }),
      { ...runs, numRuns: 6 },
    );
  });

  test('a higher threshold of peers never finds more expected categories', async () => {
    await fc.assert(
      fc.asyncProperty(bases, async (lines) => {
        const counts: number[] = [];
        for (const min_penetration of [0, 0.4, 0.8]) counts.push((await study('whitespace', { min_penetration }, lines))['matrix']?.length ?? 0);
        expect(counts).toEqual(counts.toSorted((one, other) => other - one));
      }),
      { ...runs, numRuns: 6 },
    );
  });

  test('migration places everybody once, and each segment keeps before + came − went = after', async () => {
    await fc.assert(
      fc.asyncProperty(bases, async (lines) => {
        const { customers = [], flows = [], matrix = [] } = await study('migration', { cube: { axes: ['frequency', 'region'] }, days_back: 200 }, lines);
        expect(customers.map((row) => row['customer_id'])).toEqual(['a', 'b', 'c', 'd', 'e']);
        expect(total(matrix, 'customers')).toBe(5);
        for (const row of flows) expect(Number(row['before']) + Number(row['came']) - Number(row['went'])).toBe(Number(row['after']));
      }),
      { ...runs, numRuns: 6 },
    );
  });
});
