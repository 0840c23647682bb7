import { blockEdge, blockHeight, colourStep, layOut, type Point } from '../../charts/cube/geometry.ts';
import type { ReadCube } from '../sharedCube.ts';

export interface Polygon {
  readonly points: readonly Point[];
  /** step of the sequential palette, 0 for a plate */
  readonly step: number;
  readonly face: 'plate' | 'top' | 'left' | 'right';
}

export interface Words {
  readonly at: Point;
  readonly text: string;
  readonly align: 'left' | 'center' | 'right';
  readonly step: number | null;
  readonly bold: boolean;
}

/** The exploded cube as polygons and words in a box of the given size in pixels, in drawing order; for programs that draw shapes of their own. */
export function cubePolygons({ axes, cells }: ReadCube, width: number, height: number): { readonly polygons: readonly Polygon[]; readonly words: readonly Words[]; readonly pitch: number } {
  const sizes = [axes[0].labels.length, axes[1].labels.length, axes[2].labels.length] as const;
  const frame = layOut({ width, height, sizes, explode: 1, margin: { left: width * 0.16, right: width * 0.1, top: height * 0.03, bottom: height * 0.1 } });
  const most = { customers: Math.max(1, ...cells.map(({ customers }) => customers ?? 0)), value: Math.max(0, ...cells.map(({ value }) => value)) };
  const polygons: Polygon[] = [];
  const words: Words[] = [];
  for (const [k, layer] of axes[2].labels.entries()) {
    const corner = (i: number, j: number): Point => frame.project(i, j, k);
    polygons.push({ face: 'plate', step: 0, points: [corner(-0.5, -0.5), corner(sizes[0] - 0.5, -0.5), corner(sizes[0] - 0.5, sizes[1] - 0.5), corner(-0.5, sizes[1] - 0.5)] });
    for (const { at: [i, j], customers, value } of cells.filter(({ at }) => at[2] === k).toSorted((a, b) => a.at[0] + a.at[1] - b.at[0] - b.at[1])) {
      if (customers === 0) continue;
      const edge = blockEdge(frame.pitch, customers ?? most.customers / 12, most.customers);
      const half = edge / 2 / frame.pitch;
      const rise = blockHeight(edge, frame.rise);
      const p = (di: number, dj: number, z: number): Point => frame.project(i + di, j + dj, k, z);
      const step = customers === null ? 0 : colourStep(value, most.value) || 1;
      polygons.push(
        { face: 'left', step, points: [p(-half, half, 0), p(half, half, 0), p(half, half, rise), p(-half, half, rise)] },
        { face: 'right', step, points: [p(half, half, 0), p(half, -half, 0), p(half, -half, rise), p(half, half, rise)] },
        { face: 'top', step, points: [p(-half, -half, rise), p(half, -half, rise), p(half, half, rise), p(-half, half, rise)] },
      );
      words.push({ at: p(0, 0, rise), text: customers === null ? '•' : String(customers), align: 'center', step, bold: true });
    }
    words.push({ at: corner(-0.5, sizes[1] - 0.5), text: layer, align: 'right', step: null, bold: true });
  }
  axes[0].labels.forEach((label, i) => words.push({ at: shift(frame.project(i, sizes[1] - 0.5, 0), 0.03 * height), text: label, align: 'right', step: null, bold: false }));
  axes[1].labels.forEach((label, j) => words.push({ at: shift(frame.project(sizes[0] - 0.5, j, 0), 0.03 * height), text: label, align: 'left', step: null, bold: false }));
  const [bx, by] = frame.project(sizes[0] - 0.5, sizes[1] - 0.5, 0);
  words.push(
    { at: [bx - 0.03 * width, by + 0.08 * height], text: `← ${axes[0].title}`, align: 'right', step: null, bold: true },
    { at: [bx + 0.03 * width, by + 0.08 * height], text: `${axes[1].title} →`, align: 'left', step: null, bold: true },
    { at: [0, 0.03 * height], text: axes[2].title, align: 'left', step: null, bold: true },
  );
  return { polygons, words, pitch: frame.pitch };
}

const shift = ([x, y]: Point, down: number): Point => [x, y + down];
