import { done, fail, type Outcome } from '../database/outcome.ts';
import type { Notebook } from './Notebook.ts';

/** The text of a notebook file; of an unedited notebook the same text that was read. */
export const serializeNotebook = (notebook: Notebook): string => notebook.source;

export const encodeNotebook = (notebook: Notebook): Uint8Array<ArrayBuffer> => new TextEncoder().encode(notebook.source);

/** Text of a notebook file with its byte-order mark; refuses bytes that would not come back the same. */
export function decodeNotebook(bytes: Uint8Array): Outcome<string> {
  try {
    return done(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (error) {
    if (error instanceof TypeError) return fail('input', 'the notebook is not UTF-8 text', { hint: 'save it as UTF-8 and open it again' });
    throw error;
  }
}
