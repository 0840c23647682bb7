import { done, fail, type Outcome } from '../database/outcome.ts';
import { runTask, type TaskInput, type TaskName, type TaskOutput } from '../statistics/tasks.ts';

/** Runs the statistics that may take long: beside the page in the browser, in place headless. */
export interface Calculator {
  calculate<Name extends TaskName>(name: Name, input: TaskInput<Name>, options?: CalculationOptions): Promise<Outcome<TaskOutput<Name>>>;
}

export interface CalculationOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (fraction: number) => void;
}

export const stopped = (): Outcome<never> => fail('cancelled', 'Stopped.');

/** In the thread that asks. */
export const calculateInPlace: Calculator = {
  calculate: async (name, input, { signal, onProgress } = {}) => (signal?.aborted ? stopped() : done(runTask(name, input, onProgress))),
};
