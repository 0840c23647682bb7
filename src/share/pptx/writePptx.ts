import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import PptxGenJS from 'pptxgenjs';
import type { Point } from '../../charts/cube/geometry.ts';
import type { Localised, Locale } from '../../messages/locale.ts';
import type { ReadCube } from '../sharedCube.ts';
import { type Box, page, placeParts } from './boxes.ts';
import { cubePolygons } from './cubePolygons.ts';
import type { NativeChart, NativeGrid } from './nativeChart.ts';
import { mapTexts } from '../mapTexts.ts';
import { xmlText } from '../safeText.ts';
import { deckColours, type DeckColours, mix } from './palette.ts';
import type { Run } from './proseRuns.ts';
import type { DeckSlide, Item, TableItem } from './slides.ts';

export interface Deck {
  readonly title: string;
  readonly slides: readonly DeckSlide[];
  readonly locale: Locale;
  /** below every slide: the as-of date and what the numbers stand on */
  readonly foot: string;
  /** six hexadecimal digits; null: the house's own */
  readonly accent: string | null;
  /** a picture as a data address, with its width over its height */
  readonly logo: { readonly data: string; readonly ratio: number } | null;
}

const words = {
  more: { en: 'first {n} of {all} rows', ru: 'первые {n} из {all} строк', pl: 'pierwsze {n} z {all} wierszy' },
} satisfies Record<string, Localised>;

const languages: Readonly<Record<Locale, string>> = { en: 'en-GB', ru: 'ru-RU', pl: 'pl-PL' };
const mostItems = 4;
const font = { head: 'Calibri', body: 'Calibri' } as const;

/** A deck whose charts, tables, cubes and words can all be edited in an office program: one slide a heading, its findings as speaker notes. ECMA-376 by pptxgenjs. */
export async function writePptx(deck: Deck): Promise<Uint8Array<ArrayBuffer>> {
  const colours = deckColours(deck.accent);
  const pptx = new PptxGenJS();
  pptx.layout = 'LAYOUT_WIDE';
  pptx.title = deck.title;
  pptx.company = '';
  pptx.author = '';
  pptx.theme = { headFontFace: font.head, bodyFontFace: font.body };
  for (const slide of mapTexts(deck.slides, xmlText)) {
    const parts = Math.max(1, Math.ceil(slide.items.length / mostItems));
    for (let part = 0; part < parts; part += 1) {
      const whole = { ...slide, items: slide.items.slice(part * mostItems, (part + 1) * mostItems), ...(part > 0 && { text: [], metrics: [], notes: '' }), title: parts > 1 ? `${slide.title} (${part + 1}/${parts})` : slide.title };
      drawSlide(pptx, whole, deck, colours);
    }
  }
  const written = await pptx.write({ outputType: 'uint8array', compression: false });
  if (!(written instanceof Uint8Array)) throw new Error('pptxgenjs gave no bytes');
  return dress(written, colours);
}

function drawSlide(pptx: PptxGenJS, content: DeckSlide, deck: Deck, colours: DeckColours): void {
  const slide = pptx.addSlide();
  const opening = content.level === 1 && content.items.length === 0 && content.metrics.length === 0;
  slide.addShape('rect', { x: 0, y: 0, w: opening ? 0.35 : 0.14, h: page.height, fill: { color: colours.accent }, line: { type: 'none' } });
  slide.addText(content.title, { x: page.margin, y: opening ? 1.9 : 0.35, w: page.width - 2 * page.margin - (deck.logo ? 1.9 : 0), h: opening ? 1.2 : 0.75, fontFace: font.head, fontSize: opening ? 40 : content.title.length > 60 ? 22 : 28, bold: true, color: colours.ink, valign: opening ? 'bottom' : 'middle', fit: 'shrink', margin: 0 });
  if (deck.logo) {
    const h = Math.min(0.6, 1.7 / deck.logo.ratio);
    slide.addImage({ data: deck.logo.data, x: page.width - page.margin - h * deck.logo.ratio, y: 0.4, w: h * deck.logo.ratio, h });
  }
  slide.addText(deck.foot, { x: page.margin, y: 7.02, w: 11, h: 0.3, fontSize: 10, color: colours.muted, margin: 0 });
  slide.slideNumber = { x: 12.4, y: 7.02, w: 0.5, h: 0.3, fontSize: 10, color: colours.muted, align: 'right' };

  const letters = content.text.reduce((sum, { text }) => sum + text.length, 0);
  const places = placeParts(letters, content.metrics.length, content.items.length);
  if (places.text) drawText(slide, content.text, opening ? { ...places.text, y: 3.3, h: 3.4, w: 10 } : places.text, letters, content.items.length > 0, languages[deck.locale], colours);
  if (places.metrics) drawMetrics(slide, content.metrics, places.metrics, colours);
  content.items.forEach((item, index) => {
    const box = places.items[index];
    if (box) drawItem(slide, item, box, deck.locale, colours);
  });
  if (content.notes !== '') slide.addNotes(content.notes);
}

function drawText(slide: PptxGenJS.Slide, runs: readonly Run[], box: Box, letters: number, beside: boolean, lang: string, colours: DeckColours): void {
  const fontSize = beside ? (letters > 900 ? 11 : letters > 600 ? 12 : 14) : letters > 1600 ? 12 : letters > 900 ? 14 : 18;
  slide.addText(
    runs.map(({ text, bold, italic, bullet, end }, index) => {
      // a run with a bullet begins a paragraph, whatever stands before it
      const opens = index === 0 || runs[index - 1]?.end === true;
      return { text, options: { bold, italic, breakLine: end, ...(bullet !== null && opens && { bullet: bullet === 'dot' ? true : { type: 'number' as const } }) } };
    }),
    { ...box, fontSize, color: colours.ink, valign: 'top', margin: 0, paraSpaceAfter: 6, fit: 'shrink', lang },
  );
}

function drawMetrics(slide: PptxGenJS.Slide, metrics: DeckSlide['metrics'], box: Box, colours: DeckColours): void {
  const shown = metrics.slice(0, 6);
  const w = box.w / shown.length;
  shown.forEach(({ label, value }, index) => {
    const x = box.x + index * w;
    slide.addText(value, { x, y: box.y, w: w - 0.15, h: 0.6, fontSize: 28, bold: true, color: colours.accent, margin: 0, valign: 'middle', fit: 'shrink' });
    slide.addText(label, { x, y: box.y + 0.6, w: w - 0.15, h: 0.42, fontSize: 12, color: colours.muted, margin: 0, valign: 'top' });
  });
}

function drawItem(slide: PptxGenJS.Slide, item: Item, box: Box, locale: Locale, colours: DeckColours): void {
  const titled = item.title !== '';
  if (titled) slide.addText(item.title, { x: box.x, y: box.y, w: box.w, h: 0.42, fontSize: 13, bold: true, color: colours.ink, margin: 0, valign: 'top', fit: 'shrink' });
  const room = titled ? { ...box, y: box.y + 0.45, h: box.h - 0.45 } : box;
  switch (item.form) {
    case 'table':
      return drawTable(slide, item, room, locale, colours);
    case 'grid':
      return drawGrid(slide, item, room, colours);
    case 'cube':
      return drawCube(slide, item.cube, room, colours);
    case 'bar':
    case 'column':
    case 'line':
    case 'area':
    case 'scatter':
      return drawChart(slide, item, room, colours);
  }
}

function drawChart(slide: PptxGenJS.Slide, chart: NativeChart, box: Box, colours: DeckColours): void {
  const scattered = chart.form === 'scatter';
  const across = chart.form === 'bar';
  // office programs draw the categories of lying bars from below
  const order = <T>(values: readonly T[]): T[] => (across ? values.toReversed() : [...values]);
  // a missing value is written as none; the library's types know numbers only
  const values = (numbers: readonly (number | null)[]): number[] => order(numbers) as number[];
  const data = scattered
    ? [{ name: chart.categoryTitle, values: chart.categories.map(Number) }, ...chart.series.map(({ name, values: numbers }) => ({ name, values: values(numbers) }))]
    : chart.series.map(({ name, values: numbers }) => ({ name, labels: order(chart.categories), values: values(numbers) }));
  const single = chart.series.length === 1;
  slide.addChart(chart.form === 'column' ? 'bar' : chart.form, data, {
    ...box,
    barDir: across ? 'bar' : 'col',
    barGrouping: single ? 'clustered' : 'stacked',
    barGapWidthPct: 45,
    chartColors: chart.floating ? ['ffffff', colours.classes[0] ?? colours.accent] : chart.series.map(({ slot }) => colours.classes[single ? 0 : slot + 1] ?? colours.muted),
    showLegend: !single && !chart.floating,
    legendPos: 'b',
    legendFontSize: 11,
    showValue: single && across && chart.categories.length <= 20,
    dataLabelFormatCode: chart.numbers,
    dataLabelFontSize: 10,
    dataLabelColor: colours.ink,
    catAxisLabelFontSize: 10,
    ...(chart.categories.length > 16 && !across && !scattered && { catAxisLabelFrequency: String(Math.ceil(chart.categories.length / 12)) }),
    ...(scattered && { catAxisLabelFormatCode: chart.categoryNumbers }),
    valAxisLabelFontSize: 10,
    catAxisLabelColor: colours.ink,
    valAxisLabelColor: colours.muted,
    valAxisLabelFormatCode: chart.numbers,
    valGridLine: chart.floating ? { style: 'none' } : { color: colours.line, size: 0.5 },
    catGridLine: { style: 'none' },
    showCatAxisTitle: scattered || chart.categoryTitle !== '',
    catAxisTitle: chart.categoryTitle,
    catAxisTitleFontSize: 10,
    catAxisTitleColor: colours.muted,
    showValAxisTitle: true,
    valAxisTitle: chart.valueTitle,
    valAxisTitleFontSize: 10,
    valAxisTitleColor: colours.muted,
    lineSize: scattered ? 0 : 2,
    lineDataSymbol: chart.form === 'line' && chart.categories.length > 30 ? 'none' : 'circle',
    lineDataSymbolSize: 6,
  });
}

function drawTable(slide: PptxGenJS.Slide, table: TableItem, box: Box, locale: Locale, colours: DeckColours): void {
  const rowHeight = 0.29;
  const fontSize = box.w < 7 ? 9 : 11;
  const { head, rows, colW } = fitColumns(table, box.w, fontSize);
  const fitting = Math.max(1, Math.min(rows.length, Math.floor((box.h - 0.72) / rowHeight)));
  const line = { type: 'solid' as const, pt: 0.5, color: colours.line };
  const none = { type: 'none' as const };
  const border: [PptxGenJS.BorderProps, PptxGenJS.BorderProps, PptxGenJS.BorderProps, PptxGenJS.BorderProps] = [none, none, line, none];
  const cell = (text: string, index: number, colour: string, bold: boolean): PptxGenJS.TableCell => ({ text, options: { bold, align: head[index]?.number ? 'right' : 'left', color: colour, border } });
  slide.addTable([head.map(({ text }, index) => cell(text, index, colours.muted, true)), ...rows.slice(0, fitting).map((row) => row.map((text, index) => cell(text, index, colours.ink, false)))], {
    x: box.x,
    y: box.y,
    w: colW.reduce((sum, one) => sum + one, 0),
    colW,
    rowH: [0.42, ...Array.from({ length: fitting }, () => rowHeight)],
    fontSize,
    valign: 'middle',
    margin: [0.02, 0.06, 0.02, 0.06],
  });
  if (table.count > fitting) slide.addText(words.more[locale].replace('{n}', String(fitting)).replace('{all}', String(table.count)), { x: box.x, y: box.y + box.h - 0.24, w: box.w, h: 0.24, fontSize: 9, color: colours.muted, margin: 0 });
}

/** the first columns that have room without breaking a cell; widths in inches */
function fitColumns({ head, rows }: TableItem, room: number, fontSize: number): Pick<TableItem, 'head' | 'rows'> & { readonly colW: number[] } {
  const letter = fontSize * 0.0082;
  const wanted = head.map(({ text }, index) => 0.2 + letter * Math.min(40, Math.max(...text.split(' ').map((word) => word.length), ...rows.map((row) => row[index]?.length ?? 0))));
  let count = 0;
  let sum = 0;
  while (count < wanted.length && (count === 0 || sum + (wanted[count] ?? 0) <= room)) sum += wanted[count++] ?? 0;
  const stretch = Math.min(1.6, room / sum);
  return { head: head.slice(0, count), rows: rows.map((row) => row.slice(0, count)), colW: wanted.slice(0, count).map((one) => one * stretch) };
}

function drawGrid(slide: PptxGenJS.Slide, { across, down, cells }: NativeGrid, box: Box, colours: DeckColours): void {
  const white = { type: 'solid' as const, pt: 1.5, color: 'ffffff' };
  const fontSize = across.length > 9 || down.length > 9 ? 8 : 11;
  const side = Math.min(box.w / 3, 0.2 + fontSize * 0.0085 * Math.max(...down.map((label) => label.length)));
  slide.addTable(
    [
      ...down.map((label, row) => [
        { text: label, options: { color: colours.ink, align: 'right' as const } },
        ...(cells[row] ?? []).map(({ text, level }) => {
          const step = colours.steps[level - 1];
          return { text, options: { align: 'center' as const, color: step?.ink ?? colours.muted, ...(step && { fill: { color: step.fill } }) } };
        }),
      ]),
      ['', ...across].map((text) => ({ text, options: { align: 'center' as const, color: colours.muted } })),
    ],
    { x: box.x, y: box.y, w: box.w, colW: [side, ...across.map(() => (box.w - side) / across.length)], rowH: Math.min(0.55, box.h / (down.length + 1)), fontSize, valign: 'middle', border: white, margin: 0.02 },
  );
}

/** cubes stand as shapes, flat ones as layers of tiles; beside them what was decided for their cells */
function drawCube(slide: PptxGenJS.Slide, cube: ReadCube, box: Box, colours: DeckColours): void {
  const told = cube.cells.filter(({ tactic, plan, customers }) => (tactic !== '' || plan !== '') && customers !== 0).toSorted((a, b) => b.value - a.value).slice(0, 5);
  const beside = told.length > 0 && box.w > 7;
  const room = beside ? { ...box, w: box.w * 0.62 } : box;
  if (cube.flat) drawLayers(slide, cube, room, colours);
  else drawBlocks(slide, cube, room, colours);
  if (!beside) return;
  slide.addText(
    told.flatMap(({ name, figures, tactic, plan }) => [
      { text: name, options: { bold: true, color: colours.ink, breakLine: true } },
      { text: figures, options: { color: colours.muted, breakLine: true } },
      { text: [tactic, plan].filter((text) => text !== '').join(' · '), options: { color: colours.ink, breakLine: true } },
      { text: '', options: { fontSize: 5, breakLine: true } },
    ]),
    { x: box.x + box.w * 0.64, y: box.y, w: box.w * 0.36, h: box.h, fontSize: 11, valign: 'middle', margin: 0, fit: 'shrink' },
  );
}

const pixels = 96;

// its types leave this shape out
const freeform: string = 'custGeom';

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
  for (const { at: [x, y], text, align, step, bold } of labels) {
    const [w, h] = [align === 'center' ? 0.6 : 2.2, 0.26];
    slide.addText(text, { x: box.x + x - (align === 'center' ? w / 2 : align === 'right' ? w : 0), y: box.y + y - h / 2, w, h, align, valign: 'middle', margin: 0, bold, fontSize: step === null ? 11 : 12, color: step === null ? colours.ink : (colours.steps[step - 1]?.ink ?? colours.ink) });
  }
}

function drawLayers(slide: PptxGenJS.Slide, { axes: [x, y, z], cells }: ReadCube, box: Box, colours: DeckColours): void {
  const layers = z.labels.length > 0 ? z.labels : [''];
  const w = box.w / layers.length;
  const most = Math.max(1, ...cells.map(({ customers }) => customers ?? 0));
  const white = { type: 'solid' as const, pt: 1.5, color: 'ffffff' };
  layers.toReversed().forEach((layer, place) => {
    const k = layers.length - 1 - place;
    const rows = y.labels.map((label, j) => [
      { text: `${y.title} ${label}`, options: { align: 'right' as const, color: colours.muted } },
      ...x.labels.map((_, i) => {
        const cell = cells.find(({ at }) => at[0] === i && at[1] === j && at[2] === k);
        const count = cell === undefined ? 0 : cell.customers;
        const step = count === null || count === 0 ? undefined : colours.steps[Math.max(0, Math.ceil(7 * Math.sqrt(count / most)) - 1)];
        return { text: count === 0 ? '·' : `${count === null ? '•' : count}\n${cell?.name ?? ''}`, options: { align: 'center' as const, color: step?.ink ?? colours.muted, ...(step && { fill: { color: step.fill } }) } };
      }),
    ]);
    slide.addText(`${z.title} ${layer}`.trim(), { x: box.x + place * w, y: box.y, w: w - 0.1, h: 0.3, bold: true, fontSize: 12, color: colours.ink, margin: 0, align: 'center' });
    slide.addTable([...rows.toReversed(), ['', ...x.labels.map((label) => `${x.title} ${label}`)].map((text) => ({ text, options: { align: 'center' as const, color: colours.muted } }))], {
      x: box.x + place * w,
      y: box.y + 0.35,
      w: w - 0.1,
      colW: [0.5, ...x.labels.map(() => (w - 0.6) / x.labels.length)],
      rowH: Math.min(1.1, (box.h - 0.4) / (y.labels.length + 1)),
      fontSize: layers.length > 2 ? 9 : 11,
      valign: 'middle',
      border: white,
      margin: 0.02,
    });
  });
}

/**
 * What the library leaves to be done: the file's own theme in the deck's colours, so that what is added later has them too;
 * paragraphs of several runs with their properties once, at their beginning, and parts with numbers of their own, as the schema wants.
 */
function dress(bytes: Uint8Array, colours: DeckColours): Uint8Array<ArrayBuffer> {
  const files = unzipSync(bytes);
  const accents = [colours.accent, ...colours.classes.slice(1, 6)];
  const change = (name: string, rewrite: (xml: string) => string): void => {
    const content = files[name];
    if (content) files[name] = strToU8(rewrite(strFromU8(content)));
  };
  for (const name of Object.keys(files)) {
    if (/^ppt\/theme\/theme\d+\.xml$/u.test(name)) change(name, (xml) => xml.replaceAll(/<a:accent([1-6])><a:srgbClr val="[0-9A-Fa-f]{6}"\/>/gu, (_, number: string) => `<a:accent${number}><a:srgbClr val="${(accents[Number(number) - 1] ?? colours.accent).toUpperCase()}"/>`));
    if (/^ppt\/slides\/slide\d+\.xml$/u.test(name)) change(name, (xml) => numberParts(xml.replaceAll(/(?<=<\/a:r>)<a:pPr\b[^>]*?(?:\/>|>.*?<\/a:pPr>)/gsu, '')));
  }
  return new Uint8Array(zipSync(files, { level: 6, mtime: new Date('2020-01-01T00:00:00Z') }));
}

function numberParts(xml: string): string {
  let number = 0;
  return xml.replaceAll(/<p:cNvPr id="\d+"/gu, () => `<p:cNvPr id="${(number += 1)}"`);
}
