import type { CellKind } from './CellKind.ts';

const files = import.meta.glob<CellKind>('./*/cell.ts', { eager: true, import: 'default' });

/** Every cell kind of the product by name, found by folder. */
export const cellKinds: ReadonlyMap<string, CellKind> = new Map(Object.values(files).map((kind) => [kind.kind, kind]));
