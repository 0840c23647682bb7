import type { RunEvaluation } from '../cells/CellKind.ts';
import { done, fail, type Failure, type Outcome } from '../database/outcome.ts';
import { type CellEvent, type CellState, idle, type StaleCause, transition } from './CellState.ts';
import type { GraphNode } from './GraphNode.ts';
import { dependentsOf, type Plan, planOrder } from './planOrder.ts';

export interface Run {
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number) => void;
}

export interface GraphOptions {
  evaluate(node: GraphNode, run: Run): Promise<Outcome<RunEvaluation>>;
  /** milliseconds of any monotonic clock */
  readonly clock?: () => number;
}

/** told of each change of a cell; null when the cell is gone */
export type GraphListener = (id: string, state: CellState | null) => void;

/**
 * The cells of a notebook and what follows from what. Nothing runs before `run` was called; from then on whatever changes
 * is run again together with all that depends on it, and nothing else. One cell runs at a time: there is one engine.
 */
export class Graph {
  readonly #evaluate: GraphOptions['evaluate'];
  readonly #clock: () => number;
  readonly #listeners = new Set<GraphListener>();
  readonly #states = new Map<string, CellState>();
  readonly #wanted = new Set<string>();
  #nodes: ReadonlyMap<string, GraphNode> = new Map();
  #relations: ReadonlySet<string> = new Set();
  #plan: Plan = planOrder([], new Set());
  #live = false;
  #running: { readonly id: string; readonly controller: AbortController } | null = null;
  #loop: Promise<void> | null = null;

  constructor({ evaluate, clock = () => performance.now() }: GraphOptions) {
    this.#evaluate = evaluate;
    this.#clock = clock;
  }

  /** cells in the order in which they run */
  get order(): readonly string[] {
    return this.#plan.order;
  }

  get plan(): Plan {
    return this.#plan;
  }

  /** whether changes run by themselves: since the first `run` */
  get live(): boolean {
    return this.#live;
  }

  state(id: string): CellState {
    return this.#states.get(id) ?? idle;
  }

  /** asked to run and not yet begun */
  isWaiting(id: string): boolean {
    return this.#wanted.has(id);
  }

  subscribe(listener: GraphListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** The notebook was edited: cells that are new, changed or now read something else are run again, with their dependents. */
  setNodes(nodes: readonly GraphNode[]): void {
    this.#replan(nodes, this.#relations);
  }

  /** Other data: everything is run again. `relations` are the names that cells can now read. */
  changeBase(relations: Iterable<string>): void {
    this.#replan([...this.#nodes.values()], new Set(relations));
    this.#invalidate([...this.#nodes.keys()].map((id) => [id, { because: 'base' }]));
  }

  changeParam(name: string): void {
    const users = [...this.#nodes.values()].filter(({ params }) => params === null || params.includes(name));
    this.#invalidate(users.map(({ id }) => [id, { because: 'param', name }]));
  }

  /** Other customers are looked at: the cells that follow are run again. */
  changeFocus(ids: Iterable<string>): void {
    this.#invalidate([...ids].map((id) => [id, { because: 'focus' }]));
  }

  /** Runs these cells (all without `ids`) and what they need, and from now on whatever changes. */
  run(ids: Iterable<string> = this.#nodes.keys()): void {
    this.#live = true;
    for (const id of ids) {
      if (!this.#nodes.has(id) || this.#plan.failures.has(id)) continue;
      if (this.#running?.id !== id) this.#wanted.add(id);
      this.#wantNeeds(id);
    }
    this.#wantBlocked();
    this.#work();
  }

  /** Stops a running or waiting cell; what it reached before stays readable, as stale. */
  stop(id: string): void {
    this.#wanted.delete(id);
    if (this.#running?.id !== id) return;
    const { version } = this.state(id);
    this.#running.controller.abort();
    this.#send(id, { type: 'fail', version, error: cancelled });
  }

  stopAll(): void {
    this.#wanted.clear();
    if (this.#running) this.stop(this.#running.id);
  }

  /** when nothing runs and nothing waits */
  async settled(): Promise<void> {
    while (this.#loop) await this.#loop;
  }

  #replan(nodes: readonly GraphNode[], relations: ReadonlySet<string>): void {
    const before = { nodes: this.#nodes, plan: this.#plan };
    this.#nodes = new Map(nodes.map((node) => [node.id, node]));
    this.#relations = relations;
    this.#plan = planOrder(nodes, relations);
    for (const id of before.nodes.keys()) if (!this.#nodes.has(id)) this.#forget(id);
    const changed: [string, StaleCause][] = [];
    for (const [id, node] of this.#nodes) {
      const old = before.nodes.get(id);
      const refusal = this.#plan.failures.get(id);
      if (!old) this.#states.set(id, idle);
      const rewired = !sameNames(before.plan.upstream.get(id), this.#plan.upstream.get(id));
      const edited = !old || old.fingerprint !== node.fingerprint || old.kind !== node.kind || rewired || before.plan.failures.has(id) !== (refusal !== undefined);
      if (edited) changed.push([id, { because: 'edited' }]);
      if (refusal && (edited || before.plan.failures.get(id)?.message !== refusal.message)) this.#refuse(id, refusal);
      else if (!old) this.#tell(id);
    }
    this.#invalidate(changed);
  }

  #forget(id: string): void {
    this.#wanted.delete(id);
    if (this.#running?.id === id) this.#running.controller.abort();
    this.#states.delete(id);
    for (const listener of this.#listeners) listener(id, null);
  }

  #refuse(id: string, error: Failure): void {
    this.#wanted.delete(id);
    if (this.#running?.id === id) this.#running.controller.abort();
    this.#send(id, { type: 'refuse', error });
  }

  #invalidate(changes: readonly (readonly [string, StaleCause])[]): void {
    const causes = new Map<string, StaleCause>(changes);
    for (const id of this.#plan.order) {
      const reader = this.#plan.upstream.get(id)?.find((cell) => causes.has(cell));
      if (!causes.has(id) && reader !== undefined) causes.set(id, { because: 'upstream', cell: reader });
    }
    for (const [id, cause] of causes) {
      if (!this.#nodes.has(id) || this.#plan.failures.has(id)) continue;
      if (this.#running?.id === id) this.#running.controller.abort();
      this.#send(id, { type: 'invalidate', cause });
      if (this.#live) this.#wanted.add(id);
    }
    if (this.#live) {
      this.#wantBlocked();
      this.#work();
    }
  }

  /** cells that a wanted cell reads and that have no fresh result */
  #wantNeeds(id: string): void {
    for (const cell of this.#plan.upstream.get(id) ?? []) {
      if (this.#wanted.has(cell) || this.#running?.id === cell || this.state(cell).status === 'done' || this.#plan.failures.has(cell)) continue;
      this.#wanted.add(cell);
      this.#wantNeeds(cell);
    }
  }

  /** dependents of cells that the notebook itself forbids must say so too */
  #wantBlocked(): void {
    for (const id of dependentsOf(this.#plan.failures.keys(), this.#plan)) if (!this.#plan.failures.has(id)) this.#wanted.add(id);
  }

  #work(): void {
    this.#loop ??= this.#runWanted().finally(() => {
      this.#loop = null;
    });
  }

  async #runWanted(): Promise<void> {
    // One turn later, so that several changes of one moment are run once.
    await Promise.resolve();
    for (let id = this.#next(); id !== undefined; id = this.#next()) {
      this.#wanted.delete(id);
      const readiness = this.#readiness(id);
      if (!readiness.ok) this.#send(id, { type: 'refuse', error: readiness.error });
      else if (readiness.value) await this.#runOne(id);
    }
  }

  #next(): string | undefined {
    return this.#plan.order.find((id) => this.#wanted.has(id));
  }

  /** false: a cell that it reads was stopped, so it waits; a failure: that cell failed */
  #readiness(id: string): Outcome<boolean> {
    for (const cell of this.#plan.upstream.get(id) ?? []) {
      const state = this.state(cell);
      if (state.status === 'failed') {
        const root = state.error.kind === 'upstream' ? state.error.hint : `repair cell "${cell}" first`;
        return fail('upstream', `cell "${cell}", which this one reads, failed: ${rootMessage(state.error)}`, { hint: root });
      }
      if (state.status !== 'done') return done(false);
    }
    return done(true);
  }

  async #runOne(id: string): Promise<void> {
    const node = this.#nodes.get(id);
    if (!node) return;
    const controller = new AbortController();
    this.#running = { id, controller };
    this.#send(id, { type: 'start' });
    const { version } = this.state(id);
    const started = this.#clock();
    const outcome = await this.#settle(node, { signal: controller.signal, onProgress: (fraction) => this.#send(id, { type: 'progress', version, fraction }) });
    this.#running = null;
    if (!this.#nodes.has(id)) return;
    if (outcome.ok) this.#send(id, { type: 'finish', version, result: { evaluation: outcome.value, milliseconds: this.#clock() - started } });
    else this.#send(id, { type: 'fail', version, error: outcome.error });
  }

  /** An evaluation that throws is a bug of a cell kind; the graph stays alive and shows it at the cell. */
  async #settle(node: GraphNode, run: Run): Promise<Outcome<RunEvaluation>> {
    try {
      return await this.#evaluate(node, run);
    } catch (error) {
      return fail('runtime', `cell kind "${node.kind}" broke: ${error instanceof Error ? error.message : String(error)}`, { hint: 'this is a fault of the program, not of the notebook' });
    }
  }

  #send(id: string, event: CellEvent): void {
    const before = this.state(id);
    const after = transition(before, event);
    if (after === before || !this.#nodes.has(id)) return;
    this.#states.set(id, after);
    this.#tell(id);
  }

  #tell(id: string): void {
    const state = this.state(id);
    for (const listener of this.#listeners) listener(id, state);
  }
}

const cancelled: Failure = { kind: 'cancelled', message: 'stopped', line: null, column: null, hint: 'run the cell again' };

const rootMessage = (error: Failure): string => (error.kind === 'upstream' ? (/failed: (.*)$/u.exec(error.message)?.[1] ?? error.message) : error.message);

function sameNames(one: readonly string[] = [], other: readonly string[] = []): boolean {
  return one.length === other.length && one.every((name) => other.includes(name));
}
