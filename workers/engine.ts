import { AsyncDuckDB, DuckDBAccessMode, VoidLogger } from '@duckdb/duckdb-wasm';
import { expose, transfer } from 'comlink';
import type { EngineApi, EngineParts } from '../src/database/EngineApi.ts';
import { WasmEngine, type WasmBindings } from '../src/database/wasmEngine.ts';
import { holdPulse } from '../src/start/pulse.ts';
import { trustScript } from '../src/start/trustScript.ts';

/** duckdb-wasm tells the progress of queries only through this protected list. */
class WatchedDuckDB extends AsyncDuckDB {
  watchExecution(listener: (percentage: number) => void): void {
    this._onExecutionProgress.push((entry) => listener(Number(entry.percentage)));
  }
}

let engine: WasmEngine | null = null;
const running = new Map<string, AbortController>();
const watchers: ((statement: string, fraction: number) => void)[] = [];
const mourners: ((reason: string) => void)[] = [];
const gauges: ((bytes: number) => void)[] = [];
let held = 0;

async function open({ script, module }: EngineParts, memoryLimit: string): Promise<string> {
  const worker = new Worker(trustScript(URL.createObjectURL(script)));
  const die = (reason: string): void => mourners.forEach((tell) => tell(reason));
  worker.addEventListener('error', (event) => die(event.message));
  const pulse = `cubebook engine ${crypto.randomUUID()}`;
  // before the engine's own listener, which knows no such messages
  worker.addEventListener('message', (event: MessageEvent<{ readonly type?: string; readonly bytes?: number }>) => {
    if (event.data.type === 'CUBEBOOK_PULSE') void navigator.locks.request(pulse, () => die(''));
    else if (event.data.type === 'CUBEBOOK_MEMORY') {
      held = event.data.bytes ?? held;
      gauges.forEach((tell) => tell(held));
    } else return;
    event.stopImmediatePropagation();
  });
  worker.postMessage({ type: 'CUBEBOOK_MODULE', module, pulse });
  const database = new WatchedDuckDB(new VoidLogger(), worker);
  // answered by the prelude from the module above; nothing is fetched
  await database.instantiate('blob:engine');
  await database.open({ path: ':memory:', accessMode: DuckDBAccessMode.READ_WRITE, query: { queryPollingInterval: 50 } });
  engine = await WasmEngine.open(adapt(database), memoryLimit);
  return `duckdb ${(await database.getVersion()).replace(/^v/, '')} wasm`;
}

function adapt(database: WatchedDuckDB): WasmBindings {
  let listener: ((fraction: number) => void) | null = null;
  database.watchExecution((percentage) => listener?.(percentage > 1 ? percentage / 100 : percentage));
  return {
    connect: () => database.connectInternal(),
    runQuery: (connection, sql) => database.runQuery(connection, sql),
    startPendingQuery: (connection, sql, stream) => database.startPendingQuery(connection, sql, stream),
    pollPendingQuery: (connection) => database.pollPendingQuery(connection),
    cancelPendingQuery: (connection) => database.cancelPendingQuery(connection),
    fetchQueryResults: (connection) => database.fetchQueryResults(connection),
    createPrepared: (connection, sql) => database.createPrepared(connection, sql),
    runPrepared: (connection, statement, params) => database.runPrepared(connection, statement, params),
    closePrepared: (connection, statement) => database.closePrepared(connection, statement),
    insertArrowFromIPCStream: (connection, bytes, options) => database.insertArrowFromIPCStream(connection, bytes, options),
    watchProgress: (_, told) => {
      listener = told;
    },
    pause: () => Promise.resolve(),
  };
}

function opened(): WasmEngine {
  if (!engine) throw new Error('the engine was used before it was opened');
  return engine;
}

const api: EngineApi = {
  open,
  async run(statement, sql, params) {
    const stop = new AbortController();
    running.set(statement, stop);
    const onProgress = (fraction: number): void => watchers.forEach((tell) => tell(statement, fraction));
    const outcome = await opened().run(sql, { params, signal: stop.signal, onProgress });
    running.delete(statement);
    return outcome.ok ? transfer(outcome, [outcome.value.ipc.buffer as ArrayBuffer]) : outcome;
  },
  stop: (statement) => running.get(statement)?.abort(),
  describe: (sql, params) => opened().describe(sql, params),
  create: (target) => opened().create(target),
  append: (target, batch) => opened().append(target, batch),
  watch: (listener) => void watchers.push(listener),
  onDeath: (listener) => void mourners.push(listener),
  watchMemory: (listener) => {
    gauges.push(listener);
    listener(held);
  },
  pulse: holdPulse,
  share: (port) => expose(api, port),
};

expose(api);
