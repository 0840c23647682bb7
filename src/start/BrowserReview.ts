import type { Base } from '../base/Base.ts';
import type { FileMapping, Mapping, Recognition } from '../base/Recognition.ts';
import { done, fail, type Failure, type Outcome } from '../database/outcome.ts';
import { Watch } from '../ui/Watch.ts';
import type { ReviewFile, ReviewModel, ReviewState } from '../ui/Workbench.ts';
import type { NamedBlob } from './importApi.ts';
import type { ImportClient } from './ImportClient.ts';
import { shapeOf } from '../base/shapeOf.ts';
import type { RecalledShape, ShapeMemory } from './shapeMemory.ts';

export interface ReviewOwner {
  readonly importer: Pick<ImportClient, 'recognise' | 'change' | 'attempt' | 'abandon'>;
  readonly shapes: ShapeMemory;
  /** takes over what a mapping says beyond its files */
  decide(mapping: Mapping): Promise<Outcome<null>>;
  load(files: readonly NamedBlob[], recognitions: readonly Recognition[], rules: Readonly<Record<string, string>>, onProgress: (fraction: number) => void): Promise<Outcome<Base>>;
  /** ends the load */
  stop(): void;
}

/** Files in hand before they are loaded: recognised, changed by the person, tried, loaded. */
export class BrowserReview implements ReviewModel {
  readonly state: Watch<ReviewState>;
  readonly #owner: ReviewOwner;
  #files: NamedBlob[] = [];
  readonly #mappings = new Map<string, FileMapping>();
  /** entries of a mapping.yaml, by the names that it uses */
  #told: Mapping['files'] = {};
  #decided: Promise<Outcome<null>> = Promise.resolve(done(null));
  /** of each file as it was recognised before anything was decided about it */
  readonly #shapes = new Map<string, string>();
  /** exports of the same shapes that were loaded before */
  readonly #recalled = new Map<string, RecalledShape>();
  /** recognitions and trials of an older round are dropped */
  #round = 0;
  #recognised: Promise<void> = Promise.resolve();

  constructor(owner: ReviewOwner, rules: Readonly<Record<string, string>>) {
    this.#owner = owner;
    this.state = new Watch<ReviewState>({ files: [], rules, work: null, failure: null });
  }

  decide(mapping: Mapping): void {
    this.#told = { ...this.#told, ...mapping.files };
    this.#decided = this.#owner.decide(mapping);
    if (this.#files.length > 0) this.#recognised = this.#recognise();
  }

  add(files: readonly File[]): void {
    const named = files.map((file) => ({ name: file.webkitRelativePath || file.name, blob: file }));
    this.#files = [...this.#files.filter(({ name }) => !named.some((file) => file.name === name)), ...named];
    this.#recognised = this.#recognise();
  }

  remove(file: string): void {
    const source = sourceOf(file);
    this.#files = this.#files.filter(({ name }) => name !== source);
    this.#recognised = this.#recognise();
  }

  change(file: string, mapping: FileMapping): void {
    const before = this.#mappings.get(file) ?? this.#toldOf(file);
    const merged: FileMapping = { ...before, ...mapping, ...(before?.columns || mapping.columns ? { columns: { ...before?.columns, ...mapping.columns } } : {}) };
    this.#mappings.set(file, merged);
    this.#recognised = this.#change(file, merged);
  }

  answer(file: string, question: string, value: string): void {
    const entry = this.#find(file);
    const asked = entry?.recognition.questions.find(({ id }) => id === question);
    if (!entry || !asked) return;
    this.#replace(file, { ...entry, answered: [...entry.answered.filter((id) => id !== question), question] });
    const column = asked.column === null ? null : entry.recognition.columns[asked.column];
    // an order of day and month, or a decimal sign, is of the whole file
    if (value.startsWith('%')) this.change(file, { date: value });
    else if (value === '.' || value === ',') this.change(file, { decimal: value });
    else if (column) this.change(file, { columns: { [column.header]: value } });
    else if (question.startsWith('table')) this.change(file, { table: value });
    else if (question.startsWith('encoding')) this.change(file, { encoding: value });
  }

  setRule(rule: string, treatment: string): void {
    this.#set({ rules: { ...this.state.current.rules, [rule]: treatment } });
  }

  async load(): Promise<Outcome<Base>> {
    await this.#recognised;
    const decided = await this.#decided;
    if (!decided.ok) return decided;
    const { files, rules } = this.state.current;
    if (files.length === 0) return fail('input', 'There is no file to load.', { hint: 'Choose or drop files first.' });
    this.#set({ work: { kind: 'loading', fraction: 0 }, failure: null });
    const begun = Date.now();
    const outcome = await this.#owner.load(this.#files, files.map(({ recognition }) => recognition), rules, (fraction) => this.#set({ work: { kind: 'loading', fraction, secondsLeft: secondsLeft((Date.now() - begun) / 1000, fraction) } }));
    this.#set({ work: null, failure: outcome.ok ? null : outcome.error });
    if (outcome.ok) await this.#owner.shapes.keep(files, this.#shapes, this.#mappings, outcome.value.inputs);
    return outcome;
  }

  /** Stops the load, or the look at files that were added last: those are taken out again. */
  stop(): void {
    if (this.state.current.work?.kind !== 'recognising') return this.#owner.stop();
    this.#round += 1;
    this.#owner.importer.abandon();
    this.#takeBack();
    this.#set({ work: null });
  }

  async #recognise(): Promise<void> {
    const round = (this.#round += 1);
    this.#set({ work: { kind: 'recognising', fraction: null }, failure: null });
    let recognised = await this.#owner.importer.recognise(this.#files, { files: { ...this.#told, ...Object.fromEntries(this.#mappings) } });
    const told = await this.#recall(recognised.ok ? recognised.value : []);
    if (round !== this.#round) return;
    if (told) {
      recognised = await this.#owner.importer.recognise(this.#files, { files: { ...this.#told, ...Object.fromEntries(this.#mappings) } });
      if (round !== this.#round) return;
    }
    if (!recognised.ok) {
      this.#takeBack();
      return this.#fail(recognised.error);
    }
    const known = new Map(this.state.current.files.map((file) => [file.recognition.file, file]));
    this.#set({
      files: recognised.value.map((recognition) => {
        const before = this.#recalled.get(recognition.file) ?? null;
        return { recognition, trial: null, answered: known.get(recognition.file)?.answered ?? before?.answered ?? [], before };
      }),
    });
    for (const recognition of recognised.value) {
      await this.#attempt(recognition, round);
      if (round !== this.#round) return;
    }
    this.#set({ work: null });
  }

  /** files that are not in the list stand in nobody's way */
  #takeBack(): void {
    const known = new Set(this.state.current.files.map(({ recognition }) => sourceOf(recognition.file)));
    this.#files = this.#files.filter(({ name }) => known.has(name));
  }

  /** What was decided for exports of the same shapes before, put among the decisions for these files; whether there was any. */
  async #recall(recognitions: readonly Recognition[]): Promise<boolean> {
    let told = false;
    for (const recognition of recognitions) {
      const { file } = recognition;
      if (recognition.columns.length === 0 || this.#mappings.has(file) || this.#toldOf(file) || this.#shapes.has(file)) continue;
      const shape = shapeOf(recognition);
      this.#shapes.set(file, shape);
      const known = await this.#owner.shapes.recall(shape);
      if (!known) continue;
      this.#recalled.set(file, known);
      if (Object.keys(known.mapping).length === 0) continue;
      this.#mappings.set(file, known.mapping);
      told = true;
    }
    return told;
  }

  async #change(file: string, mapping: FileMapping): Promise<void> {
    const entry = this.#find(file);
    if (!entry) return;
    const round = (this.#round += 1);
    this.#replace(file, { ...entry, trial: null });
    const changed = await this.#owner.importer.change(this.#files, entry.recognition, mapping);
    if (round !== this.#round) return;
    if (!changed.ok) return this.#fail(changed.error);
    this.#replace(file, { ...entry, recognition: changed.value, trial: null, answered: this.#find(file)?.answered ?? entry.answered });
    await this.#attempt(changed.value, round);
    if (round === this.#round) this.#set({ work: null });
  }

  async #attempt(recognition: Recognition, round: number): Promise<void> {
    if (recognition.table === null) return;
    const trial = await this.#owner.importer.attempt(this.#files, recognition);
    if (round !== this.#round) return;
    const entry = this.#find(recognition.file);
    if (trial.ok && entry) this.#replace(recognition.file, { ...entry, trial: trial.value });
    if (!trial.ok) this.#fail(trial.error);
  }

  /** a mapping may name a file without its folders */
  #toldOf(file: string): FileMapping | undefined {
    return this.#told[file] ?? this.#told[file.slice(file.lastIndexOf('/') + 1)];
  }

  #find(file: string): ReviewFile | undefined {
    return this.state.current.files.find(({ recognition }) => recognition.file === file);
  }

  #replace(file: string, next: ReviewFile): void {
    this.#set({ files: this.state.current.files.map((entry) => (entry.recognition.file === file ? next : entry)) });
  }

  #fail(failure: Failure): void {
    this.#set({ failure, work: null });
  }

  #set(change: Partial<ReviewState>): void {
    this.state.set({ ...this.state.current, ...change });
  }
}

/** As long again as the done part took, for what is left. */
const secondsLeft = (elapsed: number, fraction: number): number | null => (elapsed < 2 || fraction < 0.05 ? null : Math.max(1, Math.round((elapsed * (1 - fraction)) / fraction)));

/** the file that a sheet or a member of an archive lies in */
const sourceOf = (file: string): string => file.split(' › ')[0] ?? file;
