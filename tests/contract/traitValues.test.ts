import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { SheetCache } from '../../src/cells/SheetCache.ts';
import type { Database } from '../../src/database/Database.ts';
import { openNative } from '../../src/database/native.ts';
import { expectDone } from '../../src/database/outcome.ts';
import { locales } from '../../src/messages/locale.ts';
import { traits } from '../../src/traits/registry.ts';
import { makeBase } from '../fixtures/smallBase.ts';

const values = (columns: string, rows: readonly string[]): string => `SELECT * FROM (VALUES ${rows.map((row) => `(${row})`).join(', ')}) AS t(${columns})`;

/** 365 days up to 31 December 2024; each figure below is worked out by hand from these rows */
const tables = {
  customers: values('customer_id, customer_type, n_suppliers, demand_annual, size_metric, criticality, region, manager, temperature', [
    "'A', 'shop', 2, 1000.0, 10.0, 'main', 'East', 'M1', 'cold'",
    "'B', 'shop', NULL, NULL, 20.0, NULL, NULL, 'M2', 'warm'",
    "'C', 'shop', NULL, NULL, 5.0, NULL, NULL, NULL, 'hot'",
    "'D', 'plant', NULL, NULL, NULL, NULL, NULL, NULL, NULL",
    "'Z', 'plant', NULL, NULL, NULL, NULL, NULL, NULL, NULL",
  ]),
  order_lines: `SELECT order_id, customer_id, CAST(order_date AS DATE) AS order_date, product_id, category, CAST(role AS VARCHAR) AS role, qty, CAST(net AS DECIMAL(18,4)) AS net_amount, CAST(cost AS DECIMAL(18,4)) AS cost, CAST(list_price AS DECIMAL(18,4)) AS list_price, channel, qty < 0 AS is_return, CAST(NULL AS VARCHAR) AS manager FROM (${values('order_id, customer_id, order_date, product_id, category, role, qty, net, cost, list_price, channel', [
    "'z1', 'Z', '2023-01-01', 'p1', 'gloves', 'main', 1, 10, 6, 10, 'phone'",
    "'a1', 'A', '2024-01-10', 'p1', 'gloves', 'main', 10, 100, 60, 12.5, 'site'",
    "'a1', 'A', '2024-01-10', 'p2', 'masks', 'addon', 5, 50, 20, 10, 'site'",
    "'a2', 'A', '2024-02-10', 'p1', 'gloves', 'main', 20, 200, 120, 12.5, 'phone'",
    "'a3', 'A', '2024-03-12', 'p1', 'gloves', 'main', 10, 100, 60, 10, 'site'",
    "'a4', 'A', '2024-12-11', 'p1', 'gloves', 'main', -3, -30, -18, 10, 'phone'",
    "'b1', 'B', '2024-12-20', 'p3', 'vests', 'main', 5, 500, 400, 100, 'phone'",
  ])})`,
  contacts: values('customer_id, contact_name, decision_level, "position"', ["'A', 'Ann', NULL, 'buyer'", "'A', 'Bob', NULL, 'Technical director'", "'B', 'Eve', NULL, NULL"]),
  visits: values('customer_id, visit_date', ["'A', DATE '2024-12-01'", "'A', DATE '2024-06-01'", "'A', DATE '2022-01-01'"]),
  progress: values('customer_id, item, done, done_date, weight', ["'A', 'session', TRUE, DATE '2024-03-01', 2.0", "'A', 'plan', FALSE, NULL, 1.0", "'A', 'site', TRUE, DATE '2025-02-01', 1.0"]),
  surveys: values('customer_id, response_date, score, nps, scale_max', ["'A', DATE '2024-05-01', 4.0, 10, 5.0", "'A', DATE '2024-06-01', 2.0, 3, 5.0", "'A', DATE '2024-07-01', 0.0, NULL, 5.0"]),
  orders: values('order_id, customer_id, order_date', ["'a1', 'A', DATE '2024-01-10'", "'a2', 'A', DATE '2024-02-10'", "'b1', 'B', DATE '2024-12-20'"]),
  deliveries: values('order_id, promised_date, actual_date, qty_ordered, qty_delivered', ["'a1', DATE '2024-01-15', DATE '2024-01-15', 10.0, 10.0", "'a2', DATE '2024-02-15', DATE '2024-02-16', 20.0, 20.0"]),
  receivables: values('customer_id, invoice_date, due_date, amount, open_amount, paid_date', [
    "'A', DATE '2024-11-01', DATE '2024-12-01', 100.0, 100.0, NULL",
    "'A', DATE '2024-11-21', DATE '2024-12-21', 50.0, 50.0, NULL",
    "'A', DATE '2024-12-25', DATE '2025-02-01', 150.0, 150.0, NULL",
    "'A', DATE '2024-01-10', DATE '2024-02-10', 999.0, 0.0, DATE '2024-02-09'",
    "'B', DATE '2024-12-20', DATE '2025-01-20', 500.0, 500.0, NULL",
  ]),
  plans: values('customer_id, period_start, period_end, tier_threshold', ["'A', DATE '2024-01-01', DATE '2024-12-31', 300.0", "'A', DATE '2024-01-01', DATE '2024-12-31', 500.0", "'A', DATE '2024-01-01', DATE '2024-12-31', 1000.0"]),
  competitors: values('customer_id, competitor, share_pct, source', ["'B', 'R1', 40.0, 'invoice seen'", "'B', 'R2', 30.0, 'expert'"]),
};

/** trait → its values at A, B and C */
const expected: Readonly<Record<string, readonly [unknown, unknown, unknown]>> = {
  frequency: [3, 1, 0],
  frequency_month: [0, 1, 0],
  frequency_quarter: [0, 1, 0],
  frequency_half: [0, 1, 0],
  frequency_year: [3, 1, 0],
  frequency_rate: [3 / (357 / 30.44), 1 / (12 / 30.44), null],
  own_window: [182, null, null],
  recency_days: [294, 11, null],
  silence_ratio: [294 / 31, null, null],
  order_count: [3, 1, 0],
  is_new: [false, true, null],
  is_one_order: [false, true, null],
  first_order: ['2024-01-10', '2024-12-20', null],
  last_order: ['2024-03-12', '2024-12-20', null],
  tenure_days: [356, 11, null],
  active_months: [3, 1, 0],
  active_share: [3 / 12, 1, null],
  systematicity: ['unsystematic', 'unsystematic', null],
  revenue: [420, 500, 0],
  ltv: [178, 100, 0],
  margin_pct: [178 / 420, 0.2, null],
  average_check: [150, 500, null],
  lines_per_check: [4 / 3, 1, null],
  value_per_line: [450 / 4, 500, null],
  return_rate: [30 / 450, 0, null],
  attach_rate: [1 / 3, 0, null],
  breadth: [2, 1, 0],
  breadth_index: [2 / 3, 1 / 3, null],
  sku_count: [2, 1, 0],
  top_sku_share: [370 / 420, 1, null],
  high_margin_share: [1, 0, null],
  discount_pct: [1 - 450 / 525, 0, null],
  main_channel: ['site', 'phone', null],
  web_share: [2 / 3, 0, null],
  contact_count: [2, 1, 0],
  decision_level: [3, 0, 0],
  visit_days: [30, null, null],
  visits_month: [(2 * 30.44) / 365, 0, 0],
  progress: [0.5, null, null],
  temperature: ['hot', 'hot', 'warm'],
  csi: [50, null, null],
  nps: [0, null, null],
  otif_rate: [0.5, null, null],
  overdue: [150, 0, 0],
  overdue_share: [0.5, 0, null],
  overdue_days: [(100 * 30 + 50 * 10) / 150, null, null],
  tier_distance: [80, null, null],
  competition: ['2', null, null],
  hhi: [null, (40 ** 2 + 30 ** 2 + 30 ** 2) / 10_000, null],
  demand: [1000, 20 * (25 + 0.75 * 17), 5 * (25 + 0.75 * 17)],
  demand_basis: ['given', 'estimated', 'estimated'],
  share_of_wallet: [0.42, 0.3, null],
  evidence: ['C', 'A', null],
  criticality: ['main', null, null],
  customer_type: ['shop', 'shop', 'shop'],
  region: ['East', null, null],
  manager: ['M1', 'M2', null],
};

describe('values of the traits, worked out by hand', () => {
  let database: Database;
  let sheet: Map<string, Record<string, unknown>>;
  beforeAll(async () => {
    database = await openNative();
    const base = await makeBase(database, tables);
    const made = expectDone(await new SheetCache(database, base).get({ traits: [...traits.keys()], where: undefined, asOf: '2024-12-31', windowDays: 365 }, {}));
    expect(made.absent).toEqual([]);
    sheet = new Map(expectDone(await database.run(`FROM ${made.relation}`)).records().map((row) => [String(row['customer_id']), row]));
  });
  afterAll(() => database.close());

  it.each(Object.entries(expected))('%s', (trait, wanted) => {
    for (const [at, customer] of ['A', 'B', 'C'].entries()) {
      const [value, want] = [sheet.get(customer)?.[trait], wanted[at]];
      if (typeof want === 'number') expect(Number(value), `${trait} of ${customer}`).toBeCloseTo(want, 9);
      else expect(value, `${trait} of ${customer}`).toBe(want);
    }
  });

  it('somebody without orders, label or touch is cold', () => expect(sheet.get('D')?.['temperature']).toBe('cold'));
});

test('every trait carries a name, a definition, a source and a direction in each language', () => {
  for (const trait of traits.values()) for (const locale of locales) expect([trait.label[locale], trait.definition[locale], trait.source, trait.direction].every((text) => /\S/u.test(text)), `${trait.id} ${locale}`).toBe(true);
  const rhythm = ['gaps', 'mean_gap', 'median_gap', 'gap_cv', 'regularity_k', 'cadence_state', 'occasions'];
  // the values of these stand in traits.test.ts, against published figures
  expect([...traits.keys()].filter((id) => !(id in expected) && !rhythm.includes(id))).toEqual([]);
});
