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
