import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseMapping } from '../base/mapping.ts';
import type { Mapping } from '../base/Recognition.ts';
import { done, fail, type Outcome } from '../database/outcome.ts';
import { fromFolder } from '../files/fromPath.ts';
import type { SourceFile } from '../files/SourceFile.ts';

export interface Data {
  readonly files: readonly SourceFile[];
  readonly mapping: Mapping;
}

/** Every file of the folder, and its mapping.yaml where there is one. */
export async function readData(folder: string): Promise<Outcome<Data>> {
  const found = await stat(folder).catch(() => null);
  if (!found?.isDirectory()) return fail('input', `there is no folder ${folder}`, { hint: 'Give the folder that holds the exports after --data.' });
  const files = await fromFolder(folder);
  const text = await readFile(join(folder, 'mapping.yaml'), 'utf8').catch(() => null);
  const mapping = text === null ? done<Mapping>({ files: {} }) : parseMapping(text);
  return mapping.ok ? done({ files, mapping: mapping.value }) : mapping;
}
