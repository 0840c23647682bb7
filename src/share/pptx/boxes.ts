/** A place on a slide, in inches. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export const page = { width: 13.333, height: 7.5, margin: 0.5 } as const;

/** What an item asks for: a quarter or a half of a slide's area; all of it, with words above (wide) or beside (tall). */
export type Ask = 'quarter' | 'half' | 'wide' | 'tall';

export interface Places {
  readonly text: Box | null;
  readonly metrics: Box | null;
  readonly items: readonly Box[];
}

const gap = 0.3;
const quarters: Readonly<Record<Ask, number>> = { quarter: 1, half: 2, wide: 4, tall: 4 };

/** How many letters stand above items, and not beside them. */
const fewLetters = 360;

/** Items in their order on as many slides as they can be read on; many words or a strip of figures take half of the first. */
export function shareOut<T>(items: readonly T[], ask: (item: T) => Ask, letters: number, metrics: number): readonly (readonly T[])[] {
  const slides: T[][] = [[]];
  let taken = letters > fewLetters || (metrics > 0 && letters > 0) ? 2 : 0;
  for (const item of items) {
    const needs = quarters[ask(item)];
    if ((slides.at(-1) ?? []).length > 0 && taken + needs > 4) {
      slides.push([]);
      taken = 0;
    }
    slides.at(-1)?.push(item);
    taken += needs;
  }
  return slides;
}

/** Where a slide's parts stand: figures as a strip, few words above or many beside, up to four pictures in a grid. */
export function placeParts(letters: number, metrics: number, items: readonly Ask[]): Places {
  let area: Box = { x: page.margin, y: 1.25, w: page.width - 2 * page.margin, h: 5.65 };
  let strip: Box | null = null;
  if (metrics > 0) {
    strip = { ...area, h: 1.05 };
    area = below(area, strip.h);
  }
  if (items.length === 0) return { text: letters > 0 ? area : null, metrics: strip, items: [] };
  let text: Box | null = null;
  if (letters > 0 && items[0] !== 'tall' && (letters <= fewLetters || items[0] === 'wide')) {
    text = { ...area, h: 0.18 + 0.28 * Math.ceil(letters / 105) };
    area = below(area, text.h);
  } else if (letters > 0) {
    text = { ...area, w: items.length === 1 && items[0] !== 'tall' ? 4.2 : 3.4 };
    area = { ...area, x: area.x + text.w + gap, w: area.w - text.w - gap };
  }
  const columns = items.length === 1 || (area.w < 9.5 && items.length === 2) ? 1 : 2;
  const rows = Math.ceil(items.length / columns);
  const [w, h] = [(area.w - gap * (columns - 1)) / columns, (area.h - gap * (rows - 1)) / rows];
  return {
    text,
    metrics: strip,
    // the last of an odd number has its row to itself
    items: items.map((_, index) => ({ x: area.x + (index % columns) * (w + gap), y: area.y + Math.floor(index / columns) * (h + gap), w: index === items.length - 1 && index % columns === 0 ? area.w : w, h })),
  };
}

const below = (area: Box, taken: number): Box => ({ ...area, y: area.y + taken + gap / 2, h: area.h - taken - gap / 2 });
