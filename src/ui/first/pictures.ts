import type { CubeBlock, CubeSize } from './drawCube.ts';

const block = (i: number, j: number, k: number, count: number, step: number): CubeBlock => ({ i, j, k, count, step });

/** an empty cube, the first clients landing */
export const waiting: readonly CubeBlock[] = [
  block(0, 0, 0, 40, 3), block(1, 0, 0, 22, 3), block(0, 1, 0, 16, 3), block(1, 1, 0, 34, 4), block(2, 0, 0, 26, 3), block(2, 1, 0, 12, 2),
  block(1, 1, 1, 30, 6), block(0, 1, 1, 14, 5), block(2, 1, 1, 20, 5), block(2, 1, 2, 26, 7),
];
export const waitingSize: CubeSize = { cx: 346, cy: 364, pitch: 77, tilt: 25, explode: 0.8 };

const counts = [12, 9, 4, 7, 14, 6, 3, 8, 11, 9, 12, 5, 8, 16, 9, 4, 10, 7, 14, 5, 2, 6, 12, 18, 1, 9, 8];
const steps = [2, 2, 1, 2, 2, 1, 1, 2, 2, 3, 4, 2, 3, 5, 3, 2, 4, 3, 6, 3, 2, 4, 6, 7, 1, 5, 4];

/** a full one, for the sample client */
export const full: readonly CubeBlock[] = counts.map((count, index) => block(Math.floor(index / 3) % 3, index % 3, Math.floor(index / 9), count, steps[index] ?? 1));
export const fullSize: CubeSize = { cx: 59, cy: 74, pitch: 15.5, tilt: 27, explode: 0.72 };
