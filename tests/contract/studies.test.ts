import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RunResult } from '../../src/session/collectResult.ts';
import { records, runCells, shared } from './runCells.ts';

const there = existsSync(join(shared, 'reference'));
const northwind = join(shared, 'data/northwind');

async function reference(name: string): Promise<Record<string, string>[]> {
  const [head = '', ...lines] = (await readFile(join(shared, 'reference', name), 'utf8')).trim().split('\n');
  const names = head.split(',');
  return lines.map((line) => {
    const values = line.match(/("[^"]*"|[^,]*)(,|$)/gu) ?? [];
    return Object.fromEntries(names.map((column, index) => [column, (values[index] ?? '').replace(/,$/u, '').replaceAll('"', '')]));
  });
}

/** Gini, corrected Gini and classes from the reference's own sums, by the formulas of its README */
async function concentrationOf(name: string) {
  const sums = (await reference(name)).map((row) => Number(row['M'])).filter((sum) => sum > 0).toSorted((one, other) => one - other);
  const [n, total] = [sums.length, sums.reduce((sum, value) => sum + value, 0)];
  const gini = sums.reduce((sum, value, index) => sum + (2 * (index + 1) - n - 1) * value, 0) / (n * total);
  let before = 0;
  const classes: Record<string, number> = {};
  for (const sum of sums.toReversed()) {
    const named = before / total < 0.8 ? 'A' : before / total < 0.95 ? 'B' : 'C';
    classes[named] = (classes[named] ?? 0) + 1;
    before += sum;
  }
  return { gini, unbiased: (gini * n) / (n - 1), classes, n };
}

async function compareConcentration(result: RunResult, name: string): Promise<void> {
  const theirs = await concentrationOf(name);
  const [summary] = records(result, 'concentration', 'summary');
  expect([near(summary?.['gini'], theirs.gini, 1e-6), near(summary?.['gini_unbiased'], theirs.unbiased, 1e-6), summary?.['customers']]).toEqual([true, true, theirs.n]);
  expect(Object.fromEntries(records(result, 'concentration', 'classes').map((row) => [row['class'], row['customers']]))).toEqual(theirs.classes);
}

const near = (value: unknown, expected: unknown, tolerance = 1e-9): boolean => Math.abs(Number(value) - Number(expected)) <= tolerance * Math.max(1, Math.abs(Number(expected)));

describe.skipIf(!there)('studies on Northwind agree with the reference', () => {
  let result: RunResult;
  beforeAll(async () => {
    result = await runCells(
      {
        'cadence id=cadence': '{}',
        'cohort id=cohort': 'period: month',
        'attach id=attach': "main: category = 'Beverages'\naddon: category = 'Condiments'\nperiod: year",
        'pairs id=pairs': 'basket: order\nmin_orders: 4',
        'otif id=otif': 'as_of: 1998-05-07',
        'concentration id=concentration': 'window_days: 3650',
        'traits id=sheet': 'traits: [breadth]\nwindow_days: 3650',
        'receivables id=owed': '{}',
        'whitespace id=gaps': 'window_days: 3650',
      },
      northwind,
    );
  });

  test('every cell is done, also where no file feeds it', () => {
    expect(result.cells.map(({ id, status, error }) => [id, status, error])).toEqual(result.cells.map(({ id }) => [id, 'done', null]));
    expect(records(result, 'owed', 'customers')).toEqual([]);
    expect(result.cells.find(({ id }) => id === 'owed')?.findings).toHaveLength(1);
  });

  test('gaps, their mean, median and variation', async () => {
    const ours = new Map(records(result, 'cadence', 'customers').map((row) => [row['customer_id'], row]));
    const theirs = await reference('regularity-northwind.csv');
    const off = theirs.filter((row) => {
      const own = ours.get(row['c'] ?? '');
      return !(near(own?.['gaps'], row['n_gaps']) && near(own?.['mean_gap'], row['mean_gap']) && near(own?.['median_gap'], row['median_gap']) && near(own?.['cv'], row['cv_gap']));
    });
    expect([theirs.length, off]).toEqual([86, []]);
  });

  test('cohorts by month', async () => {
    const ours = records(result, 'cohort', 'cells').map((row) => [String(row['cohort']).slice(0, 7), row['age'], row['size'], row['active']].join(' '));
    expect(ours.toSorted()).toEqual((await reference('cohort-northwind.csv')).map((row) => [row['cohort'], row['month_index'], row['size'], row['active']].join(' ')).toSorted());
  });

  test('condiments attached to beverages', async () => {
    const [theirs] = await reference('attach-northwind-categories.csv');
    const [all] = records(result, 'attach', 'summary');
    expect([all?.['base_orders'], all?.['attached_orders']]).toEqual([Number(theirs?.['n_a']), Number(theirs?.['both'])]);
    expect(records(result, 'attach', 'periods').reduce((sum, row) => sum + Number(row['attached_orders']), 0)).toBe(77);
  });

  test('pairs of products', async () => {
    const ours = new Map(records(result, 'pairs', 'rules').map((row) => [`${String(row['left_item'])} ${String(row['right_item'])}`, row]));
    const theirs = await reference('pairs-northwind.csv');
    const off = theirs.filter((row) => {
      const own = ours.get(`${row['lhs']} ${row['rhs']}`);
      return own?.['orders'] !== Number(row['count']) || !['support', 'confidence', 'lift', 'leverage', 'conviction'].every((name) => near(own[name], row[name]));
    });
    expect([theirs.length, off]).toEqual([36, []]);
  });

  test('orders on time by customer', async () => {
    const ours = records(result, 'otif', 'customers').map((row) => [row['customer_id'], row['orders'], row['delivered'], row['on_time_orders']].join(' '));
    expect(ours.toSorted()).toEqual((await reference('otif-northwind-by-customer.csv')).map((row) => [row['customer_id'], row['orders'], row['shipped'], row['on_time']].join(' ')).toSorted());
  });

  test('categories by customer', async () => {
    const ours = new Map(records(result, 'sheet', 'customers').map((row) => [row['customer_id'], row['breadth']]));
    const theirs = await reference('breadth-northwind.csv');
    expect(theirs.map((row) => ours.get(row['customer_id'] ?? ''))).toEqual(theirs.map((row) => Number(row['categories'])));
  });

  test('Gini and classes of turnover', () => compareConcentration(result, 'rfm-northwind.csv'));

  test('gaps against peers are what a plain calculation without the customer gives', () => {
    const rows = records(result, 'gaps', 'matrix');
    expect(rows.length).toBeGreaterThan(500);
    for (const row of rows) expect(Number(row['gap_value'])).toBeCloseTo(Number(row['penetration']) * Math.max(0, Number(row['expected']) - Number(row['actual'])), 6);
  });
});

describe.skipIf(!there)('pairs of Groceries', () => {
  test('equal the published rules, from a table with two columns', async () => {
    const result = await runCells({ 'pairs id=pairs': 'from: groceries_long\nitem: item\nmin_orders: 50' }, join(shared, 'data/groceries'));
    const rules = new Map(records(result, 'pairs', 'rules').map((row) => [`${String(row['left_item'])} > ${String(row['right_item'])}`, row]));
    const theirs = await reference('pairs-groceries.csv');
    const off = theirs.filter((row) => !['support', 'confidence', 'lift', 'leverage', 'conviction'].every((name) => near(rules.get(`${row['lhs']?.trim()} > ${row['rhs']?.trim()}`)?.[name], row[name])));
    expect([theirs.length, off.length]).toEqual([1210, 0]);
    const milk = rules.get('other vegetables > whole milk');
    expect([milk?.['orders'], milk?.['baskets']]).toEqual([736, 9835]);
    expect([near(milk?.['support'], 0.07483477, 1e-7), near(milk?.['conviction'], 1.21401287, 1e-7), near(milk?.['jaccard'], 0.2, 1e-7), near(milk?.['cosine'], 0.33655975, 1e-7)]).toEqual([true, true, true, true]);
  });
});

describe.skipIf(!there)('studies on Online Retail agree with the reference', () => {
  const where = 'where: customer_id IS NOT NULL AND order_id NOT LIKE \'C%\' AND qty > 0 AND unit_price > 0';
  let result: RunResult;
  beforeAll(async () => {
    result = await runCells(
      {
        'cadence id=cadence': where,
        'concentration id=concentration': `${where}\nwindow_days: 3650`,
        'cohort id=cohort': where,
        'pairs id=pairs': `${where}\nmin_orders: 186`,
        'sql id=monthly': `SELECT strftime(order_date, '%Y-%m') AS month, count(DISTINCT order_id) AS orders, count(DISTINCT customer_id) AS customers, count(*) AS lines, sum(net_amount) AS revenue FROM order_lines WHERE ${where.slice(7)} GROUP BY 1 ORDER BY 1`,
      },
      join(shared, 'data/online-retail'),
      'rules: {E1: exclude, E11: keep}\nparams: {as_of: {type: date, default: 2011-12-10}}',
    );
  });

  test('gaps of every customer with three days', async () => {
    const ours = new Map(records(result, 'cadence', 'customers').map((row) => [row['customer_id'], row]));
    const theirs = await reference('regularity-online-retail.csv');
    const off = theirs.filter((row) => {
      const own = ours.get(row['c'] ?? '');
      return !(near(own?.['gaps'], row['n_gaps']) && near(own?.['mean_gap'], row['mean_gap']) && near(own?.['median_gap'], row['median_gap']) && near(own?.['cv'], row['cv_gap']));
    });
    expect(theirs.length).toBeGreaterThan(1500);
    expect(off).toEqual([]);
  });

  test('cohorts by month', async () => {
    const ours = records(result, 'cohort', 'cells').map((row) => [String(row['cohort']).slice(0, 7), row['age'], row['size'], row['active']].join(' '));
    expect(ours.toSorted()).toEqual((await reference('cohort-online-retail.csv')).map((row) => [row['cohort'], row['month_index'], row['size'], row['active']].join(' ')).toSorted());
  });

  test('pairs of products', async () => {
    const rules = new Map(records(result, 'pairs', 'rules').map((row) => [`${String(row['left_item'])} ${String(row['right_item'])}`, row]));
    const theirs = await reference('pairs-online-retail.csv');
    expect([theirs.length, theirs.filter((row) => !near(rules.get(`${row['lhs']} ${row['rhs']}`)?.['lift'], row['lift']))]).toEqual([666, []]);
  });

  test('Gini and classes of turnover', () => compareConcentration(result, 'rfm-online-retail.csv'));

  test('turnover, orders and customers by month', async () => {
    const ours = records(result, 'monthly', 'result').map((row) => [row['month'], Number(row['revenue']).toFixed(2), row['orders'], row['customers'], row['lines']].join(' '));
    expect(ours).toEqual((await reference('monthly-online-retail.csv')).map((row) => [row['month'], Number(row['revenue']).toFixed(2), row['orders'], row['customers'], row['lines']].join(' ')));
  });
});
