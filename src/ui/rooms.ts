import { failureTexts } from '../messages/sayFailure.ts';

/** The desk and the screens behind the first one, and what writes slides: fetched beside it at once, so that no click waits, and nothing is asked for later. */
export const rooms = Promise.all([import('./review/Review.svelte'), import('./workspace/Workspace.svelte'), import('./state/Desk.svelte.ts'), failureTexts, import('../share/pptx/writePptx.ts')]).then(([review, workspace, desk]) => ({ Review: review.default, Workspace: workspace.default, Desk: desk.Desk }));
