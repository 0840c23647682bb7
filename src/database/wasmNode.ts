import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Batch, Column, Database, ImportTarget, Params, RunOptions } from './Database.ts';
import { decodeArrow } from './decodeArrow.ts';
import { feedEngine } from './feedEngine.ts';
import { done, type Outcome } from './outcome.ts';
import type { Table } from './table.ts';
import { WasmEngine, type WasmBindings } from './wasmEngine.ts';

/** The browser's engine under Node: for `--engine wasm` and for holding the two engines to the same answers. */
export async function openWasmInNode(memoryLimit = '3GB'): Promise<Database> {
  const require = createRequire(import.meta.url);
  const entry = require.resolve('@duckdb/duckdb-wasm/dist/duckdb-node-blocking.cjs');
  const duckdb: typeof import('@duckdb/duckdb-wasm/blocking') = require(entry);
  const folder = dirname(entry);
  const bundles = {
    mvp: { mainModule: join(folder, 'duckdb-mvp.wasm'), mainWorker: '' },
    eh: { mainModule: join(folder, 'duckdb-eh.wasm'), mainWorker: '' },
  };
  const bindings = await duckdb.createDuckDB(bundles, new duckdb.VoidLogger(), duckdb.NODE_RUNTIME);
  await bindings.instantiate(() => undefined);
  bindings.open({ path: ':memory:', query: { queryPollingInterval: 50 } });
  const engine = await WasmEngine.open(adapt(bindings), memoryLimit);
  return new WasmDatabase(engine, `duckdb ${bindings.getVersion().replace(/^v/, '')} wasm`, () => bindings.reset());
}

type Bindings = Awaited<ReturnType<(typeof import('@duckdb/duckdb-wasm/blocking'))['createDuckDB']>>;

function adapt(bindings: Bindings): WasmBindings {
  return {
    connect: () => bindings.connect().useUnsafe((_, connection) => connection),
    runQuery: (connection, sql) => bindings.runQuery(connection, sql),
    startPendingQuery: (connection, sql, stream) => bindings.startPendingQuery(connection, sql, stream),
    pollPendingQuery: (connection) => bindings.pollPendingQuery(connection),
    cancelPendingQuery: (connection) => bindings.cancelPendingQuery(connection),
    fetchQueryResults: (connection) => bindings.fetchQueryResults(connection),
    createPrepared: (connection, sql) => bindings.createPrepared(connection, sql),
    runPrepared: (connection, statement, params) => bindings.runPrepared(connection, statement, params),
    closePrepared: (connection, statement) => bindings.closePrepared(connection, statement),
    insertArrowFromIPCStream: (connection, bytes, options) => bindings.insertArrowFromIPCStream(connection, bytes, options),
    pause: () => new Promise((resolve) => setImmediate(resolve)),
  };
}

class WasmDatabase implements Database {
  readonly engine: string;
  readonly #engine: WasmEngine;
  readonly #reset: () => void;

  constructor(engine: WasmEngine, name: string, reset: () => void) {
    this.#engine = engine;
    this.engine = name;
    this.#reset = reset;
  }

  async run(sql: string, options: RunOptions = {}): Promise<Outcome<Table>> {
    const result = await this.#engine.run(sql, options);
    return result.ok ? done(decodeArrow(result.value.columns, result.value.ipc)) : result;
  }

  describe(sql: string, options: { params?: Params } = {}): Promise<Outcome<readonly Column[]>> {
    return this.#engine.describe(sql, options.params);
  }

  async import(target: ImportTarget, batches: AsyncIterable<Batch>, options: Omit<RunOptions, 'params'> = {}): Promise<Outcome<{ rows: number }>> {
    return feedEngine(this.#engine, target, batches, options.signal);
  }

  async close(): Promise<void> {
    this.#reset();
  }
}
