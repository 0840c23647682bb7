import * as v from 'valibot';
import { done, type Outcome } from '../database/outcome.ts';
import { storageFailure } from './storageFailure.ts';
import type { Vault } from './Vault.ts';

const schema = v.object({
  /** ISO time */
  at: v.string(),
  /** by customer */
  places: v.array(v.tuple([v.string(), v.object({ name: v.nullable(v.string()), segment: v.string(), amount: v.nullable(v.number()) })])),
});

export type KeptHandover = v.InferOutput<typeof schema>;

/** Which customer was in which segment when a list was last handed over: in this browser, by notebook and cell. */
export class HandoverStore {
  readonly #vault: Vault;

  constructor(vault: Vault) {
    this.#vault = vault;
  }

  /** null: nothing was handed over yet, or what is kept cannot be read */
  async read(notebook: string, cell: string): Promise<Outcome<KeptHandover | null>> {
    return this.#try(() =>
      this.#vault.transact('read', async (transaction) => {
        const kept = v.safeParse(schema, await transaction.get('meta', keyOf(notebook, cell)));
        return kept.success ? kept.output : null;
      }),
    );
  }

  async keep(notebook: string, cell: string, handover: KeptHandover): Promise<Outcome<null>> {
    return this.#try(() =>
      this.#vault.transact('write', async (transaction) => {
        await transaction.put('meta', keyOf(notebook, cell), handover);
        return null;
      }),
    );
  }

  async #try<T>(work: () => Promise<T>): Promise<Outcome<T>> {
    try {
      return done(await work());
    } catch (error) {
      return storageFailure(error, 'the handover');
    }
  }
}

const keyOf = (notebook: string, cell: string): string => `handover:${JSON.stringify([notebook, cell])}`;
