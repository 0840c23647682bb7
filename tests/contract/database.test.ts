import { expect, test } from 'vitest';
import { expectDone } from '../../src/database/outcome.ts';
import { openNative } from '../../src/database/native.ts';
import { openWasmInNode } from '../../src/database/wasmNode.ts';
import { holdToContract } from './databaseContract.ts';

holdToContract('native DuckDB', () => openNative());
holdToContract('DuckDB in WebAssembly under Node', () => openWasmInNode());

/** a list of 100 MB, which cannot go to disk */
const tooMuch = "SELECT len(list(repeat('x', 1000) || range)) FROM range(100000)";

test('a query that wants more memory than there is ends with what to do, and the engine goes on with its tables', async () => {
  const database = await openNative({ memoryLimit: '64MB' });
  expectDone(await database.run('CREATE TABLE kept AS SELECT range AS i FROM range(1000)'));
  expect(await database.run(tooMuch)).toMatchObject({ ok: false, error: { kind: 'memory', message: expect.stringMatching(/^Out of Memory Error/), hint: 'Read fewer columns or rows at once, or run the notebook with the headless runner.' } });
  expect(expectDone(await database.run('SELECT count(*) FROM kept')).only).toBe(1000);
  await database.close();
});
