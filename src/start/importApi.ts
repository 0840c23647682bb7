import { wrap } from 'comlink';
import { applyMapping } from '../base/applyMapping.ts';
import type { Base } from '../base/Base.ts';
import type { AcceptedGroups } from '../base/groups/acceptedGroups.ts';
import type { ExchangeRates } from '../base/rates/ExchangeRates.ts';
import { loadBase } from '../base/loadBase.ts';
import { recogniseFiles } from '../base/recogniseFiles.ts';
import type { FileMapping, Mapping, Recognition, Trial } from '../base/Recognition.ts';
import { tryMapping } from '../base/tryMapping.ts';
import type { EngineApi } from '../database/EngineApi.ts';
import type { Outcome } from '../database/outcome.ts';
import { RemoteDatabase } from '../database/RemoteDatabase.ts';
import { fromBlob } from '../files/fromBlob.ts';
import type { SourceFile } from '../files/SourceFile.ts';
import { holdPulse } from './pulse.ts';

/** Files with the names they are known by; a File alone loses its place in a folder. */
export interface NamedBlob {
  readonly name: string;
  readonly blob: Blob;
}

export interface LoadRequest {
  /** to the engine's worker */
  readonly port: MessagePort;
  readonly engine: string;
  readonly files: readonly NamedBlob[];
  readonly recognitions: readonly Recognition[];
  readonly rules: Readonly<Record<string, string>>;
  readonly groups: AcceptedGroups;
  readonly rates: ExchangeRates;
}

/** What the import worker does, so that reading a large or hostile file never holds up or takes down the page. */
export interface ImportApi {
  readonly recognise: (files: readonly NamedBlob[], mapping: Mapping) => Promise<Recognition[]>;
  readonly change: (files: readonly NamedBlob[], recognition: Recognition, mapping: FileMapping) => Promise<Recognition>;
  readonly attempt: (files: readonly NamedBlob[], recognition: Recognition) => Promise<Trial>;
  readonly load: (request: LoadRequest, onProgress: (fraction: number) => void) => Promise<Outcome<Base>>;
  readonly stop: () => void;
  /** holds a lock of this name for as long as the worker lives */
  readonly pulse: (name: string) => Promise<void>;
}

let stopping = new AbortController();
let loads = 0;

export const importApi: ImportApi = {
  recognise: (files, mapping) => recogniseFiles(sources(files), mapping),
  change: (files, recognition, mapping) => applyMapping(sources(files), recognition, mapping),
  attempt: (files, recognition) => tryMapping(sources(files), recognition),
  async load({ port, engine, files, recognitions, rules, groups, rates }, onProgress) {
    stopping = new AbortController();
    loads += 1;
    // the page notices the engine's death and ends this worker's wait with it
    const database = new RemoteDatabase(wrap<EngineApi>(port), engine, `import-${loads}-`, new Promise(() => undefined));
    const outcome = await loadBase(database, sources(files), { recognitions, rules, mapping: { files: {}, groups, rates }, signal: stopping.signal, onProgress: (fraction) => void onProgress(fraction) });
    port.close();
    return outcome;
  },
  stop: () => stopping.abort(),
  pulse: holdPulse,
};

const sources = (files: readonly NamedBlob[]): SourceFile[] => files.map(({ name, blob }) => fromBlob(blob, name));
