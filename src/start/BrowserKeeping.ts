import type { Outcome } from '../database/outcome.ts';
import type { BaseStore, KeptBase } from '../storage/BaseStore.ts';
import { Watch } from '../ui/Watch.ts';
import type { Keeping, KeptSurvey, ShelfEntry, Watched } from '../ui/Workbench.ts';
import { purgeBrowser } from './purgeBrowser.ts';
import type { Tabs } from './Tabs.ts';

/** The client's data in this browser's storage: how much, how safe, and away with it. */
export class BrowserKeeping implements Keeping {
  readonly base = new Watch<'keeping' | 'kept' | 'unkept' | 'unread' | null>(null);
  readonly leaving = new Watch(false);
  readonly #bases: BaseStore;
  readonly #recent: Watched<readonly ShelfEntry[]>;
  readonly #tabs: Tabs;

  constructor(bases: BaseStore, recent: Watched<readonly ShelfEntry[]>, tabs: Tabs) {
    this.#bases = bases;
    this.#recent = recent;
    this.#tabs = tabs;
    tabs.onPurged(() => {
      this.leaving.set(true);
      beginAnew();
    });
  }

  async keepBase(base: KeptBase): Promise<Outcome<null>> {
    this.base.set('keeping');
    void this.persist();
    const kept = await this.#bases.keep(base);
    this.base.set(kept.ok ? 'kept' : 'unkept');
    return kept;
  }

  async survey(): Promise<KeptSurvey> {
    const storage: StorageManager | undefined = navigator.storage;
    const [estimate, persisted, base] = await Promise.all([storage?.estimate(), storage?.persisted(), this.#bases.read()]);
    return {
      usage: estimate?.usage ?? null,
      quota: estimate?.quota ?? null,
      persisted: persisted ?? false,
      files: base.ok && base.value ? base.value.files.map(({ name, blob }) => ({ name, bytes: blob.size })) : [],
      notebooks: this.#recent.current.length,
    };
  }

  async persist(): Promise<boolean> {
    const storage: StorageManager | undefined = navigator.storage;
    return (await storage?.persist()) ?? false;
  }

  async purge(): Promise<Outcome<null>> {
    this.leaving.set(true);
    const purged = await purgeBrowser();
    if (!purged.ok) {
      this.leaving.set(false);
      return purged;
    }
    this.#tabs.tellPurged();
    beginAnew();
    return purged;
  }
}

/** what the page and the engine hold in memory goes with the page */
function beginAnew(): void {
  const start = new URL(location.href);
  start.hash = '#/';
  history.replaceState(null, '', start);
  location.reload();
}
