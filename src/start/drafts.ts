import * as v from 'valibot';
import type { ShelfNotebook } from '../ui/Workbench.ts';

const draftSchema = v.object({ id: v.string(), title: v.string(), text: v.string(), version: v.number(), trusted: v.boolean(), file: v.nullable(v.string()) });
const prefix = 'cubebook.draft.';

/**
 * A page that is closed has no time for a transaction, only for this: its last text is put aside at once,
 * and becomes a version when the app is opened next.
 */
export function putDraft(notebook: ShelfNotebook): void {
  try {
    localStorage.setItem(prefix + notebook.id, JSON.stringify(notebook));
  } catch (error) {
    // no room, or storage is closed: the transaction that was begun may still be in time
    if (!(error instanceof DOMException)) throw error;
  }
}

export function takeDrafts(): readonly ShelfNotebook[] {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix))
      .flatMap((key) => {
        const text = localStorage.getItem(key) ?? '';
        localStorage.removeItem(key);
        const draft = v.safeParse(v.pipe(v.string(), v.parseJson(), draftSchema), text);
        return draft.success ? [draft.output] : [];
      });
  } catch (error) {
    if (error instanceof DOMException) return [];
    throw error;
  }
}

export function dropDraft(id: string): void {
  try {
    localStorage.removeItem(prefix + id);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}
