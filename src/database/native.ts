import { totalmem } from 'node:os';
import {
  BIGINT,
  BOOLEAN,
  DATE,
  DECIMAL,
  DOUBLE,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBInstance,
  DuckDBTimestampValue,
  INTEGER,
  TIMESTAMP,
  VARCHAR,
  type DuckDBConnection,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import { quoteName, quotePath, quoteText } from '../sql/quote.ts';
import { usedParams } from '../sql/params.ts';
import type { Batch, Column, Database, ImportTarget, ImportType, Param, Params, RunOptions } from './Database.ts';
import { exposeColumns, isWideInteger } from './exposed.ts';
import { failureFrom } from './failure.ts';
import { chunkRows, fillChunk } from './fillChunk.ts';
import { keepPlain, lockStatements } from './lock.ts';
import { done, fail, type Outcome } from './outcome.ts';
import { decimalScalar, doubleScalar, integerScalar, timestampScalar, dateScalar, wideIntegerScalar } from './scalar.ts';
import { oneStatement } from './statement.ts';
import { Table, type Scalar } from './table.ts';

export interface NativeOptions {
  readonly memoryLimit?: string;
  readonly threads?: number;
  /** where the engine may spill what does not fit into memory */
  readonly temporaryFolder?: string;
  /** where its tables lie, when they may be more than memory holds; in memory unless told. The file's name is a name in SQL: `memory` is reserved */
  readonly file?: string;
  /** a folder that `COPY` may write to and read from; none unless told */
  readonly writableFolder?: string;
}

/** DuckDB as a native library, for the headless runner. */
export async function openNative(options: NativeOptions = {}): Promise<Database> {
  const instance = await DuckDBInstance.create(options.file ?? ':memory:', {
    ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
    ...(options.temporaryFolder === undefined ? {} : { temp_directory: options.temporaryFolder }),
  });
  const connection = await instance.connect();
  if (options.writableFolder !== undefined) await connection.run(`SET allowed_directories=[${quoteText(options.writableFolder)}]`);
  if (options.file === undefined) await connection.run(keepPlain);
  for (const statement of lockStatements(options.memoryLimit ?? threeQuartersOfMemory())) await connection.run(statement);
  const version = (await connection.runAndReadAll('SELECT version()')).getRows()[0]?.[0];
  return new NativeDatabase(connection, () => instance.closeSync(), `duckdb ${String(version).replace(/^v/, '')} native`);
}

const threeQuartersOfMemory = (): string => `${Math.floor((totalmem() * 0.75) / 2 ** 20)}MiB`;

class NativeDatabase implements Database {
  readonly engine: string;
  readonly #connection: DuckDBConnection;
  readonly #closeInstance: () => void;
  /** one statement at a time: a connection has one interrupt and one progress */
  #last: Promise<unknown> = Promise.resolve();

  constructor(connection: DuckDBConnection, closeInstance: () => void, engine: string) {
    this.#connection = connection;
    this.#closeInstance = closeInstance;
    this.engine = engine;
  }

  run(sql: string, options: RunOptions = {}): Promise<Outcome<Table>> {
    return this.#inTurn(async () => {
      const statement = oneStatement(sql);
      if (!statement.ok) return statement;
      return this.#watched(options, async () => {
        if (!statement.value.isQuery) {
          await this.#execute(statement.value.sql, options.params);
          return done(new Table([], []));
        }
        const query = `(\n${statement.value.sql}\n)`;
        const columns = await this.#describe(query, options.params);
        const reader = await this.#execute(exposeColumns(query, columns), options.params);
        const values = reader.getColumns();
        return done(new Table(columns, columns.map((column, index) => (values[index] ?? []).map((value) => toScalar(value, column.type)))));
      });
    });
  }

  describe(sql: string, options: Pick<RunOptions, 'params'> = {}): Promise<Outcome<readonly Column[]>> {
    return this.#inTurn(async () => {
      const statement = oneStatement(sql);
      if (!statement.ok) return statement;
      return this.#watched({}, async () => done(await this.#describe(`(\n${statement.value.sql}\n)`, options.params)));
    });
  }

  import(target: ImportTarget, batches: AsyncIterable<Batch>, options: Omit<RunOptions, 'params'> = {}): Promise<Outcome<{ rows: number }>> {
    return this.#inTurn(() => this.#watched(options, () => this.#append(target, batches, options.signal)));
  }

  async close(): Promise<void> {
    await this.#last;
    this.#connection.closeSync();
    this.#closeInstance();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work, work);
    this.#last = turn;
    return turn;
  }

  async #watched<T>(options: Pick<RunOptions, 'signal' | 'onProgress'>, work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
    const { signal, onProgress } = options;
    if (signal?.aborted) return fail('cancelled', 'Stopped before it began.');
    const interrupt = (): void => this.#connection.interrupt();
    signal?.addEventListener('abort', interrupt);
    const timer = onProgress ? setInterval(() => onProgress(Math.max(0, this.#connection.progress.percentage) / 100), 100) : null;
    try {
      return await work();
    } catch (error) {
      return { ok: false, error: signal?.aborted ? { ...failureFrom(error, 1), kind: 'cancelled' } : failureFrom(error, 1) };
    } finally {
      signal?.removeEventListener('abort', interrupt);
      if (timer !== null) clearInterval(timer);
    }
  }

  async #describe(query: string, params?: Params): Promise<Column[]> {
    const reader = await this.#execute(`DESCRIBE FROM ${query}`, params);
    return reader.getRows().map(([name, type]) => ({ name: String(name), type: String(type) }));
  }

  async #execute(sql: string, params: Params = {}) {
    const values: Record<string, DuckDBValue> = {};
    const types: Record<string, DuckDBType> = {};
    for (const name of usedParams(sql)) {
      const param = params[name];
      if (!param) throw new Error(`Catalog Error: the parameter $${name} does not exist`);
      values[name] = toNative(param);
      types[name] = paramTypes[param.type];
    }
    return this.#connection.runAndReadAll(sql, values, types);
  }

  async #append(target: ImportTarget, batches: AsyncIterable<Batch>, signal?: AbortSignal): Promise<Outcome<{ rows: number }>> {
    const columns = target.columns.map((column) => `${quoteName(column.name)} ${column.type}`).join(', ');
    await this.#connection.run(`CREATE SCHEMA IF NOT EXISTS ${quoteName(target.schema)}`);
    await this.#connection.run(`CREATE OR REPLACE TABLE ${quotePath(target.schema, target.name)} (${columns})`);
    const appender = await this.#connection.createAppender(target.name, target.schema);
    const types = target.columns.map((column) => nativeType(column.type));
    const importTypes = target.columns.map((column) => column.type);
    let rows = 0;
    for await (const batch of batches) {
      if (signal?.aborted) {
        appender.closeSync();
        await this.#connection.run(`DROP TABLE ${quotePath(target.schema, target.name)}`);
        return fail('cancelled', `Stopped after ${rows} rows; nothing of ${target.name} was kept.`);
      }
      for (let from = 0; from < batch.rows; from += chunkRows) appender.appendDataChunk(fillChunk(types, importTypes, batch, from, Math.min(chunkRows, batch.rows - from)));
      rows += batch.rows;
    }
    appender.flushSync();
    appender.closeSync();
    return done({ rows });
  }
}

const paramTypes = { DATE, TIMESTAMP, BIGINT, DOUBLE, VARCHAR, BOOLEAN } as const;

/** ISO text without a zone, read as UTC so that the machine's own zone never shifts a date */
function utcMilliseconds(iso: string): number {
  const value = Date.parse(iso.length === 10 ? `${iso}T00:00:00Z` : `${iso.replace(' ', 'T')}Z`);
  if (Number.isNaN(value)) throw new Error(`Conversion Error: "${iso}" is not an ISO date`);
  return value;
}

function toNative(param: Param): DuckDBValue {
  const { type, value } = param;
  if (value === null) return null;
  switch (type) {
    case 'DATE':
      return new DuckDBDateValue(Math.round(utcMilliseconds(String(value)) / 86_400_000));
    case 'TIMESTAMP':
      return new DuckDBTimestampValue(BigInt(utcMilliseconds(String(value))) * 1000n);
    case 'BIGINT':
      return BigInt(value);
    case 'DOUBLE':
      return Number(value);
    case 'BOOLEAN':
      return value === true || value === 'true';
    case 'VARCHAR':
      return String(value);
  }
}

function toScalar(value: DuckDBValue | undefined, type: string): Scalar {
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') return integerScalar(value);
  if (typeof value === 'number') return doubleScalar(value);
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return isWideInteger(type) ? wideIntegerScalar(value) : value;
  if (value instanceof DuckDBDecimalValue) return decimalScalar(value.value, value.scale);
  if (value instanceof DuckDBDateValue) return dateScalar(value.days);
  if (value instanceof DuckDBTimestampValue) return timestampScalar(value.micros);
  throw new Error(`a value of type ${type} crossed the border unconverted`);
}

function nativeType(type: ImportType): DuckDBType {
  switch (type) {
    case 'VARCHAR':
      return VARCHAR;
    case 'INTEGER':
      return INTEGER;
    case 'BIGINT':
      return BIGINT;
    case 'DOUBLE':
      return DOUBLE;
    case 'DATE':
      return DATE;
    default:
      return DECIMAL(18, decimalScale(type));
  }
}

const decimalScale = (type: ImportType): number => Number(/,(\d+)\)$/.exec(type)?.[1] ?? 0);
