import { applyRules } from '../base/applyRules.ts';
import type { Base, RuleReport } from '../base/Base.ts';
import { mergeGroups, type AcceptedGroups } from '../base/groups/acceptedGroups.ts';
import { proposeGroups, type GroupProposal } from '../base/groups/proposeGroups.ts';
import { mappingOf, readGroups, readRateTable, serializeMapping } from '../base/mapping.ts';
import { mergeRates, type ExchangeRates } from '../base/rates/ExchangeRates.ts';
import { ratesWanted, type WantedRate } from '../base/rates/ratesWanted.ts';
import type { Mapping, Recognition } from '../base/Recognition.ts';
import { ruleFaces } from '../base/rules/ruleFaces.ts';
import { needsReading } from '../base/rules/settledAtLoad.ts';
import { canonicalTables, tableOf } from '../base/schema.ts';
import { reservedNames } from '../cells/CellRunner.ts';
import { cellKinds } from '../cells/kinds.ts';
import type { Database } from '../database/Database.ts';
import { done, fail, type Failure, type Outcome } from '../database/outcome.ts';
import type { Notebook } from '../notebook/Notebook.ts';
import { vocabularyOf } from '../session/NotebookSession.ts';
import { quotePath } from '../sql/quote.ts';
import type { BaseStore } from '../storage/BaseStore.ts';
import type { DecisionStore } from '../storage/DecisionStore.ts';
import type { HandoverStore } from '../storage/HandoverStore.ts';
import type { NotebookStore } from '../storage/NotebookStore.ts';
import type { ShapeStore } from '../storage/ShapeStore.ts';
import { traits } from '../traits/registry.ts';
import { Watch } from '../ui/Watch.ts';
import type { CardRequest, ClientCard, ColumnProfile, EngineState, Handovers, ListedRows, NotebookRead, NotebookRun, ReviewModel, Shelf, ShippedNotebook, Workbench } from '../ui/Workbench.ts';
import { BrowserKeeping } from './BrowserKeeping.ts';
import { BrowserReview } from './BrowserReview.ts';
import { BrowserRun } from './BrowserRun.ts';
import { BrowserShelf } from './BrowserShelf.ts';
import { ClientCards } from './ClientCards.ts';
import { EngineHost } from './EngineHost.ts';
import type { NamedBlob } from './importApi.ts';
import { ImportClient } from './ImportClient.ts';
import { profileColumn } from './profileColumn.ts';
import { shippedNotebooks } from './shippedNotebooks.ts';
import { StatisticsClient } from './StatisticsClient.ts';
import type { Parts } from './fetchParts.ts';
import { listRows, listStored } from './readPage.ts';
import { readsOf } from './readsOf.ts';
import { ShapeMemory } from './shapeMemory.ts';
import { Tabs } from './Tabs.ts';
import { Turns } from './Turns.ts';

interface Loaded {
  readonly files: readonly NamedBlob[];
  readonly recognitions: readonly Recognition[];
  readonly rules: Readonly<Record<string, string>>;
}

export interface WorkbenchStores {
  readonly bases: BaseStore;
  readonly notebooks: NotebookStore;
  readonly shapes: ShapeStore;
  readonly groups: DecisionStore<AcceptedGroups>;
  readonly rates: DecisionStore<ExchangeRates>;
  readonly handovers: HandoverStore;
  sample(): Promise<Outcome<readonly File[]>>;
}

const memoryLimit = '3GB';

/** The product as the interface knows it, joined on the real engine, importer and storage. */
export class BrowserWorkbench implements Workbench {
  readonly engine = new Watch<EngineState>({ status: 'starting', failure: null });
  readonly base = new Watch<Base | null>(null);
  readonly lost = new Watch<Failure | null>(null);
  readonly memory = new Watch(0);
  readonly kinds = [...cellKinds.values()];
  readonly traits = [...traits.values()];
  readonly fields = canonicalTables.flatMap((table) => tableOf(table).fields.map((field) => ({ table, field: field.name, label: { en: field.name, ru: field.name, pl: field.name }, required: field.importance === 'required' })));
  readonly rules = ruleFaces;
  readonly shipped: readonly ShippedNotebook[];
  readonly shelf: Shelf;
  readonly keeping: BrowserKeeping;
  readonly handovers: Handovers;
  readonly reserved: readonly string[] = [...canonicalTables, ...reservedNames];
  readonly #stores: WorkbenchStores;
  readonly #importer: ImportClient;
  /** apart from the review's, so that a look at further files goes on beside a load */
  readonly #loader: ImportClient;
  readonly #calculator: StatisticsClient;
  #loaded: Loaded | null = null;
  #rules: Readonly<Record<string, string>> = {};
  #groups: AcceptedGroups = {};
  #rates: ExchangeRates = {};
  /** the engine with what it held when the page was last open; whatever is asked before waits for it */
  readonly #started: Promise<EngineHost>;

  /** loads that the person waits for: a base that is coming back gives way to them */
  #wished = 0;
  #stopping = new AbortController();
  /** times in a row that the engine died over the base it should get back */
  #deaths = 0;

  readonly #cards: ClientCards;
  readonly #turns = new Turns();
  readonly #runs = new Set<BrowserRun>();

  /** `parts` come once all is fetched and the network is closed. */
  constructor(parts: Promise<Parts>, stores: WorkbenchStores) {
    this.#stores = stores;
    this.handovers = stores.handovers;
    const vocabulary = vocabularyOf(cellKinds, canonicalTables);
    this.shipped = shippedNotebooks(vocabulary);
    const tabs = new Tabs();
    this.shelf = new BrowserShelf(stores.notebooks, vocabulary, tabs);
    this.keeping = new BrowserKeeping(stores.bases, this.shelf.recent, tabs);
    this.#importer = new ImportClient(parts.then(({ importWorker }) => importWorker));
    this.#loader = new ImportClient(parts.then(({ importWorker }) => importWorker));
    this.#calculator = new StatisticsClient(parts.then(({ statisticsWorker }) => statisticsWorker));
    this.#started = parts.then((arrived) => this.#start(arrived));
    this.#cards = new ClientCards(late(this.#started));
  }

  async #start(parts: Parts): Promise<EngineHost> {
    const host: EngineHost = new EngineHost({ ...parts, memoryLimit, replay: (port) => this.#replay(port), onState: (state) => this.engine.set(state), onEnd: (failure) => this.#loader.abandon(failure), onMemory: (bytes) => this.memory.set(bytes) });
    await host.name();
    const groups = await this.#stores.groups.read();
    if (groups.ok) this.#groups = readGroups(groups.value ?? {});
    const rates = await this.#stores.rates.read();
    if (rates.ok) this.#rates = readRateTable(rates.value ?? {});
    const rebuilt = await this.#rebuild(host);
    if (!rebuilt.ok) this.keeping.base.set('unread');
    else if (rebuilt.value) this.keeping.base.set('kept');
    return host;
  }

  /** The base again from the files that this browser keeps; null: it keeps none. */
  async #rebuild(host: EngineHost): Promise<Outcome<Base | null>> {
    const kept = await this.#stores.bases.read();
    if (!kept.ok || kept.value === null) return kept.ok ? done(null) : kept;
    const { files, mapping, rules: settings } = kept.value;
    const recognised = await this.#loader.recognise(files, isMapping(mapping) ? mapping : { files: {} });
    if (!recognised.ok) return recognised;
    const loaded = { files, recognitions: recognised.value, rules: isRules(settings) ? settings : {} };
    this.#loaded = loaded;
    if (this.#wished > 0) return done(null);
    const outcome = await this.#load(loaded, () => undefined, await host.port());
    if (outcome.ok) return outcome;
    if (this.#wished > 0) return done(null);
    if (outcome.error.kind !== 'crashed') {
      this.#loaded = null;
      return outcome;
    }
    this.#deaths = 1;
    await host.restart(outcome.error);
    return done(this.base.current);
  }

  review(): ReviewModel {
    return new BrowserReview({ importer: this.#importer, shapes: new ShapeMemory(this.#stores.shapes), load: (...request) => this.#loadFiles(...request), stop: () => this.#stopLoad(), decide: (mapping) => this.#decide(mapping) }, this.#rules);
  }

  async renewEngine(): Promise<void> {
    const wish = fail('cancelled', 'The engine gives its memory back.');
    await (await this.#started).restart(wish.error);
  }

  sample(): Promise<Outcome<readonly File[]>> {
    return this.#stores.sample();
  }

  async applyRules(settings: Readonly<Record<string, string>>): Promise<Outcome<Base>> {
    const loaded = this.#loaded;
    if (loaded && needsReading(this.#rules, settings)) return this.#loadOver({ ...loaded, rules: settings }, () => undefined);
    return this.#rule((base) => base, settings);
  }

  /** Puts rules, groups or rates in force while no cell reads the views. */
  async #rule(change: (base: Base) => Base, settings?: Readonly<Record<string, string>>): Promise<Outcome<Base>> {
    const host = await this.#started;
    const ruled = await this.#changeBase(async () => {
      // as it is when the turn comes: a load may have come before
      const base = this.base.current;
      if (!base) return fail('input', 'There is no data yet.', { hint: 'Load files first.' });
      const wanted = settings ?? this.#rules;
      const outcome = await applyRules(host, change(base), wanted);
      if (!outcome.ok) return outcome;
      this.#rules = wanted;
      this.base.set(outcome.value);
      return outcome;
    });
    if (!ruled.ok) for (const run of this.#runs) run.resume();
    return ruled;
  }

  /** Cells of what lies open end first; another base lets them run again. */
  #changeBase(work: () => Promise<Outcome<Base>>): Promise<Outcome<Base>> {
    for (const run of this.#runs) run.pause();
    return this.#turns.change(work);
  }

  async profile(table: string, column: string): Promise<Outcome<ColumnProfile>> {
    const host = await this.#started;
    return this.#turns.take(() => profileColumn(host, table, column));
  }

  async concerned(rule: RuleReport): Promise<Outcome<ListedRows>> {
    if (rule.list === undefined) return fail('missing', 'No list is kept of these rows.');
    return listRows(await this.#started, quotePath(...rule.list.split('.')));
  }

  async proposals(): Promise<Outcome<readonly GroupProposal[]>> {
    const host = await this.#started;
    const base = this.base.current;
    return base?.tables.some(({ name }) => name === 'customers') ? proposeGroups(host, base) : done([]);
  }

  async acceptGroups(groups: AcceptedGroups): Promise<Outcome<Base>> {
    await this.#started;
    if (!this.base.current) return fail('input', 'There is no data yet.', { hint: 'Load files first.' });
    const kept = await this.#stores.groups.keep(groups);
    if (!kept.ok) return kept;
    const ruled = await this.#rule((base) => ({ ...base, groups, quality: base.quality.filter(({ rule }) => rule !== 'E3') }));
    if (ruled.ok) this.#groups = groups;
    return ruled;
  }

  async wantedRates(): Promise<Outcome<readonly WantedRate[]>> {
    const host = await this.#started;
    return this.#turns.take(() => (this.base.current ? ratesWanted(host, this.base.current) : Promise.resolve(done([]))));
  }

  async giveRates(rates: ExchangeRates): Promise<Outcome<Base>> {
    await this.#started;
    if (!this.base.current) return fail('input', 'There is no data yet.', { hint: 'Load files first.' });
    const kept = await this.#stores.rates.keep(rates);
    if (!kept.ok) return kept;
    const ruled = await this.#rule((base) => ({ ...base, rates }));
    if (ruled.ok) this.#rates = rates;
    return ruled;
  }

  /** What a mapping.yaml says beyond the files: from now on in this browser. */
  async #decide({ groups, rates }: Mapping): Promise<Outcome<null>> {
    await this.#started;
    if (groups) {
      this.#groups = mergeGroups(this.#groups, groups);
      const kept = await this.#stores.groups.keep(this.#groups);
      if (!kept.ok) return kept;
    }
    if (!rates) return done(null);
    this.#rates = mergeRates(this.#rates, rates);
    return this.#stores.rates.keep(this.#rates);
  }

  mapping(): string | null {
    return this.#loaded && serializeMapping({ files: mappingsOf(this.#loaded.recognitions), groups: this.#groups, rates: this.#rates });
  }

  async stored(): Promise<Outcome<readonly (ListedRows & { readonly name: string })[]>> {
    const host = await this.#started;
    const tables: (ListedRows & { readonly name: string })[] = [];
    const base = this.base.current;
    if (!base) return fail('input', 'There is no data yet.', { hint: 'Load files first.' });
    for (const { name } of base.tables) {
      const listed = await listStored(host, base, name);
      if (!listed.ok) return listed;
      tables.push({ name, ...listed.value });
    }
    return done(tables);
  }

  async card(customer: string, request: CardRequest, signal?: AbortSignal): Promise<Outcome<ClientCard>> {
    return this.#turns.take(() => {
      const base = this.base.current;
      return base ? this.#cards.read(base, customer, request, signal) : Promise.resolve(fail('input', 'There is no data yet.', { hint: 'Load files first.' }));
    });
  }

  reads(notebook: Notebook): readonly NotebookRead[] {
    return readsOf(notebook, cellKinds, this.base.current);
  }

  open(notebook: Notebook): NotebookRun {
    const run: BrowserRun = new BrowserRun(
      {
        database: late(this.#started),
        base: this.base,
        calculator: this.#calculator,
        kinds: cellKinds,
        alone: (work) => this.#turns.take(work),
        free: () => this.#turns.free(),
        leave: (rest) => this.#turns.leave(rest),
        closed: () => this.#runs.delete(run),
        useRules: async (settings) => {
          if (this.base.current && JSON.stringify(settings) !== JSON.stringify(this.#rules)) await this.applyRules(settings);
        },
      },
      notebook,
    );
    this.#runs.add(run);
    return run;
  }

  async #loadFiles(files: readonly NamedBlob[], recognitions: readonly Recognition[], settings: Readonly<Record<string, string>>, onProgress: (fraction: number) => void): Promise<Outcome<Base>> {
    const outcome = await this.#loadOver({ files, recognitions, rules: settings }, onProgress);
    if (outcome.ok) {
      // columns by header, so that the next quarter's file of the same shape needs no question
      await this.keeping.keepBase({ files, mapping: { files: mappingsOf(recognitions) }, rules: settings });
    }
    return outcome;
  }

  /** Loads over what is there. What ends it too soon lets the engine begin anew with the base that was there before. */
  async #loadOver(loaded: Loaded, onProgress: (fraction: number) => void): Promise<Outcome<Base>> {
    const stopping = new AbortController();
    this.#stopping = stopping;
    this.#wished += 1;
    void this.#loader.stop();
    const host = await this.#started;
    const outcome = await this.#changeBase(async () => {
      const port = await host.port();
      return stopping.signal.aborted ? fail('cancelled', 'Stopped before it began.') : this.#load(loaded, onProgress, port);
    });
    this.#wished -= 1;
    if (!outcome.ok && (this.#loaded !== null || outcome.error.kind !== 'input')) void host.restart(outcome.error);
    else if (!outcome.ok) for (const run of this.#runs) run.resume();
    return outcome;
  }

  #stopLoad(): void {
    this.#stopping.abort();
    void this.#loader.stop();
  }

  async #load(loaded: Loaded, onProgress: (fraction: number) => void, port: MessagePort): Promise<Outcome<Base>> {
    const outcome = await this.#loader.load({ port, engine: 'duckdb wasm', files: loaded.files, recognitions: loaded.recognitions, rules: loaded.rules, groups: this.#groups, rates: this.#rates }, onProgress);
    if (outcome.ok) {
      this.#loaded = loaded;
      this.#rules = loaded.rules;
      this.base.set(outcome.value);
    }
    return outcome;
  }

  async #replay(port: () => MessagePort): Promise<boolean> {
    const loaded = this.#loaded;
    if (loaded === null || this.#wished > 0) return true;
    const outcome = await this.#load(loaded, () => undefined, port());
    if (outcome.ok) this.#deaths = 0;
    else if (this.#wished === 0) this.#lose(outcome.error);
    return outcome.ok || outcome.error.kind !== 'crashed';
  }

  /** A base that does not come back is given up; one over which the engine died, at the second time. */
  #lose(failure: Failure): void {
    this.#deaths += 1;
    if (failure.kind === 'crashed' && this.#deaths < 2) return;
    this.#deaths = 0;
    this.#loaded = null;
    this.base.set(null);
    this.lost.set(failure);
  }
}

const mappingsOf = (recognitions: readonly Recognition[]): Mapping['files'] => Object.fromEntries(recognitions.flatMap((recognition) => (recognition.table === null ? [] : [[recognition.file, mappingOf(recognition)]])));

/** A database that waits for its engine. */
const late = (started: Promise<EngineHost>): Database => ({
  engine: 'duckdb wasm',
  run: async (...asked) => (await started).run(...asked),
  describe: async (...asked) => (await started).describe(...asked),
  import: async (...asked) => (await started).import(...asked),
  close: async () => (await started).close(),
});

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isMapping = (value: unknown): value is { files: Record<string, never> } => isRecord(value) && isRecord(value['files']);
const isRules = (value: unknown): value is Record<string, string> => isRecord(value) && Object.values(value).every((treatment) => typeof treatment === 'string');
