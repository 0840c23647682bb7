import type { Database } from '../database/Database.ts';
import { fail, type Outcome } from '../database/outcome.ts';
import type { SourceFile } from '../files/SourceFile.ts';
import type { Base } from './Base.ts';
import type { Mapping, Recognition } from './Recognition.ts';

export interface LoadOptions {
  /** from recogniseFiles, perhaps changed by the person; recognised anew when absent */
  readonly recognitions?: readonly Recognition[];
  readonly mapping?: Mapping;
  /** quality rule → treatment, as in a notebook's `rules:` */
  readonly rules?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** fraction of the bytes read, 0 to 1 */
  readonly onProgress?: (fraction: number) => void;
}

/** Loads files into schema `base` of the database and puts views with the rules applied under plain names. */
export async function loadBase(_database: Database, files: readonly SourceFile[], _options: LoadOptions = {}): Promise<Outcome<Base>> {
  return fail('input', `loading of ${files.length} files is being written`);
}
