import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeCsv } from '../writeCsv.ts';
import { compareResults, differenceOf, type Placement, type ReadableResult } from './compareResults.ts';
import { handOver, inCodes } from './handOver.ts';

const placement = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 40 }).map(String), fc.constantFrom('gold', 'silver', 'lead'), fc.integer({ min: 0, max: 500 })), { selector: ([id]) => id }).map((rows): Placement => new Map(rows.map(([id, segment, amount]) => [id, { name: `Client ${id}`, segment, amount }])));
const sum = (list: readonly number[]): number => list.reduce((total, n) => total + n, 0);

describe('two results', () => {
  it('account for every customer of both, once', () => {
    fc.assert(
      fc.property(placement, placement, (before, now) => {
        const { clients, segments, streams, counts } = compareResults(before, now);
        expect(new Set(clients.map(({ customer }) => customer))).toEqual(new Set([...before.keys(), ...now.keys()]));
        expect(clients.length).toBe(sum(Object.values(counts)));
        expect(sum(segments.map((segment) => segment.before))).toBe(before.size);
        expect(sum(segments.map((segment) => segment.now))).toBe(now.size);
        for (const segment of segments) expect(segment.before + segment.came - segment.left).toBe(segment.now);
        expect(sum(streams.map(({ customers }) => customers))).toBe(counts.moved + counts.new + counts.gone);
        expect(sum(segments.map(({ amount }) => amount))).toBe(sum([...now.values()].map(({ amount }) => amount ?? 0)));
      }),
    );
  });

  it('are mirrored when their order is', () => {
    fc.assert(
      fc.property(placement, placement, (before, now) => {
        const [there, back] = [compareResults(before, now), compareResults(now, before)];
        const key = (stream: { from: string | null; to: string | null; customers: number }): string => `${stream.from}>${stream.to}:${stream.customers}`;
        expect(back.streams.map(({ from, to, customers }) => key({ from: to, to: from, customers })).sort()).toEqual(there.streams.map(key).sort());
        expect([back.counts.new, back.counts.gone]).toEqual([there.counts.gone, there.counts.new]);
      }),
    );
  });

  it('of one notebook differ in nothing when they are the same', () => {
    const difference = differenceOf(result([['1', 'Alfa', 'gold', '10.50']]), result([['1', 'Alfa', 'gold', '10.50']]));
    expect(difference.cells[0]?.counts).toEqual({ new: 0, moved: 0, same: 1, gone: 0 });
    expect(difference.cells[0]?.streams).toEqual([]);
    expect(difference.figures).toEqual([{ cell: 'total', column: 'clients', before: 1, now: 1 }]);
  });
});

const result = (rows: readonly (readonly string[])[]): ReadableResult => ({
  notebook: { title: 'Who' },
  cells: [
    {
      id: 'who',
      kind: 'cube',
      tables: {
        customers: { columns: ['customer_id', 'customer_name', 'segment', 'revenue'].map((name) => ({ name, type: name === 'revenue' ? 'DECIMAL(18,4)' : 'VARCHAR' })), rows },
        playbook: { columns: ['cell', 'tactic', 'owner', 'next', 'due'].map((name) => ({ name, type: 'VARCHAR' })), rows: [] },
      },
    },
    { id: 'total', kind: 'sql', tables: { result: { columns: [{ name: 'clients', type: 'BIGINT' }], rows: [[rows.length]] } } },
  ],
});

describe('a handover', () => {
  const [cell] = result([['1', '=HYPERLINK("x")', 'gold', '10.50'], ['2', 'Beta', 'lead', '3.00']]).cells;
  const before: Placement = new Map([['2', { name: 'Beta', segment: 'gold', amount: 9 }], ['3', { name: 'Gone', segment: 'lead', amount: 1 }]]);
  const now: Placement = new Map([['1', { name: '=HYPERLINK("x")', segment: 'gold', amount: 10.5 }], ['2', { name: 'Beta', segment: 'lead', amount: 3 }]]);
  const decided = new Map([['gold', { tactic: 'Keep', owner: 'Desk 1', next: null, due: null }]]);
  if (!cell) throw new Error('no cell');

  it('says of each customer what changed, and what was decided', () => {
    const sheet = handOver(cell, compareResults(before, now), { names: true, scores: true, changesOnly: false, decided });
    const at = (name: string) => sheet.columns.findIndex((column) => column.name === name);
    expect(sheet.rows.map((row) => ['customer_id', 'segment', 'tactic', 'change', 'previous_segment', 'revenue'].map((name) => row[at(name)]))).toEqual([
      ['1', 'gold', 'Keep', 'new', null, '10.50'],
      ['2', 'lead', null, 'moved', 'gold', '3.00'],
      ['3', null, null, 'gone', 'lead', null],
    ]);
  });

  it('leaves names and unchanged customers out when asked to, and no text is a formula', () => {
    const unchanged = handOver(cell, compareResults(now, now), { names: true, scores: false, changesOnly: true, decided });
    expect(unchanged.rows).toEqual([]);
    const nameless = handOver(cell, compareResults(before, now), { names: false, scores: true, changesOnly: false, decided });
    expect(JSON.stringify(nameless)).not.toContain('Beta');
    const csv = writeCsv(handOver(cell, compareResults(before, now), { names: true, scores: true, changesOnly: false, decided }), 'en');
    expect(csv.split(/[\r\n,;]+/u).filter((field) => /^"?[=+@]/u.test(field))).toEqual([]);
  });
});

it('a list in codes names nobody, and its key leads back to everybody', () => {
  const comparison = compareResults(new Map([['K1', { name: 'Alder GmbH', segment: 'gold', amount: 1 }]]), new Map([['K2', { name: 'Birch Ltd', segment: 'lead', amount: 2 }]]));
  const sheet = { name: 'who', columns: [{ name: 'customer_id', type: 'VARCHAR' }, { name: 'customer_name', type: 'VARCHAR' }, { name: 'change', type: 'VARCHAR' }, { name: 'responsible', type: 'VARCHAR' }], rows: [['K1', 'Alder GmbH', 'gone', 'Ewa M.'], ['K2', 'Birch Ltd', 'new', null]] };
  const coded = inCodes(sheet, comparison, ['Ewa M.']);
  expect(JSON.stringify([coded.sheet, coded.comparison])).not.toMatch(/K1|K2|Alder|Birch|Ewa/u);
  expect(coded.sheet.rows.map(([code, change]) => [coded.key.get(String(code))?.id, change])).toEqual([['K1', 'gone'], ['K2', 'new']]);
});
