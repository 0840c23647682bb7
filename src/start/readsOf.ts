import type { Base } from '../base/Base.ts';
import type { CellKind } from '../cells/CellKind.ts';
import type { Cell, Notebook } from '../notebook/Notebook.ts';
import { parseCellBody } from '../notebook/parseCellBody.ts';
import { readParams } from '../notebook/readParams.ts';
import { traits } from '../traits/registry.ts';
import type { NotebookRead } from '../ui/Workbench.ts';

/** What a notebook would read if it were run, found without running any of it: declared inputs, and the tables and columns that its cells name. */
export function readsOf(notebook: Notebook, kinds: ReadonlyMap<string, CellKind>, base: Base | null): readonly NotebookRead[] {
  const columns = new Map<string, Set<string>>(notebook.frontMatter.inputs.map(({ table, columns: needed }) => [table, new Set(needed)]));
  const whole = new Set<string>();
  const ids = new Set(notebook.blocks.flatMap((block) => (block.type === 'cell' ? [block.id] : [])));
  const params = readParams(notebook);
  for (const block of notebook.blocks) {
    const kind = block.type === 'cell' ? kinds.get(block.kind) : undefined;
    if (block.type !== 'cell' || !kind) continue;
    const options = kind.body === 'sql' ? { ok: true as const, value: block.body as unknown } : parseCellBody(block, kind.schema, params.ok ? params.value : {});
    if (!options.ok) continue;
    const consulted = (kind.consults?.(options.value) ?? []).filter((name) => base === null || base.tables.some((table) => table.name === name));
    for (const name of [...kind.reads(options.value), ...consulted]) {
      if (ids.has(name.split('.')[0] ?? name)) continue;
      const named = columns.get(name) ?? new Set();
      columns.set(name, named);
      const found = namedColumns(block, name, base);
      for (const column of found) named.add(column);
      if (found.length === 0 || (kind.body === 'sql' && takesAll(block.body))) whole.add(name);
    }
  }
  return [...columns].map(([relation, names]) => ({ relation, columns: whole.has(relation) ? [] : [...names], present: base?.tables.some(({ name }) => name === relation) ?? false }));
}

/** columns of the table that the cell names, itself or through a trait */
function namedColumns({ body }: Cell, table: string, base: Base | null): readonly string[] {
  const words = new Set(body.toLowerCase().match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? []);
  const needed = new Set([...words].flatMap((word) => traits.get(word)?.ways.flatMap(({ needs }) => needs) ?? []));
  const known = base?.tables.find(({ name }) => name === table)?.columns ?? [];
  return known.map(({ name }) => name).filter((name) => words.has(name.toLowerCase()) || needed.has(`${table}.${name}`));
}

/** a star that is no product, or a query that lists no columns */
const takesAll = (sql: string): boolean => /(?:\bselect(?:\s+distinct)?|,|\.)\s*\*/iu.test(sql) || !/\bselect\b/iu.test(sql);
