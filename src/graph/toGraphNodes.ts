import type { Outcome } from '../database/outcome.ts';
import type { Cell, Notebook } from '../notebook/Notebook.ts';
import type { GraphNode } from './GraphNode.ts';

/** parameters that every notebook has */
const standing = ['as_of', 'window_days'];

/** Names that a cell reads, or why its body is not valid; the cell's kind knows. */
export type ReadNames = (cell: Cell) => Outcome<readonly string[]>;

export function toGraphNodes(notebook: Notebook, readNames: ReadNames): readonly GraphNode[] {
  const names = [...new Set([...notebook.frontMatter.params.map(({ name }) => name), ...standing])];
  return notebook.blocks.flatMap((block) => (block.type === 'cell' ? [toNode(block, names, readNames)] : []));
}

function toNode(cell: Cell, names: readonly string[], readNames: ReadNames): GraphNode {
  const reads = cell.problem ? null : readNames(cell);
  return {
    id: cell.id,
    kind: cell.kind,
    reads: reads?.ok ? reads.value : [],
    params: usedParams(cell, names),
    fingerprint: `${cell.kind}\n${cell.body}`,
    failure: cell.problem ?? (reads && !reads.ok ? reads.error : null),
  };
}

/** SQL names its parameters; a built-in cell takes date and window from the notebook, and any other that its text mentions. */
function usedParams(cell: Cell, names: readonly string[]): readonly string[] {
  const mentioned = new Set(cell.body.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? []);
  return names.filter((name) => mentioned.has(name) || (cell.kind !== 'sql' && standing.includes(name)));
}
