import { describe, expect, it } from 'vitest';
import { type Ask, page, placeParts, shareOut } from './boxes.ts';

const share = (asks: readonly Ask[], letters = 0, metrics = 0): number[] => shareOut(asks, (ask) => ask, letters, metrics).map(({ length }) => length);

describe('the parts of a slide', () => {
  it('stand on as many slides as they can be read on', () => {
    expect(share([])).toEqual([0]);
    expect(share(['quarter', 'quarter', 'quarter', 'quarter'])).toEqual([4]);
    expect(share(['half', 'half', 'half'])).toEqual([2, 1]);
    expect(share(['half', 'tall', 'half'])).toEqual([1, 1, 1]);
  });

  it('leave half of the first slide to many words', () => {
    expect(share(['half', 'half', 'half'], 700)).toEqual([1, 2]);
    expect(share(['tall'], 700)).toEqual([1]);
  });

  it('lie within the page and not upon each other', () => {
    for (const letters of [0, 100, 350, 700]) {
      for (const metrics of [0, 4]) {
        for (const asks of [['quarter'], ['half', 'half'], ['quarter', 'quarter', 'half'], ['quarter', 'quarter', 'quarter', 'quarter'], ['wide'], ['tall']] as const) {
          const { text, metrics: strip, items } = placeParts(letters, metrics, asks);
          const boxes = [text, strip, ...items].filter((box) => box !== null);
          for (const [index, box] of boxes.entries()) {
            expect(box.x + box.w).toBeLessThanOrEqual(page.width - page.margin + 0.01);
            expect(box.y + box.h).toBeLessThanOrEqual(7.01);
            for (const other of boxes.slice(index + 1)) expect(box.x + box.w <= other.x || other.x + other.w <= box.x || box.y + box.h <= other.y || other.y + other.h <= box.y, JSON.stringify({ letters, metrics, asks })).toBe(true);
          }
        }
      }
    }
  });
});
