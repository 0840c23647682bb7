import { SvelteSet } from 'svelte/reactivity';
import type { Focus } from '../../charts/crossFilter.svelte.ts';
import type { Outcome } from '../../database/outcome.ts';
import { m } from '../../messages/compiled/messages.js';
import { sayFailure } from '../../messages/sayFailure.ts';
import type { Notebook } from '../../notebook/Notebook.ts';
import { parseNotebook } from '../../notebook/parseNotebook.ts';
import { setFrontMatter } from '../../notebook/setFrontMatter.ts';
import type { NotebookRun, ShelfNotebook, Steps, Workbench } from '../Workbench.ts';
import { saveNotebookFile } from '../notebookFile.ts';
import { History } from './History.ts';
import { language } from './language.svelte.ts';
import { toasts } from './toasts.svelte.ts';
import { watch } from './watch.ts';

/** Where the notebook's text is safe. */
export type SavedState = 'keeping' | 'kept' | 'unkept' | 'refused' | 'file' | 'behind';

export interface OpenOptions {
  readonly shelved: ShelfNotebook;
  /** what undo and redo walked along when it was last open */
  readonly steps?: Steps | null;
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
  /** steps of an earlier visit are texts until they are walked to */
  #history = $state.raw<History<Notebook | string>>(History.of(emptyNotebook));
  #notebook = $state.raw<Notebook>(emptyNotebook);
  #shelved: ShelfNotebook = $state.raw({ id: '', title: '', text: '', version: 0, trusted: true, file: null });
  #keptText = $state.raw<string | null>(null);
  #fileText = $state.raw<string | null>(null);
  #fileHandle: FileSystemFileHandle | null;
  #keeping = $state(false);
  /** the browser did not take the newest text */
  #refused = $state(false);
  #typing: { readonly key: string; readonly at: number } | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** one save after another: each goes on from the version before */
  #saving: Promise<void> = Promise.resolve();
  #abandoned = false;
  /** id of the cell in hand */
  selected = $state<string | null>(null);
  #focus = $state.raw<Focus | null>(null);
  /** titles of slides that hold more than the stage can show, as found after an edit */
  readonly crowded = new SvelteSet<string>();

  constructor(workbench: Workbench, { shelved, steps = null, file = null, shipped = null }: OpenOptions) {
    this.#workbench = workbench;
    this.shipped = shipped;
    this.#shelved = shelved;
    this.#fileHandle = file;
    this.#notebook = parseNotebook(shelved.text, { kinds: workbench.kinds.map(({ kind }) => kind), reserved: workbench.reserved });
    this.#history = History.restore<Notebook | string>(steps?.past ?? [], this.#notebook, steps?.future ?? []);
    this.#keptText = shelved.version > 0 ? shelved.text : null;
    this.#fileText = shelved.file === null ? null : shelved.text;
    this.run = workbench.open(this.notebook);
    this.#cells = watch(this.run.cells);
  }

  get id(): string {
    return this.#shelved.id;
  }

  get notebook(): Notebook {
    return this.#notebook;
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

  get version(): number {
    return this.#shelved.version;
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
    if (this.#fileText === text) return 'file';
    if (this.#refused) return 'refused';
    if (this.#fileText !== null) return 'behind';
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

  /** an earlier text as a new step, and so as a new version */
  restore(text: string): void {
    this.edit(parseNotebook(text, this.notebook.vocabulary, this.notebook));
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
    this.#notebook = parseNotebook(text, this.notebook.vocabulary, this.notebook);
    this.#history = History.of(this.#notebook);
    this.run.update(this.notebook);
  }

  async saveFile(as: boolean): Promise<void> {
    const saved = await saveNotebookFile(this.notebook.source, this.#shelved.file ?? `${this.title}.md`, as ? null : this.#fileHandle, this.#fileText);
    if (!saved.ok) {
      if (saved.error.kind !== 'cancelled') toasts.tell('fail', sayFailure(saved.error, language.current));
      return;
    }
    this.#fileHandle = saved.value.handle;
    this.#fileText = saved.value.text;
    this.#shelved = { ...this.#shelved, file: saved.value.name };
    await this.#keep();
  }

  /** keeps what waits to be kept, without waiting for more */
  async keepNow(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#timer !== undefined || this.#shelved.version === 0) await this.#keep();
    else await this.#saving;
  }

  /** the page is hidden, and may not come back */
  hide(): void {
    if (this.#timer !== undefined) void this.keepNow();
  }

  /** the page is being closed: what this browser does not have yet is put aside at once */
  leave(): void {
    const text = this.notebook.source;
    if (this.#abandoned || this.#keptText === text || (this.#timer === undefined && !this.#keeping && !this.#refused)) return;
    this.#workbench.shelf.leave({ ...this.#shelved, title: this.title, text });
    this.hide();
  }

  /** the version at hand under a name, with which it is kept for good */
  async checkpoint(name: string): Promise<boolean> {
    await this.keepNow();
    const named = this.#shelved.version === 0 ? null : await this.#workbench.shelf.name(this.id, this.#shelved.version, name);
    if (named && !named.ok) toasts.tell('fail', sayFailure(named.error, language.current));
    return named?.ok ?? false;
  }

  /** nothing of it may be kept any more */
  abandon(): void {
    this.#abandoned = true;
    clearTimeout(this.#timer);
    this.run.close();
  }

  close(): void {
    clearTimeout(this.#timer);
    if (this.#keptText !== this.notebook.source && this.canUndo) void this.#keep();
    this.run.close();
  }

  #show(history: History<Notebook | string>): void {
    if (history === this.#history) return;
    const { present } = history;
    this.#notebook = typeof present === 'string' ? parseNotebook(present, this.notebook.vocabulary, this.notebook) : present;
    this.#history = history.settle(this.#notebook);
    this.run.update(this.#notebook);
    this.#keepSoon();
  }

  #keepSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#keep(), 500);
  }

  #keep(): Promise<void> {
    this.#timer = undefined;
    this.#keeping = true;
    const saving = this.#saving.then(() => this.#write());
    this.#saving = saving;
    return saving.finally(() => {
      if (this.#saving === saving) this.#keeping = false;
    });
  }

  async #write(): Promise<void> {
    if (this.#abandoned) return;
    const text = this.notebook.source;
    const steps = { past: this.#history.past.map(textOf), future: this.#history.future.map(textOf) };
    const written = await this.#workbench.shelf.write({ ...this.#shelved, title: this.title, text }, steps);
    if (!written.ok) {
      this.#refused = true;
      toasts.tell('fail', sayFailure(written.error, language.current));
      return;
    }
    this.#refused = false;
    const { id, version, conflict } = written.value;
    this.#shelved = { ...this.#shelved, id, version, title: this.title, text };
    this.#keptText = text;
    if (conflict) toasts.tell('update', m.keep_conflict());
  }
}

const textOf = (step: Notebook | string): string => (typeof step === 'string' ? step : step.source);

const emptyNotebook = parseNotebook('', { kinds: [], reserved: [] });
