import { deleteDB } from 'idb';
import { done, type Outcome } from '../database/outcome.ts';
import { storageFailure } from '../storage/storageFailure.ts';

/**
 * Removes all that this site keeps of the client: the database with notebooks, versions and source files, files of its own,
 * and choices. What stays is the app itself, kept for work without a network: it holds nothing of anybody's.
 */
export async function purgeBrowser(database = 'cubebook'): Promise<Outcome<null>> {
  try {
    await deleteDB(database);
    const storage: StorageManager | undefined = navigator.storage;
    const folder = await storage?.getDirectory?.();
    if (folder) for await (const name of folder.keys()) await folder.removeEntry(name, { recursive: true });
    for (const key of Object.keys(localStorage)) if (key.startsWith('cubebook')) localStorage.removeItem(key);
    sessionStorage.clear();
    return done(null);
  } catch (error) {
    return storageFailure(error, 'this change');
  }
}
