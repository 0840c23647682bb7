import { proxy, transfer, wrap, type Remote } from 'comlink';
import type { Batch, Column, Database, ImportTarget, Params, RunOptions } from '../database/Database.ts';
import type { EngineApi, EngineParts } from '../database/EngineApi.ts';
import { fail, type Failure, type Outcome } from '../database/outcome.ts';
import { RemoteDatabase } from '../database/RemoteDatabase.ts';
import type { Table } from '../database/table.ts';
import { trustScript } from './trustScript.ts';

export interface HostState {
  readonly status: 'starting' | 'ready' | 'restarting';
  /** why it restarts */
  readonly failure: Failure | null;
}

export interface HostOptions {
  readonly engine: EngineParts;
  readonly engineWorker: string;
  readonly memoryLimit: string;
  /** loads again what the engine held when it died */
  replay(port: () => MessagePort): Promise<void>;
  onState(state: HostState): void;
  /** bytes that the engine holds; they are given back only by beginning anew */
  onMemory(bytes: number): void;
}

interface Life {
  readonly worker: Worker;
  readonly api: Remote<EngineApi>;
  readonly database: RemoteDatabase;
}

/** The engine as the page holds it: a Database that outlives its worker. A crash is noticed, the worker replaced, and what was loaded is loaded again. */
export class EngineHost implements Database {
  readonly #options: HostOptions;
  #life: Promise<Life>;
  #restarting: Promise<void> | null = null;
  #lives = 0;
  #engine = 'duckdb wasm';

  constructor(options: HostOptions) {
    this.#options = options;
    options.onState({ status: 'starting', failure: null });
    this.#life = this.#begin();
    void this.#life.then(() => options.onState({ status: 'ready', failure: null }));
  }

  get engine(): string {
    return this.#engine;
  }

  async name(): Promise<string> {
    return (await this.#life).database.engine;
  }

  /** A port through which another worker uses the same engine. */
  async port(): Promise<MessagePort> {
    return openPort(await this.#life);
  }

  async run(sql: string, options?: RunOptions): Promise<Outcome<Table>> {
    return this.#noticing((database) => database.run(sql, options));
  }

  async describe(sql: string, options?: { params?: Params }): Promise<Outcome<readonly Column[]>> {
    return this.#noticing((database) => database.describe(sql, options));
  }

  async import(target: ImportTarget, batches: AsyncIterable<Batch>, options?: Omit<RunOptions, 'params'>): Promise<Outcome<{ rows: number }>> {
    return this.#noticing((database) => database.import(target, batches, options));
  }

  async close(): Promise<void> {
    (await this.#life).worker.terminate();
  }

  /** Ends the worker as it is and begins anew, as after a crash. */
  restart(failure: Failure): Promise<void> {
    this.#restarting ??= this.#replace(failure).finally(() => {
      this.#restarting = null;
    });
    return this.#restarting;
  }

  async #noticing<T>(work: (database: Database) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    await this.#restarting;
    const outcome = await work((await this.#life).database);
    if (!outcome.ok && outcome.error.kind === 'crashed') void this.restart(outcome.error);
    return outcome;
  }

  async #replace(failure: Failure): Promise<void> {
    this.#options.onState({ status: 'restarting', failure });
    (await this.#life).worker.terminate();
    this.#life = this.#begin();
    const life = await this.#life;
    const channels: MessagePort[] = [];
    await this.#options.replay(() => {
      const port = openPort(life);
      channels.push(port);
      return port;
    });
    for (const port of channels) port.close();
    this.#options.onState({ status: 'ready', failure });
  }

  async #begin(): Promise<Life> {
    const { engine, engineWorker, memoryLimit } = this.#options;
    const worker = new Worker(trustScript(engineWorker), { type: 'module' });
    const api = wrap<EngineApi>(worker);
    const death = new Promise<Outcome<never>>((resolve) => {
      const die = (reason: string): void => {
        const failure = fail('crashed', `The engine stopped: ${reason || 'no reason given'}`, { hint: 'It is being restarted with the data as loaded; run the cell again, or read less at once.' });
        resolve(failure);
        void this.restart(failure.error);
      };
      worker.addEventListener('error', (event) => die(event.message));
      void api.onDeath(proxy(die));
      void api.watchMemory(proxy((bytes: number) => this.#options.onMemory(bytes)));
    });
    this.#lives += 1;
    const opened = await Promise.race([api.open(engine, memoryLimit), death.then((outcome) => Promise.reject(new Error(outcome.ok ? '' : outcome.error.message)))]);
    this.#engine = opened;
    return { worker, api, database: new RemoteDatabase(api, opened, `page-${this.#lives}-`, death) };
  }
}

function openPort({ api }: Life): MessagePort {
  const channel = new MessageChannel();
  void api.share(transfer(channel.port1, [channel.port1]));
  return channel.port2;
}
