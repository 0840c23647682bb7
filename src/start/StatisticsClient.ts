import { proxy } from 'comlink';
import { stopped, type CalculationOptions, type Calculator } from '../cells/Calculator.ts';
import { done, fail, type Outcome } from '../database/outcome.ts';
import type { TaskInput, TaskName, TaskOutput } from '../statistics/tasks.ts';
import { beginWorker, type WorkerLife } from './beginWorker.ts';
import type { StatisticsApi } from './statisticsApi.ts';

const sayDeath = (reason: string): Outcome<never> => fail('crashed', `The calculation stopped: ${reason || 'no reason given'}`, { hint: 'Run the cell again with fewer rows or predictors.' });

/** Statistics beside the page: a worker a calculation, kept for the next one; stopping a calculation ends its worker at once. */
export class StatisticsClient implements Calculator {
  readonly #address: Promise<string>;
  #idle: WorkerLife<StatisticsApi>[] = [];

  constructor(address: Promise<string>) {
    this.#address = address;
  }

  async calculate<Name extends TaskName>(name: Name, input: TaskInput<Name>, { signal, onProgress }: CalculationOptions = {}): Promise<Outcome<TaskOutput<Name>>> {
    const address = await this.#address;
    if (signal?.aborted) return stopped();
    const hand = this.#idle.pop() ?? this.#begin(address);
    const stop = (): void => hand.end(stopped());
    signal?.addEventListener('abort', stop);
    // the name ties input to output, which comlink's types forget
    const run: (name: Name, input: TaskInput<Name>, onProgress: (fraction: number) => void) => Promise<unknown> = hand.api.run;
    const answer = run(name, input, proxy((fraction) => onProgress?.(fraction))).then((value) => done(value as TaskOutput<Name>), (error: unknown) => fail('runtime', error instanceof Error ? error.message : String(error)));
    const outcome = await hand.lifeline.orDeath(answer);
    signal?.removeEventListener('abort', stop);
    if (!hand.ended) this.#idle.push(hand);
    return outcome;
  }

  #begin(address: string): WorkerLife<StatisticsApi> {
    return beginWorker<StatisticsApi>(address, sayDeath, () => {
      this.#idle = this.#idle.filter(({ ended }) => !ended);
    });
  }
}
