import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunResult } from '../../src/session/collectResult.ts';
import { records, runOnFiles } from './runCells.ts';

const orders = 'order_id,order_date,customer_id,product_id,category,qty,net_amount,cost\n';
const day = (iso: string, add: number): string => new Date(Date.parse(`${iso}T00:00:00Z`) + add * 86_400_000).toISOString().slice(0, 10);
const number = (value: unknown): number => Number(value);

describe('studies by hand', () => {
  test('three boundaries of leaving stand side by side, each over those whom it can judge (A45)', async () => {
    // gaps of ten days: A is silent for 40, B for 5, C bought once; by P(alive) A and C are lost
    const bought = (customer: string, last: number, orders: number): string => Array.from({ length: orders }, (_, index) => `${customer}${index},${day('2024-06-30', -last - 10 * index)},${customer},p,x,1,100,50\n`).join('');
    const result = await runOnFiles(
      { 'sql id=alive': "SELECT * FROM (VALUES ('A', 0.1), ('B', 0.9), ('C', 0.1)) AS v(customer_id, p_alive)", 'dead_base id=d': 'as_of: 2024-06-30\nalive: alive' },
      { 'orders.csv': orders + bought('A', 40, 7) + bought('B', 5, 7) + bought('C', 300, 1) },
    );
    expect(records(result, 'd', 'boundaries').map(({ definition, days, judged, lost, agreed }) => [definition, days, judged, lost, agreed])).toEqual([
      ['return', null, 0, 0, 0],
      ['own rhythm', 10, 2, 1, 1],
      ['p_alive', null, 3, 2, 2],
    ]);
  });

  test('a substitute has a better margin at about the price, and the gain is quantity × profit × acceptance (A68)', async () => {
    const result = await runOnFiles(
      { 'substitution id=s': 'acceptance: 0.5' },
      {
        'orders.csv': `${orders}1,2024-05-01,A,cheap,x,10,1000,900\n2,2024-05-02,B,better,x,1,102,71.4\n3,2024-05-02,B,far,x,1,130,50\n4,2024-05-02,B,other,y,10,1000,500\n5,2024-05-03,C,cheap,x,-5,-500,-450\n`,
        'products.csv': 'product_id,product_name,category,substitute_group\ncheap,Cheap,x,g\nbetter,Better,x,g\nfar,Far,x,g\nother,Other,y,h\n',
      },
    );
    const [offer, ...more] = records(result, 's', 'offers');
    expect(more).toEqual([]);
    // 100 a unit at a profit of 10, against 102 at 30.60
    expect([offer?.['customer_id'], offer?.['substitute_id'], number(offer?.['gain']).toFixed(2)]).toEqual(['A', 'better', '103.00']);
  });

  test('the next order comes a median gap after the last one, by the gaps of METHODS B2', async () => {
    const gaps = [28, 31, 30, 29, 33, 30];
    const days = gaps.reduce<string[]>((all, gap) => [...all, day(all.at(-1) ?? '2024-01-01', gap)], ['2024-01-01']);
    const last = days.at(-1) ?? '';
    const rows = days.map((date, index) => `${index},${date},A,p,x,${index + 1},100,50\n`).join('');
    const told = async (silence: number) => records(await runOnFiles({ 'next_order id=n': `as_of: ${day(last, silence)}\nhorizon: 14\nsmoothing: 0.2` }, { 'orders.csv': orders + rows }), 'n', 'customers')[0];
    expect(await told(5)).toMatchObject({ median_gap: 30, expected_order: day(last, 30), expected_now: day(last, 30), state: 'later' });
    expect(await told(20)).toMatchObject({ expected_now: day(last, 30), state: 'due' });
    // later than the median: of the gaps that were longer than 30 days, 31 and 33, the mean
    expect(await told(31)).toMatchObject({ expected_now: day(last, 33), state: 'late' });
    expect(await told(40)).toMatchObject({ expected_now: null, state: 'beyond' });
  });

  test('quantities are smoothed as by Croston, with the correction of Syntetos and Boylan (B4)', async () => {
    const [quantities, gaps, alpha] = [[10, 4, 7, 12], [10, 30, 20], 0.2];
    const days = gaps.reduce<string[]>((all, gap) => [...all, day(all.at(-1) ?? '2024-01-01', gap)], ['2024-01-01']);
    const smooth = (values: readonly number[]): number => values.slice(1).reduce((kept, value) => kept + alpha * (value - kept), values[0] ?? NaN);
    const [item] = records(await runOnFiles({ 'next_order id=n': `as_of: ${days.at(-1)}\nsmoothing: ${alpha}` }, { 'orders.csv': orders + days.map((date, index) => `${index},${date},A,p,x,${quantities[index]},100,50\n`).join('') }), 'n', 'items');
    expect(number(item?.['qty'])).toBeCloseTo(smooth(quantities), 10);
    expect(number(item?.['interval_days'])).toBeCloseTo(smooth(gaps), 10);
    expect(number(item?.['rate_day'])).toBeCloseTo(((1 - alpha / 2) * smooth(quantities)) / smooth(gaps), 10);
  });

  test('second orders follow the published Kaplan–Meier curve of aml, maintained (B11)', async () => {
    const events = [9, 13, 18, 23, 31, 34, 48];
    const censored = [13, 28, 45, 161];
    const asOf = '2024-12-31';
    const rows = [
      `0,2020-01-01,old,p,x,1,10,5,\n`,
      ...events.map((wait, index) => `e${index}a,2024-01-01,e${index},p,x,1,10,5,S\ne${index}b,${day('2024-01-01', wait)},e${index},p,x,1,10,5,\n`),
      ...censored.map((watched, index) => `c${index},${day(asOf, -watched)},c${index},p,x,1,10,5,S\n`),
    ].join('');
    const curve = records(await runOnFiles({ 'onboarding id=o': `as_of: ${asOf}` }, { 'orders.csv': `${orders.trim()},promo_id\n${rows}` }), 'o', 'curves').map((row) => [row['day'], (1 - number(row['with_second'])).toFixed(6)]);
    expect(curve).toEqual([[9, '0.909091'], [13, '0.818182'], [18, '0.715909'], [23, '0.613636'], [31, '0.490909'], [34, '0.368182'], [48, '0.184091']]);
  });

  test('a falling customer stands out among steady ones by Theil–Sen and MAD (A105)', async () => {
    const months = Array.from({ length: 12 }, (_, month) => `2024-${String(month + 1).padStart(2, '0')}-10`);
    const lines = ['a', 'b', 'c', 'd', 'e', 'f'].flatMap((customer, index) => months.map((date, month) => `${customer}${month},${date},${customer},p,x,1,${(1000 * (customer === 'f' ? 0.8 : 1 + 0.004 * index) ** month).toFixed(6)},1\n`));
    const rows = records(await runOnFiles({ 'outliers id=o': 'as_of: 2024-12-31' }, { 'orders.csv': orders + lines.join('') }), 'o', 'customers');
    expect(rows.map((row) => [row['customer_id'], row['state']])).toEqual([...'abcde'].map((customer) => [customer, 'usual']).concat([['f', 'falling']]));
    expect(number(rows.at(-1)?.['change_month'])).toBeCloseTo(-0.2, 4);
  });

  test('collection effectiveness is what was collected of what could be (B16)', async () => {
    const invoices = 'invoice_id,customer_id,invoice_date,due_date,amount,open_amount,paid_date\n1,A,2024-01-01,2024-02-01,100,0,2024-05-01\n2,A,2024-05-10,2024-07-30,90,90,\n3,A,2024-05-10,2024-06-01,60,60,\n';
    const result = await runOnFiles({ 'receivables id=owed': 'as_of: 2024-06-30' }, { 'receivables.csv': invoices, 'orders.csv': `${orders}1,2024-05-10,A,p,x,1,200,100\n` });
    const [summary] = records(result, 'owed', 'summary');
    // opening 100, sales 200, balance 150, of it 90 not due
    expect(number(summary?.['collection_effectiveness'])).toBeCloseTo(((100 + 200 - 150) / (100 + 200 - 90)) * 100, 9);
    expect(records(result, 'owed', 'worklist').map((row) => [row['bucket'], row['step'], String(row['message']).includes('60')])).toEqual([['1-30', 'a reminder', true]]);
  });

  test('plans are judged by the share of the period that is gone, and of tiers the next one counts (A115)', async () => {
    const result = await runOnFiles(
      { 'targets id=t': 'as_of: 2024-06-30' },
      {
        'orders.csv': `${orders}1,2024-02-01,A,p,x,1,600,300\n2,2024-03-01,B,p,x,1,100,50\n3,2023-12-01,B,p,x,1,999,50\n`,
        'customers.csv': 'customer_id,customer_name,manager\nA,Alpha,M1\nB,Beta,M2\n',
        'plans.csv': 'customer_id,manager,period_start,period_end,metric,plan_value,tier_threshold,tier_rate\nA,,2024-01-01,2024-12-31,revenue,500,500,2\nA,,2024-01-01,2024-12-31,revenue,1000,1000,3\n,M2,2024-01-01,2024-12-31,revenue,400,,\n',
      },
    );
    const gone = 182 / 366;
    expect(records(result, 't', 'targets').map((row) => [row['scope'], row['who'], row['plan'], row['fact'], row['state']])).toEqual([
      ['manager', 'M2', 400, 100, 'behind'],
      ['customer', 'Alpha', 1000, 600, 'ahead'],
    ]);
    expect(number(records(result, 't', 'targets')[1]?.['forecast'])).toBeCloseTo(600 / gone, 9);
    expect(number(records(result, 't', 'targets')[1]?.['bonus'])).toBeCloseTo(30, 9);
  });

  test('reasons are weighed by what their customers brought, and the unasked are named (A51)', async () => {
    const result = await runOnFiles(
      { 'reasons id=r': 'as_of: 2024-12-31' },
      {
        'orders.csv': `${orders}1,2024-01-10,A,p,x,1,100,40\n2,2024-01-10,B,p,x,1,300,200\n3,2024-02-10,C,p,x,1,50,0\n4,2024-12-01,D,p,x,1,50,0\n`,
        'progress.csv': 'customer_id,item,value,done,done_date\nA,Reason of silence,Late deliveries,yes,2024-06-01\nB,reason of leaving,late  deliveries,yes,2024-06-01\nB,reason of leaving,Site closed,yes,2024-09-01\n',
      },
    );
    expect(records(result, 'r', 'reasons').map((row) => [row['reason'], row['lapsed'], row['value'], row['fixable']])).toEqual([['Site closed', 1, 100, false], ['Late deliveries', 1, 60, true]]);
    expect(records(result, 'r', 'unasked').map((row) => row['customer_id'])).toEqual(['C']);
  });

  test('components of ownership are read with spaces and commas, and the price is told apart (A96)', async () => {
    const result = await runOnFiles(
      { 'tco id=t': '{}' },
      { 'orders.csv': `${orders}1,2024-01-10,A,p,x,1,100,40\n`, 'progress.csv': 'customer_id;item;value;done\nA;TCO: цена закупки;1 500,50;да\nA;TCO: логистика;499,50;да\nA;TCO: простои;не знаем;да\nA;Стратсессия;;да\n' },
    );
    expect(records(result, 't', 'components').map((row) => [row['component'], row['amount'], row['priced']])).toEqual([['цена закупки', 1500.5, 1], ['логистика', 499.5, 1], ['простои', 0, 0]]);
    expect(number(records(result, 't', 'customers')[0]?.['price_share'])).toBeCloseTo(0.75025, 9);
  });
});

describe('studies of terms, sources, channels, progress and rewards by hand', () => {
  const customers = 'customer_id,customer_name,customer_type,price_type,source,created_at,email,consent,payment_terms_days,manager\nA,Alpha,shop,P,fair,2024-01-01,a@x.com,yes,30,M1\nB,Beta,shop,P,fair,2024-01-01,,yes,60,M1\nC,Gamma,shop,P,web,2024-01-01,c@x.com,no,10,M2\n';
  const lines = `${orders.trim()},discount_pct,channel\n1,2024-01-10,A,p,x,1,90,45,10,site\n2,2024-06-10,A,p,x,1,90,45,10,site\n3,2024-06-01,C,q,y,1,50,40,50,phone\n4,2023-06-01,C,q,y,1,50,40,50,site\n`;
  const at = 'as_of: 2024-12-31';

  test('discounts of a group are by value, days to pay a plain and a weighted mean (A30)', async () => {
    const [group] = records(await runOnFiles({ 'terms id=t': at }, { 'orders.csv': lines, 'customers.csv': customers }), 't', 'groups');
    // list 100 + 100 + 100 against 230
    expect(number(group?.['discount'])).toBeCloseTo(1 - 230 / 300, 9);
    expect(number(group?.['terms_days'])).toBeCloseTo(100 / 3, 9);
    expect(number(group?.['terms_days_weighted'])).toBeCloseTo((30 * 180 + 10 * 50) / 230, 9);
    expect([group?.['customers'], group?.['buyers'], group?.['small']]).toEqual([3, 2, true]);
  });

  test('a source is worth what all its customers bring, and who may be written to has an address and a consent (A25, A36, A37)', async () => {
    const result = await runOnFiles({ 'sources id=s': at }, { 'orders.csv': lines, 'customers.csv': customers });
    expect(records(result, 's', 'sources').map((row) => [row['source'], row['customers'], row['bought'], row['soon'], row['profit_each'], row['contactable_share']])).toEqual([['fair', 2, 1, 1, 45, 0.5], ['web', 1, 1, 1, 10, 0]]);
    expect(records(result, 's', 'contactability').map((row) => [row['state'], row['customers']])).toEqual([['contactable', 1], ['no consent', 1], ['no address', 1]]);
    expect(records(result, 's', 'never').map((row) => row['customer_id'])).toEqual(['B']);
  });

  test('channels are those of most orders, then and now (A95)', async () => {
    const result = await runOnFiles({ 'channels id=c': at }, { 'orders.csv': lines, 'customers.csv': customers });
    expect(records(result, 'c', 'mix').map((row) => [row['channel'], row['orders'], row['orders_before'], row['is_web']])).toEqual([['site', 2, 1, true], ['phone', 1, 0, false]]);
    expect(records(result, 'c', 'moves').map((row) => [row['before'], row['now'], row['customers']])).toEqual([['site', 'phone', 1]]);
    expect(records(result, 'c', 'customers').map((row) => [row['customer_id'], row['web_share'], row['state']])).toEqual([['A', 1, 'mixed'], ['C', 0, 'offline']]);
  });

  test('steps are weighed, notes without weight left out, and what is late is told (A81, A82)', async () => {
    const result = await runOnFiles({ 'progress id=p': at }, { 'orders.csv': lines, 'customers.csv': customers, 'progress.csv': 'customer_id,item,done,done_date,plan_date,weight\nA,Session,yes,2024-03-01,,2\nA,Plan,no,,2024-06-01,1\nA,Visit,no,,2025-06-01,1\nA,Note,no,,,0\nC,Session,no,,,2\n', 'contacts.csv': 'customer_id,contact_name,decision_level\nA,Ann,2\nA,Bob,1\n' });
    expect(records(result, 'p', 'matrix').map((row) => [row['customer_id'], row['item'], row['state']])).toEqual([['A', 'Plan', 'late'], ['A', 'Session', 'done'], ['A', 'Visit', 'planned'], ['C', 'Session', 'open']]);
    expect(records(result, 'p', 'managers').map((row) => [row['manager'], row['completeness']])).toEqual([['M1', 0.5], ['M2', 0]]);
    expect(records(result, 'p', 'levels').map((row) => [row['level'], row['customers'], row['single']])).toEqual([[0, 1, 1], [2, 1, 0]]);
  });

  test('forms of reward are kept apart, joint marketing among them, and answers stand above what was measured (A52, A76, A77)', async () => {
    const result = await runOnFiles({ 'rewards id=r': at, 'maturity id=m': `${at}\nanswers: {progress: 2}` }, { 'orders.csv': lines, 'customers.csv': customers, 'plans.csv': 'customer_id,period_start,period_end,metric,plan_value,tier_threshold,tier_rate\nA,2024-01-01,2024-12-31,revenue,100,100,2\nA,2024-01-01,2024-12-31,revenue,500,500,5\n', 'campaigns.csv': 'customer_id,campaign_id,group,sent_at,cost\nA,Joint marketing,test,2024-05-01,25\nA,Mailing,test,2024-05-01,3\n' });
    expect(records(result, 'r', 'forms').map((row) => [row['form'], number(row['amount']).toFixed(2), row['customers']])).toEqual([['discount', '70.00', 2], ['joint_marketing', '25.00', 1], ['bonus', '3.60', 1]]);
    expect(records(result, 'r', 'basis')).toEqual([]);
    const pillars = records(result, 'm', 'pillars').map((row) => [row['pillar'], row['score'], row['measured']]);
    expect(pillars.find(([pillar]) => pillar === 'progress')).toEqual(['progress', 2, 0]);
    expect(pillars.map(([pillar]) => pillar)).toEqual(['segmentation', 'policy', 'progress', 'satisfaction']);
  });
});

describe('identities on random bases', () => {
  const line = fc.record({ customer: fc.constantFrom('A', 'B', 'C', 'D', 'E'), day: fc.integer({ min: 0, max: 700 }), category: fc.constantFrom('gloves', 'masks', 'boots'), qty: fc.integer({ min: -2, max: 6 }), price: fc.integer({ min: 1, max: 40 }) });
  const rowOf = ({ customer, day: at, category, qty, price }: typeof line extends fc.Arbitrary<infer T> ? T : never, index: number): string => `${customer}-${at},${day('2023-01-01', at)},${customer},${category}-${price % 3},${category},${qty},${qty * price},${(qty * price * 0.6).toFixed(2)},${index}\n`;
  const head = `${orders.trim()},line_no\n`;
  const types = 'customer_id,customer_name,customer_type,demand_annual\nA,Alpha,shop,500\nB,Beta,shop,\nC,Gamma,plant,20\nD,Delta,plant,90\nE,Epsilon,plant,3000\n';
  const cells = { 'levers id=levers': 'as_of: 2024-12-31', 'whitespace id=white': 'as_of: 2024-12-31', 'potential id=plan': 'as_of: 2024-12-31\ngaps: white\nchance: {white_space: 0.5, wallet: 0.1, return: 0.3}', 'rfm id=rfm': 'score: nested\nas_of: 2024-12-31', 'cube id=cube': 'axes: [ltv, frequency]\nas_of: 2024-12-31', 'progress id=steps': 'as_of: 2024-12-31', 'channels id=channels': 'as_of: 2024-12-31', 'outliers id=trend': 'as_of: 2024-12-31', 'next_order id=next': 'as_of: 2024-12-31', 'terms id=terms': 'as_of: 2024-12-31' };
  const sum = (result: RunResult, id: string, table: string, column: string): number => records(result, id, table).reduce((total, row) => total + number(row[column] ?? 0), 0);

  test('gross profit is its four levers multiplied, the plan is the sum of its parts and within demand, playbooks hold everybody', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 40 }), async (lines) => {
        const result = await runOnFiles(cells, { 'orders.csv': head + lines.map(rowOf).join(''), 'customers.csv': types });
        expect(result.cells.flatMap(({ id, error }) => (error ? [[id, error.message]] : []))).toEqual([]);
        const [identity] = records(result, 'levers', 'identity');
        if (identity?.['margin'] !== null && identity?.['margin'] !== undefined) expect(number(identity['active']) * number(identity['frequency']) * number(identity['average_check']) * number(identity['margin'])).toBeCloseTo(number(identity['gross_profit']), 6);
        for (const row of records(result, 'plan', 'customers')) {
          expect(number(row['plan'])).toBeCloseTo(number(row['base']) + number(row['white_space']) + number(row['wallet']) + number(row['comeback']), 6);
          if (row['demand'] !== null) expect(number(row['plan'])).toBeLessThanOrEqual(Math.max(number(row['base']), number(row['demand'])) + 1e-6);
        }
        const steps = new Map(records(result, 'plan', 'steps').map((row) => [row['step'], number(row['amount'])]));
        expect(steps.get('plan') ?? 0).toBeCloseTo(sum(result, 'plan', 'customers', 'plan'), 6);
        expect(sum(result, 'rfm', 'playbook', 'customers')).toBe(records(result, 'rfm', 'customers').length);
        expect(sum(result, 'cube', 'playbook', 'customers')).toBe(5);
        for (const row of records(result, 'rfm', 'customers')) for (const score of ['r', 'f', 'm']) expect([1, 2, 3]).toContain(row[score]);
      }),
      { numRuns: 6, seed: 11 },
    );
  });

  test('it does not matter into how many files the orders are split, nor in which order their rows stand', async () => {
    const told = (result: RunResult): string => JSON.stringify(result.cells.map(({ id, tables }) => [id, Object.entries(tables).map(([name, { rows }]) => [name, rows])]), (_, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(9)) : value));
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 4, maxLength: 40 }), fc.integer({ min: 1, max: 3 }), async (lines, parts) => {
        const rows = lines.map(rowOf);
        const whole = await runOnFiles(cells, { 'orders.csv': head + rows.join(''), 'customers.csv': types });
        const split = Object.fromEntries(Array.from({ length: parts + 1 }, (_, part) => [`orders-${part}.csv`, head + rows.filter((_row, index) => index % (parts + 1) === part).toReversed().join('')]));
        expect(told(await runOnFiles(cells, { ...split, 'customers.csv': types }))).toBe(told(whole));
      }),
      { numRuns: 3, seed: 12 },
    );
  });
});

describe('behavioural clusters', () => {
  test('find planted kinds that the given classes do not tell apart (A101)', async () => {
    const kinds = [{ gap: 10, value: 20, lines: 1 }, { gap: 90, value: 2000, lines: 5 }, { gap: 30, value: 200, lines: 2 }];
    const rows: string[] = [];
    for (let customer = 0; customer < 60; customer += 1) {
      const { gap, value, lines } = kinds[customer % 3] ?? { gap: 10, value: 1, lines: 1 };
      for (let at = customer % 7; at < 360; at += gap) for (let product = 0; product < lines; product += 1) rows.push(`${customer}-${at},${day('2024-01-01', at)},c${String(customer).padStart(2, '0')},p${product},k${product},1,${value + ((customer * 7 + at) % 5)},1\n`);
    }
    const types = `customer_id,customer_name,customer_type\n${Array.from({ length: 60 }, (_, customer) => `c${String(customer).padStart(2, '0')},N${customer},${customer % 2 === 0 ? 'even' : 'odd'}\n`).join('')}`;
    const result = await runOnFiles({ 'behaviour id=b': 'as_of: 2024-12-31\nk: 3', 'behaviour id=auto': 'as_of: 2024-12-31' }, { 'orders.csv': orders + rows.join(''), 'customers.csv': types });
    const found = new Map<number, Set<unknown>>();
    for (const row of records(result, 'b', 'customers')) found.set(Number(String(row['customer_id']).slice(1)) % 3, (found.get(Number(String(row['customer_id']).slice(1)) % 3) ?? new Set()).add(row['cluster']));
    expect([...found.values()].map((clusters) => clusters.size)).toEqual([1, 1, 1]);
    expect(new Set([...found.values()].flatMap((clusters) => [...clusters])).size).toBe(3);
    for (const row of records(result, 'b', 'explained')) expect(number(row['by_behaviour'])).toBeGreaterThan(number(row['by_class']));
    expect(sumOf(records(result, 'auto', 'clusters').map((row) => row['customers']))).toBe(60);
  });
});

const sumOf = (values: readonly unknown[]): number => values.reduce<number>((total, value) => total + Number(value), 0);
