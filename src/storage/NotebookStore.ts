import * as v from 'valibot';
import { done, fail, type Outcome } from '../database/outcome.ts';
import { checksum } from './checksum.ts';
import { packSteps, stepsSchema, unpackSteps, type Steps } from './packSteps.ts';
import { storageFailure } from './storageFailure.ts';
import type { Transaction, Vault } from './Vault.ts';

export interface KeptNotebook {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** the version that was read, and on which edits are made; 0: never kept */
  readonly version: number;
  /** false: it came from elsewhere and nobody has run it yet */
  readonly trusted: boolean;
  /** name of the file it was opened from or saved to */
  readonly file: string | null;
  readonly cells: number;
}

export interface KeptEntry {
  readonly id: string;
  readonly title: string;
  readonly version: number;
  /** ISO time of the last change, for show; the order comes from a counter, since clocks go back */
  readonly edited: string;
  readonly cells: number;
}

export interface Saved {
  readonly id: string;
  readonly version: number;
  /** true: another tab had saved meanwhile, so this text became a notebook of its own under the new id */
  readonly conflict: boolean;
}

export interface KeptVersion {
  readonly version: number;
  /** ISO time */
  readonly edited: string;
  /** what the person called it; such a version is kept for good */
  readonly name: string | null;
  readonly text: string;
}

export interface Recovered {
  readonly notebook: KeptNotebook;
  /** what undo and redo walk along; null where nothing was kept with this text */
  readonly steps: Steps | null;
  /** version that could not be read, when an earlier one is given instead */
  readonly damaged: number | null;
}

const headSchema = v.object({ id: v.string(), title: v.string(), version: v.number(), trusted: v.boolean(), file: v.nullable(v.string()), cells: v.number(), edited: v.string(), order: v.number() });
const versionSchema = v.object({ text: v.string(), sum: v.string(), edited: v.string(), name: v.optional(v.nullable(v.string()), null) });
type Head = v.InferOutput<typeof headSchema>;
type VersionRecord = v.InferOutput<typeof versionSchema>;

/** of the newest each version stays, of older ones every tenth, of much older ones every hundredth */
const thinning = [
  { every: 1, within: 20 },
  { every: 10, within: 200 },
  { every: 100, within: 2000 },
] as const;

/** Notebooks in this browser, with their versions. Whatever fails or is killed on the way, what was kept before stays. */
export class NotebookStore {
  readonly #vault: Vault;
  readonly #now: () => Date;

  constructor(vault: Vault, now: () => Date = () => new Date()) {
    this.#vault = vault;
    this.#now = now;
  }

  /** newest first */
  async recent(): Promise<Outcome<readonly KeptEntry[]>> {
    return this.#try('the list of notebooks', () =>
      this.#vault.transact('read', async (transaction) => {
        const heads: Head[] = [];
        for (const key of await transaction.keys('notebooks')) {
          const head = v.safeParse(headSchema, await transaction.get('notebooks', key));
          if (head.success) heads.push(head.output);
        }
        return heads.toSorted((one, other) => other.order - one.order).map(({ id, title, version, edited, cells }) => ({ id, title, version, edited, cells }));
      }),
    );
  }

  /** Writes a new version in one transaction and reads it back. Edits of an outdated version never overwrite the newer one. */
  async save(notebook: KeptNotebook, steps: Steps | null = null): Promise<Outcome<Saved>> {
    const written = await this.#try('the notebook', () => this.#vault.transact('write', (transaction) => this.#write(transaction, notebook, steps)));
    if (!written.ok) return written;
    const back = await this.#try('the notebook', () => this.#vault.transact('read', (transaction) => readVersion(transaction, written.value.id, written.value.version)));
    if (!back.ok) return back;
    if (back.value === notebook.text) return written;
    return fail('runtime', 'the notebook was written but could not be read back', { hint: 'save it to a file' });
  }

  /** The newest version that is whole. */
  async read(id: string): Promise<Outcome<Recovered>> {
    const found = await this.#try('the notebook', () =>
      this.#vault.transact('read', async (transaction) => {
        const head = v.safeParse(headSchema, await transaction.get('notebooks', id));
        const numbers = await versionsOf(transaction, id);
        for (const version of numbers.toReversed()) {
          const text = await readVersion(transaction, id, version);
          if (text === null) continue;
          const { title, trusted, file, cells } = head.success ? head.output : { title: id, trusted: false, file: null, cells: 0 };
          // Edits of a recovered version are told apart from the damaged one by going on from the head.
          const current = head.success ? head.output.version : version;
          const steps = v.safeParse(stepsSchema, await transaction.get('meta', stepsKey(id)));
          return { notebook: { id, title, text, version: current, trusted, file, cells }, steps: steps.success ? unpackSteps(steps.output, text) : null, damaged: current === version ? null : current };
        }
        return null;
      }),
    );
    if (!found.ok) return found;
    return found.value ? done(found.value) : fail('missing', `there is no notebook "${id}" in this browser`, { hint: 'open it from its file' });
  }

  /** kept versions that are whole, newest first */
  async versions(id: string): Promise<Outcome<readonly KeptVersion[]>> {
    return this.#try('the versions', () =>
      this.#vault.transact('read', async (transaction) => {
        const list: KeptVersion[] = [];
        for (const version of await versionsOf(transaction, id)) {
          const record = await wholeVersion(transaction, id, version);
          if (record !== null) list.push({ version, edited: record.edited, name: record.name, text: record.text });
        }
        return list.toReversed();
      }),
    );
  }

  /** Gives a version a name, with which it is kept for good, or takes it away. */
  async name(id: string, version: number, name: string | null): Promise<Outcome<null>> {
    const named = await this.#try('this change', () =>
      this.#vault.transact('write', async (transaction) => {
        const record = await wholeVersion(transaction, id, version);
        if (record !== null) await transaction.put('versions', versionKey(id, version), { ...record, name });
        return record !== null;
      }),
    );
    if (!named.ok) return named;
    return named.value ? done(null) : fail('missing', `version ${version} of "${id}" is not kept`);
  }

  async forget(id: string): Promise<Outcome<null>> {
    return this.#try('this change', () =>
      this.#vault.transact('write', async (transaction) => {
        for (const version of await versionsOf(transaction, id)) await transaction.delete('versions', versionKey(id, version));
        await transaction.delete('notebooks', id);
        await transaction.delete('meta', stepsKey(id));
        return null;
      }),
    );
  }

  async #write(transaction: Transaction, notebook: KeptNotebook, steps: Steps | null): Promise<Saved> {
    const present = v.safeParse(headSchema, await transaction.get('notebooks', notebook.id));
    const conflict = present.success && present.output.version !== notebook.version;
    const id = conflict ? await freeId(transaction, notebook.id) : notebook.id;
    const version = conflict ? 1 : notebook.version + 1;
    const edited = this.#now().toISOString();
    const order = Number((await transaction.get('meta', 'order')) ?? 0) + 1;
    const { title, trusted, file, cells, text } = notebook;
    await transaction.put('versions', versionKey(id, version), { text, sum: checksum(text), edited, name: null } satisfies VersionRecord);
    await transaction.put('notebooks', id, { id, title, version, trusted, file, cells, edited, order } satisfies Head);
    await transaction.put('meta', 'order', order);
    if (steps !== null) await transaction.put('meta', stepsKey(id), packSteps(steps, text));
    await prune(transaction, id);
    return { id, version, conflict };
  }

  async #try<T>(what: string, work: () => Promise<T>): Promise<Outcome<T>> {
    try {
      return done(await work());
    } catch (error) {
      return storageFailure(error, what);
    }
  }
}

const stepsKey = (id: string): string => `steps:${id}`;

const versionKey = (id: string, version: number): string => `${id}\u0000${String(version).padStart(9, '0')}`;

async function versionsOf(transaction: Transaction, id: string): Promise<readonly number[]> {
  return (await transaction.keys('versions', `${id}\u0000`)).map((key) => Number(key.slice(id.length + 1)));
}

/** null: not kept, or damaged */
async function wholeVersion(transaction: Transaction, id: string, version: number): Promise<VersionRecord | null> {
  const record = v.safeParse(versionSchema, await transaction.get('versions', versionKey(id, version)));
  return record.success && record.output.sum === checksum(record.output.text) ? record.output : null;
}

async function readVersion(transaction: Transaction, id: string, version: number): Promise<string | null> {
  return (await wholeVersion(transaction, id, version))?.text ?? null;
}

/** Older versions are thinned out, so that room levels off; the first one and those with a name stay. */
async function prune(transaction: Transaction, id: string): Promise<void> {
  const versions = await versionsOf(transaction, id);
  const last = versions.at(-1) ?? 0;
  for (const version of versions) {
    if (version === 1 || thinning.some(({ every, within }) => version % every === 0 && last - version < within)) continue;
    const record = await wholeVersion(transaction, id, version);
    if (record === null || record.name === null) await transaction.delete('versions', versionKey(id, version));
  }
}

async function freeId(transaction: Transaction, id: string): Promise<string> {
  for (let number = 2; ; number++) if ((await transaction.get('notebooks', `${id}-${number}`)) === undefined) return `${id}-${number}`;
}
