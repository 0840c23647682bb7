import { lineEndOf, withLineEnds } from './lineEnds.ts';
import type { Block, Cell, Notebook } from './Notebook.ts';
import { parseNotebook } from './parseNotebook.ts';
import { attributeOf } from './parseInfo.ts';

/** Replaces the text of one block. Text that would swallow the blocks after it (an open fence or comment) is closed. */
export function editBlock(notebook: Notebook, key: string, text: string): Notebook {
  const index = indexOf(notebook, key);
  const block = blockAt(notebook, index);
  return spliceSafely(notebook, block.start, block.end, inLineEnds(notebook, text), notebook.blocks.slice(index + 1));
}

/** Inserts text as a block of its own after the block with that key; null: before all blocks. */
export function insertBlock(notebook: Notebook, after: string | null, text: string): Notebook {
  const eol = lineEndOf(notebook.source);
  const inserted = inLineEnds(notebook, text);
  const first = notebook.blocks[0];
  if (!first) {
    const start = notebook.frontMatter.span?.end ?? notebook.frontMatter.yaml.start;
    const lead = notebook.frontMatter.span ? `${eol}${eol}` : '';
    return splice(notebook, start, notebook.source.length, `${lead}${inserted}${eol}`);
  }
  if (after === null) return spliceSafely(notebook, first.start, first.start, `${inserted}${eol}${eol}`, notebook.blocks);
  const index = indexOf(notebook, after);
  const block = blockAt(notebook, index);
  const closing = closingOf(block, eol);
  const tail = block.end === notebook.source.length ? eol : '';
  return spliceSafely(notebook, block.end, block.end, `${closing}${eol}${eol}${inserted}${tail}`, notebook.blocks.slice(index + 1));
}

export function deleteBlock(notebook: Notebook, key: string): Notebook {
  const index = indexOf(notebook, key);
  const block = blockAt(notebook, index);
  const next = notebook.blocks[index + 1];
  if (!next) {
    const previous = notebook.blocks[index - 1];
    const from = previous?.end ?? block.start;
    const rest = notebook.source.slice(block.end);
    const gap = notebook.source.slice(from, block.start);
    return splice(notebook, from, notebook.source.length, previous ? rest || gapEnd(gap) : rest.trimStart());
  }
  // The wider of the two gaps stays, and at least one blank line, so that the neighbours stay apart.
  const before = notebook.source.slice(previousEnd(notebook, index), block.start);
  const after = notebook.source.slice(block.end, next.start);
  const eol = lineEndOf(notebook.source);
  if (index === 0) return splice(notebook, block.start, next.start, '');
  const gap = isApart(before) ? before : isApart(after) ? after : `${eol}${eol}`;
  return splice(notebook, previousEnd(notebook, index), next.start, gap);
}

/** Moves a block behind the block with key `after`; null: to the front. Its bytes go along unchanged. */
export function moveBlock(notebook: Notebook, key: string, after: string | null): Notebook {
  const index = indexOf(notebook, key);
  const block = blockAt(notebook, index);
  if (after === key || (after === null ? index === 0 : notebook.blocks[index - 1]?.key === after)) return notebook;
  const eol = lineEndOf(notebook.source);
  const text = block.text + closingOf(block, eol);
  const without = deleteBlock(notebook, key);
  const moved = insertBlock(without, after, text);
  return keepKey(moved, text, key);
}

/** Inserts a copy behind the block; a cell's copy gets the next free id. */
export function duplicateBlock(notebook: Notebook, key: string): Notebook {
  const block = blockAt(notebook, indexOf(notebook, key));
  const text = block.text + closingOf(block, lineEndOf(notebook.source));
  return insertBlock(notebook, key, block.type === 'cell' ? withFreshId(notebook, block, text) : text);
}

export function findCell(notebook: Notebook, id: string): Cell | undefined {
  return notebook.blocks.find((block): block is Cell => block.type === 'cell' && block.id === id);
}

/** A free id made of `stem`: `stem`, `stem_2` … */
export function freshId(notebook: Notebook, stem: string): string {
  const taken = new Set([...notebook.vocabulary.reserved, ...notebook.blocks.flatMap((block) => (block.type === 'cell' ? [block.id] : []))]);
  if (!taken.has(stem)) return stem;
  for (let number = 2; ; number++) if (!taken.has(`${stem}_${number}`)) return `${stem}_${number}`;
}

/** Cuts [start, end) out of the text, puts `text` there and reads the result. */
export function splice(notebook: Notebook, start: number, end: number, text: string): Notebook {
  const source = notebook.source.slice(0, start) + keepApart(notebook.source.slice(0, start), text, notebook.source.charAt(end)) + notebook.source.slice(end);
  return source === notebook.source ? notebook : parseNotebook(source, notebook.vocabulary, notebook);
}

/** in files of mixed line ends a lone CR and a lone LF that meet would become one line end */
export function keepApart(before: string, text: string, after: string): string {
  const head = before.endsWith('\r') && text.startsWith('\n') ? `\r${text.slice(1)}` : text;
  return after === '\n' && head.endsWith('\r') ? `${head.slice(0, -1)}\n` : head;
}

const seals = (eol: string): readonly string[] => [
  '', `${eol}\`\`\``, `${eol}~~~`, `${eol}-->`, ' -->', `${eol}?>`, `${eol}]]>`, `${eol}>`, `${eol}</script>`, `${eol}</style>`, `${eol}</pre>`, `${eol}</textarea>`, `${eol}${eol}<!-- -->`,
];

function spliceSafely(notebook: Notebook, start: number, end: number, text: string, following: readonly Block[]): Notebook {
  const eol = lineEndOf(notebook.source);
  const plain = splice(notebook, start, end, text);
  if (endsWith(plain, following)) return plain;
  const run = /(?:^|[\r\n]) {0,3}(`{4,}|~{4,})/gu;
  const longer = [...text.matchAll(run)].map((match) => `${eol}${match[1] ?? ''}`);
  for (const seal of [...seals(eol), ...longer]) {
    const sealed = splice(notebook, start, end, sealBefore(text, seal, eol));
    if (endsWith(sealed, following)) return sealed;
  }
  return plain;
}

/** text that already ends in blank lines gets the seal before them */
function sealBefore(text: string, seal: string, eol: string): string {
  const body = text.replace(/[\r\n]+$/u, '');
  const rest = text.slice(body.length);
  return body + seal + (rest === '' ? '' : rest.length > eol.length ? rest : eol);
}

function endsWith(notebook: Notebook, following: readonly Block[]): boolean {
  const offset = notebook.blocks.length - following.length;
  return offset >= 0 && following.every((block, index) => {
    const found = notebook.blocks[offset + index];
    return found?.type === block.type && (found.text === block.text || (index === 0 && block.type === 'prose' && !block.heading));
  });
}

function keepKey(notebook: Notebook, text: string, key: string): Notebook {
  const index = notebook.blocks.findIndex((block) => block.text === text);
  if (index < 0 || notebook.blocks.some((block) => block.key === key)) return notebook;
  return { ...notebook, blocks: notebook.blocks.map((block, position) => (position === index ? { ...block, key } : block)) };
}

function withFreshId(notebook: Notebook, cell: Cell, text: string): string {
  const attribute = attributeOf(cell.info, 'id');
  if (!attribute) return text;
  const offset = cell.fence.infoStart - cell.start;
  const id = freshId(notebook, cell.id);
  return `${text.slice(0, offset + attribute.start)}id=${id}${text.slice(offset + attribute.end)}`;
}

/** what must follow the text of an open fence so that something may come after it */
function closingOf(block: Block, eol: string): string {
  if (block.type === 'prose' || block.fence.closed) return '';
  const lineEnded = /[\r\n]$/u.test(block.text);
  return `${lineEnded ? '' : eol}${block.fence.mark.repeat(block.fence.length)}`;
}

const isApart = (gap: string): boolean => (gap.match(/\r\n|\n|\r/gu) ?? []).length >= 2;
const gapEnd = (gap: string): string => /^[ \t]*(\r\n|\n|\r)/u.exec(gap)?.[0] ?? '';

const previousEnd = (notebook: Notebook, index: number): number => notebook.blocks[index - 1]?.end ?? notebook.frontMatter.span?.end ?? 0;

const inLineEnds = (notebook: Notebook, text: string): string => withLineEnds(text, lineEndOf(notebook.source));

function indexOf(notebook: Notebook, key: string): number {
  const index = notebook.blocks.findIndex((block) => block.key === key);
  if (index < 0) throw new Error(`no block ${key}`);
  return index;
}

export function blockAt(notebook: Notebook, index: number): Block {
  const block = notebook.blocks[index];
  if (!block) throw new Error(`no block number ${index}`);
  return block;
}
