import type PptxGenJS from 'pptxgenjs';
import type { Localised, Locale } from '../../messages/locale.ts';
import type { Box } from './boxes.ts';
import type { NativeGrid } from './nativeChart.ts';
import type { DeckColours } from './palette.ts';
import type { TableItem } from './slides.ts';

const first = { en: 'first {n} of {all} rows', ru: 'первые {n} из {all} строк', pl: 'pierwsze {n} z {all} wierszy' } satisfies Localised;
const none = { type: 'none' as const };

/** what a wide letter takes, in inches at one point */
const letterWidth = 0.0086;
const margins = 0.16;

/** A table that can be edited: as many columns and rows as have room, and how many there are. */
export function drawTable(slide: PptxGenJS.Slide, table: TableItem, box: Box, locale: Locale, colours: DeckColours): void {
  const fontSize = box.w < 7 ? 9 : 11;
  const fit = fitTable(table, box, fontSize);
  const line = { type: 'solid' as const, pt: 0.5, color: colours.line };
  const border: [PptxGenJS.BorderProps, PptxGenJS.BorderProps, PptxGenJS.BorderProps, PptxGenJS.BorderProps] = [none, none, line, none];
  const cell = (text: string, index: number, colour: string, bold: boolean): PptxGenJS.TableCell => ({ text, options: { bold, align: fit.head[index]?.number ? 'right' : 'left', color: colour, border } });
  slide.addTable([fit.head.map(({ text }, index) => cell(text, index, colours.muted, true)), ...fit.rows.map((row) => row.map((text, index) => cell(text, index, colours.ink, false)))], {
    x: box.x,
    y: box.y,
    w: fit.widths.reduce((sum, one) => sum + one, 0),
    colW: [...fit.widths],
    rowH: [...fit.heights],
    fontSize,
    valign: 'middle',
    margin: [0.02, 0.06, 0.02, 0.06],
  });
  if (table.count > fit.rows.length) slide.addText(first[locale].replace('{n}', String(fit.rows.length)).replace('{all}', String(table.count)), { x: box.x, y: box.y + box.h - 0.24, w: box.w, h: 0.24, fontSize: 9, color: colours.muted, margin: 0 });
}

interface Fit extends Pick<TableItem, 'head' | 'rows'> {
  /** in inches; of the heights the first is the head's */
  readonly widths: readonly number[];
  readonly heights: readonly number[];
}

/** The first columns that have room without breaking a word, and the first rows, whose long texts take several lines. */
function fitTable({ head, rows, count }: TableItem, box: Pick<Box, 'w' | 'h'>, fontSize: number): Fit {
  const letter = fontSize * letterWidth;
  const words = (text: string): number => Math.max(0, ...text.split(/\s/u).map((word) => word.length));
  const wanted = head.map(({ text }, index) => margins + letter * Math.max(1.14 * words(text), Math.min(box.w < 7 ? 24 : 40, Math.max(0, ...rows.map((row) => row[index]?.length ?? 0)))));
  let columns = 0;
  let sum = 0;
  while (columns < wanted.length && (columns === 0 || sum + (wanted[columns] ?? 0) <= box.w)) sum += wanted[columns++] ?? 0;
  const stretch = Math.min(1.6, box.w / sum);
  const widths = wanted.slice(0, columns).map((one) => one * stretch);
  const lines = (text: string, index: number, bold: number): number => Math.max(1, Math.ceil((bold * letter * text.length) / ((widths[index] ?? 1) - 0.12) - 0.02));
  const tall = (texts: readonly string[], bold: number): number => 0.13 + fontSize * 0.0166 * Math.max(...texts.map((text, index) => lines(text, index, bold)));
  const heights = [tall(head.slice(0, columns).map(({ text }) => text), 1.14)];
  const shown: string[][] = [];
  let used = heights[0] ?? 0;
  for (const row of rows) {
    const texts = row.slice(0, columns);
    const height = tall(texts, 1);
    // what is not shown is told in a line below
    if (shown.length > 0 && used + height > box.h - (shown.length + 1 < count ? 0.28 : 0)) break;
    shown.push(texts);
    heights.push(height);
    used += height;
  }
  return { head: head.slice(0, columns), rows: shown, widths, heights };
}

/** A heat map as a table of coloured cells; numbers that have no room leave their colour. */
export function drawGrid(slide: PptxGenJS.Slide, { across, down, cells }: NativeGrid, box: Box, colours: DeckColours): void {
  const white = { type: 'solid' as const, pt: 1.5, color: 'ffffff' };
  const sizes = [11, 10, 9, 8, 7] as const;
  const longest = (texts: readonly string[]): number => Math.max(1, ...texts.map((text) => text.length));
  const labels = across.length > 9 || down.length > 9 ? 9 : 11;
  const side = Math.min(box.w / 3, margins + labels * letterWidth * longest(down));
  const room = (box.w - side) / Math.max(1, across.length);
  const width = longest(cells.flat().map(({ text }) => text));
  const fontSize = sizes.find((size) => size * letterWidth * width + 0.06 <= room) ?? null;
  // words that would be broken stand upright
  const upright = labels * letterWidth * longest(across.flatMap((label) => label.split(/\s/u))) + 0.06 > room;
  const foot = upright ? Math.min(box.h / 3, margins + labels * letterWidth * longest(across)) : 0.2 + labels * 0.0166 * Math.ceil((labels * letterWidth * longest(across)) / room);
  slide.addTable(
    [
      ...down.map((label, row) => [
        { text: label, options: { color: colours.ink, align: 'right' as const, fontSize: labels } },
        ...(cells[row] ?? []).map(({ text, level }) => {
          const step = colours.steps[level - 1];
          return { text: fontSize === null ? '' : text, options: { align: 'center' as const, fontSize: fontSize ?? 7, color: step?.ink ?? colours.muted, ...(step && { fill: { color: step.fill } }) } };
        }),
      ]),
      ['', ...across].map((text) => ({ text, options: { align: upright ? ('right' as const) : ('center' as const), color: colours.muted, fontSize: labels, ...(upright && { textDirection: 'vert270' as const }) } })),
    ],
    { x: box.x, y: box.y, w: box.w, colW: [side, ...across.map(() => room)], rowH: [...down.map(() => Math.min(0.55, (box.h - foot) / Math.max(1, down.length))), foot], valign: 'middle', border: white, margin: 0.02 },
  );
}
