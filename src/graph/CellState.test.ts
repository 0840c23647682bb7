import { describe, expect, it } from 'vitest';
import { type CellEvent, type CellState, idle, transition } from './CellState.ts';

const result = { evaluation: { tables: [], findings: [], facts: {}, steps: [] }, milliseconds: 3 };
const error = { kind: 'type', message: 'no number', line: 1, column: null, hint: null } as const;
const after = (...events: CellEvent[]): CellState => events.reduce(transition, idle);
const start: CellEvent = { type: 'start' };
const finish: CellEvent = { type: 'finish', version: 1, result };
const edited: CellEvent = { type: 'invalidate', cause: { because: 'edited' } };

describe('a cell', () => {
  it('goes from idle over running to done', () => {
    expect(after(start)).toEqual({ status: 'running', version: 1, result: null, progress: null });
    expect(after(start, finish)).toEqual({ status: 'done', version: 1, result });
  });

  it('keeps its last result while it is stale and runs again', () => {
    expect(after(start, finish, edited)).toMatchObject({ status: 'stale', result, cause: { because: 'edited' } });
    expect(after(start, finish, edited, start)).toMatchObject({ status: 'running', result });
  });

  it('stays idle when something changes before its first run', () => {
    expect(after(edited)).toEqual({ status: 'idle', version: 1, result: null });
  });

  it('drops results, failures and progress of another version', () => {
    const overtaken = after(start, edited);
    for (const event of [finish, { type: 'fail', version: 1, error }, { type: 'progress', version: 1, fraction: 0.5 }] as const) expect(transition(overtaken, event)).toBe(overtaken);
  });

  it('loses its result when it fails, and keeps it when it is stopped', () => {
    const again = after(start, finish, start);
    expect(transition(again, { type: 'fail', version: 2, error })).toEqual({ status: 'failed', version: 2, result: null, error });
    expect(transition(again, { type: 'fail', version: 2, error: { ...error, kind: 'cancelled' } })).toEqual({ status: 'stale', version: 2, result, cause: { because: 'stopped' } });
  });

  it('shows progress that never goes back', () => {
    const half = after(start, { type: 'progress', version: 1, fraction: 0.5 }, { type: 'progress', version: 1, fraction: 0.3 });
    expect(half).toMatchObject({ progress: 0.5 });
  });
});
