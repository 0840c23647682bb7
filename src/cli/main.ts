import { parseArguments } from './arguments.ts';
import { complain } from './complain.ts';

/** exit status: 0 all cells done, 1 a cell failed, 2 unusable arguments, notebook or data */
export async function main(words: readonly string[]): Promise<number> {
  const command = parseArguments(words);
  // the rest is read only once there is something to do
  const status = command.ok ? await (await import('./perform.ts')).perform(command.value) : command;
  if (status.ok) return status.value;
  complain(status.error, '');
  return 2;
}
