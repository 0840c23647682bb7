import type { Batch, Column, ImportTarget, Params } from './Database.ts';
import type { Outcome } from './outcome.ts';
import type { WireResult } from './wasmEngine.ts';

/** What the engine's worker offers, to the page and to the import worker alike. Statements are named so that they can be stopped. */
export interface EngineApi {
  readonly open: (parts: EngineParts, memoryLimit: string) => Promise<string>;
  readonly run: (statement: string, sql: string, params: Params) => Promise<Outcome<WireResult>>;
  readonly stop: (statement: string) => void;
  readonly describe: (sql: string, params: Params) => Promise<Outcome<readonly Column[]>>;
  readonly create: (target: ImportTarget) => Promise<Outcome<null>>;
  readonly append: (target: ImportTarget, batch: Batch) => Promise<Outcome<null>>;
  /** one listener for the progress of all statements of this connection */
  readonly watch: (listener: (statement: string, fraction: number) => void) => void;
  /** told once, when DuckDB's own worker dies */
  readonly onDeath: (listener: (reason: string) => void) => void;
  /** bytes that the engine holds, at once and whenever it grew */
  readonly watchMemory: (listener: (bytes: number) => void) => void;
  /** holds a lock of this name for as long as the worker lives */
  readonly pulse: (name: string) => Promise<void>;
  /** offers the same to another worker */
  readonly share: (port: MessagePort) => void;
}

/** All that the engine is made of, fetched before the network is closed. */
export interface EngineParts {
  /** DuckDB's worker script with the prelude before it */
  readonly script: Blob;
  readonly module: WebAssembly.Module;
}
