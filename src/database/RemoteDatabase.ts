import { proxy, transfer, type Remote } from 'comlink';
import type { Batch, Column, Database, ImportTarget, Params, RunOptions } from './Database.ts';
import { decodeArrow } from './decodeArrow.ts';
import type { EngineApi } from './EngineApi.ts';
import { feedEngine } from './feedEngine.ts';
import { Lifeline } from './Lifeline.ts';
import { done, fail, type Outcome } from './outcome.ts';
import type { Table } from './table.ts';

/** The engine behind a worker. Every call settles, also when the worker dies: comlink alone would wait forever. */
export class RemoteDatabase implements Database {
  readonly engine: string;
  readonly #api: Remote<EngineApi>;
  readonly #life: Lifeline;
  readonly #prefix: string;
  readonly #progress = new Map<string, (fraction: number) => void>();
  #statements = 0;

  /** `prefix` tells this client's statements from those of others; `death` resolves with the failure when the engine dies. */
  constructor(api: Remote<EngineApi>, engine: string, prefix: string, death: Promise<Outcome<never>>) {
    this.#api = api;
    this.engine = engine;
    this.#prefix = prefix;
    this.#life = new Lifeline(death);
    void this.#api.watch(proxy((statement, fraction) => this.#progress.get(statement)?.(fraction)));
  }

  async run(sql: string, { params = {}, signal, onProgress }: RunOptions = {}): Promise<Outcome<Table>> {
    if (signal?.aborted) return fail('cancelled', 'Stopped before it began.');
    const statement = `${this.#prefix}${(this.#statements += 1)}`;
    if (onProgress) this.#progress.set(statement, onProgress);
    const stop = (): void => void this.#api.stop(statement);
    signal?.addEventListener('abort', stop);
    try {
      const result = await this.#orDeath(this.#api.run(statement, sql, params));
      return result.ok ? done(decodeArrow(result.value.columns, result.value.ipc)) : result;
    } finally {
      signal?.removeEventListener('abort', stop);
      this.#progress.delete(statement);
    }
  }

  describe(sql: string, { params = {} }: { params?: Params } = {}): Promise<Outcome<readonly Column[]>> {
    return this.#orDeath(this.#api.describe(sql, params));
  }

  import(target: ImportTarget, batches: AsyncIterable<Batch>, { signal }: Omit<RunOptions, 'params'> = {}): Promise<Outcome<{ rows: number }>> {
    const engine = {
      create: (to: ImportTarget) => this.#orDeath(this.#api.create(to)),
      append: (to: ImportTarget, batch: Batch) => this.#orDeath(this.#api.append(to, transfer(batch, buffersOf(batch)))),
      run: (sql: string) => this.run(sql),
    };
    return feedEngine(engine, target, batches, signal);
  }

  /** The worker belongs to whoever started it. */
  async close(): Promise<void> {
    this.#progress.clear();
  }

  #orDeath<T>(answer: Promise<Outcome<T>>): Promise<Outcome<T>> {
    return this.#life.orDeath(answer);
  }
}

function buffersOf(batch: Batch): ArrayBuffer[] {
  const arrays = batch.columns.flatMap((column) => {
    switch (column.kind) {
      case 'text':
        return [column.offsets, column.bytes, ...(column.valid ? [column.valid] : [])];
      case 'dictionary':
        return [column.codes, column.offsets, column.bytes];
      case 'value':
        return [column.values, ...(column.valid ? [column.valid] : [])];
    }
  });
  return [...new Set(arrays.map((array) => array.buffer).filter((buffer) => buffer instanceof ArrayBuffer))];
}
