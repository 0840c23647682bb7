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
}

const figures: readonly string[] = ['metrics', 'param'];
const narrow: readonly string[] = ['chart'];

/** Slides as the stage shows them: queries that are folded away and kinds that this version lacks are not on it. */
export function stageSlides(notebook: Notebook): readonly StageSlide[] {
  return splitSlides(notebook).map(({ level, title, blocks, notes }) => {
    const nodes = blocks.flatMap((block) => (block.type === 'prose' ? proseTree(block.text) : []));
    const [first] = nodes;
    const heading = level > 0 && first?.type === 'heading' ? first.children : [];
    const prose = heading.length > 0 ? nodes.slice(1) : nodes;
    const cells = blocks.filter((block): block is Cell => block.type === 'cell' && block.known && !(block.kind === 'sql' && block.hidden));
    return { title, level, heading, prose, cells, notes: notes.filter((block): block is Cell => block.type === 'cell'), layout: layoutOf(prose.length > 0, cells) };
  });
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
