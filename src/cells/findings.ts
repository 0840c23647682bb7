import type { Finding } from './CellKind.ts';

/** Traits that a cell asked for and the base cannot give: the cell stands on what is left, and says so. */
export const absentFindings = (absent: readonly { readonly trait: string; readonly reason: string }[]): Finding[] =>
  absent.map(({ trait, reason }) => ({ kind: 'absent', message: `${reason}; ${trait} is left out.` }));
