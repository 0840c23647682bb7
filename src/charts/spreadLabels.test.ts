import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spreadLabels } from './spreadLabels.ts';

test('a label that has room stands over its place', () => {
  expect(spreadLabels([100, 200], [40, 20], 300)).toEqual([80, 190]);
});

test('labels neither touch nor leave the strip, wherever their places are, as long as they fit', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.double({ min: 0, max: 300, noNaN: true }), fc.integer({ min: 5, max: 50 })), { minLength: 1, maxLength: 5 }), (labels) => {
      const places = labels.map(([place]) => place).toSorted((a, b) => a - b);
      const widths = labels.map(([, width]) => width);
      const lefts = spreadLabels(places, widths, 300);
      for (const [index, left] of lefts.entries()) {
        expect(left).toBeGreaterThanOrEqual(-1e-9);
        expect(left + (widths[index] ?? 0)).toBeLessThanOrEqual((lefts[index + 1] ?? 300) + 1e-9);
      }
    }),
  );
});
