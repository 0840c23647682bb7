import { describe, expect, it } from 'vitest';
import { formatKindOf, formatValue, type FormatKind, type ValueStyle } from './formatValue.ts';
import type { Locale } from '../messages/locale.ts';

const show = (value: string | number | boolean | null, kind: FormatKind, locale: Locale, currency: string | null = null, compact = false): string => formatValue(value, { kind, locale, currency, compact });

describe('formatValue', () => {
  it.each([
    [1234.5, 'number', 'en', null, false, '1,234.5'],
    [1234.5, 'number', 'ru', null, false, '1\u00A0234,5'],
    [1234.5, 'number', 'pl', null, false, '1\u00A0234,5'],
    ['1234567.89', 'money', 'en', 'EUR', true, '€1.2M'],
    ['1234567.89', 'money', 'ru', 'RUB', true, '1,2\u00A0млн\u00A0₽'],
    ['1234567.89', 'money', 'pl', 'PLN', true, '1,2\u00A0mln\u00A0zł'],
    ['1234567.89', 'money', 'en', null, false, '1,234,568'],
    [12.5, 'money', 'en', 'EUR', false, '€12.50'],
    [0, 'money', 'en', 'EUR', true, '€0'],
    ['12345678901234567890', 'integer', 'en', null, false, '12,345,678,901,234,567,890'],
    [0.123, 'share', 'en', null, false, '12.3%'],
    [0.123, 'share', 'ru', null, false, '12,3\u00A0%'],
    [0.123, 'share', 'pl', null, false, '12,3\u00A0%'],
    [-5, 'integer', 'en', null, false, '\u22125'],
    [-5.5, 'money', 'en', 'EUR', false, '\u2212€5.50'],
    [21, 'days', 'ru', null, false, '21\u00A0день'],
    [5, 'days', 'pl', null, false, '5\u00A0dni'],
    ['2024-12-31', 'date', 'en', null, false, '31\u00A0Dec\u00A02024'],
    ['2024-12-31', 'date', 'ru', null, false, '31.12.2024'],
    [null, 'money', 'en', 'EUR', false, '—'],
    [true, 'text', 'ru', null, false, 'да'],
    ['n/a', 'number', 'en', null, false, 'n/a'],
  ] as const)('writes %j as %s in %s (%s, compact %s) as %j', (value, kind, locale, currency, compact, text) => {
    expect(show(value, kind, locale, currency, compact)).toBe(text);
  });

  it('takes the kind from the type of the column', () => {
    expect([formatKindOf('DECIMAL(18,2)'), formatKindOf('DATE'), formatKindOf('BIGINT'), formatKindOf('DOUBLE', 'revenue_share'), formatKindOf('VARCHAR')]).toEqual(['number', 'date', 'integer', 'share', 'text']);
  });

  it('writes months, small numbers by their leading digits, and a column with the same decimals in every row', () => {
    const say = (value: string | number, style: Partial<ValueStyle>) => formatValue(value, { kind: 'number', locale: 'en', ...style });
    expect([say('2024-09-01', { kind: 'month' }), say('2024-09-01', { kind: 'month', locale: 'ru' }), say('2024-09-01', { kind: 'month', locale: 'pl' })]).toEqual(['Sept\u00A02024', 'сент.\u00A02024', 'wrz\u00A02024']);
    expect([say(0.16678, {}), say(0.0003123, {}), say(1.23456, {}), say(0, {})]).toEqual(['0.167', '0.000312', '1.23', '0']);
    // a column of small figures has the same decimals in every row
    expect([say(0.0834, { among: 0.439 }), say(0.25, { among: 0.439 }), say(0.0834, { among: 12 }), say(0, { among: 0.0021 }), say(0.0003123, { among: 0.9 })]).toEqual(['0.083', '0.250', '0.08', '0.00000', '0.000312']);
    expect([say(565.26, { kind: 'money', currency: 'EUR' }), say(565.26, { kind: 'money', currency: 'EUR', among: 1703 })]).toEqual(['€565.26', '€565']);
    expect([say(-0, { kind: 'money' }), say(-0.0003, { kind: 'share' }), say(-0.3, { kind: 'share' })]).toEqual(['0', '0%', '\u221230%']);
    expect([say(0.98, { kind: 'share' }), say(0.98, { kind: 'share', among: 0.991 })]).toEqual(['98%', '98.0%']);
  });
});
