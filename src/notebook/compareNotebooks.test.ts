import { expect, test } from 'vitest';
import { compareNotebooks } from './compareNotebooks.ts';
import { parseNotebook } from './parseNotebook.ts';

const vocabulary = { kinds: ['sql'], reserved: [] };
const cell = (id: string, body: string): string => `\`\`\`sql id=${id}\n${body}\n\`\`\`\n`;
const compare = (before: string, after: string): readonly string[] => compareNotebooks(parseNotebook(before, vocabulary), parseNotebook(after, vocabulary)).map(({ what, part, name }) => `${what} ${part} ${name}`.trim());

const text = `---\ncubebook: 1\ntitle: T\n---\n\n# One\n\nwords\n\n${cell('a', 'SELECT 1')}\nbetween\n\n${cell('b', 'SELECT 2')}`;

test('nothing differs from itself, nor does white space between blocks', () => {
  expect(compare(text, text)).toEqual([]);
  expect(compare(text, text.replace('\nbetween', '\n\n\nbetween'))).toEqual([]);
});

test('cells are known by their id, wherever they went', () => {
  expect(compare(text, text.replace('SELECT 2', 'SELECT 3'))).toEqual(['changed cell b']);
  expect(compare(text, text.replace('id=b', 'id=c'))).toEqual(['added cell c', 'removed cell b']);
});

test('prose is known by its heading, or by what is gone in its stead', () => {
  expect(compare(text, text.replace('words', 'other words'))).toEqual(['changed prose One']);
  expect(compare(text, text.replace('between', 'beyond'))).toEqual(['changed prose beyond']);
  expect(compare(text, text.replace('between\n', ''))).toEqual(['removed prose between']);
});

test('the front matter is one part', () => {
  expect(compare(text, text.replace('title: T', 'title: U'))).toEqual(['changed head']);
});
