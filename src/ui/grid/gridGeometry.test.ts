import { expect, test } from 'vitest';
import { firstRowAt, formatTsv, moveActive, scrollHeight, scrollTopOf } from './gridGeometry.ts';

test.each([0, 1, 499_999, 999_988])('row %i of a million is reached by the bar and back', (row) => {
  expect(firstRowAt(scrollTopOf(row, 1_000_000, 12, 30), 1_000_000, 12, 30)).toBe(row);
});

test('the end of the bar shows the last rows', () => {
  expect(firstRowAt(scrollHeight(1_000_000, 30) - 12 * 30, 1_000_000, 12, 30)).toBe(999_988);
});

test('a table that fits never scrolls', () => {
  expect(firstRowAt(500, 5, 5, 30)).toBe(0);
});

const size = { rows: 100, columns: 3, page: 12 };
test.each([
  ['ArrowDown', false, { row: 6, column: 1 }],
  ['ArrowUp', true, { row: 0, column: 1 }],
  ['PageDown', false, { row: 17, column: 1 }],
  ['PageUp', false, { row: 0, column: 1 }],
  ['End', true, { row: 99, column: 2 }],
  ['Home', false, { row: 5, column: 0 }],
])('%s (far: %s) leads to %o', (key, far, to) => {
  expect(moveActive({ row: 5, column: 1 }, key, far, size)).toEqual(to);
});

test('other keys are left to the page', () => {
  expect(moveActive({ row: 0, column: 0 }, 'a', false, size)).toBeNull();
});

test('copied cells with tabs, quotes and line ends are quoted', () => {
  expect(formatTsv([['a\tb', 1, null], ['say "x"', true, 'é']])).toBe('"a\tb"\t1\t\n"say ""x"""\ttrue\té');
});
