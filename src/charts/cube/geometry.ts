/** Projection of the exploded cube, after the design guide, for any number of bands: x to the left front, y to the right front, z upwards. */
export interface CubeFrame {
  readonly width: number;
  readonly height: number;
  readonly sizes: readonly [number, number, number];
  /** 0 to 1: 1 lifts every layer clear of the one below */
  readonly explode: number;
  /** room kept for labels */
  readonly margin: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
}

export type Point = readonly [x: number, y: number];

export interface Geometry {
  readonly pitch: number;
  readonly lift: number;
  readonly rise: number;
  project(i: number, j: number, k: number, height?: number): Point;
}

const tilt = (27 * Math.PI) / 180;

export function layOut({ width, height, sizes, explode, margin }: CubeFrame): Geometry {
  const [nx, ny, nz] = sizes;
  const across = Math.cos(tilt);
  const rise = Math.sin(tilt);
  const e = Math.max(1 / 3, explode);
  const room = { width: Math.max(60, width - margin.left - margin.right), height: Math.max(60, height - margin.top - margin.bottom) };
  const layers = 1 + e * (nz - 1);
  const pitch = Math.min(room.width / ((nx + ny) * across), room.height / ((nx + ny) * rise * layers + 0.8));
  const lift = e * (nx + ny) * pitch * rise;
  const wide = (nx + ny) * pitch * across;
  const high = (nx + ny) * pitch * rise + (nz - 1) * lift;
  // cell (−½, −½) of the lowest layer is the far corner; centre what is drawn in the room
  const left = margin.left + (room.width - wide) / 2 + ny * pitch * across;
  const top = margin.top + (room.height - high) / 2 + (nz - 1) * lift;
  const originX = left;
  const originY = top + pitch * rise;
  return {
    pitch,
    lift,
    rise,
    project: (i, j, k, z = 0) => [originX + (i - j) * pitch * across, originY + (i + j) * pitch * rise - k * lift - z],
  };
}

/** Block of a cell: its edge grows with the root of the customers, so that the area shows their number. */
export const blockEdge = (pitch: number, customers: number, most: number): number => (customers > 0 ? pitch * (0.34 + 0.42 * Math.sqrt(customers / most)) : 0);

export const blockHeight = (edge: number, rise: number): number => 1.2 * edge * rise;

/** Step of the sequential palette, 1 to 7, by the root of the value; 0 for nothing. */
export const colourStep = (value: number, most: number): number => (value <= 0 || most <= 0 ? 0 : Math.min(7, 1 + Math.floor(6.999 * Math.sqrt(value / most))));

export const pointsText = (points: readonly Point[]): string => points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
