import { expect, it } from 'vitest';
import { sayRange } from './bandNames.ts';

it('says the unit of a range once where both ends carry the same one behind', () => {
  const say = (cuts: readonly number[], kind: 'share' | 'money' | 'number', locale: 'en' | 'ru', currency: string | null = null) => sayRange(cuts, 1, { kind, locale, currency });
  expect(say([0.2, 0.6], 'share', 'ru')).toBe('20–60\u00A0%');
  expect(say([1100, 2200], 'money', 'ru', 'EUR')).toBe('1,1–2,2\u00A0тыс.\u00A0€');
  expect(say([112.6, 1200], 'money', 'ru', 'EUR')).toBe('112,6\u00A0€–1,2\u00A0тыс.\u00A0€');
  expect(say([1100, 2200], 'money', 'en', 'EUR')).toBe('€1.1K–€2.2K');
  expect(say([1, 4], 'number', 'en')).toBe('1–4');
});

it('says bounds with the digits that tell them apart, whole numbers by those within, and nothing below zero where nothing is', () => {
  const at = (cuts: readonly number[], level: number, kind: 'share' | 'number' | 'integer', locale: 'en' | 'ru' = 'ru', least: number | null = 0) => sayRange(cuts, level, { kind, locale, currency: null, least });
  expect([0, 1, 2].map((level) => at([0, 0.1], level, 'share'))).toEqual(['0\u00A0%', 'up to 10\u00A0%', 'over 10\u00A0%']);
  expect([0, 1].map((level) => at([0, 0.1], level, 'share', 'ru', null))).toEqual(['up to 0\u00A0%', '0–10\u00A0%']);
  expect([0, 1, 2].map((level) => at([0.16666, 0.5], level, 'number'))).toEqual(['up to 0,17', '0,17–0,5', 'over 0,5']);
  expect(at([0.1641, 0.1649], 1, 'number')).toBe('0,164–0,165');
  expect([0, 1, 2].map((level) => at([30, 90.4], level, 'integer', 'en'))).toEqual(['up to 30', '31–90', 'over 90']);
  expect([0, 1, 2].map((level) => at([0, 1], level, 'integer', 'en'))).toEqual(['0', '1', 'over 1']);
});
