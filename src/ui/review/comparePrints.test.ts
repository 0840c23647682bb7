import { expect, test } from 'vitest';
import { comparePrints } from './comparePrints.ts';

const quarter = { rows: 1200, columns: 7, period: { column: 'Date', first: '2025-01-01', last: '2025-03-31' }, money: '1500.25' };

test('rows, days and money of the next quarter stand beside those of the last one', () => {
  const changes = comparePrints(quarter, { rows: 1300, columns: 7, period: { column: 'Date', first: '2025-01-01', last: '2025-06-30' }, money: '1500.25' }, 'en');
  expect(changes).toEqual([
    { what: 'rows', before: '1,200', now: '1,300' },
    { what: 'days', before: '2025-01-01 – 2025-03-31', now: '2025-01-01 – 2025-06-30' },
    { what: 'money', before: expect.stringContaining('1,500.25'), now: null },
  ]);
});

test('before the whole file is read only the past is told', () => {
  expect(comparePrints(quarter, null, 'en').map(({ what, now }) => [what, now])).toEqual([['rows', null], ['days', null], ['money', null]]);
});
