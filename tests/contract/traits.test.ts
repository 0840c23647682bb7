import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CellRunner } from '../../src/cells/CellRunner.ts';
import { SheetCache } from '../../src/cells/SheetCache.ts';
import { cellKinds } from '../../src/cells/kinds.ts';
import type { Base } from '../../src/base/Base.ts';
import type { Database } from '../../src/database/Database.ts';
import { openNative } from '../../src/database/native.ts';
import { expectDone } from '../../src/database/outcome.ts';
import { traits } from '../../src/traits/registry.ts';
import { linesSelect, makeBase, type LineTuple } from '../fixtures/smallBase.ts';

const gapDays = [28, 31, 30, 29, 33, 30];

/** METHODS B2: a customer with gaps {28,31,30,29,33,30}, silent for 33 days */
function steadyLines(): LineTuple[] {
  let day = Date.UTC(2025, 0, 1);
  return [0, ...gapDays].map((gap, index) => {
    day += gap * 86_400_000;
    return [`S${index}`, 'steady', new Date(day).toISOString().slice(0, 10), 'p1', 'gloves', 1, '100', '60'];
  });
}

const lines: LineTuple[] = [
  ...steadyLines(),
  ['A1', 'alpha', '2025-06-01', 'p1', 'gloves', 2, '80', '50'],
  ['A1', 'alpha', '2025-06-01', 'p2', 'masks', 1, '20', '15'],
  ['A2', 'alpha', '2025-06-01', 'p1', 'gloves', 1, '40', '25'],
  ['A3', 'alpha', '2025-07-20', 'p1', 'gloves', -1, '-40', '-25', true],
  ['B1', 'beta', '2023-01-05', 'p3', 'vests', 1, '500', '400'],
  ['X1', null, '2025-07-01', 'p1', 'gloves', 1, '10', '5'],
];

const customers = `SELECT * FROM (VALUES ('alpha', 'East', 2, 1000.0), ('beta', 'West', 5, NULL), ('gamma', 'West', NULL, 400.0), ('steady', 'East', 1, 800.0)) AS c(customer_id, region, n_suppliers, demand_annual)`;

describe('traits', () => {
  let database: Database;
  let base: Base;
  let sheet: Map<string, Record<string, unknown>>;
  beforeAll(async () => {
    database = await openNative();
    base = await makeBase(database, { customers, order_lines: linesSelect(lines) });
    const made = expectDone(await new SheetCache(database, base).get({ traits: [...traits.keys()], where: undefined, asOf: '2025-08-03', windowDays: 365 }, {}));
    const rows = expectDone(await database.run(`FROM ${made.relation}`)).records();
    sheet = new Map(rows.map((row) => [String(row['customer_id']), row]));
  });
  afterAll(() => database.close());

  it('hold every customer of the base once', () => {
    expect([...sheet.keys()].sort()).toEqual(['alpha', 'beta', 'gamma', 'steady']);
  });

  it('count orders, not lines, days or returns', () => {
    expect(sheet.get('alpha')).toMatchObject({ frequency: 2, occasions: 1, recency_days: 63, revenue: '100.0000', ltv: '35.0000', active_months: 1 });
  });

  it('give zero counts and sums, and empty rates and dates, to those who bought nothing in the window', () => {
    expect(sheet.get('beta')).toMatchObject({ frequency: 0, revenue: '0.0000', ltv: '0.0000', average_check: null, margin_pct: null, breadth: 0, last_order: '2023-01-05' });
    expect(sheet.get('gamma')).toMatchObject({ frequency: 0, revenue: '0.0000', recency_days: null, last_order: null, systematicity: null, gaps: 0 });
  });

  it('keep average check = lines per check × value per line', () => {
    const alpha = sheet.get('alpha') ?? {};
    expect(Number(alpha['lines_per_check']) * Number(alpha['value_per_line'])).toBeCloseTo(Number(alpha['average_check']), 12);
    expect(alpha['average_check']).toBe(70);
  });

  it('agree with the published figures on a steady customer (METHODS B2)', () => {
    const steady = sheet.get('steady') ?? {};
    expect(steady['mean_gap']).toBeCloseTo(30.16667, 5);
    expect(steady['gap_cv']).toBeCloseTo(0.05709618, 8);
    expect(steady['regularity_k']).toBeCloseTo(373.5097, 4);
    expect(steady).toMatchObject({ gaps: 6, median_gap: 30, systematicity: 'systematic' });
    expect(steady['silence_ratio']).toBeCloseTo(33 / 30, 12);
    expect(steady['cadence_state']).toBe('watch');
  });

  it('class competition by suppliers and leave the unknown unknown', () => {
    expect([...sheet.values()].map((row) => row['competition'])).toEqual(['2', '3+', null, '1']);
  });

  it('give our share of the demand, empty where no demand is known', () => {
    expect(sheet.get('alpha')?.['share_of_wallet']).toBeCloseTo(0.1, 12);
    expect(sheet.get('beta')?.['share_of_wallet']).toBeNull();
    expect(sheet.get('gamma')?.['share_of_wallet']).toBe(0);
  });

  it('are absent with the reason where a file is missing, never zero', async () => {
    const other = await openNative();
    const bare = await makeBase(other, { order_lines: linesSelect(lines).replace('SELECT *', 'SELECT * EXCLUDE (cost)'), customers: "SELECT 'alpha' AS customer_id" });
    const made = expectDone(await new SheetCache(other, bare).get({ traits: ['ltv', 'revenue', 'region', 'competition'], where: undefined, asOf: '2025-08-03', windowDays: 365 }, {}));
    expect(made.traits).toEqual(['revenue']);
    expect(made.absent.map(({ reason }) => reason.en)).toEqual([
      expect.stringMatching(/LTV.* needs order lines \(cost\), which no file gives$/),
      'Region needs customers (region), which no file gives',
      'Competition needs customers (number of suppliers) or customers (competition) or competitors (name), which no file gives',
    ]);
    await other.close();
  });

  it('scan each grain once, whatever the number of traits', async () => {
    const made = expectDone(await new SheetCache(database, base).get({ traits: ['frequency', 'frequency_month', 'revenue', 'ltv', 'recency_days', 'lines_per_check'], where: undefined, asOf: '2025-08-03', windowDays: 365 }, {}));
    expect(made.sql.match(/FROM orders GROUP BY customer_id/g)).toHaveLength(1);
    expect(made.sql.match(/FROM lines GROUP BY customer_id\n/g)).toHaveLength(1);
  });

  it('take a condition over order lines', async () => {
    const made = expectDone(await new SheetCache(database, base).get({ traits: ['revenue'], where: "category = 'masks' -- only these", asOf: '2025-08-03', windowDays: 365 }, {}));
    expect(expectDone(await database.run(`SELECT customer_id, revenue FROM ${made.relation} WHERE revenue <> 0`)).rows()).toEqual([['alpha', '20.0000']]);
  });

  it.each([
    ['sql', 'SELECT sum(revenue) AS total FROM (SELECT 1 AS revenue)'],
    ['traits', {}],
    ['rfm', { bands: 3 }],
    ['cube', { axes: ['competition', 'share_of_wallet', 'ltv'] }],
    ['cube', { axes: [{ trait: 'recency_days', bands: { cuts: [30, 90] }, labels: ['a', 'b', 'c'] }], measures: ['frequency', 'gap_cv'], suppress_below: 2 }],
    ['segment', { name: 'silent', rule: { all: [{ trait: 'recency_days', op: '>', value: 30 }, 'revenue > 0', { column: 'region', op: 'in', value: ['East'] }, { sum: 'net_amount', where: "category = 'vests'", window: 'last full month', op: '<', value: 1000 }] } }],
    ['segment', { segments: [{ name: 'a', rule: { sum: 'qty', op: '>', value: 0 } }, { name: 'b', rule: { any: [{ sum: 'orders', window: 30, op: '=', value: 0 }, { not: 'frequency > 1' }] } }], others: 'rest' }],
    ['table', { from: 'customers', columns: ['region'], sort: ['-region'], limit: 2 }],
    ['metrics', { from: 'customers', metrics: [{ label: 'n', value: 'count(*)', format: 'integer' }] }],
    ['param', { param: 'window_days' }],
  ])('a cell of kind %s runs with options %j', async (name, body) => {
    const kind = cellKinds.get(name);
    if (!kind) throw new Error(`no kind ${name}`);
    const v = await import('valibot');
    const runner = new CellRunner(database, base, 'en');
    const outcome = await runner.evaluate({ id: 'tried', kind, options: v.parse(kind.schema, body) }, { as_of: { type: 'DATE', value: '2025-08-03' }, window_days: { type: 'BIGINT', value: 365 } });
    const evaluation = expectDone(outcome);
    expect(evaluation.tables.length).toBeGreaterThan(0);
    const read = expectDone(await database.run('FROM tried'));
    expect(read.columns.map((column) => column.name)).toEqual(evaluation.tables[0]?.columns.map((column) => column.name));
    if (name === 'cube') {
      const cells = expectDone(await database.run('SELECT sum(customers), count(*) FROM tried.cells'));
      expect(cells.row(0)[1]).toBeGreaterThan(2);
    }
  });

  it('segments hold zero buyers, and each customer in the first rule that fits', async () => {
    const kind = cellKinds.get('segment');
    if (!kind) throw new Error('no segment');
    const v = await import('valibot');
    const options = v.parse(kind.schema, { segments: [{ name: 'buys', rule: { sum: 'qty', op: '>', value: 0 } }, { name: 'none lately', rule: { any: [{ sum: 'orders', window: 30, op: '=', value: 0 }, { not: 'frequency > 1' }] } }], others: 'rest' });
    expectDone(await new CellRunner(database, base, 'en').evaluate({ id: 'tried', kind, options }, { as_of: { type: 'DATE', value: '2025-08-03' } }));
    expect(expectDone(await database.run('SELECT customer_id, segment FROM tried')).rows()).toEqual([
      ['alpha', 'buys'],
      ['beta', 'none lately'],
      ['gamma', 'none lately'],
      ['steady', 'buys'],
    ]);
    expect(expectDone(await database.run('FROM tried.summary')).rows()).toEqual([
      ['buys', 2, '800.0000', '315.0000'],
      ['none lately', 2, '0.0000', '0.0000'],
      ['rest', 0, '0.0000', null],
    ]);
  });
});
