import type { Failure } from '../database/outcome.ts';

/** One line each: what, where, what to do. */
export function complain({ message, line, column, hint }: Failure, where: string): void {
  const place = line === null ? '' : ` (line ${line}${column === null ? '' : `, column ${column}`})`;
  const text = `${where === '' ? '' : `${where}: `}${message}${place}${hint === null ? '' : ` ${hint}`}`;
  process.stderr.write(`cubebook: ${text.replaceAll(/\s*\n\s*/g, ' · ')}\n`);
}
