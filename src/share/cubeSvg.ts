import { blockEdge, blockHeight, colourStep, layOut, pointsText, type Point } from '../charts/cube/geometry.ts';
import { element, escapeHtml } from './html.ts';

export interface SharedCubeCell {
  /** levels from 0 */
  readonly at: readonly [number, number, number];
  /** null: hidden */
  readonly customers: number | null;
  readonly value: number;
  readonly anchor: string;
  readonly label: string;
}

export interface SharedCube {
  readonly title: string;
  readonly axes: readonly [CubeSide, CubeSide, CubeSide];
  readonly cells: readonly SharedCubeCell[];
}

export interface CubeSide {
  readonly title: string;
  readonly labels: readonly string[];
}

const width = 860;
const height = 720;
const type = 14;

/** The exploded cube as SVG text, for files without scripts: each cell is a link to its own note in the same file. */
export function cubeSvg({ title, axes, cells }: SharedCube): string {
  const sizes = [axes[0].labels.length, axes[1].labels.length, axes[2].labels.length] as const;
  const frame = layOut({ width, height, sizes, explode: 1, margin: { left: 170, right: 60, top: 20, bottom: 60 } });
  const most = { customers: Math.max(1, ...cells.map(({ customers }) => customers ?? 0)), value: Math.max(0, ...cells.map(({ value }) => value)) };
  const corner = (i: number, j: number, k: number): Point => frame.project(i, j, k);
  const layers = axes[2].labels.map((label, k) => {
    const plate = [corner(-0.5, -0.5, k), corner(sizes[0] - 0.5, -0.5, k), corner(sizes[0] - 0.5, sizes[1] - 0.5, k), corner(-0.5, sizes[1] - 0.5, k)];
    const blocks = cells.filter(({ at }) => at[2] === k).toSorted((a, b) => a.at[0] + a.at[1] - b.at[0] - b.at[1]).map(drawCell);
    const [x, y] = corner(-0.5, sizes[1] - 0.5, k);
    return element('polygon', { class: 'plate', points: pointsText(plate) }) + blocks.join('') + text(x - 10, y + 4, label, 'end', 'strong');
  });

  function drawCell({ at: [i, j, k], customers, value, anchor, label }: SharedCubeCell): string {
    const [x, y] = corner(i, j, k);
    const spot = element('polygon', { class: 'spot', points: pointsText([corner(i - 0.5, j - 0.5, k), corner(i + 0.5, j - 0.5, k), corner(i + 0.5, j + 0.5, k), corner(i - 0.5, j + 0.5, k)]) });
    if (customers === 0) return spot + element('circle', { class: 'none', cx: x.toFixed(1), cy: y.toFixed(1), r: '1.5' });
    const edge = blockEdge(frame.pitch, customers ?? most.customers / 12, most.customers);
    const half = edge / 2 / frame.pitch;
    const rise = blockHeight(edge, frame.rise);
    const p = (di: number, dj: number, z: number): Point => frame.project(i + di, j + dj, k, z);
    const step = customers === null ? 'hidden' : `step-${colourStep(value, most.value) || 1}`;
    const faces = [
      element('polygon', { class: 'left', points: pointsText([p(-half, half, 0), p(half, half, 0), p(half, half, rise), p(-half, half, rise)]) }),
      element('polygon', { class: 'right', points: pointsText([p(half, half, 0), p(half, -half, 0), p(half, -half, rise), p(half, half, rise)]) }),
      element('polygon', { class: 'top', points: pointsText([p(-half, -half, rise), p(half, -half, rise), p(half, half, rise), p(-half, half, rise)]) }),
    ];
    const [tx, ty] = p(0, 0, rise);
    const size = Math.max(11, Math.min(18, edge * frame.rise * 0.66));
    return element('a', { href: `#${anchor}`, class: `cube-cell ${step}`, 'aria-label': label }, element('title', {}, escapeHtml(label)), spot, ...faces, `<text class="count" x="${tx.toFixed(1)}" y="${(ty + size * 0.35).toFixed(1)}" font-size="${size.toFixed(1)}" text-anchor="middle">${customers === null ? '•' : String(customers)}</text>`);
  }

  const [bx, by] = corner(sizes[0] - 0.5, sizes[1] - 0.5, 0);
  const sides = [
    ...axes[0].labels.map((label, i) => place(corner(i, sizes[1] - 0.5, 0), label, 'end', -11)),
    ...axes[1].labels.map((label, j) => place(corner(sizes[0] - 0.5, j, 0), label, 'start', 11)),
    text(bx - 22, by + 38, `← ${axes[0].title}`, 'end', 'strong'),
    text(bx + 22, by + 38, `${axes[1].title} →`, 'start', 'strong'),
    text(12, 22, axes[2].title, 'start', 'strong'),
  ];
  return element('svg', { class: 'cube', viewBox: `0 0 ${width} ${height}`, role: 'group', 'aria-label': title }, ...layers, ...sides);
}

const place = ([x, y]: Point, label: string, anchor: 'start' | 'end', shift: number): string => text(x + shift, y + 15, label, anchor, '');

const text = (x: number, y: number, words: string, anchor: 'start' | 'end', look: string): string =>
  element('text', { x: x.toFixed(1), y: y.toFixed(1), 'text-anchor': anchor, 'font-size': String(type), class: `axis ${look}` }, escapeHtml(words));
