import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { records, runCells, runOnFiles, shared } from './runCells.ts';

const generator = join(shared, 'generate-orders.mjs');

interface Truth {
  readonly realised: {
    readonly orders: number;
    readonly revenue: number;
    readonly on_time_rate: number;
    readonly otif_rate: number;
    readonly overdue_receivables: number;
    readonly baskets: readonly { readonly if: string; readonly then: string; readonly orders_with_both: number; readonly confidence: number; readonly lift: number }[];
  };
}

describe.skipIf(!existsSync(generator))('what was planted in generated clients is found', () => {
  test.each([3, 11, 42])('seed %i', async (seed) => {
    const folder = mkdtempSync(join(tmpdir(), 'planted-'));
    execFileSync(process.execPath, [generator, '--lines', '12000', '--out', folder, '--seed', String(seed)], { stdio: 'ignore' });
    const { realised } = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8')) as Truth;
    const result = await runCells(
      {
        'otif id=otif': 'as_of: 2025-12-31',
        'receivables id=owed': '{}',
        'pairs id=pairs': 'min_orders: 3',
        'concentration id=all': 'window_days: 3650',
        'cadence id=rhythm': '{}',
        'sql id=cv': 'SELECT segment_truth, median(cv) AS cv, count(*) AS n FROM rhythm JOIN customers USING (customer_id) WHERE gaps >= 8 GROUP BY 1',
      },
      folder,
      'params: {as_of: {type: date, default: 2025-01-01}}',
    );
    rmSync(folder, { recursive: true });
    const [orders] = records(result, 'otif', 'summary').filter((row) => row['level'] === 'order');
    expect(orders?.['lines_or_orders']).toBe(realised.orders);
    expect(orders?.['on_time']).toBeCloseTo(realised.on_time_rate, 9);
    expect(orders?.['otif']).toBeCloseTo(realised.otif_rate, 9);
    expect(Number(records(result, 'owed', 'summary')[0]?.['overdue'])).toBeCloseTo(realised.overdue_receivables, 1);
    expect(records(result, 'all', 'customers').reduce((sum, row) => sum + Number(row['revenue']), 0)).toBeCloseTo(realised.revenue, 0);
    for (const basket of realised.baskets) {
      if (basket.orders_with_both < 3) continue;
      const rule = records(result, 'pairs', 'rules').find((row) => row['left_item'] === basket.if && row['right_item'] === basket.then);
      // the generator may count the last order whole that the number of lines cuts off
      expect(Math.abs(Number(rule?.['orders']) - basket.orders_with_both)).toBeLessThanOrEqual(1);
      expect(Number(rule?.['confidence']) / basket.confidence).toBeCloseTo(1, 1);
      expect(Number(rule?.['lift']) / basket.lift).toBeCloseTo(1, 1);
    }
    const cv = new Map(records(result, 'cv', 'result').map((row) => [row['segment_truth'], Number(row['cv'])]));
    expect(cv.get('regular') ?? 0.35).toBeLessThan(0.5);
    expect(cv.get('erratic') ?? 1.2).toBeGreaterThan(0.8);
    expect(cv.get('occasional') ?? 0.7).toBeGreaterThan(cv.get('regular') ?? 0.35);
  });
});

describe('edges of the studies, by hand', () => {
  const orders = 'order_id,order_date,customer_id,product_id,category,qty,net_amount,cost\n';

  test('a line late makes its order late: half of the lines, none of the orders (METHODS B17)', async () => {
    const result = await runOnFiles({ 'otif id=otif': 'as_of: 2024-12-31' }, { 'orders.csv': `${orders}1,2024-05-01,A,p,x,10,100,60\n1,2024-05-01,A,q,x,10,100,60\n`, 'deliveries.csv': 'order_id,promised_date,actual_date,qty_ordered,qty_delivered\n1,2024-05-10,2024-05-10,10,10\n1,2024-05-10,2024-05-10,10,9\n' });
    expect(records(result, 'otif', 'summary').map((row) => [row['level'], row['on_time'], row['in_full'], row['otif']])).toEqual([
      ['line', 1, 0.5, 0.5],
      ['order', 1, 0, 0],
    ]);
  });

  test('Gini and HHI of the published series (METHODS B7)', async () => {
    const rows = [50, 20, 10, 8, 5, 3, 2, 1, 0.6, 0.4].map((amount, index) => `${index},2024-05-01,c${index},p,x,1,${amount},0\n`).join('');
    const [summary] = records(await runOnFiles({ 'concentration id=abc': '{}' }, { 'orders.csv': orders + rows }), 'abc', 'summary');
    expect([Number(summary?.['gini']).toFixed(4), Number(summary?.['hhi']).toFixed(2), summary?.['top10_share'], Number(summary?.['top20pct_share']).toFixed(2)]).toEqual(['0.6472', '3103.52', 1, '0.70']);
  });

  test('receivables fall into their buckets by the due date, and credits are set off within a customer only', async () => {
    const invoice = 'invoice_id,customer_id,invoice_date,due_date,amount,open_amount\n';
    const rows = ['1,A,2024-01-01,2024-06-30,100,100', '2,A,2024-01-01,2024-06-29,50,50', '3,A,2024-01-01,2024-05-31,40,40', '4,A,2024-01-01,2024-05-01,30,30', '5,A,2024-01-01,2024-04-01,20,20', '6,A,2024-01-01,2024-03-01,10,10', '7,B,2024-01-01,2024-06-01,-80,-80', '8,C,2024-07-05,2024-08-01,999,999'].join('\n');
    const result = await runOnFiles({ 'receivables id=owed': 'as_of: 2024-06-30' }, { 'receivables.csv': `${invoice}${rows}\n` });
    expect(records(result, 'owed', 'ageing').map((row) => [row['bucket'], Number(row['amount'])])).toEqual([['not_due', 100], ['1-30', 10], ['31-60', 30], ['61-90', 20], ['90+', 10]].map(([bucket, amount]) => [bucket, bucket === '1-30' ? 50 + 40 - 80 : amount]));
    expect(records(result, 'owed', 'customers').map((row) => [row['customer_id'], Number(row['balance']), Number(row['overdue']), Number(row['not_due'])])).toEqual([
      ['A', 250, 150, 100],
      ['B', -80, -80, 0],
    ]);
  });

  test('a single customer, one order, all in one band: every kind is done', async () => {
    const kinds = ['cadence', 'cohort', 'concentration', 'pairs', 'whitespace', 'health', 'check', 'bridge', 'dead_base', 'waterfall', 'profitability', 'norms', 'temperature', 'receivables', 'otif', 'visits', 'tiers', 'nps', 'csi', 'attach', 'substitution', 'next_order', 'levers', 'outliers', 'sources', 'onboarding', 'terms', 'channels', 'reasons', 'tco', 'progress', 'potential', 'targets', 'behaviour', 'visit_response', 'rewards', 'maturity'];
    for (const rows of ['1,2024-05-01,A,p,x,1,10,4\n', '1,2024-05-01,A,p,x,-1,-10,-4\n', '1,2024-05-01,,p,x,1,10,\n', '1,2024-05-01,A,p,,1,0,0\n2,2024-05-01,B,p,,1,0,0\n']) {
      const result = await runOnFiles({ ...Object.fromEntries(kinds.map((kind) => [`${kind} id=c_${kind}`, '{}'])), 'cube id=how': 'axes: [systematicity, overdue_share, ltv]', 'migration id=moved': 'rfm: {bands: 3}', 'rfm id=nested': 'score: nested', 'offers id=c_offers': 'from: how\ngaps: c_whitespace' }, { 'orders.csv': orders + rows });
      expect(result.cells.filter(({ status }) => status !== 'done').map(({ id, error }) => [id, error?.message])).toEqual([]);
    }
  });
});
