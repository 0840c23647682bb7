import { expect, test } from 'vitest';
import { locales } from '../messages/locale.ts';
import { parseNotebook } from '../notebook/parseNotebook.ts';
import { shippedNotebooks } from './shippedNotebooks.ts';

const vocabulary = { kinds: [], reserved: [] };

test('a shipped notebook is called what its front matter says, in every language', () => {
  const shipped = shippedNotebooks(vocabulary);
  expect(shipped.length).toBeGreaterThan(9);
  for (const { title, text, slug } of shipped) for (const locale of locales) expect([slug, title[locale]]).toEqual([slug, parseNotebook(`${text[locale].split('\n---\n')[0] ?? ''}\n---\n`, vocabulary).frontMatter.title]);
});
