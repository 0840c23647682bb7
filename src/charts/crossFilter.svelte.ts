/** Customers that the notebook looks at alone, chosen in one of its pictures. */
export interface Focus {
  /** id of the cell that they were chosen in; its own picture keeps showing everybody */
  readonly cell: string;
  /** what they are called: a segment's name or its bands */
  readonly label: string;
  readonly customers: ReadonlySet<string>;
}

/** Context of views: which customers are looked at, null for all, and how a view chooses others. */
export interface CrossFilter {
  readonly focus: Focus | null;
  set(focus: Focus | null): void;
}

export const crossFilterKey = Symbol('cross-filter');
