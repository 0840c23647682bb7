import { expect, test } from 'vitest';
import { formatBytes, formatCount, formatShare, formatSince } from './formats.ts';

test.each([
  ['en', '12,391'],
  ['ru', '12\u00A0391'],
  ['pl', '12\u00A0391'],
] as const)('counts are grouped as in %s', (locale, text) => {
  expect(formatCount(12391, locale)).toBe(text);
});

test('four digits are grouped in Polish too', () => {
  expect(formatCount(1234, 'pl')).toBe('1\u00A0234');
});

test.each([
  [0.5, '50%'],
  [0.998, '99.8%'],
  [1, '100%'],
])('the share %f reads %s', (share, text) => {
  expect(formatShare(share, 'en')).toBe(text);
});

test('sizes carry the unit of the language', () => {
  expect([formatBytes(4_120_000, 'ru'), formatBytes(640, 'en'), formatBytes(0, 'pl')]).toEqual(['4,1\u00A0МБ', '640\u00A0B', '0\u00A0B']);
});

test('a time is told from now', () => {
  expect(formatSince('2026-01-01T00:00:00Z', Date.parse('2026-01-01T00:20:00Z'), 'en')).toBe('20 minutes ago');
});
