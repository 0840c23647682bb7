import { done, type Outcome } from '../database/outcome.ts';
import { storageFailure } from './storageFailure.ts';
import type { Vault } from './Vault.ts';

/** One decision of a person about the data (legal entities that are one client, rates of exchange): in this browser, for every base that it fits. */
export class DecisionStore<T> {
  readonly #vault: Vault;
  readonly #key: string;

  constructor(vault: Vault, key: string) {
    this.#vault = vault;
    this.#key = key;
  }

  /** plain data, checked by who reads it */
  async read(): Promise<Outcome<unknown>> {
    return this.#try(() => this.#vault.transact('read', (transaction) => transaction.get('meta', this.#key)));
  }

  async keep(decision: T): Promise<Outcome<null>> {
    return this.#try(() =>
      this.#vault.transact('write', async (transaction) => {
        await transaction.put('meta', this.#key, decision);
        return null;
      }),
    );
  }

  async #try<R>(work: () => Promise<R>): Promise<Outcome<R>> {
    try {
      return done(await work());
    } catch (error) {
      return storageFailure(error, 'the data');
    }
  }
}
