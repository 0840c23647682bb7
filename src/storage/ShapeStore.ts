import * as v from 'valibot';
import { done, type Outcome } from '../database/outcome.ts';
import { storageFailure } from './storageFailure.ts';
import type { Vault } from './Vault.ts';

const periodSchema = v.object({ column: v.string(), first: v.string(), last: v.string() });
const shapeSchema = v.object({
  /** what the person decided; plain data, checked by who reads it */
  mapping: v.unknown(),
  /** questions that need not be asked again */
  answered: v.pipe(v.array(v.string()), v.readonly()),
  print: v.object({ rows: v.number(), columns: v.number(), period: v.nullable(periodSchema), money: v.nullable(v.string()) }),
  /** ISO day */
  loaded: v.string(),
});

export type KeptShape = v.InferOutput<typeof shapeSchema>;

/** The latest export of each shape, as it was read: in this browser, under what its columns are called. */
export class ShapeStore {
  readonly #vault: Vault;

  constructor(vault: Vault) {
    this.#vault = vault;
  }

  /** null: no export of this shape was loaded yet, or what is kept cannot be read */
  async read(shape: string): Promise<Outcome<KeptShape | null>> {
    return this.#try(() =>
      this.#vault.transact('read', async (transaction) => {
        const kept = v.safeParse(shapeSchema, await transaction.get('meta', keyOf(shape)));
        return kept.success ? kept.output : null;
      }),
    );
  }

  async keep(shapes: readonly (readonly [shape: string, kept: KeptShape])[]): Promise<Outcome<null>> {
    return this.#try(() =>
      this.#vault.transact('write', async (transaction) => {
        for (const [shape, kept] of shapes) await transaction.put('meta', keyOf(shape), kept);
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

const keyOf = (shape: string): string => `shape:${shape}`;
