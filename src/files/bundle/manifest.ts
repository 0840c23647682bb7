import * as v from 'valibot';

/** The part of a bundle that says what it is and what must be in it. */
export const manifestName = 'cubebook.json';
export const notebookName = 'notebook.md';
export const mappingName = 'mapping.yaml';
export const resultsName = 'results.json';
export const dataFolder = 'data/';

export const bundleVersion = 1;

export const manifestSchema = v.object({
  cubebook_bundle: v.number(),
  /** when it was written, ISO */
  written: v.string(),
  /** whether clients' rows are within, and under which names */
  data: v.picklist(['none', 'pseudonyms', 'names']),
  files: v.pipe(v.array(v.object({ name: v.pipe(v.string(), v.regex(/^(data\/)?[\p{L}\p{N}_. -]+$/u)), bytes: v.number(), sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) })), v.maxLength(500)),
});

export type Manifest = v.InferOutput<typeof manifestSchema>;

/** SHA-256 in hexadecimal digits */
export async function digest(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
