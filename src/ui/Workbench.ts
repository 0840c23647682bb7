import type { ExportPrint } from '../base/shapeOf.ts';
import type { RunResult } from '../session/collectResult.ts';
import type { ClientName } from '../share/ClientNames.ts';
import type { Base, RuleReport } from '../base/Base.ts';
import type { AcceptedGroups } from '../base/groups/acceptedGroups.ts';
import type { GroupProposal } from '../base/groups/proposeGroups.ts';
import type { ExchangeRates } from '../base/rates/ExchangeRates.ts';
import type { WantedRate } from '../base/rates/ratesWanted.ts';
import type { FileMapping, Mapping, Recognition, Trial } from '../base/Recognition.ts';
import type { CellKind, Evaluation, ResultTable } from '../cells/CellKind.ts';
import type { Trend } from '../charts/cube/Trend.ts';
import type { Column } from '../database/Database.ts';
import type { Scalar, Table } from '../database/table.ts';
import type { Failure, Outcome } from '../database/outcome.ts';
import type { CellState } from '../graph/CellState.ts';
import type { Locale, Localised } from '../messages/locale.ts';
import type { Notebook } from '../notebook/Notebook.ts';
import type { ParamDeclaration, ParamValue } from '../notebook/paramDeclaration.ts';
import type { KeptHandover } from '../storage/HandoverStore.ts';
import type { Trait } from '../traits/Trait.ts';

/** A value that others change: read `current`, be called after each change. */
export interface Watched<T> {
  readonly current: T;
  /** gives the function that ends the watching */
  subscribe(listener: () => void): () => void;
}

/** All that the interface needs from the rest of the product; main.ts joins it on the real database. */
export interface Workbench {
  readonly engine: Watched<EngineState>;
  /** why the data that was here is gone; null: it is not */
  readonly lost: Watched<Failure | null>;
  /** bytes that the engine holds of the four gigabytes that it can */
  readonly memory: Watched<number>;
  /** ends the engine and begins anew with the base that was loaded: only so is memory given back */
  renewEngine(): Promise<void>;
  /** null until files were loaded */
  readonly base: Watched<Base | null>;
  readonly kinds: readonly CellKind[];
  readonly traits: readonly Trait[];
  /** canonical fields, for the field select of the review */
  readonly fields: readonly FieldFace[];
  readonly rules: readonly RuleFace[];
  readonly shipped: readonly ShippedNotebook[];
  readonly shelf: Shelf;
  readonly keeping: Keeping;
  readonly handovers: Handovers;
  /** names that notebook cells may not take */
  readonly reserved: readonly string[];

  review(): ReviewModel;
  /** the sample client's files, as if they had been dropped */
  sample(): Promise<Outcome<readonly File[]>>;
  /** sets treatments of quality rules and renews the base */
  applyRules(settings: Readonly<Record<string, string>>): Promise<Outcome<Base>>;
  profile(table: string, column: string): Promise<Outcome<ColumnProfile>>;
  /** the rows that a quality rule found */
  concerned(rule: RuleReport): Promise<Outcome<ListedRows>>;
  /** customers that may be one client, with what speaks for it */
  proposals(): Promise<Outcome<readonly GroupProposal[]>>;
  /** the legal entities that count as one client from now on, in this browser */
  acceptGroups(groups: AcceptedGroups): Promise<Outcome<Base>>;
  /** foreign currencies whose documents bring no rate, month by month */
  wantedRates(): Promise<Outcome<readonly WantedRate[]>>;
  /** the rates of exchange from now on, in this browser */
  giveRates(rates: ExchangeRates): Promise<Outcome<Base>>;
  /** all that was decided about the files, the groups and the rates, as text of mapping.yaml; null before anything was loaded */
  mapping(): string | null;
  /** the tables of the base as they are stored, before quality rules */
  stored(): Promise<Outcome<readonly (ListedRows & { readonly name: string })[]>>;
  /** all that is known of one customer */
  card(customer: string, request: CardRequest, signal?: AbortSignal): Promise<Outcome<ClientCard>>;
  /** what a notebook would read, without running any of it */
  reads(notebook: Notebook): readonly NotebookRead[];
  /** opens the graph of one notebook; nothing runs before `run…` is called */
  open(notebook: Notebook): NotebookRun;
}

export interface EngineState {
  readonly status: 'starting' | 'ready' | 'restarting';
  /** why it restarts, for the person */
  readonly failure: Failure | null;
}

/** Rows of the base, read as far as they are in sight. */
export interface ListedRows {
  readonly columns: readonly Column[];
  readonly rowCount: number;
  page(offset: number, limit: number, order: Order | null): Promise<Outcome<Table>>;
}

export interface FieldFace {
  readonly table: string;
  /** `order_id` */
  readonly field: string;
  readonly label: Localised;
  readonly required: boolean;
}

export interface RuleFace {
  readonly rule: string;
  readonly label: Localised;
  /** first one is the default */
  readonly treatments: readonly { readonly id: string; readonly label: Localised }[];
}

export interface ShippedNotebook {
  readonly slug: string;
  readonly title: Localised;
  readonly text: Localised;
  /** tables it needs and the base in hand lacks; empty: it fits */
  missing(base: Base): readonly string[];
  /** tables it needs whose rows stayed where the base was prepared, without this notebook */
  unprepared(base: Base, locale: Locale): readonly string[];
}

export interface NotebookRead {
  readonly relation: string;
  /** empty: all or unknown */
  readonly columns: readonly string[];
  readonly present: boolean;
}

// ---- review -------------------------------------------------------------------------------------

export interface ReviewModel {
  readonly state: Watched<ReviewState>;
  /** what a mapping.yaml says: of files to come, of groups and rates */
  decide(mapping: Mapping): void;
  add(files: readonly File[]): void;
  remove(file: string): void;
  /** merged into what was decided for that file; the new recognition and trial come through `state` */
  change(file: string, mapping: FileMapping): void;
  answer(file: string, question: string, value: string): void;
  setRule(rule: string, treatment: string): void;
  /** the base, also found in `Workbench.base` afterwards */
  load(): Promise<Outcome<Base>>;
  /** ends a running recognition or load; what was loaded before stays */
  stop(): void;
}

export interface ReviewState {
  readonly files: readonly ReviewFile[];
  /** rule → treatment in force */
  readonly rules: Readonly<Record<string, string>>;
  readonly work: { readonly kind: 'recognising' | 'loading'; readonly fraction: number | null; /** null: it is too early to tell */ readonly secondsLeft?: number | null } | null;
  readonly failure: Failure | null;
}

export interface ReviewFile {
  readonly recognition: Recognition;
  /** null while it is being read */
  readonly trial: Trial | null;
  /** ids of questions that the person answered */
  readonly answered: readonly string[];
  /** the export of the same shape that was loaded before, and when */
  readonly before?: { readonly print: ExportPrint; readonly loaded: string } | null;
}

export interface ColumnProfile {
  readonly type: string;
  readonly rows: number;
  readonly filled: number;
  readonly distinct: number;
  readonly min: Scalar;
  readonly max: Scalar;
  readonly median: Scalar;
  readonly sum: Scalar;
  /** equal-width bars of numbers and dates, or the most frequent values */
  readonly bars: readonly { readonly label: string; readonly count: number }[];
}

// ---- one customer -------------------------------------------------------------------------------

export interface CardRequest {
  readonly asOf: string;
  readonly windowDays: number;
  /** results of the open notebook that have the columns customer_id and segment */
  readonly placed: readonly { readonly cell: string; readonly relation: string }[];
}

export interface ClientCard {
  readonly customer: string;
  readonly name: string | null;
  /** fields of customers that are filled */
  readonly details: readonly { readonly field: 'customer_type' | 'industry' | 'region' | 'city' | 'manager' | 'status'; readonly value: string }[];
  readonly asOf: string;
  readonly windowDays: number;
  readonly traits: readonly ClientTrait[];
  /** traits that this base cannot give, with the columns they miss */
  readonly absent: readonly { readonly trait: string; readonly needs: readonly string[] }[];
  /** up to the as-of date, oldest first */
  readonly orders: readonly ClientOrder[];
  readonly segments: readonly { readonly cell: string; readonly segment: string }[];
}

export interface ClientTrait {
  readonly trait: string;
  /** null: too little is known of this customer */
  readonly value: Scalar;
  /** customers with a value, those with a lower one, and those with the same */
  readonly known: number;
  readonly below: number;
  readonly same: number;
}

export interface ClientOrder {
  readonly order: string;
  /** ISO */
  readonly date: string;
  /** exact decimal; null where no amount is known */
  readonly net: string | null;
  readonly isPurchase: boolean;
  readonly hasReturn: boolean;
}

// ---- running ------------------------------------------------------------------------------------

/** The graph of one open notebook. */
export interface NotebookRun {
  /** by cell id */
  readonly cells: Watched<ReadonlyMap<string, CellState>>;
  /** takes the edited notebook; what depends on the change becomes stale and, once started, runs again */
  update(notebook: Notebook): void;
  run(cell: string): void;
  /** all cells that are not fresh; from then on changes rerun what depends on them */
  runStale(): void;
  stop(cell: string): void;
  /** only these customers, chosen in a cell: cells are run again as if the base held nobody else; cubes are not, since their bands are those of the whole base */
  lookAt(focus: { readonly cell: string; readonly customers: readonly string[] } | null): void;
  page(table: ResultTable, offset: number, limit: number, order: Order | null): Promise<Outcome<Table>>;
  /** what these customers bought in each of the months up to `asOf`; null where no orders are known */
  trend(customers: readonly string[], asOf: string): Promise<Outcome<Trend | null>>;
  /** every table of every cell as it stands, and who the clients are that must be found in it before it leaves */
  snapshot(): Promise<Outcome<Snapshot>>;
  close(): void;
}

export interface Snapshot {
  readonly result: RunResult;
  readonly clients: readonly ClientName[];
  /** names of contacts at the clients */
  readonly people: readonly string[];
}

export interface Order {
  readonly column: string;
  readonly descending: boolean;
}

// ---- keeping ------------------------------------------------------------------------------------

/** Which customer was in which segment when a list was last handed over, by notebook and cell; in this browser. */
export interface Handovers {
  read(notebook: string, cell: string): Promise<Outcome<KeptHandover | null>>;
  keep(notebook: string, cell: string, handover: KeptHandover): Promise<Outcome<null>>;
}

/** Notebooks kept in this browser. */
export interface Shelf {
  readonly recent: Watched<readonly ShelfEntry[]>;
  read(id: string): Promise<Outcome<ShelfRead>>;
  /** writes a version; when another tab wrote meanwhile, both are kept and the new id is told */
  write(notebook: ShelfNotebook, steps: Steps | null): Promise<Outcome<{ readonly version: number; readonly id: string; readonly conflict: boolean }>>;
  /** at once, for a page that is being closed: becomes a version on the next opening */
  leave(notebook: ShelfNotebook): void;
  forget(id: string): Promise<Outcome<null>>;
  /** kept versions, newest first */
  versions(id: string): Promise<Outcome<readonly ShelfVersion[]>>;
  /** a version with a name is kept for good */
  name(id: string, version: number, name: string | null): Promise<Outcome<null>>;
  /** what another tab wrote last */
  readonly elsewhere: Watched<{ readonly id: string; readonly version: number } | null>;
}

/** Texts around the present one that undo and redo walk along: oldest first. */
export interface Steps {
  readonly past: readonly string[];
  readonly future: readonly string[];
}

export interface ShelfRead {
  readonly notebook: ShelfNotebook;
  readonly steps: Steps | null;
  /** the newest version could not be read; this is the one before it */
  readonly damaged: boolean;
}

export interface ShelfVersion {
  readonly version: number;
  /** ISO time */
  readonly edited: string;
  readonly name: string | null;
  readonly text: string;
}

/** What this browser keeps of the client's data. */
export interface Keeping {
  /** whether the base in hand will be there after a reload; null: there is none */
  readonly base: Watched<'keeping' | 'kept' | 'unkept' | 'unread' | null>;
  /** true: all is being removed, and nothing may be kept any more */
  readonly leaving: Watched<boolean>;
  survey(): Promise<KeptSurvey>;
  /** asks the browser not to clear it when it needs room; whether it agreed */
  persist(): Promise<boolean>;
  /** removes every notebook, version, file and choice, in all tabs, and begins anew */
  purge(): Promise<Outcome<null>>;
}

export interface KeptSurvey {
  /** bytes that this site uses and may use; null where the browser doesn't tell */
  readonly usage: number | null;
  readonly quota: number | null;
  /** the browser clears it only when the person says so */
  readonly persisted: boolean;
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
  readonly notebooks: number;
}

export interface ShelfEntry {
  readonly id: string;
  readonly title: string;
  /** ISO time of the last change */
  readonly edited: string;
  readonly cells: number;
}

export interface ShelfNotebook {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** of which the edits were made; 0: new */
  readonly version: number;
  /** false: it came from elsewhere and nobody has pressed Run yet */
  readonly trusted: boolean;
  /** name of the file it was opened from or saved to */
  readonly file: string | null;
}

export type OptionValue = string | number | boolean | null | readonly OptionValue[] | { readonly [key: string]: OptionValue };

/** What src/cells/<kind>/View.svelte is given. */
export interface CellViewProps {
  readonly id: string;
  readonly kind: string;
  readonly options: unknown;
  readonly evaluation: Evaluation;
  readonly stale: boolean;
  readonly locale: Locale;
  readonly currency: string | null;
  page(table: ResultTable, offset: number, limit: number, order: Order | null): Promise<Outcome<Table>>;
  /** changes one option in the notebook's text; one undo step */
  setOption(path: readonly (string | number)[], value: OptionValue | undefined): void;
  /** several options in one undo step */
  setOptions(changes: readonly { readonly path: readonly (string | number)[]; readonly value: OptionValue | undefined }[]): void;
  /** the notebook's parameters, those that stand in every notebook included */
  readonly params: readonly ParamDeclaration[];
  /** changes the default of one parameter in the front matter; one undo step */
  setParam(name: string, value: ParamValue): void;
  /** opens the card of one customer in the panel */
  showCustomer(customer: string): void;
  /** what these customers bought month by month up to the cell's as-of date; null where no orders are known */
  trend(customers: readonly string[]): Promise<Trend | null>;
  /** puts rows on the clipboard as cells of a spreadsheet, none of which is a formula */
  copy(rows: readonly (readonly (string | number)[])[]): void;
}
