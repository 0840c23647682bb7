import { type StoreName, storeNames, type Vault } from './Vault.ts';

/** The vault's double: transactions one after another, kept wholly or not at all, failing where a test says so. */
export class MemoryVault implements Vault {
  #stores: ReadonlyMap<StoreName, Map<string, unknown>> = new Map(storeNames.map((name) => [name, new Map()]));
  #queue: Promise<unknown> = Promise.resolve();
  /** writes that still succeed; then the browser has no room */
  writesLeft = Infinity;

  transact: Vault['transact'] = (mode, work) => {
    const run = this.#queue.then(async () => {
      const copy = new Map([...this.#stores].map(([name, records]) => [name, new Map(records)] as const));
      const at = (store: StoreName): Map<string, unknown> => copy.get(store) ?? new Map();
      const write = (change: () => void): Promise<void> => {
        if (mode === 'read') throw new DOMException('a read transaction', 'ReadOnlyError');
        if (this.writesLeft-- <= 0) throw new DOMException('no room', 'QuotaExceededError');
        change();
        return Promise.resolve();
      };
      const value = await work({
        get: (store, key) => Promise.resolve(structuredClone(at(store).get(key))),
        put: async (store, key, record) => write(() => void at(store).set(key, structuredClone(record))),
        delete: async (store, key) => write(() => void at(store).delete(key)),
        keys: (store, prefix = '') => Promise.resolve([...at(store).keys()].filter((key) => key.startsWith(prefix)).toSorted()),
        clear: async (store) => write(() => at(store).clear()),
      });
      this.#stores = copy;
      return value;
    });
    this.#queue = run.then(
      () => undefined,
      () => undefined,
    );
    return run;
  };

  /** all records, to look at and to damage */
  records(store: StoreName): Map<string, unknown> {
    return this.#stores.get(store) ?? new Map();
  }
}
