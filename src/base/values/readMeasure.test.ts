import { expect, test } from 'vitest';
import { readMeasure } from './readMeasure.ts';

test('a quantity with its unit is taken apart, whatever the language; a bare number, money and names are none', () => {
  expect(readMeasure('12,00 szt.')).toEqual({ number: '12,00', unit: 'szt' });
  expect(readMeasure('1 250 ШТ')).toEqual({ number: '1 250', unit: 'шт' });
  expect(readMeasure('-3pcs')).toEqual({ number: '-3', unit: 'pcs' });
  expect(['12', '12,50 zł', '5 руб.', 'Rękawice szt.', 'szt.', ''].map(readMeasure)).toEqual([null, null, null, null, null, null]);
});
