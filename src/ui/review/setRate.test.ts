import { expect, test } from 'vitest';
import { parseRate, setRate } from './setRate.ts';

test('a rate is typed with comma or point, and is above 0', () => {
  expect(['4,31', ' 92.5 ', '1 234,5', '', '0', '-4', 'four', '1.2.3'].map(parseRate)).toEqual([4.31, 92.5, 1234.5, null, Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
});

test('one rate is set or taken out, the others stay', () => {
  const given = setRate(setRate({ USD: { '*': 3.9 } }, 'EUR', '2024-03', 4.31), 'EUR', '*', 4.2);
  expect(given).toEqual({ USD: { '*': 3.9 }, EUR: { '2024-03': 4.31, '*': 4.2 } });
  expect(setRate(setRate(given, 'EUR', '2024-03', null), 'USD', '*', null)).toEqual({ EUR: { '*': 4.2 } });
});
