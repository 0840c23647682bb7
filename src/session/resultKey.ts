import type { Params } from '../database/Database.ts';
import type { GraphNode } from '../graph/GraphNode.ts';

/**
 * All that a cell's result depends on beside the base: its text, the parameters it takes, the language it speaks, and the same of
 * the cells it reads. Two cells of one key have one result.
 */
export function resultKey(id: string, nodes: ReadonlyMap<string, GraphNode>, params: Params, locale: string): string {
  const known = new Map<string, readonly unknown[]>();
  const keyOf = (name: string): readonly unknown[] | string => {
    const node = nodes.get(name.split('.')[0] ?? name);
    if (!node) return name;
    const before = known.get(node.id);
    if (before) return before;
    // a cycle is refused by the graph before anything runs
    known.set(node.id, [node.id]);
    const key = [node.id, node.fingerprint, (node.params ?? Object.keys(params)).map((param) => [param, params[param]?.value ?? null]), node.reads.map((read) => [read, keyOf(read)])];
    known.set(node.id, key);
    return key;
  };
  return JSON.stringify([locale, keyOf(id)]);
}
