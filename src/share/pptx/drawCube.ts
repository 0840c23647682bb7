import type PptxGenJS from 'pptxgenjs';
import type { Point } from '../../charts/cube/geometry.ts';
import type { ReadCube } from '../sharedCube.ts';
import type { Box } from './boxes.ts';
import { cubePolygons } from './cubePolygons.ts';
import { type DeckColours, mix } from './palette.ts';

const pixels = 96;

// its types leave this shape out
const freeform: string = 'custGeom';

/** Cubes stand as shapes, flat ones as layers of tiles; beside them what was decided for their cells. */
export function drawCube(slide: PptxGenJS.Slide, cube: ReadCube, box: Box, colours: DeckColours): void {
  const told = cube.cells.filter(({ tactic, plan, customers }) => (tactic !== '' || plan !== '') && customers !== 0).toSorted((a, b) => b.value - a.value).slice(0, 5);
  const beside = told.length > 0 && !cube.flat && box.w > 7;
  const room = beside ? { ...box, w: box.w * 0.62 } : box;
  if (cube.flat) drawLayers(slide, cube, room, colours);
  else drawBlocks(slide, cube, room, colours);
  if (!beside) return;
  const letters = told.reduce((sum, { name, figures, tactic, plan }) => sum + name.length + figures.length + tactic.length + plan.length, 0);
  slide.addText(
    told.flatMap(({ name, figures, tactic, plan }) => [
      { text: name, options: { bold: true, color: colours.ink, breakLine: true } },
      { text: figures, options: { color: colours.muted, breakLine: true } },
      { text: [tactic, plan].filter((text) => text !== '').join(' · '), options: { color: colours.ink, breakLine: true } },
      { text: '', options: { fontSize: 5, breakLine: true } },
    ]),
    { x: box.x + box.w * 0.64, y: box.y, w: box.w * 0.36, h: box.h, fontSize: letters > 700 ? 9 : letters > 450 ? 10 : 11, valign: 'middle', margin: 0, fit: 'shrink' },
  );
}

function drawBlocks(slide: PptxGenJS.Slide, cube: ReadCube, box: Box, colours: DeckColours): void {
  const picture = cubePolygons(cube, box.w * pixels, box.h * pixels);
  const inches = ([x, y]: Point): Point => [x / pixels, y / pixels];
  const polygons = picture.polygons.map((polygon) => ({ ...polygon, points: polygon.points.map(inches) }));
  const labels = picture.words.map((label) => ({ ...label, at: inches(label.at) }));
  for (const { points, step, face } of polygons) {
    const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
    const [left, top] = [Math.min(...xs), Math.min(...ys)];
    const base = colours.steps[step - 1]?.fill ?? 'c9d2d9';
    const fill = face === 'plate' ? 'f2f5f7' : face === 'top' ? base : mix(base, '0f1b26', face === 'left' ? 0.18 : 0.34);
    slide.addShape(freeform as PptxGenJS.SHAPE_NAME, {
      x: box.x + left,
      y: box.y + top,
      w: Math.max(...xs) - left,
      h: Math.max(...ys) - top,
      fill: { color: fill },
      line: { color: face === 'plate' ? 'a9bccb' : 'ffffff', width: face === 'plate' ? 0.75 : 0.25 },
      points: [...points.map(([x, y], index) => ({ x: x - left, y: y - top, ...(index === 0 && { moveTo: true }) })), { close: true }],
    });
  }
  // counts grow with the blocks that they stand on
  const counts = Math.max(10, Math.min(18, picture.pitch * 0.24));
  for (const { at: [x, y], text, align, step, bold } of labels) {
    const [w, h] = [align === 'center' ? 0.7 : 2.4, 0.26];
    slide.addText(text, { x: box.x + x - (align === 'center' ? w / 2 : align === 'right' ? w : 0), y: box.y + y - h / 2, w, h, align, valign: 'middle', margin: 0, bold, wrap: false, fontSize: step === null ? 11 : counts, color: step === null ? colours.ink : (colours.steps[step - 1]?.ink ?? colours.ink) });
  }
}

function drawLayers(slide: PptxGenJS.Slide, { axes: [x, y, z], cells }: ReadCube, box: Box, colours: DeckColours): void {
  const layers = z.labels.length > 0 ? z.labels : [''];
  const w = box.w / layers.length;
  const most = Math.max(1, ...cells.map(({ customers }) => customers ?? 0));
  const white = { type: 'solid' as const, pt: 1.5, color: 'ffffff' };
  const fontSize = layers.length > 2 ? 9 : 11;
  // a letter before its score, a longer title at the end of its axis
  const short = (title: string): boolean => title.length <= 3;
  const said = (title: string, label: string): string => (short(title) ? `${title} ${label}` : label);
  const side = Math.min(w / 3, 0.15 + 0.0086 * fontSize * Math.max(...y.labels.map((label) => said(y.title, label).length)));
  const top = z.title === '' && layers.length === 1 ? 0 : 0.35;
  const titled = [y, x].some(({ title }) => !short(title));
  const height = Math.min(1.25, (box.h - top - 0.4 - (titled ? 0.35 : 0)) / y.labels.length);
  layers.toReversed().forEach((layer, place) => {
    const k = layers.length - 1 - place;
    const rows = y.labels.map((label, j) => [
      { text: said(y.title, label), options: { align: 'right' as const, color: colours.muted } },
      ...x.labels.map((_, i) => {
        const cell = cells.find(({ at }) => at[0] === i && at[1] === j && at[2] === k);
        const count = cell === undefined ? 0 : cell.customers;
        const step = count === null || count === 0 ? undefined : colours.steps[Math.max(0, Math.ceil(7 * Math.sqrt(count / most)) - 1)];
        return { text: count === 0 ? '·' : `${count === null ? '•' : count}\n${cell?.name ?? ''}`, options: { align: 'center' as const, color: step?.ink ?? colours.muted, ...(step && { fill: { color: step.fill } }) } };
      }),
    ]);
    if (top > 0) slide.addText(`${z.title} ${layer}`.trim(), { x: box.x + place * w, y: box.y, w: w - 0.1, h: 0.3, bold: true, fontSize: 12, color: colours.ink, margin: 0, align: 'center' });
    slide.addTable([...rows.toReversed(), ['', ...x.labels.map((label) => said(x.title, label))].map((text) => ({ text, options: { align: 'center' as const, color: colours.muted } }))], {
      x: box.x + place * w,
      y: box.y + top,
      w: w - 0.1,
      colW: [side, ...x.labels.map(() => (w - 0.1 - side) / x.labels.length)],
      rowH: [...y.labels.map(() => height), 0.3],
      fontSize,
      valign: 'middle',
      border: white,
      margin: 0.02,
    });
  });
  if (titled) slide.addText(`↑ ${y.title}     → ${x.title}`, { x: box.x, y: box.y + top + height * y.labels.length + 0.38, w: box.w, h: 0.28, fontSize: 11, bold: true, color: colours.ink, margin: 0, align: 'center' });
}
