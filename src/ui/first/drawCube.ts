/** A still picture of the exploded cube: geometry of the design guide, three layers of three by three cells. */
export interface CubeSize {
  readonly cx: number;
  readonly cy: number;
  readonly pitch: number;
  /** degrees */
  readonly tilt: number;
  readonly explode: number;
}

export interface CubeBlock {
  readonly i: number;
  readonly j: number;
  readonly k: number;
  /** clients: the size of the block */
  readonly count: number;
  /** 1 to 7: its colour */
  readonly step: number;
}

export interface CubeLayer {
  readonly plate: string;
  readonly grid: readonly Line[];
  readonly blocks: readonly { readonly key: string; readonly step: number; readonly left: string; readonly right: string; readonly top: string }[];
}

interface Line {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

type Point = readonly [number, number];

export function drawCube(size: CubeSize, blocks: readonly CubeBlock[]): { readonly guides: readonly Line[]; readonly layers: readonly CubeLayer[] } {
  const angle = (size.tilt * Math.PI) / 180;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const lift = size.explode * 6 * size.pitch * sin;
  const at = (i: number, j: number, z: number, k: number): Point => [size.cx + (i - j) * size.pitch * cos, size.cy + (i + j) * size.pitch * sin - k * lift - z];
  const most = Math.max(1, ...blocks.map((block) => block.count));

  const layers = [0, 1, 2].map((k): CubeLayer => {
    const grid = [0.5, 1.5].flatMap((m) => [line(at(m, -0.5, 0, k), at(m, 2.5, 0, k)), line(at(-0.5, m, 0, k), at(2.5, m, 0, k))]);
    const plate = points([at(-0.5, -0.5, 0, k), at(2.5, -0.5, 0, k), at(2.5, 2.5, 0, k), at(-0.5, 2.5, 0, k)]);
    const drawn = blocks
      .filter((block) => block.k === k && block.count > 0)
      .sort((a, b) => a.i + a.j - b.i - b.j)
      .map((block) => {
        const edge = size.pitch * (0.34 + 0.42 * Math.sqrt(block.count / most));
        const half = edge / 2 / size.pitch;
        const height = 1.2 * edge * sin;
        const corner = (di: number, dj: number, z: number): Point => at(block.i + di * half, block.j + dj * half, z, k);
        return {
          key: `${block.i}${block.j}`,
          step: block.step,
          left: points([corner(-1, 1, 0), corner(1, 1, 0), corner(1, 1, height), corner(-1, 1, height)]),
          right: points([corner(1, 1, 0), corner(1, -1, 0), corner(1, -1, height), corner(1, 1, height)]),
          top: points([corner(-1, -1, height), corner(1, -1, height), corner(1, 1, height), corner(-1, 1, height)]),
        };
      });
    return { plate, grid, blocks: drawn };
  });
  return { guides: [line(at(-0.5, 2.5, 0, 0), at(-0.5, 2.5, 0, 2)), line(at(2.5, -0.5, 0, 0), at(2.5, -0.5, 0, 2))], layers };
}

const line = (from: Point, to: Point): Line => ({ x1: from[0], y1: from[1], x2: to[0], y2: to[1] });
const points = (corners: readonly Point[]): string => corners.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
