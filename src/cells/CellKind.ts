import type { GenericSchema } from 'valibot';
import type { Base } from '../base/Base.ts';
import type { Column, Database, Params } from '../database/Database.ts';
import type { Outcome } from '../database/outcome.ts';
import type { Locale, Localised } from '../messages/locale.ts';
import type { TaskInput, TaskName, TaskOutput } from '../statistics/tasks.ts';

/**
 * A kind of cell: one folder in src/cells with cell.ts (default export of this type), README.md, tests,
 * and View.svelte where the plain table view is not enough. Found by folder.
 */
export interface CellKind<Options = unknown> {
  readonly kind: string;
  readonly label: Localised;
  /** `sql`: the body is one read-only query; `yaml`: the body is options checked against `schema` */
  readonly body: 'sql' | 'yaml';
  readonly schema: GenericSchema<unknown, Options>;
  /** what a new cell of this kind starts with */
  readonly template: string;
  /** names of tables and cells that the options read; the graph orders cells by them */
  reads(options: Options): readonly string[];
  /** tables of the base that are read where the base has them, and not missed where it has not */
  consults?(options: Options): readonly string[];
  evaluate(options: Options, context: CellContext): Promise<Outcome<Evaluation>>;
}

export interface CellContext {
  readonly id: string;
  readonly database: Database;
  readonly base: Base;
  /** the notebook's parameters, bound as `$name` */
  readonly params: Params;
  /** from the cell's own option, else the notebook's parameter, else the default */
  asOf(option?: string): string;
  windowDays(option?: number): number;
  /** the customer sheet that holds at least these traits, as a relation that can be read from SQL */
  sheet(request: SheetRequest): Promise<Outcome<Sheet>>;
  /** runs `sql` and keeps its rows under `<id>.<name>`; the cell's first table is also readable as `<id>` */
  keep(name: string, sql: string, params?: Params): Promise<Outcome<ResultTable>>;
  /** statistics that may take long; stopped and told about as the cell is */
  calculate<Name extends TaskName>(name: Name, input: TaskInput<Name>): Promise<Outcome<TaskOutput<Name>>>;
  /** columns of a table, cell or `cell.table` that the notebook can read */
  columns(relation: string): Promise<Outcome<readonly Column[]>>;
  readonly locale: Locale;
  readonly signal?: AbortSignal;
}

export interface SheetRequest {
  readonly traits: readonly string[];
  /** SQL condition over the columns of order_lines */
  readonly where?: string | undefined;
  readonly asOf?: string | undefined;
  readonly windowDays?: number | undefined;
}

export interface Sheet {
  /** quoted name for FROM */
  readonly relation: string;
  readonly traits: readonly string[];
  /** asked for, and not computable from this base, with the reason */
  readonly absent: readonly { readonly trait: string; readonly reason: Localised }[];
  readonly sql: string;
}

export interface ResultTable {
  readonly name: string;
  /** quoted name for FROM: rows are paged from it, in order, by rowid */
  readonly relation: string;
  readonly columns: readonly Column[];
  readonly rowCount: number;
  readonly sql: string;
}

/** Said beside a result: a default taken, an input that is missing, a small n. */
export interface Finding {
  readonly kind: string;
  /** in the language of the notebook */
  readonly message: string;
}

export interface Evaluation {
  readonly tables: readonly ResultTable[];
  readonly findings: readonly Finding[];
  /** small facts the view needs and no table has: cut points, labels, as-of date and window in force */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** A query that a cell's own queries stand on, shown with them in "How was this computed". */
export interface Step {
  readonly name: string;
  readonly sql: string;
}

/** What the runner gives for a cell: its evaluation and the customer sheets it was made from. */
export interface RunEvaluation extends Evaluation {
  readonly steps: readonly Step[];
}
