import * as v from 'valibot';
import { checksum } from './checksum.ts';

/** Texts that undo and redo walk along, around the present one: oldest first. */
export interface Steps {
  readonly past: readonly string[];
  readonly future: readonly string[];
}

const patchSchema = v.object({ start: v.number(), removed: v.string(), inserted: v.string() });
export const stepsSchema = v.object({ sum: v.string(), past: v.pipe(v.array(patchSchema), v.readonly()), future: v.pipe(v.array(patchSchema), v.readonly()) });

/** one stretch of text in place of another */
type Patch = v.InferOutput<typeof patchSchema>;
/** Steps as they are kept: what each changed, walking away from the present text, whose checksum they belong to. */
export type PackedSteps = v.InferOutput<typeof stepsSchema>;

/** letters compared for one save; a long text keeps fewer steps */
const mostLetters = 4_000_000;

export function packSteps({ past, future }: Steps, present: string): PackedSteps {
  return { sum: checksum(present), past: packWalk(past.toReversed(), present), future: packWalk(future, present) };
}

/** null: the steps are of another text */
export function unpackSteps({ sum, past, future }: PackedSteps, present: string): Steps | null {
  return sum === checksum(present) ? { past: unpackWalk(past, present).toReversed(), future: unpackWalk(future, present) } : null;
}

function packWalk(texts: readonly string[], present: string): Patch[] {
  const patches: Patch[] = [];
  let from = present;
  let letters = 0;
  for (const to of texts) {
    letters += Math.max(from.length, to.length);
    if (letters > mostLetters) break;
    patches.push(difference(from, to));
    from = to;
  }
  return patches;
}

function unpackWalk(patches: readonly Patch[], present: string): string[] {
  let text = present;
  return patches.map(({ start, removed, inserted }) => (text = text.slice(0, start) + inserted + text.slice(start + removed.length)));
}

function difference(from: string, to: string): Patch {
  const shorter = Math.min(from.length, to.length);
  let start = 0;
  while (start < shorter && from.charCodeAt(start) === to.charCodeAt(start)) start++;
  let end = 0;
  while (end < shorter - start && from.charCodeAt(from.length - 1 - end) === to.charCodeAt(to.length - 1 - end)) end++;
  return { start, removed: from.slice(start, from.length - end), inserted: to.slice(start, to.length - end) };
}
