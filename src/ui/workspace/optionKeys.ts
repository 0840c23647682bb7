import type { CellKind } from '../../cells/CellKind.ts';

/** Names of the options of a kind, for completion; only the outermost level. */
export function optionKeys(kind: CellKind): readonly string[] {
  const { schema } = kind;
  return 'entries' in schema && typeof schema.entries === 'object' && schema.entries !== null ? Object.keys(schema.entries) : [];
}
