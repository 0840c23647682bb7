import type { Base } from '../base/Base.ts';
import type { CellKind } from '../cells/CellKind.ts';
import type { Notebook } from '../notebook/Notebook.ts';
import { parseCellBody } from '../notebook/parseCellBody.ts';
import { readParams } from '../notebook/readParams.ts';
import type { NotebookRead } from '../ui/Workbench.ts';

/** What a notebook would read if it were run, found without running any of it: declared inputs, and the names in its cells. */
export function readsOf(notebook: Notebook, kinds: ReadonlyMap<string, CellKind>, base: Base | null): readonly NotebookRead[] {
  const columns = new Map<string, Set<string>>(notebook.frontMatter.inputs.map(({ table, columns: needed }) => [table, new Set(needed)]));
  const ids = new Set(notebook.blocks.flatMap((block) => (block.type === 'cell' ? [block.id] : [])));
  const params = readParams(notebook);
  for (const block of notebook.blocks) {
    const kind = block.type === 'cell' ? kinds.get(block.kind) : undefined;
    if (block.type !== 'cell' || !kind) continue;
    const options = kind.body === 'sql' ? { ok: true as const, value: block.body as unknown } : parseCellBody(block, kind.schema, params.ok ? params.value : {});
    if (!options.ok) continue;
    const consulted = (kind.consults?.(options.value) ?? []).filter((name) => base === null || base.tables.some((table) => table.name === name));
    for (const name of [...kind.reads(options.value), ...consulted]) {
      if (!ids.has(name.split('.')[0] ?? name) && !columns.has(name)) columns.set(name, new Set());
    }
  }
  return [...columns].map(([relation, names]) => ({ relation, columns: [...names], present: base?.tables.some(({ name }) => name === relation) ?? false }));
}
