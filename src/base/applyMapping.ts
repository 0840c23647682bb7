import { openTables } from '../files/openTables.ts';
import type { SourceFile } from '../files/SourceFile.ts';
import { recogniseSource } from './recogniseFiles.ts';
import type { FileMapping, Recognition } from './Recognition.ts';

/** The recognition after the person's changes; reads the file again, since encoding, delimiter or header may differ. */
export async function applyMapping(files: readonly SourceFile[], recognition: Recognition, mapping: FileMapping): Promise<Recognition> {
  const file = files.filter((candidate) => recognition.file === candidate.name || recognition.file.startsWith(`${candidate.name}/`) || recognition.file.startsWith(`${candidate.name} › `));
  const source = (await openTables(file)).find((candidate) => candidate.name === recognition.file);
  return source ? recogniseSource(source, mapping) : recognition;
}
