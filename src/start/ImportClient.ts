import { proxy, transfer, type Remote } from 'comlink';
import type { Base } from '../base/Base.ts';
import type { FileMapping, Mapping, Recognition, Trial } from '../base/Recognition.ts';
import { done, fail, type Outcome } from '../database/outcome.ts';
import { beginWorker, type WorkerLife } from './beginWorker.ts';
import type { ImportApi, LoadRequest, NamedBlob } from './importApi.ts';

/** how long a load may take to hear that it should stop */
const graceMilliseconds = 500;
const stopped = fail('cancelled', 'Stopped.');
const sayDeath = (reason: string): Outcome<never> => fail('input', `Reading stopped: ${reason || 'the file was too much for the browser'}`, { hint: 'Take the last file out, or read it with the headless runner.' });

/** The import worker as the page holds it: begun when first needed, replaced after it died over a file. */
export class ImportClient {
  readonly #address: Promise<string>;
  #life: Promise<WorkerLife<ImportApi>> | null = null;
  #loading: Promise<Outcome<Base>> | null = null;

  constructor(address: Promise<string>) {
    this.#address = address;
  }

  recognise(files: readonly NamedBlob[], mapping: Mapping = { files: {} }): Promise<Outcome<Recognition[]>> {
    return this.#ask((api) => api.recognise([...files], mapping).then(done<Recognition[]>));
  }

  change(files: readonly NamedBlob[], recognition: Recognition, mapping: FileMapping): Promise<Outcome<Recognition>> {
    return this.#ask((api) => api.change([...files], recognition, mapping).then(done<Recognition>));
  }

  attempt(files: readonly NamedBlob[], recognition: Recognition): Promise<Outcome<Trial>> {
    return this.#ask((api) => api.attempt([...files], recognition).then(done<Trial>));
  }

  async load(request: LoadRequest, onProgress: (fraction: number) => void): Promise<Outcome<Base>> {
    const loading = this.#ask((api) => api.load(transfer(request, [request.port]), proxy(onProgress)));
    this.#loading = loading;
    const outcome = await loading;
    if (this.#loading === loading) this.#loading = null;
    return outcome;
  }

  /** Asks a load to stop; one that is deep in a file and hears nothing is given up. */
  async stop(): Promise<void> {
    const [life, loading] = [await this.#life, this.#loading];
    if (!life || !loading) return;
    void life.api.stop();
    const late = setTimeout(() => life.end(stopped), graceMilliseconds);
    await loading;
    clearTimeout(late);
  }

  /** Ends the worker over whatever it does; the next file begins a new one. */
  abandon(outcome: Outcome<never> = stopped): void {
    void this.#life?.then(({ end }) => end(outcome));
  }

  async #ask<T>(work: (api: Remote<ImportApi>) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    this.#life ??= this.#begin();
    const { api, lifeline } = await this.#life;
    try {
      return await lifeline.orDeath(work(api));
    } catch (error) {
      return fail('input', error instanceof Error ? error.message : String(error), { hint: 'Take this file out and load the others.' });
    }
  }

  async #begin(): Promise<WorkerLife<ImportApi>> {
    return beginWorker<ImportApi>(await this.#address, sayDeath, () => {
      this.#life = null;
    });
  }
}
