import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Base } from '../../src/base/Base.ts';
import type { Database } from '../../src/database/Database.ts';
import { openNative } from '../../src/database/native.ts';
import { expectDone } from '../../src/database/outcome.ts';
import { ClientCards } from '../../src/start/ClientCards.ts';
import { linesSelect, makeBase } from '../fixtures/smallBase.ts';

const customers = `SELECT * FROM (VALUES ('alpha', 'Alpha Ltd', 'East'), ('beta', 'Beta Ltd', NULL), ('gamma', 'Gamma Ltd', 'West')) AS c(customer_id, customer_name, region)`;
const request = { asOf: '2025-07-31', windowDays: 365, placed: [] };

describe('the card of a customer', () => {
  let database: Database;
  let base: Base;
  let cards: ClientCards;

  beforeAll(async () => {
    database = await openNative();
    base = await makeBase(database, {
      customers,
      order_lines: linesSelect([
        ['A1', 'alpha', '2025-06-01', 'p1', 'gloves', 2, '80', null],
        ['A1', 'alpha', '2025-06-01', 'p2', 'masks', 1, '20', null],
        ['A2', 'alpha', '2025-07-20', 'p1', 'gloves', -1, '-40', null, true],
        ['A3', 'alpha', '2025-08-02', 'p1', 'gloves', 1, '40', null],
        ['B1', 'beta', '2025-05-05', 'p3', 'vests', 1, '500', null],
      ]),
    });
    cards = new ClientCards(database);
  });
  afterAll(() => database.close());

  it('adds the lines of an order up, keeps returns apart, and ends at the as-of date', async () => {
    const card = expectDone(await cards.read(base, 'alpha', request));
    expect(card.orders.map(({ order, date, net, isPurchase }) => [order, date, Number(net), isPurchase])).toEqual([['A1', '2025-06-01', 100, true], ['A2', '2025-07-20', -40, false]]);
  });

  it('places a value among the customers who have one', async () => {
    const { traits } = expectDone(await cards.read(base, 'beta', request));
    expect(traits.find(({ trait }) => trait === 'recency_days')).toEqual({ trait: 'recency_days', value: '87', known: 2, below: 1, same: 1 });
  });

  it('leaves a trait of a customer without orders empty, not zero', async () => {
    const { traits, orders } = expectDone(await cards.read(base, 'gamma', request));
    expect([orders, traits.find(({ trait }) => trait === 'recency_days')?.value]).toEqual([[], null]);
  });

  it('is stopped when asked to, and the next one is read as ever', async () => {
    const stop = new AbortController();
    const asked = cards.read(base, 'alpha', { ...request, windowDays: 91 }, stop.signal);
    stop.abort();
    expect(await asked).toMatchObject({ ok: false, error: { kind: 'cancelled' } });
    expect(expectDone(await cards.read(base, 'alpha', { ...request, windowDays: 91 })).windowDays).toBe(91);
  });

  it('names the columns that a trait misses', async () => {
    const { absent } = expectDone(await cards.read(base, 'alpha', request));
    expect(absent.find(({ trait }) => trait === 'share_of_wallet')?.needs.length).toBeGreaterThan(0);
  });

  it('shows filled details alone, and the segments that cells place the customer in', async () => {
    expectDone(await database.run(`CREATE OR REPLACE TABLE main.placed AS SELECT 'beta' AS customer_id, 'VIP' AS segment`));
    const placed = [{ cell: 'rfm', relation: '"main"."placed"' }];
    const [alpha, beta] = [expectDone(await cards.read(base, 'alpha', { ...request, placed })), expectDone(await cards.read(base, 'beta', { ...request, placed }))];
    expect([alpha.details, alpha.segments, beta.details, beta.segments]).toEqual([[{ field: 'region', value: 'East' }], [], [], [{ cell: 'rfm', segment: 'VIP' }]]);
  });

  it('follows another as-of date', async () => {
    const { traits } = expectDone(await cards.read(base, 'beta', { ...request, asOf: '2025-06-05' }));
    expect(traits.find(({ trait }) => trait === 'recency_days')?.value).toBe('31');
  });

  it('says that there is no such customer', async () => {
    const card = await cards.read(base, 'nobody', request);
    expect(card.ok ? null : card.error.kind).toBe('missing');
  });
});
