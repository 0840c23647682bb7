import PptxGenJS from 'pptxgenjs';
import type { Locale } from '../../messages/locale.ts';
import { mapTexts } from '../mapTexts.ts';
import { xmlText } from '../safeText.ts';
import { type Ask, type Box, page, placeParts, shareOut } from './boxes.ts';
import { drawChart } from './drawChart.ts';
import { drawCube } from './drawCube.ts';
import { drawGrid, drawTable } from './drawTable.ts';
import { dress } from './dress.ts';
import type { NativeChart } from './nativeChart.ts';
import { deckColours, type DeckColours } from './palette.ts';
import type { Run } from './proseRuns.ts';
import type { DeckSlide, Item } from './slides.ts';

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

const languages: Readonly<Record<Locale, string>> = { en: 'en-GB', ru: 'ru-RU', pl: 'pl-PL' };
const font = { head: 'Calibri', body: 'Calibri' } as const;

/** A deck whose charts, tables, cubes and words can all be edited in an office program: one slide a heading, its findings as speaker notes. ECMA-376 by pptxgenjs. */
export async function writePptx(deck: Deck): Promise<Uint8Array<ArrayBuffer>> {
  const colours = deckColours(deck.accent);
  const charts: NativeChart[] = [];
  const pptx = new PptxGenJS();
  pptx.layout = 'LAYOUT_WIDE';
  pptx.title = deck.title;
  pptx.company = '';
  pptx.author = '';
  pptx.theme = { headFontFace: font.head, bodyFontFace: font.body };
  for (const slide of mapTexts(deck.slides, xmlText)) {
    const letters = lettersOf(slide);
    const parts = shareOut(slide.items, ask, letters, slide.metrics.length);
    for (const [part, items] of parts.entries()) {
      const whole = { ...slide, items, ...(part > 0 && { text: [], metrics: [], notes: '' }), title: parts.length > 1 ? `${slide.title} (${part + 1}/${parts.length})` : slide.title };
      drawSlide(pptx, whole, deck, colours);
      charts.push(...items.filter(isChart));
    }
  }
  const written = await pptx.write({ outputType: 'uint8array', compression: false });
  if (!(written instanceof Uint8Array)) throw new Error('pptxgenjs gave no bytes');
  return dress(written, charts, colours);
}

const lettersOf = ({ text }: DeckSlide): number => text.reduce((sum, run) => sum + run.text.length, 0);

const isChart = (item: Item): item is NativeChart => 'series' in item;

/** how much of a slide an item needs to be read from the back of a room */
function ask(item: Item): Ask {
  switch (item.form) {
    case 'cube':
      return !item.cube.flat ? 'tall' : item.cube.axes[2].labels.length > 1 ? 'wide' : 'half';
    case 'table':
      return item.count <= 5 ? 'quarter' : 'half';
    case 'grid':
      return item.down.length > 5 || item.across.length > 6 ? 'half' : 'quarter';
    case 'bar':
      return item.categories.length > 4 ? 'half' : 'quarter';
    case 'scatter':
      return 'half';
    case 'column':
    case 'line':
    case 'area':
      return item.series.length > 1 || item.categories.length > 16 ? 'half' : 'quarter';
  }
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

  const letters = lettersOf(content);
  const places = placeParts(letters, content.metrics.length, content.items.map(ask));
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
      return drawChart(slide, item, room, locale, font.body, colours);
  }
}
