import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareLines } from './compareLines.ts';

const texts = (before: string, after: string): string => compareLines(before, after).map(({ mark, text }) => `${{ same: ' ', added: '+', removed: '-' }[mark]}${text}`).join('\n');

test('shows what went and what came, and what stayed around it', () => {
  expect(texts('a\nb\nc\n', 'a\nB\nc\nd\n')).toBe(' a\n-b\n+B\n c\n+d');
  expect(texts('', 'a')).toBe('+a');
});

test('both texts can be read from the list', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const compared = compareLines(before.join('\n'), after.join('\n'));
      expect(compared.filter(({ mark }) => mark !== 'added').map(({ text }) => text)).toEqual(before);
      expect(compared.filter(({ mark }) => mark !== 'removed').map(({ text }) => text)).toEqual(after);
    }),
  );
});
