import { proxy, transfer, wrap, type Remote } from 'comlink';
import type { Base } from '../base/Base.ts';
import type { FileMapping, Mapping, Recognition, Trial } from '../base/Recognition.ts';
import { Lifeline } from '../database/Lifeline.ts';
import { done, fail, type Outcome } from '../database/outcome.ts';
import type { ImportApi, LoadRequest, NamedBlob } from './importApi.ts';
import { trustScript } from './trustScript.ts';

interface Life {
  readonly api: Remote<ImportApi>;
  readonly lifeline: Lifeline;
  readonly end: (outcome: Outcome<never>) => void;
}

/** The import worker as the page holds it: begun when first needed, replaced after it died over a file. */
export class ImportClient {
  readonly #address: Promise<string>;
  #life: Promise<Life> | null = null;

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

  load(request: LoadRequest, onProgress: (fraction: number) => void): Promise<Outcome<Base>> {
    return this.#ask((api) => api.load(transfer(request, [request.port]), proxy(onProgress)));
  }

  stop(): void {
    void this.#life?.then(({ api }) => api.stop());
  }

  /** Ends the worker over whatever it does; the next file begins a new one. */
  abandon(): void {
    void this.#life?.then(({ end }) => end(fail('cancelled', 'Stopped.')));
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

  async #begin(): Promise<Life> {
    const worker = new Worker(trustScript(await this.#address), { type: 'module' });
    let tell: (outcome: Outcome<never>) => void = () => undefined;
    const death = new Promise<Outcome<never>>((resolve) => (tell = resolve));
    const end = (outcome: Outcome<never>): void => {
      worker.terminate();
      this.#life = null;
      tell(outcome);
    };
    worker.addEventListener('error', (event) => end(fail('input', `Reading stopped: ${event.message || 'the file was too much for the browser'}`, { hint: 'Take the last file out, or read it with the headless runner.' })));
    return { api: wrap<ImportApi>(worker), lifeline: new Lifeline(death), end };
  }
}
