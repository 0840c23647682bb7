import { m } from '../../messages/compiled/messages.js';
import type { Base } from '../../base/Base.ts';
import { parseMapping } from '../../base/mapping.ts';
import type { Outcome } from '../../database/outcome.ts';
import { type Bundle, readBundle } from '../../files/bundle/readBundle.ts';
import { fromBlob } from '../../files/fromBlob.ts';
import { sayFailure } from '../../messages/sayFailure.ts';
import { openNotebookFile, readNotebookFile, type NotebookFile } from '../notebookFile.ts';
import { formatRoute, type Route } from '../parseRoute.ts';
import type { ReviewModel, Workbench } from '../Workbench.ts';
import { language } from './language.svelte.ts';
import { OpenNotebook, type OpenOptions } from './OpenNotebook.svelte.ts';
import { toasts } from './toasts.svelte.ts';

/** What lies open: at most one notebook and one review of files. */
export class Desk {
  readonly #workbench: Workbench;
  #open = $state.raw<OpenNotebook | null>(null);
  #review = $state.raw<ReviewModel | null>(null);
  #waiting = $state(false);
  /** the last notebook that was asked for is the one that is shown */
  #puts = 0;
  /** a notebook that was opened and whose address is about to be shown */
  #shown: string | null = null;

  /** treatments that the person set in the review; a notebook's own go before them */
  #reviewed: Readonly<Record<string, string>> = {};
  #applied = '{}';

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
    workbench.shelf.elsewhere.subscribe(() => this.#heed());
    workbench.keeping.leaving.subscribe(() => {
      if (workbench.keeping.leaving.current) this.#open?.abandon();
    });
  }

  get open(): OpenNotebook | null {
    return this.#open;
  }

  get review(): ReviewModel | null {
    return this.#review;
  }

  get waiting(): boolean {
    return this.#waiting;
  }

  /** shows what the address names */
  async go(route: Route): Promise<void> {
    if (this.#shown === formatRoute(route)) return;
    switch (route.page) {
      case 'first':
        return this.#put(null, formatRoute(route));
      case 'review':
        if (!this.#review) location.hash = formatRoute({ page: 'first' });
        return;
      case 'sample':
        await this.#openSample();
        return;
      case 'notebook': {
        const shipped = this.#shipped(route.slug);
        if (shipped) await this.#put(shipped, formatRoute(route));
        else this.#refuse(m.no_such_notebook({ name: route.slug }));
        return;
      }
      case 'kept': {
        const kept = await this.#workbench.shelf.read(route.id);
        if (kept.ok && kept.value.damaged) toasts.tell('fail', m.keep_damaged());
        if (kept.ok) await this.#put({ shelved: kept.value.notebook, steps: kept.value.steps }, formatRoute(route));
        else this.#refuse(sayFailure(kept.error, language.current));
      }
    }
  }

  /** files that were dropped or chosen: a notebook is opened, all else goes to the review */
  async take(files: readonly File[]): Promise<void> {
    const [only] = files;
    if (files.length === 1 && only && /\.zip$/iu.test(only.name)) {
      const bundle = await readBundle(fromBlob(only, only.name));
      if (!bundle.ok) return this.#refuse(sayFailure(bundle.error, language.current));
      if (bundle.value !== null) return this.#openBundle(only.name, bundle.value);
    }
    const notebooks = files.filter((file) => /\.md$/iu.test(file.name) && !/(^|\/)readme/iu.test(file.name));
    const mappings = files.filter((file) => /(^|\/)mapping\.ya?ml$/iu.test(file.name));
    const data = files.filter((file) => !notebooks.includes(file) && !mappings.includes(file));
    const [first] = notebooks;
    if (first) {
      const read = await readNotebookFile(first);
      if (read.ok) await this.#openElsewhere(read.value);
      else this.#refuse(sayFailure(read.error, language.current));
    }
    if (data.length === 0 && mappings.length === 0) return;
    this.#review ??= this.#workbench.review();
    for (const file of mappings) {
      const mapping = parseMapping(await file.text());
      if (mapping.ok) {
        this.#review.decide(mapping.value);
        if (data.length === 0) toasts.tell('ok', m.mapping_taken());
      } else this.#refuse(sayFailure(mapping.error, language.current));
    }
    this.#review.add(data);
    location.hash = formatRoute({ page: 'review' });
  }

  /** its data first, since that was checked part by part; then its notebook as a preview, as anything from elsewhere */
  async #openBundle(file: string, { notebook, mapping, data }: Bundle): Promise<void> {
    const loaded = data.length === 0 ? null : await this.#loadBundled(mapping, data);
    await this.#openElsewhere({ name: file.replace(/(\.cubebook)?\.zip$/iu, '.md'), text: notebook, handle: null });
    if (loaded && !loaded.ok) this.#refuse(sayFailure(loaded.error, language.current));
  }

  async #loadBundled(mapping: Bundle['mapping'], data: Bundle['data']): Promise<Outcome<Base>> {
    const named = mapping === null ? null : parseMapping(mapping);
    if (named !== null && !named.ok) return named;
    this.#waiting = true;
    const review = this.#workbench.review();
    this.#review = review;
    if (named !== null) review.decide(named.value);
    review.add(data.map(({ name, blob }) => new File([blob], name)));
    const loaded = await review.load();
    this.#waiting = false;
    if (loaded.ok) this.#takeRules();
    return loaded;
  }

  async openFile(): Promise<void> {
    const file = await openNotebookFile();
    if (file.ok) await this.#openElsewhere(file.value);
    else if (file.error.kind !== 'cancelled') this.#refuse(sayFailure(file.error, language.current));
  }

  /** the base is there: back to the notebook, or to a new one that shows which notebooks fit */
  loaded(): void {
    this.#takeRules();
    if (this.#open && this.#shown) {
      location.hash = this.#shown;
      this.start();
    } else void this.openNew();
  }

  /** the rules that the base was loaded with are in force */
  #takeRules(): void {
    this.#reviewed = this.#review?.state.current.rules ?? {};
    this.#applied = rulesKey(this.#reviewed);
  }

  openNew(): Promise<void> {
    const title = m.untitled();
    const id = crypto.randomUUID();
    const text = `---\ncubebook: 1\ntitle: ${title}\nlang: ${language.current}\n---\n`;
    return this.#put({ shelved: { id, title, text, version: 0, trusted: true, file: null } }, formatRoute({ page: 'kept', id }));
  }

  /** runs what is open, once there is data and the notebook may run */
  start(): void {
    if (this.#open?.trusted && this.#workbench.base.current) this.#open.run.runStale();
  }

  /** puts the quality rules of the open notebook in force */
  async applyRules(): Promise<void> {
    const rules = { ...this.#reviewed, ...this.#open?.notebook.frontMatter.rules };
    const key = rulesKey(rules);
    if (key === this.#applied) return;
    this.#applied = key;
    const applied = await this.#workbench.applyRules(rules);
    if (!applied.ok) this.#refuse(sayFailure(applied.error, language.current));
  }

  /** a shipped notebook that was changed is the person's own: a reload shows it as it was left */
  showKept(): void {
    if (!this.#open) return;
    const address = formatRoute({ page: 'kept', id: this.#open.id });
    if (this.#shown === address) return;
    this.#shown = address;
    location.replace(address);
  }

  translate(): void {
    const shipped = this.#workbench.shipped.find(({ slug }) => slug === this.#open?.shipped);
    if (shipped) this.#open?.translate(shipped.text[language.current]);
  }

  /** another tab kept a newer version of what lies open here */
  #heed(): void {
    const [open, told] = [this.#open, this.#workbench.shelf.elsewhere.current];
    if (!open || !told || told.id !== open.id || told.version <= open.version) return;
    toasts.tell('update', m.keep_elsewhere(), {
      label: m.keep_take_newest(),
      run: () => {
        this.#shown = null;
        void this.go({ page: 'kept', id: told.id });
      },
    });
  }

  async #openSample(): Promise<void> {
    this.#waiting = true;
    const files = await this.#workbench.sample();
    if (!files.ok) this.#refuse(sayFailure(files.error, language.current));
    else {
      this.#review = this.#workbench.review();
      this.#review.add(files.value);
      const loaded = await this.#review.load();
      const first = this.#workbench.shipped[0];
      const options = first && this.#shipped(first.slug);
      if (!loaded.ok) this.#refuse(sayFailure(loaded.error, language.current));
      else if (options) await this.#put(options, formatRoute({ page: 'sample' }));
      else await this.openNew();
    }
    this.#waiting = false;
  }

  #shipped(slug: string): OpenOptions | null {
    const notebook = this.#workbench.shipped.find((one) => one.slug === slug);
    if (!notebook) return null;
    const text = notebook.text[language.current];
    return { shipped: slug, shelved: { id: crypto.randomUUID(), title: notebook.title[language.current], text, version: 0, trusted: true, file: null } };
  }

  #openElsewhere(file: NotebookFile): Promise<void> {
    const id = crypto.randomUUID();
    return this.#put({ file: file.handle, shelved: { id, title: file.name.replace(/\.md$/iu, ''), text: file.text, version: 0, trusted: false, file: file.name } }, formatRoute({ page: 'kept', id }));
  }

  async #put(options: OpenOptions | null, address: string): Promise<void> {
    this.#puts += 1;
    const turn = this.#puts;
    const next = options ? new OpenNotebook(this.#workbench, options) : null;
    // read in one task, drawn in another: the page answers between them
    if (next) await new Promise((resolve) => setTimeout(resolve));
    if (turn !== this.#puts) {
      next?.close();
      return;
    }
    this.#open?.close();
    this.#open = next;
    this.#shown = address;
    if (location.hash !== address && options) location.hash = address;
    this.start();
  }

  #refuse(reason: string): void {
    toasts.tell('fail', reason);
    if (!this.#open) location.hash = formatRoute({ page: 'first' });
  }
}

const rulesKey = (rules: Readonly<Record<string, string>>): string => JSON.stringify(rules, Object.keys(rules).sort());
