import type { SourceFile } from '../files/SourceFile.ts';
import type { InputAccount } from './Base.ts';
import type { Mapping } from './Recognition.ts';

/** The `inputs` of `cubebook inspect`: every file with what it is taken for and its whole row accounting, without a database. */
export async function inspectFiles(files: readonly SourceFile[], mapping: Mapping = { files: {} }): Promise<InputAccount[]> {
  throw new Error(`inspection of ${files.length} files and ${Object.keys(mapping.files).length} mappings is being written`);
}
