import type { Snippet } from 'svelte';

/** Context of views on slides: larger type, and all of a picture within the stage. */
export interface Stage {
  /** the slide's prose, where a picture has the whole slide to itself and shows it in its own margin; else null */
  readonly prose: Snippet | null;
}

export const stageKey = Symbol('stage');

/** What a picture that has a slide to itself may fill, in pixels of a page 1440 wide. */
export const stageHeight = 740;
