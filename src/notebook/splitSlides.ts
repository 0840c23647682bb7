import type { Block, Notebook } from './Notebook.ts';

export interface Slide {
  /** 0 where the notebook begins without a level-1 or level-2 heading */
  readonly level: 0 | 1 | 2;
  readonly title: string;
  readonly blocks: readonly Block[];
  /** blocks for the speaker alone */
  readonly notes: readonly Block[];
}

/** A level-1 or level-2 heading starts a slide; cells marked `skip` are on none, those marked `notes` are the speaker's. */
export function splitSlides(notebook: Notebook): readonly Slide[] {
  const slides: { level: 0 | 1 | 2; title: string; blocks: Block[]; notes: Block[] }[] = [];
  for (const block of notebook.blocks) {
    const heading = block.type === 'prose' ? block.heading : null;
    if (heading) slides.push({ level: heading.level, title: heading.text, blocks: [], notes: [] });
    else if (slides.length === 0) slides.push({ level: 0, title: notebook.frontMatter.title ?? '', blocks: [], notes: [] });
    if (block.type === 'cell' && block.skip) continue;
    const slide = slides.at(-1);
    if (block.type === 'cell' && block.notes) slide?.notes.push(block);
    else slide?.blocks.push(block);
  }
  return slides;
}
