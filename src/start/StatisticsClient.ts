import { proxy, wrap, type Remote } from 'comlink';
import { stopped, type CalculationOptions, type Calculator } from '../cells/Calculator.ts';
import { done, fail, type Outcome } from '../database/outcome.ts';
import type { TaskInput, TaskName, TaskOutput } from '../statistics/tasks.ts';
import type { StatisticsApi } from './statisticsApi.ts';
import { trustScript } from './trustScript.ts';

interface Hand {
  readonly worker: Worker;
  readonly api: Remote<StatisticsApi>;
}

/** Statistics beside the page: a worker a calculation, kept for the next one; stopping a calculation ends its worker at once. */
export class StatisticsClient implements Calculator {
  readonly #address: Promise<string>;
  readonly #idle: Hand[] = [];

  constructor(address: Promise<string>) {
    this.#address = address;
  }

  async calculate<Name extends TaskName>(name: Name, input: TaskInput<Name>, { signal, onProgress }: CalculationOptions = {}): Promise<Outcome<TaskOutput<Name>>> {
    const address = await this.#address;
    if (signal?.aborted) return stopped();
    const hand = this.#idle.pop() ?? begin(address);
    const forget = new AbortController();
    const ended = new Promise<Outcome<never>>((resolve) => {
      signal?.addEventListener('abort', () => resolve(stopped()), { signal: forget.signal });
      hand.worker.addEventListener('error', ({ message }) => resolve(fail('crashed', `The calculation stopped: ${message || 'no reason given'}`, { hint: 'Run the cell again with fewer rows or predictors.' })), { signal: forget.signal });
    });
    // the name ties input to output, which comlink's types forget
    const run: (name: Name, input: TaskInput<Name>, onProgress: (fraction: number) => void) => Promise<unknown> = hand.api.run;
    const answer = run(name, input, proxy((fraction) => onProgress?.(fraction))).then((value) => done(value as TaskOutput<Name>), (error: unknown) => fail('runtime', error instanceof Error ? error.message : String(error)));
    const outcome = await Promise.race([answer, ended]);
    forget.abort();
    if (outcome.ok || outcome.error.kind === 'runtime') this.#idle.push(hand);
    else hand.worker.terminate();
    return outcome;
  }
}

function begin(address: string): Hand {
  const worker = new Worker(trustScript(address), { type: 'module' });
  return { worker, api: wrap<StatisticsApi>(worker) };
}
