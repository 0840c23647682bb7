import { expect, test } from 'vitest';
import { showDatePattern } from './showDatePattern.ts';

test.each([
  ['%d.%m.%Y', 'дмг', 'дд.мм.гггг'],
  ['%Y-%m-%d', 'dmr', 'rrrr-mm-dd'],
  ['%-d/%-m/%y', 'dmy', 'dd/mm/yy'],
  ['%d.%m.%Y %H:%M', 'dmy', 'dd.mm.yyyy %H:%M'],
])('%s reads in letters %s as %s', (pattern, letters, shown) => {
  expect(showDatePattern(pattern, letters)).toBe(shown);
});
