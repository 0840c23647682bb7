import { sameRules } from '../base/applyRules.ts';
import type { Base, PreparedResult } from '../base/Base.ts';
import { isWithheld } from '../base/prepared/withheld.ts';
import { FocusedViews } from '../base/FocusedViews.ts';
import type { SheetNaming } from '../cells/SheetCache.ts';
import type { Calculator } from '../cells/Calculator.ts';
import type { CellKind, RunEvaluation } from '../cells/CellKind.ts';
import { CellRunner, reservedNames } from '../cells/CellRunner.ts';
import type { Database, Params } from '../database/Database.ts';
import { done, fail, type Outcome } from '../database/outcome.ts';
import { Graph, type Run } from '../graph/Graph.ts';
import type { GraphNode } from '../graph/GraphNode.ts';
import { toGraphNodes } from '../graph/toGraphNodes.ts';
import type { Locale } from '../messages/locale.ts';
import type { Cell, Notebook, Vocabulary } from '../notebook/Notebook.ts';
import { parseCellBody } from '../notebook/parseCellBody.ts';
import { readParams } from '../notebook/readParams.ts';
import { resultKey } from './resultKey.ts';

export interface SessionOptions {
  readonly notebook: Notebook;
  readonly database: Database;
  readonly base: Base;
  readonly kinds: ReadonlyMap<string, CellKind>;
  readonly locale: Locale;
  /** parameter values that go before the notebook's defaults */
  readonly overrides?: Readonly<Record<string, string>>;
  /** where long statistics run; in this thread unless told */
  readonly calculator?: Calculator;
  /** runs what narrows the views for a moment while nobody else reads them */
  readonly alone?: Alone;
  /** when a cell may begin: what an earlier session still does could write under the same names */
  readonly free?: () => Promise<void>;
  /** while a base is being prepared: what was computed where the lines are, for a cell that cannot do without them */
  readonly fallback?: (key: string) => PreparedResult | null;
  /** while a base is being prepared: sheets hold every trait and are told of */
  readonly sheets?: SheetNaming;
}

type Alone = <Value>(work: () => Promise<Outcome<Value>>) => Promise<Outcome<Value>>;

/** Their bands are those of the whole base: the picture itself shows the customers that are looked at. */
const wholeKinds: readonly string[] = ['cube', 'rfm', 'param'];

/** What the document model must know of this version of the product. */
export const vocabularyOf = (kinds: ReadonlyMap<string, CellKind>, tables: readonly string[]): Vocabulary => ({ kinds: [...kinds.keys()], reserved: [...tables, ...reservedNames] });

/** One notebook on one base: its graph, and its cells evaluated on the database. The same in the browser and headless. */
export class NotebookSession {
  readonly graph: Graph;
  readonly #kinds: ReadonlyMap<string, CellKind>;
  readonly #runner: CellRunner;
  readonly #base: Base;
  readonly #database: Database;
  readonly #calculator: Calculator | undefined;
  readonly #locale: Locale;
  readonly #alone: Alone;
  readonly #free: (() => Promise<void>) | undefined;
  readonly #fallback: ((key: string) => PreparedResult | null) | undefined;
  #nodes: ReadonlyMap<string, GraphNode> = new Map();
  #focus: { readonly cell: string; readonly views: FocusedViews; readonly runner: CellRunner } | null = null;
  #focuses = 0;
  #notebook: Notebook;
  #overrides: Readonly<Record<string, string>>;

  constructor({ notebook, database, base, kinds, locale, overrides = {}, calculator, alone = (work) => work(), free, fallback, sheets }: SessionOptions) {
    this.#database = database;
    this.#calculator = calculator;
    this.#locale = notebook.frontMatter.lang ?? locale;
    this.#alone = alone;
    this.#free = free;
    this.#notebook = notebook;
    this.#base = base;
    this.#kinds = kinds;
    this.#overrides = overrides;
    this.#fallback = fallback;
    this.#runner = new CellRunner(database, base, this.#locale, calculator, sheets);
    this.graph = new Graph({ evaluate: (node, run) => this.#evaluate(node, run) });
    this.graph.changeBase([...base.tables.flatMap(({ name }) => [name, `base.${name}`, `main.${name}`]), ...base.quality.flatMap(({ list }) => list ?? [])]);
    this.#setNodes();
  }

  get notebook(): Notebook {
    return this.#notebook;
  }

  params(): Outcome<Params> {
    return readParams(this.#notebook, this.#overrides, this.#base.asOf === null ? {} : { as_of: this.#base.asOf });
  }

  /** Takes the edited notebook: what depends on the edit runs again once the graph is live. */
  update(notebook: Notebook): void {
    const before = this.params();
    this.#notebook = notebook;
    this.#setNodes();
    this.#tellParams(before);
  }

  /** Cells are run as if the base held these customers alone, or, with null, everybody again. */
  lookAt(focus: { readonly cell: string; readonly customers: readonly string[] } | null): void {
    const before = this.#focus;
    this.#focuses += 1;
    this.#focus = focus && { cell: focus.cell, views: new FocusedViews(this.#database, this.#base, focus.customers), runner: new CellRunner(this.#database, withoutPrepared(this.#base), this.#locale, this.#calculator, { prefix: `focus_${this.#focuses}` }) };
    if (before === null && focus === null) return;
    const stays = (cell: Cell): boolean => wholeKinds.includes(cell.kind) || (cell.id === focus?.cell && before === null);
    this.graph.changeFocus(this.#notebook.blocks.flatMap((block) => (block.type === 'cell' && !stays(block) ? [block.id] : [])));
  }

  override(name: string, value: string | undefined): void {
    const before = this.params();
    const { [name]: _, ...others } = this.#overrides;
    this.#overrides = value === undefined ? others : { ...others, [name]: value };
    this.#tellParams(before);
  }

  #tellParams(before: Outcome<Params>): void {
    const after = this.params();
    const names = new Set([...Object.keys(before.ok ? before.value : {}), ...Object.keys(after.ok ? after.value : {})]);
    for (const name of names) {
      const [old, now] = [before, after].map((params) => (params.ok ? params.value[name]?.value : undefined));
      if (old !== now) this.graph.changeParam(name);
    }
  }

  options(cell: Cell, params: Params): Outcome<unknown> {
    const kind = this.#kinds.get(cell.kind);
    if (!kind) return fail('missing', `This version has no cell kind "${cell.kind}".`, { line: cell.line, hint: `Kinds are ${[...this.#kinds.keys()].join(', ')}.` });
    return kind.body === 'sql' ? done(cell.body) : parseCellBody(cell, kind.schema, params);
  }

  /** what the cell's result depends on, as text; the same in every session */
  keyOf(id: string): Outcome<string> {
    const params = this.params();
    return params.ok ? done(resultKey(id, this.#nodes, params.value, this.#locale)) : params;
  }

  #setNodes(): void {
    const nodes = toGraphNodes(this.#notebook, (cell) => this.#readNames(cell));
    this.#nodes = new Map(nodes.map((node) => [node.id, node]));
    this.graph.setNodes(nodes);
  }

  #readNames(cell: Cell): Outcome<readonly string[]> {
    const kind = this.#kinds.get(cell.kind);
    const params = this.params();
    if (!params.ok) return params;
    const options = this.options(cell, params.value);
    if (!options.ok || !kind) return options.ok ? done([]) : options;
    return done(kind.reads(options.value));
  }

  /** results that keep all customers while some are looked at: what reads them sees these alone */
  #wholeResults(): { cell: string; table: string }[] {
    return this.#notebook.blocks.flatMap((block) => {
      if (block.type !== 'cell' || !(wholeKinds.includes(block.kind) || block.id === this.#focus?.cell)) return [];
      const tables = this.graph.state(block.id).result?.evaluation.tables ?? [];
      return tables.flatMap(({ name, columns }) => (columns.some((column) => column.name === 'customer_id') ? [{ cell: block.id, table: name }] : []));
    });
  }

  async #evaluate(node: GraphNode, { signal, onProgress }: Run): Promise<Outcome<RunEvaluation>> {
    if (this.#free && !(await freeOrStopped(this.#free(), signal))) return fail('cancelled', 'Stopped.');
    const cell = this.#notebook.blocks.find((block): block is Cell => block.type === 'cell' && block.id === node.id);
    const kind = this.#kinds.get(node.kind);
    if (!cell || !kind) return fail('missing', `There is no cell ${node.id}.`);
    const params = this.params();
    if (!params.ok) return params;
    const options = this.options(cell, params.value);
    if (!options.ok) return options;
    const asked = { id: cell.id, kind, options: options.value };
    const focus = wholeKinds.includes(node.kind) || this.#focus?.cell === cell.id ? null : this.#focus;
    const { prepared } = this.#base;
    if (prepared && !sameRules(this.#notebook.frontMatter.rules, prepared.rules)) return fail('refused', 'The notebook wants other quality rules than this base was prepared with.', { hint: 'Prepare the base again with the rules of the notebook, or load its files.' });
    const key = resultKey(cell.id, this.#nodes, params.value, this.#locale);
    const kept = focus === null ? prepared?.results[key] : undefined;
    if (kept) return this.#runner.serve(cell.id, kept);
    const outcome = await (focus === null ? this.#runner.evaluate(asked, params.value, signal, onProgress) : this.#alone(() => focus.views.within(this.#wholeResults(), () => focus.runner.evaluate(asked, params.value, signal, onProgress))));
    if (!outcome.ok && isWithheld(outcome.error.message)) {
      const held = focus === null ? this.#fallback?.(key) : null;
      if (held) return this.#runner.serve(cell.id, held);
      return fail('missing', 'This needs rows that are not in the prepared base.', { hint: 'It was prepared with the notebook’s own date, window, parameters and texts: put them back, or run the notebook where the lines are.' });
    }
    if (outcome.ok || kind.body !== 'sql' || outcome.error.line === null) return outcome;
    // the engine counts lines of the query, a person counts lines of the file
    return { ok: false, error: { ...outcome.error, line: outcome.error.line + cell.bodyLine - 1 } };
  }
}

/** false: stopped first */
function freeOrStopped(free: Promise<void>, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const stop = (): void => resolve(false);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    void free.then(() => {
      signal.removeEventListener('abort', stop);
      resolve(true);
    });
  });
}

/** What stands prepared is of all customers. */
const withoutPrepared = ({ prepared: _, ...base }: Base): Base => base;
