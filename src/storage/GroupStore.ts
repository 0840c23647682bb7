import { done, type Outcome } from '../database/outcome.ts';
import { storageFailure } from './storageFailure.ts';
import type { Vault } from './Vault.ts';

const key = 'groups';

/** Which legal entities a person took for one client: in this browser, for every base that has them. */
export class GroupStore {
  readonly #vault: Vault;

  constructor(vault: Vault) {
    this.#vault = vault;
  }

  /** plain data, checked by who reads it */
  async read(): Promise<Outcome<unknown>> {
    return this.#try(() => this.#vault.transact('read', (transaction) => transaction.get('meta', key)));
  }

  async keep(groups: Readonly<Record<string, readonly string[]>>): Promise<Outcome<null>> {
    return this.#try(() =>
      this.#vault.transact('write', async (transaction) => {
        await transaction.put('meta', key, groups);
        return null;
      }),
    );
  }

  async #try<T>(work: () => Promise<T>): Promise<Outcome<T>> {
    try {
      return done(await work());
    } catch (error) {
      return storageFailure(error, 'the data');
    }
  }
}
