import type { RunEvaluation } from '../cells/CellKind.ts';
import { assertNever, type Failure } from '../database/outcome.ts';

export type StaleCause =
  | { readonly because: 'edited' } // the cell's own text
  | { readonly because: 'param'; readonly name: string }
  | { readonly because: 'base' } // other data
  | { readonly because: 'focus' } // other customers are looked at
  | { readonly because: 'upstream'; readonly cell: string } // a cell that it reads
  | { readonly because: 'stopped' }; // a run was stopped before its end

/** The last result that was reached, shown while it is stale or renewed. */
export interface Result {
  readonly evaluation: RunEvaluation;
  readonly milliseconds: number;
}

interface Common {
  /** grows with everything that makes earlier results wrong; a result of another version is dropped */
  readonly version: number;
  readonly result: Result | null;
}

export type CellState = Common &
  (
    | { readonly status: 'idle' }
    | { readonly status: 'stale'; readonly cause: StaleCause }
    | { readonly status: 'running'; readonly progress: number | null }
    | { readonly status: 'done'; readonly result: Result }
    | { readonly status: 'failed'; readonly error: Failure }
  );

export type CellEvent =
  | { readonly type: 'invalidate'; readonly cause: StaleCause }
  | { readonly type: 'start' }
  | { readonly type: 'progress'; readonly version: number; readonly fraction: number }
  | { readonly type: 'finish'; readonly version: number; readonly result: Result }
  | { readonly type: 'fail'; readonly version: number; readonly error: Failure }
  /** the notebook itself forbids the run: a cycle, a missing name, bad options */
  | { readonly type: 'refuse'; readonly error: Failure };

export const idle: CellState = { status: 'idle', version: 0, result: null };

/** The life of one cell. Events of another version than the state's change nothing. */
export function transition(state: CellState, event: CellEvent): CellState {
  const { version, result } = state;
  switch (event.type) {
    case 'invalidate':
      if (state.status === 'idle') return { ...state, version: version + 1 };
      return { status: 'stale', version: version + 1, result, cause: event.cause };
    case 'start':
      return { status: 'running', version: version + 1, result, progress: null };
    case 'refuse':
      return { status: 'failed', version: version + 1, result: null, error: event.error };
    case 'progress':
      return state.status === 'running' && event.version === version ? { ...state, progress: Math.max(state.progress ?? 0, Math.min(event.fraction, 1)) } : state;
    case 'finish':
      return state.status === 'running' && event.version === version ? { status: 'done', version, result: event.result } : state;
    case 'fail':
      if (state.status !== 'running' || event.version !== version) return state;
      if (event.error.kind === 'cancelled') return result ? { status: 'stale', version, result, cause: { because: 'stopped' } } : { status: 'failed', version, result: null, error: event.error };
      return { status: 'failed', version, result: null, error: event.error };
    default:
      return assertNever(event);
  }
}
