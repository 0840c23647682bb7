import { type IDBPDatabase, type IDBPTransaction, openDB } from 'idb';
import { storeNames, type Transaction, type Vault } from './Vault.ts';

/** The vault in this browser's IndexedDB. It is opened at the first use, and again when the browser closed it. */
export function openVault(name = 'cubebook'): Vault {
  let opened: Promise<IDBPDatabase> | null = null;
  const open = (): Promise<IDBPDatabase> => {
    opened ??= openDB(name, 1, {
      upgrade(database) {
        for (const store of storeNames) database.createObjectStore(store);
      },
      // Another tab deletes the database: standing in its way would hang it.
      blocking() {
        const closing = opened;
        opened = null;
        void closing?.then((database) => database.close());
      },
      terminated() {
        opened = null;
      },
    }).catch((error: unknown) => {
      opened = null;
      throw error;
    });
    return opened;
  };
  return {
    async transact<T>(mode: 'read' | 'write', work: (transaction: Transaction) => Promise<T>): Promise<T> {
      const database = await open();
      const transaction = database.transaction([...storeNames], mode === 'write' ? 'readwrite' : 'readonly', { durability: 'strict' });
      try {
        const value = await work(toTransaction(transaction));
        await transaction.done;
        return value;
      } catch (error) {
        await undo(transaction);
        throw error;
      }
    },
  };
}

type Opened = IDBPTransaction<unknown, string[], 'readwrite' | 'readonly'>;

/** A transaction that the browser ended itself (no room) cannot be aborted again; its promise tells the same failure. */
async function undo(transaction: Opened): Promise<void> {
  const ended = transaction.done.then(
    () => true,
    () => true,
  );
  try {
    transaction.abort();
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
  await ended;
}

function toTransaction(transaction: Opened): Transaction {
  return {
    get: (store, key) => transaction.objectStore(store).get(key),
    async put(store, key, record) {
      await transaction.objectStore(store).put?.(record, key);
    },
    async delete(store, key) {
      await transaction.objectStore(store).delete?.(key);
    },
    async keys(store, prefix = '') {
      const keys = await transaction.objectStore(store).getAllKeys(prefix === '' ? undefined : IDBKeyRange.bound(prefix, `${prefix}\uFFFF`));
      return keys.flatMap((key) => (typeof key === 'string' ? [key] : []));
    },
    async clear(store) {
      await transaction.objectStore(store).clear?.();
    },
  };
}
