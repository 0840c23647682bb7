import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyRules } from '../../src/base/applyRules.ts';
import type { Base } from '../../src/base/Base.ts';
import { loadBase } from '../../src/base/loadBase.ts';
import { cellKinds } from '../../src/cells/kinds.ts';
import { readData } from '../../src/cli/readData.ts';
import type { Database } from '../../src/database/Database.ts';
import { openNative } from '../../src/database/native.ts';
import { expectDone } from '../../src/database/outcome.ts';
import { parseNotebook } from '../../src/notebook/parseNotebook.ts';
import { NotebookSession, vocabularyOf } from '../../src/session/NotebookSession.ts';
import { readTrend } from '../../src/start/readTrend.ts';
import { sample } from './runCells.ts';

const text = `
\`\`\`cube id=who
axes:
  - { trait: frequency, bands: { quantiles: 3 } }
  - { trait: revenue, bands: { quantiles: 3 } }
\`\`\`

\`\`\`sql id=people
SELECT count(*) AS customers, (SELECT count(DISTINCT customer_id) FROM orders) AS buyers FROM customers
\`\`\`

\`\`\`sql id=placed
SELECT count(*) AS customers FROM who
\`\`\`

\`\`\`sql id=named
SELECT count(*) AS customers FROM who.customers
\`\`\`

\`\`\`concentration id=abc
\`\`\`
`;

describe.skipIf(!existsSync(join(sample, 'customers.csv')))('looking at some customers alone', () => {
  let database: Database;
  let base: Base;
  let session: NotebookSession;
  beforeAll(async () => {
    database = await openNative();
    const data = expectDone(await readData(sample));
    base = expectDone(await applyRules(database, expectDone(await loadBase(database, data.files, { mapping: data.mapping, rules: {} })), {}));
    session = new NotebookSession({ notebook: parseNotebook(text, vocabularyOf(cellKinds, base.tables.map(({ name }) => name))), database, base, kinds: cellKinds, locale: 'en' });
    session.graph.run();
    await session.graph.settled();
  });
  afterAll(() => database.close());

  const first = async (cell: string): Promise<unknown[]> => {
    const state = session.graph.state(cell);
    if (state.status !== 'done') throw new Error(`${cell}: ${JSON.stringify(state)}`);
    return expectDone(await database.run(`FROM ${state.result.evaluation.tables[0]?.relation ?? ''} LIMIT 1`)).row(0).map(Number);
  };
  const views = async () => expectDone(await database.run("SELECT view_name, sql FROM duckdb_views() WHERE schema_name = 'main' AND NOT internal ORDER BY view_name")).rows();

  test('runs the notebook as if the base held nobody else, keeps the bands of the whole base, and puts everything back', async () => {
    const before = { views: await views(), people: await first('people'), abc: session.graph.state('abc').result?.evaluation.tables[0]?.rowCount, who: session.graph.state('who') };
    const chosen = expectDone(await database.run("SELECT customer_id FROM who.customers WHERE frequency_band = 'high' AND revenue_band = 'high' ORDER BY customer_id")).column('customer_id').map(String);
    expect(chosen.length).toBeGreaterThan(20);

    session.lookAt({ cell: 'who', customers: chosen });
    await session.graph.settled();
    expect(await first('people')).toEqual([chosen.length, chosen.length]);
    expect(await first('placed')).toEqual([chosen.length]);
    expect(await first('named')).toEqual([chosen.length]);
    expect(session.graph.state('abc').result?.evaluation.tables[0]?.rowCount).toBe(chosen.length);
    // neither run again nor narrowed
    expect(session.graph.state('who')).toBe(before.who);
    expect(expectDone(await database.run('SELECT count(*) FROM who.customers')).only).toEqual(expectDone(await database.run('SELECT count(*) FROM main.customers')).only);
    expect(await views()).toEqual(before.views);

    session.lookAt(null);
    await session.graph.settled();
    expect(await first('people')).toEqual(before.people);
    expect(session.graph.state('abc').result?.evaluation.tables[0]?.rowCount).toBe(before.abc);
  });

  test('puts everything back after a cell that fails too', async () => {
    const before = await views();
    session.update(parseNotebook(`${text}\n\`\`\`sql id=broken\nSELECT 1 / CAST('x' AS INTEGER)\n\`\`\`\n`, vocabularyOf(cellKinds, base.tables.map(({ name }) => name))));
    session.lookAt({ cell: 'who', customers: ['nobody'] });
    await session.graph.settled();
    expect(session.graph.state('broken').status).toBe('failed');
    expect(await first('people')).toEqual([0, 0]);
    expect(await views()).toEqual(before);
    session.lookAt(null);
    await session.graph.settled();
  });

  test('shows what they bought month by month: the months sum to their purchases', async () => {
    const asOf = base.asOf ?? '';
    const chosen = expectDone(await database.run('SELECT customer_id FROM main.customers ORDER BY customer_id LIMIT 40')).column('customer_id').map(String);
    const trend = expectDone(await readTrend(database, base, chosen, asOf));
    expect(trend?.months.length).toBe(24);
    const sum = expectDone(
      await database.run(`SELECT CAST(sum(net_amount) AS DOUBLE) FROM main.order_lines WHERE order_date <= DATE '${asOf}' AND date_sub('month', CAST(order_date AS TIMESTAMP), TIMESTAMP '${asOf}') < 24 AND customer_id IN (${chosen.map((id) => `'${id}'`).join(', ')})`),
    ).only;
    expect(trend?.months.reduce((total, net) => total + net, 0)).toBeCloseTo(Number(sum), 4);
    expect(trend?.change).not.toBeNull();
  });
});
