import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nameRfmCell } from '../../src/cells/rfm/names.ts';
import { locales } from '../../src/messages/locale.ts';
import { records, runOnFiles, shared } from './runCells.ts';

const orders = 'order_id,order_date,customer_id,product_id,category,qty,net_amount,cost\n';
const at = 'as_of: 2024-12-31';
const number = (value: unknown): number => Number(value);
const digits = [3, 2, 1] as const;
const methods = join(shared, 'METHODS.md');

describe('the 27 names of METHODS A.6', () => {
  test.skipIf(!existsSync(methods))('are those of the table', async () => {
    const section = (await readFile(methods, 'utf8')).split('### A.6')[1]?.split('### A.7')[0] ?? '';
    const written = [...section.matchAll(/(\d{3}) ([^·|(]+?) *(?:\([^)]*\))?(?= *[·|])/g)].map(([, key = '', name = '']) => [key, name]);
    expect(written).toHaveLength(27);
    expect(written.map(([key = '']) => [key, nameRfmCell([Number(key[0]), Number(key[1]), Number(key[2])], 3, 'en')])).toEqual(written);
  });

  test('are all different in each language', () => {
    for (const locale of locales) {
      const names = digits.flatMap((r) => digits.flatMap((f) => digits.map((m) => nameRfmCell([r, f, m], 3, locale))));
      expect([new Set(names).size, names.filter((name) => /^\d/.test(name))]).toEqual([27, []]);
    }
  });
});

describe('tables of studies, by hand', () => {
  test('the panel of base health has nineteen figures and those who never bought; managers have their active share (A28, A35)', async () => {
    const result = await runOnFiles({ 'health id=h': `${at}\nwindow_days: 100` }, {
      // A bought in both windows, B came back after one without, C lapsed, D is new, E has been silent for a year, F never bought
      'orders.csv': `${orders}1,2024-08-01,A,p,x,1,100,50\n2,2024-12-01,A,p,x,1,100,50\n3,2024-03-01,B,p,x,1,100,50\n4,2024-12-01,B,p,x,1,200,120\n5,2024-08-01,C,p,x,1,100,50\n6,2024-12-05,D,p,x,1,300,200\n7,2023-06-01,E,p,x,1,50,40\n`,
      'customers.csv': 'customer_id,customer_name,manager,email,consent\nA,A,M1,a@x.com,yes\nB,B,M1,b@x,yes\nC,C,M1,c@x.com,no\nD,D,M2,d@x.com,yes\nE,E,M2,,yes\nF,F,M2,f@x.com,yes\n',
    });
    const panel = records(result, 'h', 'panel');
    const now = new Map(panel.map((row) => [row['metric'], row['value']]));
    expect(panel).toHaveLength(20);
    expect(['Customers in the base', 'Active customers', 'New buyers', 'Came back after a window without purchases', 'Lapsed since the window before', 'Churn', 'LTV: gross income of 365 days per buyer', 'Dead: no purchase for a year, share of all buyers', 'Can be written to, share of the base'].map((metric) => now.get(metric))).toEqual([6, 3, 1, 1, 1, 0.5, (50 + 50 + 50 + 80 + 50 + 100) / 4, 0.2, 3 / 6]);
    expect(records(result, 'h', 'managers').map((row) => [row['manager'], row['customers'], row['active'], row['revenue']])).toEqual([['M1', 3, 2, 300], ['M2', 3, 1, 300]]);
  });

  test('who asks for the shortest leads is urgent, who for the same lead every time needs it to the day (A91)', async () => {
    const leads = { urgent: [1, 1, 9], steady: [10, 10, 11], usual: [5, 20, 12], rare: [1] };
    const told = Object.entries(leads).flatMap(([customer, days]) => days.map((lead, index) => ({ id: `${customer}${index}`, customer, due: `2024-05-${String(1 + lead).padStart(2, '0')}`, late: customer === 'urgent' && index === 0 })));
    const result = await runOnFiles({ 'otif id=o': at }, {
      'orders.csv': orders + told.map(({ id, customer }) => `${id},2024-05-01,${customer},p,x,1,10,5\n`).join(''),
      'deliveries.csv': `order_id,requested_date,promised_date,actual_date\n${told.map(({ id, due, late }) => `${id},${due},2024-05-25,${late ? '2024-05-26' : '2024-05-25'}\n`).join('')}`,
    });
    expect(records(result, 'o', 'needs').map((row) => [row['customer_id'], row['need'], row['lead_days'], number(row['missed_share']).toFixed(6)])).toEqual([['urgent', 'urgent', 1, '0.333333'], ['steady', 'window', 10, '0.000000'], ['usual', 'usual', 12, '0.000000']]);
    expect(records(result, 'o', 'modes').map((row) => [row['need'], row['customers'], row['orders']])).toEqual([['urgent', 1, 3], ['usual', 1, 3], ['window', 1, 3]]);
  });

  test('those who answered stand beside those who did not, and answers are counted against orders (A87)', async () => {
    const result = await runOnFiles({ 'csi id=c': at }, {
      'orders.csv': `${orders}1,2024-05-01,A,p,x,1,100,5\n2,2024-06-01,A,p,x,1,100,5\n3,2024-05-01,B,p,x,1,50,5\n4,2024-05-01,C,p,x,1,150,5\n`,
      'surveys.csv': 'response_id,customer_id,response_date,touchpoint,score,scale_max,order_id\nr1,A,2024-05-02,driver,4,5,1\n',
    });
    expect(records(result, 'c', 'coverage').map((row) => [row['answer'], row['customers'], row['revenue_each'], row['orders_each'], row['revenue_share']])).toEqual([['answered', 1, 200, 2, 0.5], ['silent', 2, 100, 1, 0.5]]);
    expect(records(result, 'c', 'summary')[0]?.['orders_answered']).toBe(0.25);
    expect(result.cells[0]?.findings.map(({ kind }) => kind)).toContain('bias');
  });

  test('the dead who were written to three times in vain are left in peace, and reactivation is told beside those left alone (A46, A47)', async () => {
    const people = Array.from({ length: 14 }, (_, index) => `c${String(index).padStart(2, '0')}`);
    const sent = (customer: string, group: string, days: readonly string[], response = 'no'): string => days.map((day) => `${customer},back,${group},${day},${response}\n`).join('');
    const spring = ['2024-06-01', '2024-07-01', '2024-08-01'];
    const result = await runOnFiles({ 'dead_base id=d': at }, {
      'orders.csv': orders + people.map((customer) => `${customer},2024-01-01,${customer},p,x,1,100,50\n`).join('') + 'back,2024-06-20,c03,p,x,1,100,50\n',
      'campaigns.csv': `customer_id,campaign_id,group,sent_at,response\n${sent('c00', 'test', spring)}${sent('c01', 'test', spring, 'yes')}${sent('c02', 'test', spring)}${sent('c03', 'test', ['2024-06-01'])}${sent('c04', 'control', spring)}`,
      'visits.csv': 'customer_id,visit_date\nc02,2024-09-01\n',
    });
    expect(records(result, 'd', 'suppress').map((row) => [row['customer_id'], row['touches'], row['last_touch']])).toEqual([['c00', 3, '2024-08-01']]);
    expect(records(result, 'd', 'reactivation').map((row) => [row['written_to'], row['customers'], row['returned']])).toEqual([[false, 1, 0], [true, 4, 1]]);
  });

  test('the check has its median and a mean without its ends beside it (A08)', async () => {
    const result = await runOnFiles({ 'check id=c': at }, { 'orders.csv': orders + [10, 20, 30, 40, 50, 60, 70, 80, 90, 1000, 5000].map((net, index) => `${index},2024-05-01,A,p,x,1,${net},5\n`).join('') });
    const now = records(result, 'c', 'windows').find((row) => row['span'] === 'now');
    // ten and ninety per cent of eleven values are the second and the tenth
    expect([now?.['median_check'], number(now?.['trimmed_check'])]).toEqual([60, (20 + 30 + 40 + 50 + 60 + 70 + 80 + 90 + 1000) / 9]);
  });

  test('visits have their money and minutes, orders those that nobody called for, and who is over-visited may order by the web (A103, A117)', async () => {
    const result = await runOnFiles({ 'visits id=v': at }, {
      'orders.csv': `${orders.trim()},channel\n1,2024-05-02,A,p,x,1,100,5,phone\n2,2024-06-01,A,p,x,1,60,5,site\n3,2024-06-01,B,p,x,1,40,5,phone\n`,
      'visits.csv': 'customer_id,visit_date,manager,duration_min\nA,2024-05-01,M1,30\nA,2024-09-01,M1,40\nB,2024-09-01,M1,20\n',
    });
    const [manager] = records(result, 'v', 'managers');
    expect([manager?.['revenue_per_visit'], manager?.['minutes_per_order']]).toEqual([100 / 3, 90]);
    expect(records(result, 'v', 'unvisited_orders')).toEqual([{ orders: 3, without_visit: 2, without_share: 2 / 3 }]);
    expect(records(result, 'v', 'customers').map((row) => [row['customer_id'], row['web_share'], row['web_ready']])).toEqual([['A', 0.5, true], ['B', 0, false]]);
  });

  test('gross profit moves by volume, mix, price and cost, exactly (B18)', async () => {
    const result = await runOnFiles({ 'bridge id=b': at }, { 'orders.csv': `${orders}1,2023-05-01,A,p,x,10,100,60\n2,2023-05-01,A,q,x,10,100,90\n3,2024-05-01,A,p,x,20,220,140\n4,2024-05-01,B,r,x,5,50,20\n5,2024-06-01,A,p,x,-1,-11,-7\n` });
    const steps = new Map(records(result, 'b', 'margin').map((row) => [row['step'], number(row['amount'])]));
    expect([steps.get('before'), steps.get('now'), steps.get('price'), steps.get('cost'), steps.get('returns')].map((value) => value?.toFixed(6))).toEqual(['50.000000', '106.000000', '15.000000', '-15.000000', '-4.000000']);
    // at mean prices 10.5, 10 and 10 the value sold went from 205 to 260
    expect(steps.get('volume')).toBeCloseTo(50 * (260 / 205 - 1), 9);
    expect(50 + (steps.get('volume') ?? 0) + (steps.get('mix') ?? 0) + 15 - 15 - 4).toBeCloseTo(106, 9);
  });

  test('a pair carries the chance of so many baskets by Fisher, and what is left of it among all pairs by Benjamini and Hochberg (B14)', async () => {
    const baskets = [['a', 'b'], ['a', 'b'], ['a', 'b'], ['a', 'c'], ['b', 'd'], ['c', 'd'], ['c', 'e'], ['d', 'e'], ['e'], ['e']];
    const result = await runOnFiles({ 'pairs id=p': 'min_orders: 1' }, { 'orders.csv': orders + baskets.flatMap((items, basket) => items.map((item) => `${basket},2024-05-01,A,${item},x,1,10,5\n`)).join('') });
    const rules = records(result, 'p', 'rules');
    const rule = rules.find((row) => row['left_item'] === 'a' && row['right_item'] === 'b');
    // (C(4,3)·C(6,1) + C(4,4)) / C(10,4)
    expect(number(rule?.['p_value'])).toBeCloseTo(25 / 210, 9);
    const sorted = rules.map((row) => number(row['p_value'])).toSorted((one, other) => one - other);
    for (const row of rules) {
      const wanted = Math.min(...sorted.map((p, index) => (p >= number(row['p_value']) - 1e-12 ? (p * sorted.length) / (index + 1) : Infinity)));
      expect(number(row['q_value'])).toBeCloseTo(wanted, 9);
    }
  });

  test('suggestions are followed from the offer to the order (A74)', async () => {
    const rows = ['A', 'B', 'C', 'D'].map((customer, index) => `${index}g,2024-05-01,${customer},p,gloves,1,100,5\n${customer === 'D' ? '' : `${index}m,2024-${customer === 'C' ? '11' : '05'}-01,${customer},q,masks,1,50,5\n`}`);
    const result = await runOnFiles({ 'whitespace id=w': at }, {
      'orders.csv': orders + rows.join(''),
      'customers.csv': 'customer_id,customer_name,manager\nA,A,M1\nB,B,M1\nC,C,M1\nD,D,M2\n',
      'progress.csv': 'customer_id,item,done,done_date\nC,Masks,yes,2024-09-01\nD,masks,yes,2024-09-01\nD,session,yes,2024-09-01\n',
    });
    expect(records(result, 'w', 'adoption').map((row) => [row['manager'], row['offered'], row['bought']])).toEqual([['M1', 1, 1], ['M2', 1, 0]]);
  });

  test('the autogroups of the source hold whom they should, zero buyers among them (A107 to A111)', async () => {
    const rule = (id: string, text: string): [string, string] => [`segment id=${id}`, `as_of: 2024-12-15\nname: ${id}\nrule: ${text}`];
    const cells = Object.fromEntries([
      rule('example', '{all: [{column: customer_type, op: "=", value: Drogerie}, {column: region, op: "=", value: Centralny}, {sum: net_amount, where: "category = \'shampoo\'", window: last full month, op: "<", value: 1000}]}'),
      rule('unseen', '{sum: visits, window: 30, op: "=", value: 0}'),
      rule('silent', '{sum: orders, window: 91, op: "=", value: 0}'),
      rule('twice', '{sum: visits, window: last full month, op: "=", value: 2}'),
      rule('large', '{sum: net_amount, window: last full month, op: ">", value: 10000}'),
      rule('steady', '{sum: net_amount, window: last 3 full months, op: ">", value: 30000}'),
    ]);
    const result = await runOnFiles(cells, {
      'customers.csv': 'customer_id,customer_name,customer_type,region\nA,A,Drogerie,Centralny\nB,B,Drogerie,Centralny\nC,C,Apteka,Centralny\nD,D,Drogerie,Centralny\n',
      // A bought shampoo for 1,500 in November, B none at all, D for 900 in November and 900 in December
      'orders.csv': `${orders}1,2024-11-10,A,s,shampoo,1,1500,5\n2,2024-11-12,A,t,soap,1,9000,5\n3,2024-11-30,D,s,shampoo,1,900,5\n4,2024-12-01,D,s,shampoo,1,900,5\n5,2024-07-01,C,s,soap,1,40000,5\n6,2024-09-01,C,s,soap,1,30001,5\n`,
      'visits.csv': 'customer_id,visit_date\nA,2024-11-01\nA,2024-11-30\nB,2024-10-31\nB,2024-11-15\nC,2024-12-10\n',
    });
    const members = (id: string) => records(result, id, 'customers').map((row) => row['customer_id']);
    expect(['example', 'unseen', 'silent', 'twice', 'large', 'steady'].map(members)).toEqual([['B', 'D'], ['B', 'D'], ['B', 'C'], ['A'], ['A'], ['C']]);
  });
});
