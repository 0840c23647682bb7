import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { records, runOnFiles, shared } from './runCells.ts';

const rfmOrders = join(shared, 'data/oracles/rfm_orders.csv');

const header = 'order_id,order_date,customer_id,product_id,category,qty,net_amount,cost\n';
const day = (iso: string, add: number): string => new Date(Date.parse(`${iso}T00:00:00Z`) + add * 86_400_000).toISOString().slice(0, 10);
const fixed = (value: unknown, digits: number): string => Number(value).toFixed(digits);
/** so many customers with one answer each */
const answers = (counts: Readonly<Record<number, number>>): string => {
  const scores = Object.entries(counts).flatMap(([score, count]) => Array.from({ length: count }, () => score));
  return `response_id,customer_id,response_date,nps\n${scores.map((score, index) => `r${index},c${index},2024-05-01,${score}`).join('\n')}\n`;
};

describe('published and recomputed values of METHODS B', () => {
  test('B2: rhythm of gaps 28, 31, 30, 29, 33, 30; by the gamma (95 % at 32.779 days) alarm on day 33 and not on day 90', async () => {
    const days = [28, 31, 30, 29, 33, 30].reduce<string[]>((all, gap) => [...all, day(all.at(-1) ?? '', gap)], ['2024-01-01']);
    const file = { 'orders.csv': header + days.map((date, index) => `${index},${date},A,p,x,1,100,50\n`).join('') };
    const at = async (silence: number) => records(await runOnFiles({ 'cadence id=c': `as_of: ${day(days.at(-1) ?? '', silence)}` }, file), 'c', 'customers')[0];
    const told = await at(33);
    expect([fixed(told?.['mean_gap'], 5), fixed(told?.['cv'], 8), fixed(told?.['regularity_k'], 4)]).toEqual(['30.16667', '0.05709618', '373.5097']);
    expect((1 / Number(told?.['cv']) ** 2).toFixed(4)).toBe('306.7509');
    expect([(await at(30))?.['state'], (await at(33))?.['state'], (await at(40))?.['state']]).toEqual(['ok', 'watch', 'alarm']);
    expect(fixed(told?.['gamma_days'], 3)).toBe('32.779');
    const byGamma = async (silence: number) => records(await runOnFiles({ 'cadence id=c': `as_of: ${day(days.at(-1) ?? '', silence)}\nalarm: gamma` }, file), 'c', 'customers')[0]?.['state'];
    expect([await byGamma(32), await byGamma(33)]).toEqual(['ok', 'alarm']);
  });

  test('B3: variation of the published series is 58.69 % by week, 29.27 % by four and 19.36 % by twelve weeks (tolerance 0.005 points)', async () => {
    const weeks = [0, 15, 40, 15, 10, 15, 20, 15, 10, 15, 20, 15, 5, 20, 45, 20, 15, 20, 25, 20, 15, 20, 25, 20, 40, 10, 35, 10, 5, 10, 15, 10, 5, 10, 15, 10];
    // XYZ of the concentration study takes calendar months as its step: one value a month, and the step is said
    const sums = (step: number): number[] => Array.from({ length: weeks.length / step }, (_, at) => weeks.slice(at * step, (at + 1) * step).reduce((sum, value) => sum + value, 0));
    const variation = async (values: readonly number[]) => {
      const rows = values.map((value, month) => `a${month},${new Date(Date.UTC(2020, month, 15)).toISOString().slice(0, 10)},A,p,x,1,${value},0\n`);
      const frame = [0, values.length - 1].map((month) => `z${month},${new Date(Date.UTC(2020, month, 15)).toISOString().slice(0, 10)},Z,p,x,1,1,0\n`);
      const result = await runOnFiles({ 'concentration id=c': `as_of: ${new Date(Date.UTC(2020, values.length, 0)).toISOString().slice(0, 10)}\nwindow_days: 3000` }, { 'orders.csv': header + [...rows, ...frame].join('') });
      expect(result.cells[0]?.findings.map(({ kind }) => kind)).toContain('xyz_step');
      return 100 * Number(records(result, 'c', 'customers').find((row) => row['customer_id'] === 'A')?.['cv_month']);
    };
    expect([fixed(await variation(weeks), 2), fixed(await variation(sums(4)), 2), fixed(await variation(sums(12)), 2)]).toEqual(['58.69', '29.27', '19.36']);
  });

  test('B7: Gini .4620911, corrected .5134346; .6472, HHI 3103.52, CR4 .88', async () => {
    const summary = async (amounts: readonly number[]) => records(await runOnFiles({ 'concentration id=c': '{}' }, { 'orders.csv': header + amounts.map((amount, index) => `${index},2024-05-01,c${index},p,x,1,${amount},0\n`).join('') }), 'c', 'summary')[0];
    const one = await summary([541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]);
    expect([fixed(one?.['gini'], 7), fixed(one?.['gini_unbiased'], 7)]).toEqual(['0.4620911', '0.5134346']);
    const other = await summary([50, 20, 10, 8, 5, 3, 2, 1, 0.6, 0.4]);
    expect([fixed(other?.['gini'], 4), fixed(other?.['hhi'], 2), fixed(other?.['cr4'], 2)]).toEqual(['0.6472', '3103.52', '0.88']);
  });

  test('B12: forty promoters, thirty-five passives, twenty-five critics: 15, adjusted interval −.70 to 29.82', async () => {
    const result = await runOnFiles({ 'nps id=n': 'as_of: 2024-06-30' }, { 'surveys.csv': answers({ 10: 40, 8: 35, 3: 25 }) });
    for (const row of records(result, 'n', 'scores')) expect([row['basis'], fixed(row['nps'], 2), fixed(row['ci_low'], 2), fixed(row['ci_high'], 2)]).toEqual([row['basis'], '15.00', '-0.70', '29.82']);
  });

  test('B13: scores 4.2, 3.8 and 3.5 of five under importance .4, .3 and .3 are 3.87', async () => {
    // tenths of a score come from ten customers whose answers differ by one
    const points = [['quality', 4.2, 0.4], ['delivery', 3.8, 0.3], ['price', 3.5, 0.3]] as const;
    const rows = points.flatMap(([touchpoint, mean, importance]) => Array.from({ length: 10 }, (_, at) => `${touchpoint}${at},c${at},2024-05-01,${touchpoint},${Math.floor(mean) + (at < Math.round((mean % 1) * 10) ? 1 : 0)},5,${importance}\n`));
    const [summary] = records(await runOnFiles({ 'csi id=c': 'as_of: 2024-06-30' }, { 'surveys.csv': `response_id,customer_id,response_date,touchpoint,score,scale_max,importance\n${rows.join('')}` }), 'c', 'summary');
    expect(fixed(1 + (4 * Number(summary?.['weighted_csi'])) / 100, 2)).toBe('3.87');
  });

  test('B15: Wilson intervals of Newcombe 1998 on attached orders', async () => {
    for (const [attached, all, low, high] of [[81, 263, '0.2553', '0.3662'], [15, 148, '0.0624', '0.1605'], [0, 20, '0.0000', '0.1611'], [1, 29, '0.0061', '0.1718']] as const) {
      const rows = Array.from({ length: all }, (_, at) => `${at},2024-05-01,c${at},m,main,1,10,5\n${at < attached ? `${at},2024-05-01,c${at},a,addon,1,10,5\n` : ''}`).join('');
      const [summary] = records(await runOnFiles({ 'attach id=a': "main: category = 'main'\naddon: category = 'addon'\nas_of: 2024-06-30" }, { 'orders.csv': header + rows }), 'a', 'summary');
      expect([fixed(summary?.['ci_low'], 4), fixed(summary?.['ci_high'], 4)]).toEqual([low, high]);
    }
  });

  test('B16: DSO of the published quarter is 55.35 days, and counted back over its months', async () => {
    const sales = [['2024-04-15', 5538], ['2024-05-15', 4566], ['2024-06-15', 7570]] as const;
    const result = await runOnFiles({ 'receivables id=r': 'as_of: 2024-06-30\nsales_days: 90' }, {
      'orders.csv': header + sales.map(([date, amount], at) => `${at},${date},A,p,x,1,${amount},0\n`).join(''),
      'receivables.csv': 'invoice_id,customer_id,invoice_date,due_date,amount,open_amount\n1,A,2024-05-01,2024-07-15,8869,8869\n2,A,2024-05-01,2024-06-15,2000,2000\n',
    });
    const [summary] = records(result, 'r', 'summary');
    expect(fixed(summary?.['dso'], 2)).toBe('55.35');
    expect([fixed(summary?.['best_possible_dso'], 4), fixed(summary?.['average_days_delinquent'], 4)]).toEqual([fixed((8869 * 90) / 17674, 4), fixed((2000 * 90) / 17674, 4)]);
    // June whole, and of May's 31 days the part that 3,299 is of 4,566
    expect(Number(summary?.['dso_countback'])).toBeCloseTo(30 + (31 * 3299) / 4566, 9);
  });

  test('A16: a target path is straight, judged by the interval, and foretold by the slope of three whole periods', async () => {
    const rates = [30, 36, 42, 48];
    const rows = rates.flatMap((rate, month) => Array.from({ length: 100 }, (_, at) => `${month}-${at},2024-0${month + 1}-10,c${at},m,main,1,10,5\n${at < rate ? `${month}-${at},2024-0${month + 1}-10,c${at},a,addon,1,10,5\n` : ''}`));
    const result = await runOnFiles({ 'attach id=a': "main: category = 'main'\naddon: category = 'addon'\nas_of: 2024-04-30\ntarget: 0.6\ntarget_from: 2024-01-01\ntarget_periods: 6" }, { 'orders.csv': header + rows.join('') });
    expect(records(result, 'a', 'periods').map((row) => [fixed(row['target_rate'], 2), row['against_target']])).toEqual([['0.30', 'on track'], ['0.35', 'on track'], ['0.40', 'on track'], ['0.45', 'on track']]);
    expect(records(result, 'a', 'tracking').filter((row) => row['series'] === 'path')).toHaveLength(4);
  });

  test('A15: what is added within days, per piece and per money, with the interval of a ratio of sums', async () => {
    // order, day, customer, main pieces and money, add-on pieces and money
    const orders = [['1', '01', 'A', 2, 100, 1, 10], ['2', '05', 'B', 1, 50, 0, 0], ['3', '10', 'C', 4, 200, 6, 90], ['4', '12', 'D', 1, 60, 0, 0], ['5', '12', 'B', 0, 0, 2, 20], ['6', '29', 'E', 3, 90, 0, 0]] as const;
    const rows = orders.flatMap(([order, day, customer, pieces, money, added, earned]) => [
      ...(pieces > 0 ? [`${order},2024-05-${day},${customer},m,main,${pieces},${money},5`] : []),
      ...(added > 0 ? [`${order},2024-05-${day},${customer},a,addon,${added},${earned},5`] : []),
    ]);
    const rule = "main: category = 'main'\naddon: category = 'addon'\nas_of: 2024-05-31\nmeasure: ";
    const result = await runOnFiles({ 'attach id=later': `${rule}within\nwithin_days: 7`, 'attach id=pieces': `${rule}units`, 'attach id=money': `${rule}revenue`, 'attach id=wrong': `${rule}within\ntarget: 1.5` }, { 'orders.csv': `${header}${rows.join('\n')}\n` });
    const summary = (id: string) => records(result, id, 'summary')[0];
    // B adds a week later, E's week is not over
    expect([summary('later')?.['base_orders'], summary('later')?.['attached_orders'], summary('later')?.['waiting_orders']]).toEqual([4, 3, 1]);
    expect([fixed(summary('pieces')?.['rate'], 6), fixed(summary('money')?.['rate'], 6)]).toEqual([fixed(7 / 11, 6), fixed(100 / 500, 6)]);
    const [x, y] = [[2, 1, 4, 1, 3], [1, 0, 6, 0, 0]] as const;
    const spread = Math.sqrt((5 / 4) * x.reduce((sum, main, at) => sum + ((y[at] ?? 0) - (7 / 11) * main) ** 2, 0)) / 11;
    expect([fixed(summary('pieces')?.['ci_low'], 6), fixed(summary('pieces')?.['ci_high'], 6)]).toEqual([fixed(Math.max(0, 7 / 11 - 1.959963984540054 * spread), 6), fixed(7 / 11 + 1.959963984540054 * spread, 6)]);
    expect([summary('pieces')?.['main_amount'], summary('money')?.['addon_amount']]).toEqual([11, 100]);
    expect(result.cells.find(({ id }) => id === 'later')?.findings.map(({ kind }) => kind)).toEqual(['small_n', 'censored']);
    expect(result.cells.find(({ id }) => id === 'wrong')?.error?.message).toBe('target: a share of orders is at most 1.');
  });

  test('B20: shares by the wallet allocation rule from ranks, and by Huff from size and distance, as cells of SQL', async () => {
    const result = await runOnFiles(
      {
        'sql id=ranks': 'SELECT name, (1 - rank / (count(*) OVER () + 1)) * 2 / count(*) OVER () AS share FROM (VALUES (\'we\', 1), (\'second\', 2), (\'third\', 3)) AS told(name, rank) ORDER BY rank',
        'sql id=huff': 'SELECT place, (size / distance ** 2) / sum(size / distance ** 2) OVER () AS share FROM (VALUES (1, 100, 2), (2, 50, 1), (3, 80, 4)) AS sites(place, size, distance) ORDER BY place',
      },
      { 'orders.csv': `${header}1,2024-05-01,A,p,x,1,10,5\n` },
    );
    const shares = (id: string) => result.cells.find((cell) => cell.id === id)?.tables['result']?.rows.map((row) => fixed(row[1], 4));
    expect([shares('ranks'), shares('huff')]).toEqual([['0.5000', '0.3333', '0.1667'], ['0.3125', '0.6250', '0.0625']]);
  });

  test.skipIf(!existsSync(rfmOrders))('B21: scores and segments of 995 customers as the R package gives them', async () => {
    const at = { as_of: '2006-12-31', window_days: 2000 };
    const settings = Object.entries(at).map(([name, value]) => `${name}: ${value}\n`).join('');
    const segments = `SELECT CASE WHEN r >= 4 AND f >= 4 AND m >= 4 THEN 'Champions' WHEN r >= 2 AND f >= 3 AND m >= 3 THEN 'Loyal' WHEN r >= 3 AND f <= 3 AND m <= 3 THEN 'Potential Loyalist'
      WHEN r BETWEEN 2 AND 3 AND f BETWEEN 2 AND 3 AND m BETWEEN 2 AND 3 THEN 'Need Attention' WHEN r BETWEEN 2 AND 3 AND f <= 2 AND m <= 2 THEN 'About To Sleep'
      WHEN r <= 2 AND f >= 2 AND m >= 2 THEN 'At Risk' WHEN r <= 2 AND f <= 2 AND m <= 2 THEN 'Lost' ELSE 'Others' END AS segment, count(*) AS customers, sum(frequency) AS orders, sum(monetary) AS revenue FROM cut GROUP BY 1 ORDER BY 1`;
    const result = await runOnFiles(
      {
        'rfm id=fifths': `${settings}bands: 5`,
        // the package counts what is below a cut, we what is at most it: where whole numbers stand at a cut, one less
        'rfm id=cut': `${settings}bands: 5\nscore: threshold\nthresholds: {recency: [114, 180, 297.4, 481], frequency: [3, 4, 5, 7], monetary: [255.8, 381, 506.4, 665]}`,
        'sql id=segments': segments,
      },
      { 'orders.csv': readFileSync(rfmOrders, 'utf8') },
    );
    const scores = (id: string, axis: string): number[] => [1, 2, 3, 4, 5].map((score) => records(result, id, 'customers').filter((row) => row[axis] === score).length);
    expect([scores('cut', 'r'), scores('cut', 'f'), scores('cut', 'm')]).toEqual([[197, 200, 199, 199, 200], [268, 187, 176, 244, 120], [200, 200, 198, 202, 195]]);
    const abbey = records(result, 'fifths', 'customers').find((row) => row['customer_id'] === "Abbey O'Reilly");
    expect([abbey?.['recency_days'], abbey?.['frequency'], Number(abbey?.['monetary']), abbey?.['cell']]).toEqual([205, 6, 472, '343']);
    // equal parts that keep ties together: the frequencies are the package's, the others within four customers of it
    expect([scores('fifths', 'f'), scores('fifths', 'r'), scores('fifths', 'm')]).toEqual([[268, 187, 176, 244, 120], [197, 201, 198, 199, 200], [199, 201, 197, 203, 195]]);
    expect(records(result, 'segments', 'result').map(({ segment, customers, orders, revenue }) => [segment, customers, Number(orders), Number(revenue)])).toEqual([
      ['About To Sleep', 50, 127, 10914],
      ['At Risk', 86, 438, 44178],
      ['Champions', 158, 1234, 120178],
      ['Lost', 111, 244, 20955],
      ['Loyal', 278, 1708, 166712],
      ['Need Attention', 35, 144, 13287],
      ['Others', 48, 210, 22061],
      ['Potential Loyalist', 229, 801, 65873],
    ]);
  });
});
