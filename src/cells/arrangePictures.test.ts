import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arrangePictures } from './arrangePictures.ts';

const picture = (name: string, height: number, wide = false) => ({ name, height, wide });
const names = (rows: ReturnType<typeof arrangePictures<ReturnType<typeof picture>>>): string => rows.map((row) => row.map((column) => column.map(({ name }) => name).join('+')).join(' | ')).join(' / ');

describe('pictures of a study', () => {
  test('stand beside each other, the third under the shorter one where it leaves room', () => {
    expect(names(arrangePictures([picture('short', 250), picture('tall', 540), picture('low', 230)]))).toBe('short+low | tall');
  });

  test('do not leave half of a row empty: the last of three alike takes it whole', () => {
    expect(names(arrangePictures([picture('a', 300), picture('b', 320), picture('c', 300)]))).toBe('a | b / c');
    expect(names(arrangePictures([picture('a', 300)]))).toBe('a');
  });

  test('that are wide take a row of their own, and the others keep their order around it', () => {
    expect(names(arrangePictures([picture('a', 300), picture('b', 300, true), picture('c', 300), picture('d', 300)]))).toBe('a / b / c | d');
  });

  test('are all there once, whatever their sizes', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ height: fc.integer({ min: 100, max: 900 }), wide: fc.boolean() })), (pictures) => {
        expect(new Set(arrangePictures(pictures).flat(2))).toEqual(new Set(pictures));
        expect(arrangePictures(pictures).flat(2)).toHaveLength(pictures.length);
      }),
    );
  });
});
