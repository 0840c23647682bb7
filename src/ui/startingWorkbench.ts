import { fail } from '../database/outcome.ts';
import { Watch } from './Watch.ts';
import type { EngineState, Workbench } from './Workbench.ts';

const notYet = fail('input', 'the engine is starting', { hint: 'wait a moment and try again' });

/** What the page can do before the engine is there: show itself. */
export function startingWorkbench(): Workbench {
  return {
    engine: new Watch<EngineState>({ status: 'starting', failure: null }),
    base: new Watch(null),
    kinds: [],
    traits: [],
    fields: [],
    rules: [],
    shipped: [],
    reserved: [],
    shelf: {
      recent: new Watch([]),
      read: () => Promise.resolve(notYet),
      write: () => Promise.resolve(notYet),
      forget: () => Promise.resolve(notYet),
      usage: () => Promise.resolve(null),
    },
    review: () => ({
      state: new Watch({ files: [], rules: {}, work: null, failure: notYet.error }),
      add: () => undefined,
      remove: () => undefined,
      change: () => undefined,
      answer: () => undefined,
      setRule: () => undefined,
      load: () => Promise.resolve(notYet),
      stop: () => undefined,
    }),
    sample: () => Promise.resolve(notYet),
    applyRules: () => Promise.resolve(notYet),
    profile: () => Promise.resolve(notYet),
    reads: () => [],
    open: () => ({
      cells: new Watch(new Map()),
      update: () => undefined,
      run: () => undefined,
      runStale: () => undefined,
      stop: () => undefined,
      page: () => Promise.resolve(notYet),
      close: () => undefined,
    }),
  };
}
