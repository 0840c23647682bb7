import { done, type Outcome } from '../database/outcome.ts';
import { parseNotebook } from '../notebook/parseNotebook.ts';
import type { NotebookStore } from '../storage/NotebookStore.ts';
import { Watch } from '../ui/Watch.ts';
import type { Shelf, ShelfEntry, ShelfNotebook } from '../ui/Workbench.ts';
import type { Vocabulary } from '../notebook/Notebook.ts';

/** Notebooks kept in this browser's own storage. */
export class BrowserShelf implements Shelf {
  readonly recent = new Watch<readonly ShelfEntry[]>([]);
  readonly #store: NotebookStore;
  readonly #vocabulary: Vocabulary;

  constructor(store: NotebookStore, vocabulary: Vocabulary) {
    this.#store = store;
    this.#vocabulary = vocabulary;
    void this.#refresh();
  }

  async read(id: string): Promise<Outcome<ShelfNotebook>> {
    const read = await this.#store.read(id);
    return read.ok ? done(read.value.notebook) : read;
  }

  async write(notebook: ShelfNotebook): Promise<Outcome<{ readonly version: number; readonly id: string }>> {
    const cells = parseNotebook(notebook.text, this.#vocabulary).blocks.filter(({ type }) => type === 'cell').length;
    const saved = await this.#store.save({ ...notebook, cells });
    if (saved.ok) await this.#refresh();
    return saved;
  }

  async forget(id: string): Promise<Outcome<null>> {
    const forgotten = await this.#store.forget(id);
    await this.#refresh();
    return forgotten;
  }

  async usage(): Promise<number | null> {
    return (await navigator.storage?.estimate())?.usage ?? null;
  }

  async #refresh(): Promise<void> {
    const recent = await this.#store.recent();
    if (recent.ok) this.recent.set(recent.value);
  }
}
