import { wrap, type Remote } from 'comlink';
import { Lifeline } from '../database/Lifeline.ts';
import type { Outcome } from '../database/outcome.ts';
import { onSilence } from './pulse.ts';
import { trustScript } from './trustScript.ts';

/** What every worker of ours offers. */
export interface Living {
  /** holds a lock of this name for as long as the worker lives */
  readonly pulse: (name: string) => Promise<void>;
}

export interface WorkerLife<Api> {
  readonly api: Remote<Api>;
  /** settles with the worker's end whatever it was asked */
  readonly lifeline: Lifeline;
  readonly ended: boolean;
  /** ends the worker over whatever it does */
  end(outcome: Outcome<never>): void;
}

/** A worker with its end: `sayDeath` makes the failure of one that died, `onEnd` hears of every end. */
export function beginWorker<Api extends Living>(address: string, sayDeath: (reason: string) => Outcome<never>, onEnd: (outcome: Outcome<never>) => void = () => undefined): WorkerLife<Api> {
  const worker = new Worker(trustScript(address), { type: 'module' });
  const api = wrap<Api>(worker);
  let ended = false;
  let tell: (outcome: Outcome<never>) => void = () => undefined;
  const death = new Promise<Outcome<never>>((resolve) => (tell = resolve));
  const end = (outcome: Outcome<never>): void => {
    if (ended) return;
    ended = true;
    worker.terminate();
    tell(outcome);
    onEnd(outcome);
  };
  worker.addEventListener('error', ({ message }) => end(sayDeath(message)));
  const living: Remote<Living> = wrap<Living>(worker);
  void onSilence((name) => living.pulse(name), () => end(sayDeath('')));
  return {
    api,
    lifeline: new Lifeline(death),
    get ended() {
      return ended;
    },
    end,
  };
}
