import type { Outcome } from './outcome.ts';
import type { Table } from './table.ts';

/**
 * One DuckDB, wherever it runs: in the browser's worker, in WebAssembly under Node, native.
 * The three give the same answers to the same SQL; one contract suite holds them to it.
 */
export interface Database {
  /** e.g. "duckdb 1.5.6 native" */
  readonly engine: string;

  /**
   * Runs one statement and gives its whole result.
   * Parameters are written `$name` in the SQL and always bound, never pasted.
   */
  run(sql: string, options?: RunOptions): Promise<Outcome<Table>>;

  /** Columns of one read-only query, without running it. */
  describe(sql: string, options?: Pick<RunOptions, 'params'>): Promise<Outcome<readonly Column[]>>;

  /** Creates (or replaces) the table `schema.name` from batches of columns. Rows keep their order. */
  import(target: ImportTarget, batches: AsyncIterable<Batch>, options?: Omit<RunOptions, 'params'>): Promise<Outcome<{ rows: number }>>;

  close(): Promise<void>;
}

export interface RunOptions {
  readonly params?: Params;
  readonly signal?: AbortSignal;
  /** fraction of the work done, 0 to 1; rough, and absent for short work */
  readonly onProgress?: (fraction: number) => void;
}

export interface Column {
  readonly name: string;
  /** DuckDB's name of the type: VARCHAR, DECIMAL(18,2) … */
  readonly type: string;
}

export type ParamType = 'DATE' | 'TIMESTAMP' | 'BIGINT' | 'DOUBLE' | 'VARCHAR' | 'BOOLEAN';
export type Param = { readonly type: ParamType; readonly value: string | number | boolean | null };
export type Params = Readonly<Record<string, Param>>;

export interface ImportTarget {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly ImportColumn[];
}

export interface ImportColumn {
  readonly name: string;
  readonly type: ImportType;
}

export type ImportType = 'VARCHAR' | 'INTEGER' | 'BIGINT' | 'DOUBLE' | 'DATE' | `DECIMAL(18,${number})`;

/** A slice of a table, by column. The buffers are given away: they may be transferred to a worker. */
export interface Batch {
  readonly rows: number;
  readonly columns: readonly BatchColumn[];
}

export type BatchColumn = TextColumn | DictionaryColumn | ValueColumn;

/** UTF-8 text: value i is bytes[offsets[i] … offsets[i+1]). */
export interface TextColumn {
  readonly kind: 'text';
  readonly offsets: Int32Array;
  readonly bytes: Uint8Array;
  /** one byte a row, 0 = NULL; null when no value is missing */
  readonly valid: Uint8Array | null;
}

/** Text by code: value i is entry codes[i] of the batch's own dictionary; a negative code is NULL. */
export interface DictionaryColumn {
  readonly kind: 'dictionary';
  readonly codes: Int32Array;
  readonly offsets: Int32Array;
  readonly bytes: Uint8Array;
}

/** INTEGER: Int32Array · BIGINT: BigInt64Array · DOUBLE: Float64Array · DATE: Int32Array of days since 1970-01-01 · DECIMAL(18,s): BigInt64Array of value × 10^s. */
export interface ValueColumn {
  readonly kind: 'value';
  readonly values: Int32Array | BigInt64Array | Float64Array;
  readonly valid: Uint8Array | null;
}
