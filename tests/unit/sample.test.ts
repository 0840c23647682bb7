import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import story from '../fixtures/sample-story.json' with { type: 'json' };

const root = new URL('../../', import.meta.url).pathname;
const folder = join(root, 'public/sample');
const rowsOf = (name: string, encoding: string, delimiter: string): string[][] => new TextDecoder(encoding).decode(readFileSync(join(folder, name))).split(/\r?\n/u).map((line) => line.split(delimiter));
const cents = (text: string): number => Math.round(Number(text.replaceAll('\u00A0', '').replace(',', '.')) * 100);

const lines = rowsOf('sales-1c.csv', 'windows-1251', ';')
  .filter((row) => /^(СП|ВЗ)-/u.test(row[0] ?? ''))
  .map(([order = '', date = '', , customer = '', , , category = '', , , discount = '', net = '', , , desk = '']) => ({ order, day: date.split('.').toReversed().join('-'), customer, category, discount: Number(discount), net: cents(net), desk }));
const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
const revenue = (customer: string, year: string): number => sum(lines.filter((line) => line.customer === customer && line.day.startsWith(year)).map(({ net }) => net));

describe('the sample client', () => {
  it('is what its generator writes, to the byte', () => {
    const fresh = mkdtempSync(join(tmpdir(), 'sample-'));
    execFileSync(process.execPath, [join(root, 'tests/tools/make-sample.mjs'), '--out', fresh, '--story', join(fresh, 'story.json')]);
    for (const name of readdirSync(folder)) expect(readFileSync(join(fresh, name)).equals(readFileSync(join(folder, name))), name).toBe(true);
    expect(JSON.parse(readFileSync(join(fresh, 'story.json'), 'utf8'))).toEqual(story);
    rmSync(fresh, { recursive: true });
  });

  it('weighs at most 3 MB', () => {
    expect(sum(readdirSync(folder).map((name) => statSync(join(folder, name)).size))).toBeLessThan(3_000_000);
  });

  it('has a total row that is the sum of its rows', () => {
    expect(lines).toHaveLength(story.sales.rows);
    expect(sum(lines.map(({ net }) => net)) / 100).toBeCloseTo(Number(story.sales.totalNet), 2);
  });

  it('has a key account that was among the largest and shrinks', () => {
    const customers = [...new Set(lines.map(({ customer }) => customer))].filter((customer) => customer !== '');
    const rank = customers.map((customer) => revenue(customer, '2023')).toSorted((one, other) => other - one).indexOf(revenue(story.shrinking, '2023'));
    expect(rank).toBeLessThan(5);
    expect(revenue(story.shrinking, '2024')).toBeLessThan(revenue(story.shrinking, '2023') * 0.4);
  });

  it('has buyers of masks who never buy vests, though their peers do', () => {
    const bought = (customer: string, category: string): boolean => lines.some((line) => line.customer === customer && line.category === category);
    expect(story.masksWithoutVests.length).toBeGreaterThan(25);
    expect(story.masksWithoutVests.filter((customer) => bought(customer, 'Жилеты сигнальные'))).toEqual([]);
    expect(story.masksWithoutVests.filter((customer) => !bought(customer, 'Маски и респираторы'))).toEqual([]);
    const peers = Object.entries(story.profiles).flatMap(([customer, profile]) => (profile === 'regular' && !story.masksWithoutVests.includes(customer) ? [customer] : []));
    expect(peers.filter((customer) => bought(customer, 'Жилеты сигнальные')).length / peers.length).toBeGreaterThan(0.7);
  });

  it('has giants with three suppliers or more that spend little with us', () => {
    const customers = new Map(rowsOf('customers.csv', 'utf-8', ',').map((row) => [row[0], row]));
    for (const id of story.untouchedGiants) {
      const [, , , , , , , suppliers = '', demand = ''] = customers.get(id) ?? [];
      expect(suppliers === '' || Number(suppliers) >= 3, id).toBe(true);
      expect(revenue(id, '2024') / 100 / Number(demand), id).toBeLessThan(0.1);
    }
  });

  it('leaks discounts at one desk', () => {
    const mean = (desk: (name: string) => boolean): number => {
      const chosen = lines.filter((line) => desk(line.desk));
      return sum(chosen.map(({ discount }) => discount)) / chosen.length;
    };
    expect(mean((name) => name === story.leakingDesk)).toBeGreaterThan(2 * mean((name) => name !== story.leakingDesk));
  });

  it('has one touchpoint whose score goes with the value of a customer', () => {
    const scores = new Map<string, Map<string, number>>();
    for (const [, customer = '', , touchpoint = '', score = ''] of rowsOf('survey.csv', 'utf-8', ',').slice(1, -1)) scores.set(customer, (scores.get(customer) ?? new Map()).set(touchpoint, Number(score)));
    const values = new Map<string, number>();
    for (const customer of scores.keys()) {
      const nets = lines.filter((line) => line.customer === customer && line.net > 0).map(({ net }) => net);
      if (nets.length > 3) values.set(customer, sum(nets.map(Math.log)) / nets.length);
    }
    const correlation = (touchpoint: string): number => {
      const pairs = [...values].map(([customer, value]) => [scores.get(customer)?.get(touchpoint) ?? 0, value] as const);
      const [meanX, meanY] = [sum(pairs.map(([x]) => x)) / pairs.length, sum(pairs.map(([, y]) => y)) / pairs.length];
      const moment = (of: (x: number, y: number) => number): number => sum(pairs.map(([x, y]) => of(x - meanX, y - meanY)));
      return moment((x, y) => x * y) / Math.sqrt(moment((x) => x * x) * moment((_, y) => y * y));
    };
    const strengths = Object.keys(story.effectOnLogValue).map((touchpoint) => [touchpoint, correlation(touchpoint)] as const).toSorted((one, other) => other[1] - one[1]);
    expect(strengths[0]?.[0]).toBe('delivery');
    expect(strengths[0]?.[1]).toBeGreaterThan(0.2);
    expect(strengths[0]?.[1]).toBeGreaterThan((strengths[1]?.[1] ?? 0) + 0.1);
  });
});
