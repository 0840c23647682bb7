import type { Base } from '../base/Base.ts';
import type { Calculator } from '../cells/Calculator.ts';
import type { CellKind, ResultTable } from '../cells/CellKind.ts';
import { hasColumn } from '../cells/SheetCache.ts';
import { collectResult } from '../session/collectResult.ts';
import type { Database } from '../database/Database.ts';
import { done, fail, type Outcome } from '../database/outcome.ts';
import type { Table } from '../database/table.ts';
import type { Trend } from '../charts/cube/Trend.ts';
import type { CellState } from '../graph/CellState.ts';
import type { Notebook } from '../notebook/Notebook.ts';
import { NotebookSession } from '../session/NotebookSession.ts';
import { Watch } from '../ui/Watch.ts';
import type { NotebookRun, Order, Snapshot } from '../ui/Workbench.ts';
import { readPage } from './readPage.ts';
import { readTrend } from './readTrend.ts';

type Looked = NonNullable<Parameters<NotebookRun['lookAt']>[0]>;

export interface RunOwner {
  readonly database: Database;
  readonly base: Watch<Base | null>;
  readonly calculator: Calculator;
  readonly kinds: ReadonlyMap<string, CellKind>;
  /** puts the treatments of the notebook's `rules:` in force; the base changes when they differ */
  useRules(settings: Readonly<Record<string, string>>): Promise<void>;
  /** work that narrows the views of the base, or must not read them narrowed */
  alone<Value>(work: () => Promise<Value>): Promise<Value>;
  /** when cells may begin */
  free(): Promise<void>;
  /** takes note of what was told to stop and has not ended yet */
  leave(rest: Promise<unknown>): void;
  closed(): void;
}

/** One open notebook on whatever base is in hand: with another base, or after the engine began anew, its cells run again. What was stopped or killed the engine waits for the person. */
export class BrowserRun implements NotebookRun {
  readonly cells = new Watch<ReadonlyMap<string, CellState>>(new Map());
  readonly #owner: RunOwner;
  readonly #unwatch: () => void;
  #notebook: Notebook;
  #session: NotebookSession | null = null;
  #live = false;
  #focus: Looked | null = null;

  constructor(owner: RunOwner, notebook: Notebook) {
    this.#owner = owner;
    this.#notebook = notebook;
    this.#begin();
    this.#unwatch = owner.base.subscribe(() => this.#begin());
  }

  update(notebook: Notebook): void {
    const rulesChanged = JSON.stringify(notebook.frontMatter.rules) !== JSON.stringify(this.#notebook.frontMatter.rules);
    this.#notebook = notebook;
    this.#session?.update(notebook);
    if (rulesChanged && this.#live) void this.#owner.useRules(notebook.frontMatter.rules);
  }

  run(cell: string): void {
    this.#live = true;
    this.#session?.graph.run([cell]);
  }

  runStale(): void {
    this.#live = true;
    void this.#owner.useRules(this.#notebook.frontMatter.rules).then(() => {
      const graph = this.#session?.graph;
      graph?.run([...this.cells.current].filter(([, { status }]) => status !== 'done' && status !== 'running').map(([id]) => id));
    });
  }

  stop(cell: string): void {
    this.#session?.graph.stop(cell);
  }

  lookAt(focus: Looked | null): void {
    this.#focus = focus;
    this.#session?.lookAt(focus);
  }

  async trend(customers: readonly string[], asOf: string): Promise<Outcome<Trend | null>> {
    const base = this.#owner.base.current;
    return base === null ? done(null) : this.#owner.alone(() => readTrend(this.#owner.database, base, customers, asOf));
  }

  page(table: ResultTable, offset: number, limit: number, order: Order | null): Promise<Outcome<Table>> {
    const read = (): Promise<Outcome<Table>> => readPage(this.#owner.database, table.relation, offset, limit, order);
    return this.#focus === null ? read() : this.#owner.alone(read);
  }

  async snapshot(): Promise<Outcome<Snapshot>> {
    const [base, session] = [this.#owner.base.current, this.#session];
    if (base === null || session === null) return fail('input', 'There is no data yet.', { hint: 'Load files first.' });
    const params = session.params();
    if (!params.ok) return params;
    const result = await collectResult(session, this.#owner.database, base, params.value);
    if (!result.ok) return result;
    const named = hasColumn(base, 'customers.customer_name') ? 'any_value(customer_name)' : 'NULL';
    const clients = await this.#owner.alone(() => this.#owner.database.run(`SELECT customer_id, CAST(${named} AS VARCHAR) AS customer_name FROM main.customers WHERE customer_id IS NOT NULL GROUP BY customer_id`));
    if (!clients.ok) return clients;
    const people = hasColumn(base, 'contacts.contact_name') ? await this.#owner.alone(() => this.#owner.database.run('SELECT DISTINCT CAST(contact_name AS VARCHAR) FROM main.contacts WHERE contact_name IS NOT NULL')) : null;
    if (people && !people.ok) return people;
    return done({ result: result.value, clients: clients.value.rows().map(([id, name]) => ({ id: String(id), name: typeof name === 'string' ? name : null })), people: people?.value.rows().map(([name]) => String(name)) ?? [] });
  }

  close(): void {
    this.#unwatch();
    this.#end();
    this.#owner.closed();
  }

  /** The base is about to change: cells end as they are, and run again on what comes. */
  pause(): void {
    this.#end();
  }

  /** The base stayed as it was after all. */
  resume(): void {
    if (this.#session === null) this.#begin();
  }

  #end(): void {
    const session = this.#session;
    this.#session = null;
    if (session === null) return;
    session.graph.stopAll();
    this.#owner.leave(session.graph.settled());
  }

  #begin(): void {
    this.#end();
    const base = this.#owner.base.current;
    if (base === null) {
      this.cells.set(new Map());
      return;
    }
    const before = this.cells.current;
    const session = new NotebookSession({ notebook: this.#notebook, database: this.#owner.database, base, kinds: this.#owner.kinds, locale: 'en', calculator: this.#owner.calculator, alone: (work) => this.#owner.alone(work), free: () => this.#owner.free() });
    this.#session = session;
    session.lookAt(this.#focus);
    const states = new Map(session.graph.order.map((id) => [id, session.graph.state(id)]));
    this.cells.set(states);
    session.graph.subscribe((id, state) => {
      if (this.#session !== session) return;
      const next = new Map(this.cells.current);
      if (state === null) next.delete(id);
      else next.set(id, state);
      this.cells.set(next);
    });
    if (!this.#live) return;
    const deadly = [...before.values()].some((state) => state.status === 'failed' && (state.error.kind === 'crashed' || state.error.kind === 'cancelled'));
    if (deadly) session.graph.run(session.graph.order.filter((id) => before.get(id)?.status === 'done'));
    else session.graph.run();
  }
}
