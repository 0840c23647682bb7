import { proxy, transfer, wrap, type Remote } from 'comlink';
import type { Batch, Column, Database, ImportTarget, Params, RunOptions } from '../database/Database.ts';
import type { EngineApi, EngineParts } from '../database/EngineApi.ts';
import { fail, type Failure, type Outcome } from '../database/outcome.ts';
import { RemoteDatabase } from '../database/RemoteDatabase.ts';
import type { Table } from '../database/table.ts';
import { onSilence } from './pulse.ts';
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
  /** loads again what the engine held when it died; false: it died over it once more */
  replay(port: () => MessagePort): Promise<boolean>;
  /** nothing that was asked of this engine through a port will be answered any more */
  onEnd(failure: Outcome<never>): void;
  onState(state: HostState): void;
  /** bytes that the engine holds; they are given back only by beginning anew */
  onMemory(bytes: number): void;
}

interface Life {
  readonly worker: Worker;
  readonly api: Remote<EngineApi>;
  readonly database: RemoteDatabase;
  readonly ended: boolean;
  /** what still waits for it ends with the failure */
  end(failure: Outcome<never>): void;
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
    void this.#life.then(
      () => options.onState({ status: 'ready', failure: null }),
      // it is being replaced
      () => undefined,
    );
  }

  get engine(): string {
    return this.#engine;
  }

  async name(): Promise<string> {
    return (await this.#living()).database.engine;
  }

  /** A port through which another worker uses the same engine, once it holds what it should. */
  async port(): Promise<MessagePort> {
    return openPort(await this.#living());
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
    const outcome = await work((await this.#living()).database);
    if (!outcome.ok && outcome.error.kind === 'crashed') void this.restart(outcome.error);
    return outcome;
  }

  /** the life that is to be used: one that ended before it began gives way to the next */
  async #living(): Promise<Life> {
    for (;;) {
      await this.#restarting;
      try {
        return await this.#life;
      } catch (error) {
        if (this.#restarting === null) throw error;
      }
    }
  }

  async #replace(failure: Failure): Promise<void> {
    this.#options.onState({ status: 'restarting', failure });
    for (let alive = false; !alive; ) {
      await this.#life.then(({ end }) => end({ ok: false, error: failure }), () => undefined);
      this.#life = this.#begin();
      const life = await this.#life;
      alive = (await this.#replay(life)) && !life.ended;
    }
    this.#options.onState({ status: 'ready', failure });
  }

  async #replay(life: Life): Promise<boolean> {
    const channels: MessagePort[] = [];
    const alive = await this.#options.replay(() => {
      const port = openPort(life);
      channels.push(port);
      return port;
    });
    for (const port of channels) port.close();
    return alive;
  }

  async #begin(): Promise<Life> {
    const { engine, engineWorker, memoryLimit } = this.#options;
    const worker = new Worker(trustScript(engineWorker), { type: 'module' });
    const api = wrap<EngineApi>(worker);
    let tell: (failure: Outcome<never>) => void = () => undefined;
    const death = new Promise<Outcome<never>>((resolve) => (tell = resolve));
    let ended = false;
    const end = (failure: Outcome<never>): void => {
      if (ended) return;
      ended = true;
      worker.terminate();
      tell(failure);
      this.#options.onEnd(failure);
    };
    const die = (reason: string): void => {
      if (ended) return;
      const failure = fail('crashed', `The engine stopped: ${reason || 'no reason given'}`, { hint: 'It is being restarted with the data as loaded; run the cell again, or read less at once.' });
      end(failure);
      void this.restart(failure.error);
    };
    worker.addEventListener('error', (event) => die(event.message));
    void onSilence(api.pulse, () => die(''));
    void api.onDeath(proxy(die));
    void api.watchMemory(proxy((bytes: number) => this.#options.onMemory(bytes)));
    this.#lives += 1;
    const opened = await Promise.race([api.open(engine, memoryLimit), death.then((outcome) => Promise.reject(new Error(outcome.ok ? '' : outcome.error.message)))]);
    this.#engine = opened;
    return {
      worker,
      api,
      database: new RemoteDatabase(api, opened, `page-${this.#lives}-`, death),
      get ended() {
        return ended;
      },
      end,
    };
  }
}

function openPort({ api }: Life): MessagePort {
  const channel = new MessageChannel();
  void api.share(transfer(channel.port1, [channel.port1]));
  return channel.port2;
}
