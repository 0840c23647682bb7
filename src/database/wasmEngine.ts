import { replaceParams, usedParams } from '../sql/params.ts';
import { quoteName, quotePath, quoteText } from '../sql/quote.ts';
import type { Batch, Column, ImportTarget, Param, Params } from './Database.ts';
import { decodeArrow } from './decodeArrow.ts';
import { encodeArrow } from './encodeArrow.ts';
import { exposeColumns } from './exposed.ts';
import { failureFrom } from './failure.ts';
import { keepPlain, lockStatements } from './lock.ts';
import { done, fail, type Outcome } from './outcome.ts';
import { oneStatement } from './statement.ts';

type Awaitable<T> = T | Promise<T>;

/** The part of duckdb-wasm's bindings that is used; its blocking and its asynchronous form both fit. */
export interface WasmBindings {
  connect(): Awaitable<number>;
  runQuery(connection: number, sql: string): Awaitable<Uint8Array>;
  startPendingQuery(connection: number, sql: string, allowStreamResult: boolean): Awaitable<Uint8Array | null>;
  pollPendingQuery(connection: number): Awaitable<Uint8Array | null>;
  cancelPendingQuery(connection: number): Awaitable<boolean>;
  fetchQueryResults(connection: number): Awaitable<Uint8Array | null>;
  createPrepared(connection: number, sql: string): Awaitable<number>;
  runPrepared(connection: number, statement: number, params: unknown[]): Awaitable<Uint8Array>;
  closePrepared(connection: number, statement: number): Awaitable<void>;
  insertArrowFromIPCStream(connection: number, bytes: Uint8Array, options: { schema: string; name: string; create: boolean }): Awaitable<void>;
  watchProgress?(connection: number, listener: ((fraction: number) => void) | null): void;
  /** lets messages (Stop among them) in between two polls of a long query */
  pause(): Promise<void>;
}

/** A result as it crosses the border: what DuckDB calls the columns, and the rows as an Arrow IPC stream. */
export interface WireResult {
  readonly columns: readonly Column[];
  readonly ipc: Uint8Array;
}

export interface WireOptions {
  readonly params?: Params;
  readonly signal?: AbortSignal;
  readonly onProgress?: (fraction: number) => void;
}

/** new each time: its buffer is transferred */
const nothing = (): WireResult => ({ columns: [], ipc: new Uint8Array() });

/** DuckDB compiled to WebAssembly, locked, behind the statements that the product needs. Statements run one after the other. */
export class WasmEngine {
  readonly #bindings: WasmBindings;
  readonly #connection: number;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(bindings: WasmBindings, connection: number) {
    this.#bindings = bindings;
    this.#connection = connection;
  }

  static async open(bindings: WasmBindings, memoryLimit: string): Promise<WasmEngine> {
    const connection = await bindings.connect();
    // told from the start of a query, not after DuckDB's own two seconds
    await bindings.runQuery(connection, 'SET enable_progress_bar=true');
    await bindings.runQuery(connection, 'SET progress_bar_time=100');
    for (const statement of [keepPlain, ...lockStatements(memoryLimit)]) await bindings.runQuery(connection, statement);
    return new WasmEngine(bindings, connection);
  }

  run(sql: string, options: WireOptions = {}): Promise<Outcome<WireResult>> {
    return this.#inTurn(async () => {
      const statement = oneStatement(sql);
      if (!statement.ok) return statement;
      return this.#guarded(options.signal, () =>
        this.#withParams(statement.value.sql, options.params ?? {}, async (bound) => {
          if (!statement.value.isQuery) {
            await this.#fetch(bound, options);
            return done(nothing());
          }
          const query = `(\n${bound}\n)`;
          const columns = await this.#columnsOf(query);
          return done({ columns, ipc: await this.#fetch(exposeColumns(query, columns), options) });
        }),
      );
    });
  }

  describe(sql: string, params: Params = {}): Promise<Outcome<readonly Column[]>> {
    return this.#inTurn(async () => {
      const statement = oneStatement(sql);
      if (!statement.ok) return statement;
      return this.#guarded(undefined, () => this.#withParams(statement.value.sql, params, async (bound) => done(await this.#columnsOf(`(\n${bound}\n)`))));
    });
  }

  /** Starts the table that batches are then added to; an unfinished one is dropped by `abandon`. */
  create(target: ImportTarget): Promise<Outcome<null>> {
    const columns = target.columns.map((column) => `${quoteName(column.name)} ${column.type}`).join(', ');
    return this.#inTurn(() =>
      this.#guarded(undefined, async () => {
        await this.#bindings.runQuery(this.#connection, `CREATE SCHEMA IF NOT EXISTS ${quoteName(target.schema)}`);
        await this.#bindings.runQuery(this.#connection, `CREATE OR REPLACE TABLE ${quotePath(target.schema, target.name)} (${columns})`);
        return done(null);
      }),
    );
  }

  append(target: ImportTarget, batch: Batch): Promise<Outcome<null>> {
    return this.#inTurn(() =>
      this.#guarded(undefined, async () => {
        const ipc = encodeArrow(target.columns, batch);
        await this.#bindings.insertArrowFromIPCStream(this.#connection, ipc, { schema: target.schema, name: target.name, create: false });
        return done(null);
      }),
    );
  }

  async #columnsOf(query: string): Promise<Column[]> {
    const table = decodeArrow([], await this.#bindings.runQuery(this.#connection, `DESCRIBE FROM ${query}`));
    return table.rows().map(([name, type]) => ({ name: String(name), type: String(type) }));
  }

  async #fetch(sql: string, options: WireOptions): Promise<Uint8Array> {
    const { signal, onProgress } = options;
    const bindings = this.#bindings;
    const connection = this.#connection;
    const cancel = (): void => void bindings.cancelPendingQuery(connection);
    if (onProgress) bindings.watchProgress?.(connection, onProgress);
    signal?.addEventListener('abort', cancel);
    try {
      const chunks: Uint8Array[] = [];
      let header = await bindings.startPendingQuery(connection, sql, true);
      while (header === null) {
        await bindings.pause();
        if (signal?.aborted) {
          await bindings.cancelPendingQuery(connection);
          throw new Error('INTERRUPT Error: Interrupted!');
        }
        header = await bindings.pollPendingQuery(connection);
      }
      chunks.push(header);
      for (;;) {
        const chunk = await bindings.fetchQueryResults(connection);
        if (!chunk || chunk.length === 0) break;
        chunks.push(chunk);
        if (signal?.aborted) throw new Error('INTERRUPT Error: Interrupted!');
      }
      return join(chunks);
    } finally {
      signal?.removeEventListener('abort', cancel);
      bindings.watchProgress?.(connection, null);
    }
  }

  /** Binds each parameter to a variable of the connection: prepared `$name` parameters fail in this build. */
  async #withParams<T>(sql: string, params: Params, work: (bound: string) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    const names = usedParams(sql);
    for (const name of names) {
      const param = params[name];
      if (!param) return fail('missing', `The parameter $${name} does not exist.`, { hint: 'Declare it under `params:` in the front matter.' });
      await this.#setVariable(name, param);
    }
    try {
      return await work(replaceParams(sql, (name) => `getvariable(${quoteText(variableName(name))})`));
    } finally {
      for (const name of names) await this.#bindings.runQuery(this.#connection, `RESET VARIABLE ${quoteName(variableName(name))}`);
    }
  }

  async #setVariable(name: string, { type, value }: Param): Promise<void> {
    const statement = await this.#bindings.createPrepared(this.#connection, `SET VARIABLE ${quoteName(variableName(name))} = CAST(CAST(? AS VARCHAR) AS ${type})`);
    try {
      await this.#bindings.runPrepared(this.#connection, statement, [value === null ? null : String(value)]);
    } finally {
      await this.#bindings.closePrepared(this.#connection, statement);
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work, work);
    this.#last = turn;
    return turn;
  }

  async #guarded<T>(signal: AbortSignal | undefined, work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
    if (signal?.aborted) return fail('cancelled', 'Stopped before it began.');
    try {
      return await work();
    } catch (error) {
      const failure = failureFrom(error, 1);
      return { ok: false, error: signal?.aborted && failure.kind !== 'crashed' ? { ...failure, kind: 'cancelled', message: 'Stopped.' } : failure };
    }
  }
}

/** DuckDB folds variable names; a prefix keeps them apart from the person's own. */
const variableName = (name: string): string => `cubebook_${name.toLowerCase()}`;

function join(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
