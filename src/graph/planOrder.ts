import { fail, type Failure } from '../database/outcome.ts';
import type { GraphNode } from './GraphNode.ts';

export interface Plan {
  /** all cells, those read before those that read them; otherwise as in the notebook */
  readonly order: readonly string[];
  /** cells that each cell reads */
  readonly upstream: ReadonlyMap<string, readonly string[]>;
  /** cells that read each cell */
  readonly downstream: ReadonlyMap<string, readonly string[]>;
  /** cells that cannot run: on a cycle, or reading a name that nothing has */
  readonly failures: ReadonlyMap<string, Failure>;
}

/** Orders cells by the names they read. `relations` are the names that the base offers. */
export function planOrder(nodes: readonly GraphNode[], relations: ReadonlySet<string>): Plan {
  const ids = new Set(nodes.map(({ id }) => id));
  const failures = new Map<string, Failure>();
  const upstream = new Map<string, readonly string[]>();
  const downstream = new Map<string, string[]>(nodes.map(({ id }) => [id, []]));
  for (const node of nodes) {
    const cells = new Set<string>();
    for (const name of node.reads) {
      const cell = cellOf(name, ids);
      if (cell !== null) cells.add(cell);
      else if (!hasRelation(name, relations) && !failures.has(node.id)) failures.set(node.id, missing(name, ids, relations));
    }
    upstream.set(node.id, [...cells]);
    for (const cell of cells) downstream.get(cell)?.push(node.id);
    if (node.failure) failures.set(node.id, node.failure);
  }
  const order: string[] = [];
  const waiting = new Map([...upstream].map(([id, cells]) => [id, new Set(cells)]));
  while (waiting.size > 0) {
    const ready = nodes.find(({ id }) => waiting.get(id)?.size === 0);
    if (!ready) break;
    order.push(ready.id);
    waiting.delete(ready.id);
    for (const reader of downstream.get(ready.id) ?? []) waiting.get(reader)?.delete(ready.id);
  }
  for (const id of waiting.keys()) {
    const cycle = cycleFrom(id, upstream);
    if (cycle) failures.set(id, fail('cycle', `cells that read each other: ${cycle.join(' → ')}`, { hint: 'take one of these names out of the cells' }).error);
    order.push(id);
  }
  return { order, upstream, downstream, failures };
}

/** all cells that depend on these, directly or through others; in no order */
export function dependentsOf(ids: Iterable<string>, plan: Plan): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [...ids];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const reader of plan.downstream.get(id) ?? []) {
      if (found.has(reader)) continue;
      found.add(reader);
      open.push(reader);
    }
  }
  return found;
}

/** names in SQL have no case, ids are lower case */
function cellOf(name: string, ids: ReadonlySet<string>): string | null {
  const lower = name.toLowerCase();
  if (ids.has(lower)) return lower;
  const [cell] = lower.split('.');
  return cell !== undefined && lower.includes('.') && ids.has(cell) ? cell : null;
}

const hasRelation = (name: string, relations: ReadonlySet<string>): boolean => relations.has(name) || relations.has(name.toLowerCase());

function missing(name: string, ids: ReadonlySet<string>, relations: ReadonlySet<string>): Failure {
  const known = [...relations, ...ids];
  const near = known.find((one) => one.toLowerCase() === name.toLowerCase()) ?? known.find((one) => distance(one, name) <= 2);
  return fail('missing', `there is no table or cell "${name}"`, { hint: near ? `did you mean "${near}"?` : `readable here: ${known.join(', ') || 'nothing yet; load files first'}` }).error;
}

/** edits between two short names */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (let column = 1; column <= other.length; column++) {
      next.push(Math.min((row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1, (row[column - 1] ?? 0) + (other[column - 1] === letter ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** the way from a cell back to itself; null when the cell only waits for a cycle */
function cycleFrom(start: string, upstream: ReadonlyMap<string, readonly string[]>): readonly string[] | null {
  const previous = new Map<string, string>();
  const open = [start];
  for (let id = open.shift(); id !== undefined; id = open.shift()) {
    for (const cell of upstream.get(id) ?? []) {
      if (cell === start) {
        const path = [start];
        for (let step: string | undefined = id; step !== undefined && step !== start; step = previous.get(step)) path.unshift(step);
        return [start, ...path];
      }
      if (previous.has(cell)) continue;
      previous.set(cell, id);
      open.push(cell);
    }
  }
  return null;
}
