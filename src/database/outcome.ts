/** What went wrong, as data: expected failures are returned, bugs are thrown. */
export type FailureKind =
  | 'syntax' // the SQL does not parse
  | 'missing' // a table, column, cell, trait or parameter that does not exist
  | 'type' // a value or expression of the wrong type
  | 'refused' // understood, and not allowed (a statement that is not read-only, a fan-out …)
  | 'options' // a cell's body or a front-matter entry is not valid
  | 'input' // a file that cannot be read or recognised
  | 'cycle' // cells that read each other
  | 'upstream' // a cell that this one reads failed
  | 'memory' // the engine's memory limit was reached
  | 'cancelled' // stopped by the person
  | 'crashed' // the engine died; it is restarted
  | 'runtime'; // any other error told by the engine

export interface Failure {
  readonly kind: FailureKind;
  /** what happened, where, with what was expected and what was found */
  readonly message: string;
  /** position in the SQL or in the notebook, 1-based; null where unknown */
  readonly line: number | null;
  readonly column: number | null;
  /** what to do next */
  readonly hint: string | null;
}

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: Failure };

export const done = <T>(value: T): Outcome<T> => ({ ok: true, value });

export function fail(kind: FailureKind, message: string, more: Partial<Omit<Failure, 'kind' | 'message'>> = {}): { readonly ok: false; readonly error: Failure } {
  return { ok: false, error: { kind, message, line: more.line ?? null, column: more.column ?? null, hint: more.hint ?? null } };
}

/** The value of an outcome that cannot fail unless the product has a bug. */
export function expectDone<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(`${outcome.error.kind}: ${outcome.error.message}`);
}

export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
