import { SvelteSet } from 'svelte/reactivity';
import type { Focus } from '../../charts/crossFilter.svelte.ts';
import type { Outcome } from '../../database/outcome.ts';
import { sayFailure } from '../../messages/sayFailure.ts';
import type { Notebook } from '../../notebook/Notebook.ts';
import { parseNotebook } from '../../notebook/parseNotebook.ts';
import { setFrontMatter } from '../../notebook/setFrontMatter.ts';
import type { NotebookRun, ShelfNotebook, Workbench } from '../Workbench.ts';
import { saveNotebookFile } from '../notebookFile.ts';
import { History } from './History.ts';
import { language } from './language.svelte.ts';
import { toasts } from './toasts.svelte.ts';
import { watch } from './watch.ts';

/** Where the notebook's text is safe. */
export type SavedState = 'keeping' | 'kept' | 'unkept' | 'file' | 'behind';

export interface OpenOptions {
  readonly shelved: ShelfNotebook;
  readonly file?: FileSystemFileHandle | null;
  /** slug of the shipped notebook that it is */
  readonly shipped?: string | null;
}

/** One notebook on the desk: its steps, its run, and where it is saved. */
export class OpenNotebook {
  readonly #workbench: Workbench;
  readonly run: NotebookRun;
  readonly #cells: { readonly current: NotebookRun['cells']['current'] };
  readonly shipped: string | null;
  #history = $state.raw<History<Notebook>>(History.of(emptyNotebook));
  #shelved: ShelfNotebook = $state.raw({ id: '', title: '', text: '', version: 0, trusted: true, file: null });
  #keptText = $state.raw<string | null>(null);
  #fileText = $state.raw<string | null>(null);
  #fileHandle: FileSystemFileHandle | null;
  #keeping = $state(false);
  #typing: { readonly key: string; readonly at: number } | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** id of the cell in hand */
  selected = $state<string | null>(null);
  #focus = $state.raw<Focus | null>(null);
  /** titles of slides that hold more than the stage can show, as found after an edit */
  readonly crowded = new SvelteSet<string>();

  constructor(workbench: Workbench, { shelved, file = null, shipped = null }: OpenOptions) {
    this.#workbench = workbench;
    this.shipped = shipped;
    this.#shelved = shelved;
    this.#fileHandle = file;
    this.#history = History.of(parseNotebook(shelved.text, { kinds: workbench.kinds.map(({ kind }) => kind), reserved: workbench.reserved }));
    this.#keptText = shelved.version > 0 ? shelved.text : null;
    this.#fileText = shelved.file === null ? null : shelved.text;
    this.run = workbench.open(this.notebook);
    this.#cells = watch(this.run.cells);
  }

  get id(): string {
    return this.#shelved.id;
  }

  get notebook(): Notebook {
    return this.#history.present;
  }

  get title(): string {
    return this.notebook.frontMatter.title ?? this.#shelved.title;
  }

  get cells(): NotebookRun['cells']['current'] {
    return this.#cells.current;
  }

  /** customers that all pictures show alone; null: everybody */
  get focus(): Focus | null {
    return this.#focus;
  }

  lookAt(focus: Focus | null): void {
    this.#focus = focus;
    this.run.lookAt(focus === null ? null : { cell: focus.cell, customers: [...focus.customers] });
  }

  get trusted(): boolean {
    return this.#shelved.trusted;
  }

  get canUndo(): boolean {
    return this.#history.canUndo;
  }

  get canRedo(): boolean {
    return this.#history.canRedo;
  }

  /** a version of it lies in this browser */
  get kept(): boolean {
    return this.#shelved.version > 0;
  }

  get fileName(): string | null {
    return this.#shelved.file;
  }

  get saved(): SavedState {
    const text = this.notebook.source;
    if (this.#keeping) return 'keeping';
    if (this.#fileText !== null) return this.#fileText === text ? 'file' : 'behind';
    return this.#keptText === text ? 'kept' : 'unkept';
  }

  /** the person accepts to run a notebook that came from elsewhere */
  trust(): void {
    this.#shelved = { ...this.#shelved, trusted: true };
    this.run.runStale();
    this.#keepSoon();
  }

  /** one undo step */
  edit(next: Notebook): void {
    this.#typing = null;
    this.#show(this.#history.push(next));
  }

  /** an edit that may be refused; the reason is told */
  tryEdit(next: Outcome<Notebook>): void {
    if (next.ok) this.edit(next.value);
    else toasts.tell('fail', sayFailure(next.error, language.current));
  }

  /** typing in one place: steps within two seconds are one */
  type(place: string, next: Notebook): void {
    const now = performance.now();
    const goesOn = this.#typing?.key === place && now - this.#typing.at < 2000 && this.#history.canUndo;
    this.#typing = { key: place, at: now };
    this.#show(goesOn ? this.#history.amend(next) : this.#history.push(next));
  }

  rename(title: string): void {
    if (title !== this.title) this.tryEdit(setFrontMatter(this.notebook, ['title'], title));
  }

  undo(): void {
    this.#typing = null;
    this.#show(this.#history.undo());
  }

  redo(): void {
    this.#typing = null;
    this.#show(this.#history.redo());
  }

  /** the same shipped notebook in another language; not when it was edited */
  translate(text: string): void {
    if (this.canUndo || text === this.notebook.source) return;
    this.#history = History.of(parseNotebook(text, this.notebook.vocabulary, this.notebook));
    this.run.update(this.notebook);
  }

  async saveFile(as: boolean): Promise<void> {
    const saved = await saveNotebookFile(this.notebook.source, this.#shelved.file ?? `${this.title}.md`, as ? null : this.#fileHandle);
    if (!saved.ok) {
      if (saved.error.kind !== 'cancelled') toasts.tell('fail', sayFailure(saved.error, language.current));
      return;
    }
    this.#fileHandle = saved.value.handle;
    this.#fileText = saved.value.text;
    this.#shelved = { ...this.#shelved, file: saved.value.name };
    await this.#keep();
  }

  close(): void {
    clearTimeout(this.#timer);
    if (this.#keptText !== this.notebook.source && this.canUndo) void this.#keep();
    this.run.close();
  }

  #show(history: History<Notebook>): void {
    if (history === this.#history) return;
    this.#history = history;
    this.run.update(history.present);
    this.#keepSoon();
  }

  #keepSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#keep(), 500);
  }

  async #keep(): Promise<void> {
    const text = this.notebook.source;
    this.#keeping = true;
    const written = await this.#workbench.shelf.write({ ...this.#shelved, title: this.title, text });
    this.#keeping = false;
    if (!written.ok) {
      toasts.tell('fail', sayFailure(written.error, language.current));
      return;
    }
    this.#shelved = { ...this.#shelved, id: written.value.id, version: written.value.version, title: this.title, text };
    this.#keptText = text;
  }
}

const emptyNotebook = parseNotebook('', { kinds: [], reserved: [] });
