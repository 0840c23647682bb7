import * as v from 'valibot';
import { done, type Outcome } from '../database/outcome.ts';
import { storageFailure } from './storageFailure.ts';
import type { Vault } from './Vault.ts';

/** One source file of the base, whole: the base is rebuilt from it on opening. */
export interface KeptFile {
  readonly name: string;
  readonly blob: Blob;
}

export interface KeptBase {
  readonly files: readonly KeptFile[];
  /** how the files were read; plain data, checked by who reads it */
  readonly mapping: unknown;
  /** treatments of the quality rules */
  readonly rules: unknown;
}

const baseSchema = v.object({ files: v.array(v.object({ name: v.string(), key: v.string() })), mapping: v.unknown(), rules: v.unknown() });

/** The client's source files with their mapping, in this browser. */
export class BaseStore {
  readonly #vault: Vault;

  constructor(vault: Vault) {
    this.#vault = vault;
  }

  /** Replaces what was kept, wholly or not at all. */
  async keep({ files, mapping, rules }: KeptBase): Promise<Outcome<null>> {
    return this.#try(() =>
      this.#vault.transact('write', async (transaction) => {
        await transaction.clear('files');
        const listed = [];
        for (const [index, { name, blob }] of files.entries()) {
          const key = `file-${index}`;
          await transaction.put('files', key, blob);
          listed.push({ name, key });
        }
        await transaction.put('base', 'current', { files: listed, mapping, rules });
        return null;
      }),
    );
  }

  /** null: nothing is kept, or not all of it is there */
  async read(): Promise<Outcome<KeptBase | null>> {
    return this.#try(() =>
      this.#vault.transact('read', async (transaction) => {
        const base = v.safeParse(baseSchema, await transaction.get('base', 'current'));
        if (!base.success) return null;
        const files: KeptFile[] = [];
        for (const { name, key } of base.output.files) {
          const blob = await transaction.get('files', key);
          if (!(blob instanceof Blob)) return null;
          files.push({ name, blob });
        }
        return { files, mapping: base.output.mapping, rules: base.output.rules };
      }),
    );
  }

  async forget(): Promise<Outcome<null>> {
    return this.#try(() =>
      this.#vault.transact('write', async (transaction) => {
        await transaction.clear('files');
        await transaction.clear('base');
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
