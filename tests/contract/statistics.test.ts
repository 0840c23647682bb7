import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canonicalTables } from '../../src/base/schema.ts';
import { cellKinds } from '../../src/cells/kinds.ts';
import type { CellResult, RunResult } from '../../src/session/collectResult.ts';
import { readData } from '../../src/cli/readData.ts';
import { runNotebook } from '../../src/cli/runNotebook.ts';
import { expectDone } from '../../src/database/outcome.ts';
import type { Scalar } from '../../src/database/table.ts';
import { parseNotebook } from '../../src/notebook/parseNotebook.ts';
import { vocabularyOf } from '../../src/session/NotebookSession.ts';
import story from '../fixtures/sample-story.json' with { type: 'json' };
import { difference } from './difference.ts';

const shared = fileURLToPath(new URL('../../../shared/', import.meta.url));
const published = (path: string) => test.skipIf(!existsSync(join(shared, path)));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'statistics-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(cells: string, data: string, engine: 'native' | 'wasm' = 'native'): Promise<RunResult> {
  const read = expectDone(await readData(data));
  const notebook = parseNotebook(`---\ncubebook: 1\ntitle: Test\n---\n\n${cells}`, vocabularyOf(cellKinds, canonicalTables));
  return expectDone(await runNotebook(notebook, read, { params: {}, engine })).result;
}

const cell = (kind: string, id: string, body: string): string => `\`\`\`${kind} id=${id}\n${body}\n\`\`\`\n\n`;

function found(result: RunResult, id: string): CellResult {
  const one = result.cells.find((candidate) => candidate.id === id);
  if (!one) throw new Error(`no cell ${id}`);
  return one;
}

function records(result: RunResult, id: string, table: string): Record<string, Scalar>[] {
  const one = found(result, id);
  const kept = one.tables[table];
  if (!kept) throw new Error(`${id} ${one.status}: ${one.error?.message ?? table}`);
  return kept.rows.map((row) => Object.fromEntries(kept.columns.map(({ name }, at) => [name, row[at] ?? null])));
}

const digits = (value: Scalar | undefined, expected: number): number => {
  const error = Math.abs(Number(value) - expected) / (expected === 0 ? 1 : Math.abs(expected));
  return error === 0 ? 17 : -Math.log10(error);
};

interface Certified {
  readonly coef: readonly string[];
  readonly se: readonly string[];
}

describe('files with their own column names, through sql and drivers', () => {
  const sets = { norris: 1, pontius: 2, wampler1: 5, wampler2: 5, wampler3: 5, wampler4: 5, wampler5: 5 };
  published('reference/nist-certified.json')('the NIST sets keep 10 digits in coefficients and standard errors, Filip 6, and the rounded columns of Filip are refused by name', async () => {
    const data = join(folder, 'nist');
    await cp(join(shared, 'data/nist-strd'), data, { recursive: true });
    const powers = (degree: number, x: string): string => Array.from({ length: degree }, (_, k) => `power(${x}, ${k + 1}) AS p${k + 1}`).join(', ');
    const cells = Object.entries(sets).map(([name, degree]) => cell('sql', `${name}_columns`, `SELECT y, ${powers(degree, 'x')} FROM ${name}`) + cell('drivers', `${name}_fit`, `from: ${name}_columns\noutcome: y\npredictors: [${Array.from({ length: degree }, (_, k) => `p${k + 1}`).join(', ')}]\nimportance: false`));
    cells.push(cell('drivers', 'longley_fit', 'from: longley\noutcome: y\npredictors: [x1, x2, x3, x4, x5, x6]'));
    for (const name of ['noint1', 'noint2']) cells.push(cell('drivers', `${name}_fit`, `from: ${name}\noutcome: y\npredictors: [x]\nintercept: false`));
    cells.push(cell('sql', 'filip_columns', `SELECT y, ${powers(10, 'x1')} FROM filip`), cell('drivers', 'filip_fit', 'from: filip_columns\noutcome: y\nimportance: false'), cell('drivers', 'filip_rounded', 'from: filip\noutcome: y'));
    const result = await run(cells.join(''), data);
    const certified: Record<string, Certified> = JSON.parse(readFileSync(join(shared, 'reference/nist-certified.json'), 'utf8'));
    for (const name of [...Object.keys(sets), 'longley', 'noint1', 'noint2', 'filip']) {
      const least = name === 'filip' ? 6 : 10;
      const rows = records(result, `${name}_fit`, 'coefficients');
      const reached = rows.flatMap((row, at) => [digits(row['estimate'], Number(certified[name]?.coef[at])), digits(row['std_error'], Number(certified[name]?.se[at]))]);
      expect([name, Math.min(...reached) > least, rows.length]).toEqual([name, true, certified[name]?.coef.length]);
    }
    expect(found(result, 'filip_rounded').error?.message).toMatch(/numerically singular/);
  });

  published('data/oracles/endometrial.csv')('churn, survival and ltv give the published values, the same on both engines', async () => {
    const data = join(folder, 'oracles');
    await cp(join(shared, 'data/oracles'), data, { recursive: true });
    const cells = [
      cell('churn', 'firth', 'from: endometrial\noutcome: HG\npredictors: [NV, PI, EH]'),
      cell('churn', 'plain', 'from: endometrial\noutcome: HG\npredictors: [NV, PI, EH]\npenalty: none'),
      cell('survival', 'aml_curve', 'from: aml\ntime: time\nevent: status\nby: x'),
      cell('survival', 'lung_curve', 'from: lung\ntime: time\nevent: status\nby: sex\ncox: [age, sex]'),
      cell('sql', 'histories', 'SELECT ID AS customer_id, x, t_x, T AS t, zbar AS mean_value FROM cdnow_mv'),
      cell('ltv', 'cdnow', 'from: histories\nhorizon: 39'),
      cell('drivers', 'swiss_fit', 'from: swiss\noutcome: Fertility\npredictors: [Agriculture, Examination, Education, Catholic, Infant.Mortality]'),
    ].join('');
    const [native, wasm] = [await run(cells, data), await run(cells, data, 'wasm')];
    expect(records(native, 'firth', 'coefficients').map((row) => Number(row['estimate']).toFixed(5))).toEqual(['3.77456', '2.92927', '-0.03475', '-2.60416']);
    expect(found(native, 'plain').error).toMatchObject({ kind: 'refused', message: expect.stringMatching(/Separation: NV/) });
    expect(records(native, 'aml_curve', 'summary').map((row) => [row['stratum'], row['median']])).toEqual([['Maintained', 31], ['Nonmaintained', 23]]);
    expect(records(native, 'lung_curve', 'test').map((row) => Number(row['statistic']).toFixed(4))).toEqual(['10.3267']);
    expect(records(native, 'lung_curve', 'cox').map((row) => [row['term'], Number(row['estimate']).toFixed(6)])).toEqual([['age', '0.017045'], ['sex', '-0.513219']]);
    expect(records(native, 'cdnow', 'customers').slice(0, 1).map((row) => [row['customer_id'], Number(row['p_alive']).toFixed(4), Number(row['expected_orders']).toFixed(3)])).toEqual([[1, '0.7266', '1.226']]);
    const swiss = records(native, 'swiss_fit', 'coefficients');
    expect(swiss.slice(1).map((row) => Number(row['lmg']).toFixed(7))).toEqual(['0.0570912', '0.1711730', '0.2601347', '0.1055702', '0.1127659']);
    for (const [at, one] of native.cells.entries()) if (one.status === 'done') expect(difference(one, wasm.cells[at] ?? one)).toBeNull();
  });
});

describe('small and awkward tables end in a refusal or a finding, never in NaN', () => {
  const refused: readonly (readonly [name: string, columns: string, kind: string, options: string, message: RegExp])[] = [
    ['one row', 'SELECT 1 AS y, 2 AS x', 'drivers', 'outcome: y\npredictors: [x]', /no residual degree of freedom/],
    ['no rows', 'SELECT 1 AS y, 2 AS x WHERE FALSE', 'drivers', 'outcome: y\npredictors: [x]', /No row/],
    ['a constant predictor', 'SELECT range % 5 AS y, 7 AS x FROM range(9)', 'drivers', 'outcome: y\npredictors: [x]', /x is constant/],
    ['a predictor twice under two names', 'SELECT range % 5 AS y, range AS a, 2 * range AS b FROM range(9)', 'drivers', 'outcome: y\npredictors: [a, b]', /rank deficiency.*[ab].*[ab]/],
    ['a text outcome', "SELECT 'a' AS y, range AS x FROM range(9)", 'drivers', 'outcome: y\npredictors: [x]', /VARCHAR/],
    ['an unknown column', 'SELECT range AS y FROM range(9)', 'drivers', 'outcome: y\npredictors: [nobody]', /no column nobody/],
    ['the outcome among the predictors', 'SELECT range AS y FROM range(9)', 'drivers', 'outcome: y\npredictors: [y]', /cannot explain itself/],
    ['nobody left', 'SELECT 0 AS y, range AS x FROM range(9)', 'churn', 'outcome: y\npredictors: [x]', /in all 9 rows/],
    ['an outcome of three values', 'SELECT range % 3 AS y, range AS x FROM range(9)', 'churn', 'outcome: y\npredictors: [x]', /must be 0 or 1/],
    ['a negative duration', 'SELECT range - 3 AS time, 1 AS event FROM range(9)', 'survival', 'time: time', /negative/],
    ['few repeat buyers', 'SELECT range AS customer_id, range % 2 AS x, range % 2 AS t_x, 5 AS t FROM range(50)', 'ltv', 'horizon: 10', /too few for bgnbd/],
    ['a last purchase after the end', 'SELECT range AS customer_id, 1 AS x, 9 AS t_x, 5 AS t FROM range(50)', 'ltv', 'horizon: 10', /no history/],
    ['no control', 'SELECT range AS outcome_before, range AS outcome_after, 1 AS treated FROM range(9)', 'effect', 'method: did', /0 control/],
  ];
  const told: readonly (readonly [name: string, columns: string, kind: string, options: string, finding: string])[] = [
    ['an outcome that never changes', 'SELECT 3 AS y, range * range AS x FROM range(40)', 'drivers', 'outcome: y\npredictors: [x]', 'no_variation'],
    ['an exact line', 'SELECT 2 * range + 1 AS y, range AS x FROM range(40)', 'drivers', 'outcome: y\npredictors: [x]', 'exact'],
    ['missing values', 'SELECT range % 7 AS y, CASE WHEN range > 3 THEN range END AS x FROM range(40)', 'drivers', 'outcome: y\npredictors: [x]', 'incomplete'],
    ['a class with one row', "SELECT (range * 7) % 11 AS y, CASE WHEN range = 5 THEN 'odd' ELSE 'even' END AS kind, DATE '2024-01-01' + CAST(range AS INTEGER) AS day FROM range(40)", 'drivers', 'outcome: y\npredictors: [kind, day]', 'leverage'],
    ['nothing happened yet', 'SELECT range AS time, FALSE AS event FROM range(9)', 'survival', 'time: time', 'no_events'],
    ['groups without spread', 'SELECT 1 AS outcome_before, 2 AS outcome_after, range % 2 AS treated FROM range(9)', 'effect', 'method: did', 'small_n'],
  ];

  test('all of them', async () => {
    const data = join(folder, 'awkward');
    await cp(fileURLToPath(new URL('../../public/sample/competitors.csv', import.meta.url)), join(data, 'competitors.csv'), { recursive: true });
    const cells = [...refused, ...told].map(([, columns, kind, options], at) => cell('sql', `t${at}`, columns) + cell(kind, `c${at}`, `from: t${at}\n${options}`)).join('');
    const result = await run(cells, data);
    for (const [at, [name, , , , message]] of refused.entries()) expect([name, found(result, `c${at}`).error?.message]).toEqual([name, expect.stringMatching(message)]);
    for (const [at, [name, , , , kind]] of told.entries()) {
      const one = found(result, `c${at + refused.length}`);
      expect([name, one.error, one.findings.map((finding) => finding.kind)]).toEqual([name, null, expect.arrayContaining([kind])]);
    }
  });
});

describe('the sample client', () => {
  test('changes of scores find the planted coefficients, the mailing its planted effect, and the silent a plan', async () => {
    const result = await run(
      cell('drivers', 'within', 'outcome: average_check\ndesign: change') +
        cell('effect', 'mailing', `campaign: ${story.campaign.name}\nmetric: value_per_line\nlog: true\nhorizon_days: 90\nbefore_days: 270`) +
        cell('effect', 'ordered', 'campaign: true\nmetric: ordered') +
        cell('effect', 'paid', 'campaign: true\nmetric: gross_profit') +
        cell('effect', 'plan', 'start: next\nmetric: orders'),
      fileURLToPath(new URL('../../public/sample', import.meta.url)),
    );
    const planted = new Map(Object.entries(story.effectOnLogValue));
    const rows = records(result, 'within', 'coefficients').filter((row) => planted.has(String(row['term'])));
    expect(rows.map((row) => [row['term'], Math.abs(Number(row['estimate']) - (planted.get(String(row['term'])) ?? NaN)) < 2 * Number(row['robust_std_error'])])).toEqual([...planted.keys()].toSorted().map((term) => [term, true]));
    const importance = records(result, 'within', 'importance').toSorted((one, other) => Number(other['lmg']) - Number(one['lmg']));
    expect(importance[0]?.['predictor']).toBe('delivery');
    for (const estimate of records(result, 'mailing', 'estimate')) {
      expect(Number(estimate['ci_low'])).toBeGreaterThan(0);
      expect(Number(estimate['ci_low'])).toBeLessThan(story.campaign.effectOnLogValue);
      expect(Number(estimate['ci_high'])).toBeGreaterThan(story.campaign.effectOnLogValue);
    }
    expect(records(result, 'mailing', 'trend').map((row) => row['time'])).toEqual([-6, -6, -5, -5, -4, -4, -3, -3, -2, -2, -1, -1, 0, 0]);
    const [treated, control, difference] = records(result, 'ordered', 'rates');
    expect(Number(difference?.['rate'])).toBeCloseTo(Number(treated?.['rate']) - Number(control?.['rate']), 12);
    const [payback] = records(result, 'paid', 'payback');
    expect(payback?.['left_per_treated']).toBe(Number(payback?.['effect_per_treated']) - Number(payback?.['cost_per_treated']));
    const [power] = records(result, 'plan', 'power');
    const middle = records(result, 'plan', 'power_curve')[12];
    expect(Number(middle?.['difference'])).toBeCloseTo(Number(power?.['detectable_difference']), 9);
    expect(Number(middle?.['power'])).toBeCloseTo(0.8, 6);
    expect(records(result, 'plan', 'estimate')).toEqual([]);
  });

  test('churn is judged on later customers whatever leaving means, and its thresholds agree with its flags', async () => {
    const result = await run(['silence', 'cadence', 'p_alive'].map((definition) => cell('churn', definition, `definition: ${definition}${definition === 'p_alive' ? '\npredictors: [recency_days, orders]' : ''}`)).join(''), fileURLToPath(new URL('../../public/sample', import.meta.url)));
    for (const definition of ['silence', 'cadence', 'p_alive']) {
      const [model] = records(result, definition, 'model');
      expect([definition, Number(model?.['holdout_auc']) > 0.6, Number(model?.['holdout_n']) > 100]).toEqual([definition, true, true]);
      const gained = records(result, definition, 'gains').filter((row) => row['rows'] === 'later');
      expect([gained[0]?.['captured'], gained.at(-1)?.['captured']]).toEqual([0, 1]);
    }
    const flags = records(result, 'silence', 'red_flags');
    for (const row of records(result, 'silence', 'thresholds')) expect(flags).toContainEqual(expect.objectContaining({ touchpoint: row['touchpoint'], score_up_to: row['score_up_to'], customers: row['customers'], churned: row['churned'] }));
  });
});

describe('generated clients', () => {
  published('generate-orders.mjs').each([3, 11, 42])('seed %s: planted coefficients of satisfaction lie within two standard errors, and the planted effect inside its interval', async (seed) => {
    const data = join(folder, `client-${seed}`);
    execFileSync(process.execPath, [join(shared, 'generate-orders.mjs'), '--lines', '120000', '--seed', String(seed), '--out', data]);
    writeFileSync(join(data, 'scores.csv'), readFileSync(join(data, 'customers.csv'), 'utf8').split('\n').map((line) => line.split(',').slice(0, 14).join(',')).join('\n').replace('customer_id,', 'who,'));
    writeFileSync(join(data, 'mapping.yaml'), 'files: {customers.csv: {table: customers}}\n');
    const truth: { csi: { touchpoints: string[]; coef_on_log_value: number[] }; intervention: { effect_log: number } } = JSON.parse(readFileSync(join(data, 'truth.json'), 'utf8'));
    const predictors = truth.csi.touchpoints.map((name) => `csi_${name}`);
    const result = await run(
      cell('sql', 'valued', `SELECT s.*, v.level FROM scores AS s JOIN (SELECT customer_id, avg(ln(qty)) AS level FROM order_lines WHERE order_date < DATE '2024-01-01' GROUP BY customer_id HAVING count(*) >= 5) AS v ON v.customer_id = s.who`) +
        cell('drivers', 'csi', `from: valued\noutcome: level\npredictors: [${predictors.join(', ')}]\ncontrols: [segment_truth, competition]`) +
        cell('sql', 'halves', `SELECT s.treated, avg(ln(qty)) FILTER (order_date < DATE '2024-01-01') AS outcome_before, avg(ln(qty)) FILTER (order_date >= DATE '2024-01-01') AS outcome_after FROM scores AS s JOIN order_lines AS l ON l.customer_id = s.who WHERE s.region = 'North' GROUP BY s.who, s.treated HAVING outcome_before IS NOT NULL AND outcome_after IS NOT NULL`) +
        cell('effect', 'bonus', 'from: halves\nmethod: did'),
      data,
    );
    const rows = records(result, 'csi', 'coefficients').filter((row) => predictors.includes(String(row['term'])));
    const away = rows.map((row, at) => Math.abs(Number(row['estimate']) - (truth.csi.coef_on_log_value[at] ?? NaN)) / Number(row['robust_std_error']));
    expect(away).toHaveLength(6);
    expect(Math.max(...away)).toBeLessThan(2);
    const [bonus] = records(result, 'bonus', 'estimate');
    expect(Number(bonus?.['ci_low'])).toBeLessThan(truth.intervention.effect_log);
    expect(Number(bonus?.['ci_high'])).toBeGreaterThan(truth.intervention.effect_log);
  });
});
