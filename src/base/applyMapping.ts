import type { SourceFile } from '../files/SourceFile.ts';
import type { FileMapping, Recognition } from './Recognition.ts';

/** The recognition after the person's changes; reads the file again, since encoding, delimiter or header may differ. */
export async function applyMapping(files: readonly SourceFile[], recognition: Recognition, mapping: FileMapping): Promise<Recognition> {
  throw new Error(`mapping of ${recognition.file} in ${files.length} files to ${mapping.table ?? 'its table'} is being written`);
}
