import type { Cell, Notebook } from '../../notebook/Notebook.ts';
import { type ProseNode, proseTree } from '../../notebook/proseTree.ts';
import { splitSlides } from '../../notebook/splitSlides.ts';

/** cube: one cube that has the slide to itself, prose beside it · title: the heading alone · text: prose alone · numbers: prose and single figures · picture: one picture alone · beside: prose left of one picture · stack: prose over one wide picture · gallery: prose over several */
export type StageLayout = 'cube' | 'title' | 'text' | 'numbers' | 'picture' | 'beside' | 'stack' | 'gallery';

export interface StageSlide {
  readonly title: string;
  readonly level: 0 | 1 | 2;
  /** the heading with its values; empty where there is none */
  readonly heading: readonly ProseNode[];
  readonly prose: readonly ProseNode[];
  readonly cells: readonly Cell[];
  /** the speaker's alone */
  readonly notes: readonly Cell[];
  readonly layout: StageLayout;
  /** of a heading that goes over several slides, from 1 */
  readonly part: number;
  readonly parts: number;
}

const figures: readonly string[] = ['metrics', 'param'];
const narrow: readonly string[] = ['chart'];
const listed: readonly string[] = ['table', 'sql', 'traits', 'segment'];

/** Slides as the stage shows them: queries that are folded away and kinds that this version lacks are not on it; a heading with more pictures than a room can read goes over several. */
export function stageSlides(notebook: Notebook): readonly StageSlide[] {
  return splitSlides(notebook).flatMap(({ title, level, blocks, notes }) => {
    const nodes = blocks.flatMap((block) => (block.type === 'prose' ? proseTree(block.text) : []));
    const [first] = nodes;
    const heading = level > 0 && first?.type === 'heading' ? first.children : [];
    const prose = heading.length > 0 ? nodes.slice(1) : nodes;
    const parts = shareOut(blocks.filter((block): block is Cell => block.type === 'cell' && block.known && !(block.kind === 'sql' && block.hidden)));
    const spoken = notes.filter((block): block is Cell => block.type === 'cell');
    return parts.map((cells, part) => ({ title, level, heading, prose: part === 0 ? prose : [], cells, notes: part === 0 ? spoken : [], layout: layoutOf(part === 0 && prose.length > 0, cells), part: part + 1, parts: parts.length }));
  });
}

const room = 2;

/** what a cell takes of a slide: figures hardly anything, a chart or a list half of it, a cube or the pictures of a study all */
function sizeOf({ kind }: Cell): number {
  if (figures.includes(kind)) return 0;
  return narrow.includes(kind) || listed.includes(kind) ? 1 : room;
}

function shareOut(cells: readonly Cell[]): readonly (readonly Cell[])[] {
  const parts: Cell[][] = [[]];
  let taken = 0;
  for (const cell of cells) {
    const size = sizeOf(cell);
    if (taken > 0 && taken + size > room) {
      parts.push([]);
      taken = 0;
    }
    parts.at(-1)?.push(cell);
    taken += size;
  }
  return parts;
}

function layoutOf(hasProse: boolean, cells: readonly Cell[]): StageLayout {
  if (cells.length === 0) return hasProse ? 'text' : 'title';
  const pictures = cells.filter(({ kind }) => !figures.includes(kind));
  const [picture] = pictures;
  if (!picture) return 'numbers';
  if (cells.length === 1 && picture.kind === 'cube') return 'cube';
  if (pictures.length > 1) return 'gallery';
  if (!hasProse) return 'picture';
  return narrow.includes(picture.kind) && cells.length === 1 ? 'beside' : 'stack';
}
