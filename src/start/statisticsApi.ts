import { runTask, type TaskInput, type TaskName, type TaskOutput } from '../statistics/tasks.ts';
import { holdPulse } from './pulse.ts';

/** What a statistics worker does for the page. */
export const statisticsApi = {
  run: <Name extends TaskName>(name: Name, input: TaskInput<Name>, onProgress: (fraction: number) => void): TaskOutput<Name> => runTask(name, input, seldom(onProgress)),
  pulse: holdPulse,
};

export type StatisticsApi = typeof statisticsApi;

const everyMilliseconds = 100;

function seldom(tell: (fraction: number) => void): (fraction: number) => void {
  let last = performance.now();
  return (fraction) => {
    const now = performance.now();
    if (now - last < everyMilliseconds) return;
    last = now;
    tell(fraction);
  };
}
