import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cellKinds } from '../../src/cells/kinds.ts';
import type { RunResult } from '../../src/session/collectResult.ts';
import { runCells, runOnFiles, sample } from './runCells.ts';

/** kinds without tables of their own making, and statistics, which refuse with the reason */
const others = new Set(['chart', 'sql', 'table', 'traits', 'metrics', 'param', 'churn', 'drivers', 'effect', 'ltv', 'survival', 'evidence', 'cube', 'rfm', 'segment', 'whitespace', 'attach', 'pairs']);
const first = { 'rfm id=rfm': 'bands: 3', 'segment id=silent': 'name: Silent\nrule: {trait: recency_days, op: ">", value: 30}', 'whitespace id=white': 'min_penetration: 0.4' };
const cells = { ...first, ...Object.fromEntries([...cellKinds].filter(([name]) => !others.has(name)).map(([name, kind]) => [`${name} id=a_${name}`, kind.template])) };

const shapes = (result: RunResult): Map<string, readonly string[]> => new Map(result.cells.flatMap(({ id, tables }) => Object.entries(tables).map(([name, { columns }]) => [`${id}.${name}`, columns.map((column) => column.name)] as const)));

describe.skipIf(!existsSync(join(sample, 'customers.csv')))('a study without its files', () => {
  test('gives the tables that it gives with them, so that lists of a notebook stay lists, and says which file to add', async () => {
    const whole = await runCells(cells, sample);
    const bare = await runOnFiles(cells, { 'orders.csv': 'order_id,order_date,customer_id,net_amount\n1,2024-01-01,A,10\n2,2024-02-01,A,20\n3,2024-03-01,B,20\n' });
    expect([...whole.cells, ...bare.cells].flatMap(({ id, error }) => (error ? [[id, error.message]] : []))).toEqual([]);
    const made = shapes(bare);
    // names of customers stand in lists only where a file tells them
    const lost = [...shapes(whole)].flatMap(([table, columns]) => columns.filter((column) => column !== 'customer_name' && made.get(table)?.includes(column) !== true).map((column) => `${table}: ${column}`));
    expect(lost).toEqual([]);
    const empty = bare.cells.filter(({ tables }) => Object.values(tables).every(({ rows }) => rows.length === 0));
    expect(empty.length).toBeGreaterThan(10);
    expect(empty.filter(({ findings }) => findings.length === 0).map(({ id }) => id)).toEqual([]);
  });
});
