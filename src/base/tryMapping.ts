import type { SourceFile } from '../files/SourceFile.ts';
import type { Recognition, Trial } from './Recognition.ts';

/** Reads the first rows of a file under a recognition, as the load would, without a database. */
export async function tryMapping(files: readonly SourceFile[], recognition: Recognition, rows = 5_000): Promise<Trial> {
  throw new Error(`trial of ${rows} rows of ${recognition.file} in ${files.length} files is being written`);
}
