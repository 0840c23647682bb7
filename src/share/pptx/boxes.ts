/** A place on a slide, in inches. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export const page = { width: 13.333, height: 7.5, margin: 0.5 } as const;

export interface Places {
  readonly text: Box | null;
  readonly metrics: Box | null;
  readonly items: readonly Box[];
}

const gap = 0.3;

/** Where a slide's parts stand: figures as a strip, few words above or many beside, up to four pictures in a grid. */
export function placeParts(letters: number, metrics: number, items: number): Places {
  let area: Box = { x: page.margin, y: 1.25, w: page.width - 2 * page.margin, h: 5.55 };
  let strip: Box | null = null;
  if (metrics > 0) {
    strip = { ...area, h: 1.05 };
    area = below(area, strip.h);
  }
  if (items === 0) return { text: letters > 0 ? area : null, metrics: strip, items: [] };
  let text: Box | null = null;
  if (letters > 0 && letters <= 360) {
    text = { ...area, h: letters <= 130 ? 0.5 : letters <= 250 ? 0.8 : 1.1 };
    area = below(area, text.h);
  } else if (letters > 0) {
    text = { ...area, w: items === 1 ? 4.2 : 3.4 };
    area = { ...area, x: area.x + text.w + gap, w: area.w - text.w - gap };
  }
  const columns = items === 1 ? 1 : area.w < 9.5 && items === 2 ? 1 : 2;
  const rows = Math.ceil(items / columns);
  const [w, h] = [(area.w - gap * (columns - 1)) / columns, (area.h - gap * (rows - 1)) / rows];
  return { text, metrics: strip, items: Array.from({ length: items }, (_, index) => ({ x: area.x + (index % columns) * (w + gap), y: area.y + Math.floor(index / columns) * (h + gap), w, h })) };
}

const below = (area: Box, taken: number): Box => ({ ...area, y: area.y + taken + gap / 2, h: area.h - taken - gap / 2 });
