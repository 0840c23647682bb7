import { describe, expect, test } from 'vitest';
import { formatOf, isoDay, orderOf, possibleOrders, readDate, type DateOrder } from './readDate.ts';
import { decimalToText, readNumber, readWritten, signOf } from './readNumber.ts';

describe('numbers as clients write them', () => {
  test.each([
    ['1234.56', '.', '1234.56'],
    ['1 234,56', ',', '1234.56'],
    ['1\u00a0234,56', ',', '1234.56'],
    ["1'234.50", '.', '1234.50'],
    ['1.234,56', ',', '1234.56'],
    ['1,345.2', ',', '1345.2'],
    ['1,234', ',', '1.234'],
    ['1,234', '.', '1234'],
    ['162.6', ',', '162.6'],
    ['(12.50)', '.', '-12.50'],
    ['123,45-', ',', '-123.45'],
    ['−3', '.', '-3'],
    ['€ 12.50', '.', '12.50'],
    ['1 250,00 zł', ',', '1250.00'],
    ['5 %', '.', '0.05'],
    ['0.150000006', '.', '0.150000006'],
    ['1E5', '.', '100000'],
    ['1.5e-3', '.', '0.0015'],
    ['2,024,994', ',', '2024994'],
  ] as const)('%s with decimal %s is %s', (text, sign, expected) => {
    const read = readNumber(text, sign);
    expect(read && decimalToText(read.units, read.scale)).toBe(expected);
  });

  test.each(['', 'abc', '12a', '1,23,4', '1 23', '1.2.3', '--5', '(5', '12-03', '1,2345.6'])('%s is no number', (text) => {
    expect(readNumber(text, '.')).toBeNull();
  });

  test('a lone sign before three digits proves nothing', () => {
    expect(['1.234', '1,234', '0.234', '1234.567', '12.5', '7'].map((text) => signOf(readWritten(text)?.body ?? ''))).toEqual(['either', 'either', 'dot', 'dot', 'dot', 'none']);
  });
});

describe('days as clients write them', () => {
  test.each([
    ['2024-01-31', 'ymd', '2024-01-31'],
    ['31.01.2024', 'dmy', '2024-01-31'],
    ['31.01.24', 'dmy', '2024-01-31'],
    ['1/31/2024', 'mdy', '2024-01-31'],
    ['2024-01-01T00:00:00+13:00', 'ymd', '2024-01-01'],
    ['20240131', 'compact', '2024-01-31'],
    ['45322', 'serial', '2024-01-31'],
    ['31 января 2024 г.', 'dmy', '2024-01-31'],
    ['Jan 31, 2024', 'mdy', '2024-01-31'],
    ['5-maj-2024', 'dmy', '2024-05-05'],
  ] as const)('%s read as %s is %s', (text, order, expected) => {
    const read = readDate(text, order);
    expect(read && isoDay(read.days)).toBe(expected);
  });

  test.each([['32.13.2024', 'dmy'], ['29.02.2023', 'dmy'], ['1900-02-29', 'ymd'], ['31/01/2024', 'mdy'], ['2024', 'ymd'], ['12.05', 'dmy']] as const)('%s read as %s is no day', (text, order) => {
    expect(readDate(text, order)).toBeNull();
  });

  test('the time of day is kept without its zone', () => {
    expect(readDate('2010-12-01 08:26:00', 'ymd')).toEqual({ days: 14_944, time: '08:26:00' });
    expect(readDate('12/1/2010 8:26 PM', 'mdy')?.time).toBe('20:26:00');
  });

  test('a day that could be a month is told as both', () => {
    expect(possibleOrders('03/04/2024')).toEqual(['dmy', 'mdy']);
    expect(possibleOrders('13/04/2024')).toEqual(['dmy']);
  });

  test.each([['dmy', '31.01.2024', '%d.%m.%Y'], ['mdy', '01/31/24', '%m/%d/%y'], ['compact', '20240131', '%Y%m%d']] as [DateOrder, string, string][])('the pattern of %s says the order back', (order, sample, pattern) => {
    expect(formatOf(order, sample, false)).toBe(pattern);
    expect(orderOf(pattern)).toBe(order);
  });
});
