import type { Block, Notebook } from './Notebook.ts';

/** One difference between two texts of a notebook. */
export interface NotebookChange {
  readonly what: 'added' | 'removed' | 'changed';
  readonly part: 'head' | 'cell' | 'prose';
  /** id of a cell, first words of prose, nothing for the head */
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** What `after` changed: the front matter, cells by their id, prose by what stands beside it. */
export function compareNotebooks(before: Notebook, after: Notebook): readonly NotebookChange[] {
  const changes: NotebookChange[] = [];
  const heads = [headOf(before), headOf(after)] as const;
  if (heads[0] !== heads[1]) changes.push({ what: 'changed', part: 'head', name: '', before: heads[0], after: heads[1] });
  const old = new Map(before.blocks.map((block) => [identify(block), block]));
  const fresh = new Map(after.blocks.map((block) => [identify(block), block]));
  const gone = [...old].filter(([key]) => !fresh.has(key)).map(([, block]) => block);
  for (const [key, block] of fresh) {
    const known = old.get(key);
    const was = known ?? takeSameKind(gone, block);
    if (was?.text !== block.text) changes.push({ what: was ? 'changed' : 'added', part: block.type, name: nameOf(block), before: was?.text ?? '', after: block.text });
  }
  for (const block of gone) changes.push({ what: 'removed', part: block.type, name: nameOf(block), before: block.text, after: '' });
  return changes;
}

const headOf = ({ source, frontMatter }: Notebook): string => source.slice(frontMatter.yaml.start, frontMatter.yaml.end);

/** cells are the same by their id; prose by its heading, or else only where nothing changed */
const identify = (block: Block): string => (block.type === 'cell' ? `cell ${block.id}` : `prose ${block.heading?.text ?? block.text}`);

/** a changed prose has no name to be known by: the next one that is gone is taken for what it was */
function takeSameKind(gone: Block[], block: Block): Block | undefined {
  if (block.type === 'cell') return undefined;
  const at = gone.findIndex(({ type }) => type === 'prose');
  return at < 0 ? undefined : gone.splice(at, 1)[0];
}

const nameOf = (block: Block): string => (block.type === 'cell' ? block.id : (block.heading?.text ?? block.text.trim().split('\n', 1)[0] ?? '').slice(0, 60));
