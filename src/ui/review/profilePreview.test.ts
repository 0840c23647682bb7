import { expect, test } from 'vitest';
import { profilePreview } from './profilePreview.ts';

test('numbers are read with the decimal sign of the file', () => {
  const { range, negative, filled } = profilePreview(['1 234,50', '−418,00', '10', null, ''], 'number', ',');
  expect(range).toEqual({ min: -418, median: 10, max: 1234.5, sum: 826.5 });
  expect([negative, filled]).toEqual([1, 3]);
});

test('every number stands in exactly one bar', () => {
  const { bars } = profilePreview(['1', '2', '3', '4', '100'], 'integer', '.');
  expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(5);
});

test('one value only makes one bar', () => {
  expect(profilePreview(['7', '7'], 'integer', '.').bars).toEqual([{ label: '7', count: 2, negative: false }]);
});

test('texts show their most frequent values', () => {
  expect(profilePreview(['a', 'b', 'a'], 'text', '.').bars.map(({ label, count }) => [label, count])).toEqual([['a', 2], ['b', 1]]);
});

test('a column of numbers without numbers has no range', () => {
  expect(profilePreview(['n/a', null], 'number', '.').range).toBeNull();
});
