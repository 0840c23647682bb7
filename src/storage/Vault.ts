/** Stores of the browser's database; records are plain data and Blobs. */
export const storeNames = ['notebooks', 'versions', 'base', 'files', 'meta'] as const;
export type StoreName = (typeof storeNames)[number];

/**
 * What the stores need of a database: transactions that are written wholly or not at all.
 * In the browser this is IndexedDB, in tests a double in memory.
 */
export interface Vault {
  /** `work` may await nothing but the transaction's own calls; when it throws, nothing of it is kept */
  transact<T>(mode: 'read' | 'write', work: (transaction: Transaction) => Promise<T>): Promise<T>;
}

export interface Transaction {
  get(store: StoreName, key: string): Promise<unknown>;
  put(store: StoreName, key: string, record: unknown): Promise<void>;
  delete(store: StoreName, key: string): Promise<void>;
  /** in order, those that begin with `prefix` */
  keys(store: StoreName, prefix?: string): Promise<readonly string[]>;
  clear(store: StoreName): Promise<void>;
}
