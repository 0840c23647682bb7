import { readFile } from 'node:fs/promises';
import { parseMapping } from '../base/mapping.ts';
import { done, fail, type Outcome } from '../database/outcome.ts';
import { readBundle } from '../files/bundle/readBundle.ts';
import { fromBlob } from '../files/fromBlob.ts';
import type { Data } from './readData.ts';

/** A bundle's notebook and the data within it. */
export async function readBundleFile(file: string): Promise<Outcome<{ readonly notebook: string; readonly data: Data }>> {
  const bytes = await readFile(file).catch(() => null);
  if (bytes === null) return fail('input', `there is no file ${file}`, { hint: 'Give the path of a bundle (.zip).' });
  const bundle = await readBundle(fromBlob(new Blob([bytes]), file));
  if (!bundle.ok) return bundle;
  if (bundle.value === null) return fail('input', `${file} is no bundle`, { hint: 'Give a notebook (.md), and the folder of a zip of exports after --data.' });
  const mapping = bundle.value.mapping === null ? done({ files: {} }) : parseMapping(bundle.value.mapping);
  return mapping.ok ? done({ notebook: bundle.value.notebook, data: { files: bundle.value.data.map(({ name, blob }) => fromBlob(blob, name)), mapping: mapping.value } }) : mapping;
}
