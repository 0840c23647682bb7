import type { Block, Notebook } from './Notebook.ts';

/** Gives blocks their keys: those untouched since `earlier`, at its start and end, keep theirs; so do edited ones that stand in the same place. */
export function carryKeys(blocks: readonly Block[], earlier: Notebook | undefined): Pick<Notebook, 'blocks' | 'nextKey'> {
  const old = earlier?.blocks ?? [];
  let nextKey = earlier?.nextKey ?? 0;
  const keys = new Array<string | undefined>(blocks.length);
  const shorter = Math.min(old.length, blocks.length);
  let head = 0;
  while (head < shorter && old[head]?.text === blocks[head]?.text) keys[head] = old[head++]?.key;
  let tail = 0;
  while (tail < shorter - head && old.at(-1 - tail)?.text === blocks.at(-1 - tail)?.text) {
    tail++;
    keys[blocks.length - tail] = old.at(-tail)?.key;
  }
  const free = old.slice(head, old.length - tail);
  for (let index = head; index < blocks.length - tail; index++) {
    const block = blocks[index];
    const match = free.findIndex((candidate) => candidate.text === block?.text);
    if (match >= 0) keys[index] = free.splice(match, 1)[0]?.key;
  }
  for (let index = head; index < blocks.length - tail; index++) {
    if (keys[index] !== undefined) continue;
    const block = blocks[index];
    const match = free.findIndex((candidate) => candidate.type === block?.type);
    if (match >= 0) keys[index] = free.splice(match, 1)[0]?.key;
  }
  return { blocks: blocks.map((block, index) => ({ ...block, key: keys[index] ?? `b${nextKey++}` })), nextKey };
}
