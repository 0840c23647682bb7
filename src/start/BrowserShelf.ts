import { done, type Outcome } from '../database/outcome.ts';
import { parseNotebook } from '../notebook/parseNotebook.ts';
import type { NotebookStore } from '../storage/NotebookStore.ts';
import { Watch } from '../ui/Watch.ts';
import type { Shelf, ShelfEntry, ShelfNotebook, ShelfRead, ShelfVersion, Steps } from '../ui/Workbench.ts';
import type { Vocabulary } from '../notebook/Notebook.ts';
import { dropDraft, putDraft, takeDrafts } from './drafts.ts';
import type { Tabs } from './Tabs.ts';

/** Notebooks kept in this browser's own storage. */
export class BrowserShelf implements Shelf {
  readonly recent = new Watch<readonly ShelfEntry[]>([]);
  readonly elsewhere = new Watch<{ readonly id: string; readonly version: number } | null>(null);
  readonly #store: NotebookStore;
  readonly #vocabulary: Vocabulary;
  readonly #tabs: Tabs;
  /** what was put aside when the page was closed last */
  readonly #adopted: Promise<void>;

  constructor(store: NotebookStore, vocabulary: Vocabulary, tabs: Tabs) {
    this.#store = store;
    this.#vocabulary = vocabulary;
    this.#tabs = tabs;
    tabs.onKept(({ id, version }) => {
      this.elsewhere.set({ id, version });
      void this.#refresh();
    });
    this.#adopted = this.#adopt();
    void this.#adopted.then(() => this.#refresh());
  }

  async read(id: string): Promise<Outcome<ShelfRead>> {
    await this.#adopted;
    const read = await this.#store.read(id);
    return read.ok ? done({ ...read.value, damaged: read.value.damaged !== null }) : read;
  }

  async write(notebook: ShelfNotebook, steps: Steps | null): Promise<Outcome<{ readonly version: number; readonly id: string; readonly conflict: boolean }>> {
    const cells = parseNotebook(notebook.text, this.#vocabulary).blocks.filter(({ type }) => type === 'cell').length;
    const saved = await this.#store.save({ ...notebook, cells }, steps);
    if (saved.ok) {
      dropDraft(notebook.id);
      this.#tabs.tellKept(saved.value);
      await this.#refresh();
    }
    return saved;
  }

  leave(notebook: ShelfNotebook): void {
    putDraft(notebook);
  }

  async forget(id: string): Promise<Outcome<null>> {
    const forgotten = await this.#store.forget(id);
    await this.#refresh();
    return forgotten;
  }

  versions(id: string): Promise<Outcome<readonly ShelfVersion[]>> {
    return this.#store.versions(id);
  }

  name(id: string, version: number, name: string | null): Promise<Outcome<null>> {
    return this.#store.name(id, version, name);
  }

  /** A draft put back where the browser still refuses it, so that the next opening tries again. */
  async #adopt(): Promise<void> {
    for (const draft of takeDrafts()) {
      const kept = await this.#store.read(draft.id);
      if (kept.ok && kept.value.notebook.text === draft.text) continue;
      const written = await this.write(draft, null);
      if (!written.ok) putDraft(draft);
    }
  }

  async #refresh(): Promise<void> {
    const recent = await this.#store.recent();
    if (recent.ok) this.recent.set(recent.value);
  }
}
