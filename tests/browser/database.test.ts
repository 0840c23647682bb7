import { EngineHost } from '../../src/start/EngineHost.ts';
import { fetchParts } from '../../src/start/fetchParts.ts';
import { holdToContract } from '../contract/databaseContract.ts';

holdToContract('DuckDB-WASM in Chromium, behind its worker', async () => {
  const { engine, engineWorker } = await fetchParts();
  const host = new EngineHost({ engine, engineWorker, memoryLimit: '1GB', replay: () => Promise.resolve(true), onState: () => undefined, onEnd: () => undefined, onMemory: () => undefined });
  await host.name();
  return host;
});
