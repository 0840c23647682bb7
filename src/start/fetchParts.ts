import duckdbScript from '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url';
import duckdbModule from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url';
import type { EngineParts } from '../database/EngineApi.ts';
import prelude from '../../workers/duckdbPrelude.js?raw';
import engineWorker from '../../workers/engine.ts?worker&url';
import importWorker from '../../workers/import.ts?worker&url';
import statisticsWorker from '../../workers/statistics.ts?worker&url';

export interface Parts {
  readonly engine: EngineParts;
  /** addresses of our own workers: blobs in the built app, so that they inherit the page's policy */
  readonly engineWorker: string;
  readonly importWorker: string;
  readonly statisticsWorker: string;
}

/** Fetches all that the engine needs for good: after this the network can be closed. */
export async function fetchParts(): Promise<Parts> {
  const [module, script, ...workers] = await Promise.all([
    WebAssembly.compileStreaming(fetch(duckdbModule)),
    fetchBlob(duckdbScript),
    workerAddress(engineWorker),
    workerAddress(importWorker),
    workerAddress(statisticsWorker),
  ]);
  const [engine, importer, statistics] = workers;
  return { engine: { module, script: new Blob([prelude, '\n', script], { type: 'text/javascript' }) }, engineWorker: engine, importWorker: importer, statisticsWorker: statistics };
}

/** While developing, a worker's modules are served one by one and must know where they came from. */
async function workerAddress(address: string): Promise<string> {
  return import.meta.env.DEV ? address : URL.createObjectURL(await fetchBlob(address));
}

export async function fetchBlob(address: string): Promise<Blob> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.blob();
}
