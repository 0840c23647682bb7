import { expect, test } from 'vitest';
import { locales } from '../messages/locale.ts';
import type { Base, PreparedBase } from '../base/Base.ts';
import { parseNotebook } from '../notebook/parseNotebook.ts';
import { checksum } from '../storage/checksum.ts';
import { shippedNotebooks } from './shippedNotebooks.ts';

const vocabulary = { kinds: [], reserved: [] };

test('a shipped notebook is called what its front matter says, in every language', () => {
  const shipped = shippedNotebooks(vocabulary);
  expect(shipped.length).toBeGreaterThan(9);
  for (const { title, text, slug } of shipped) for (const locale of locales) expect([slug, title[locale]]).toEqual([slug, parseNotebook(`${text[locale].split('\n---\n')[0] ?? ''}\n---\n`, vocabulary).frontMatter.title]);
});

test('a notebook that a base was not prepared for is said to need the rows that stayed behind', () => {
  const [rfm, other] = shippedNotebooks(vocabulary);
  const prepared: PreparedBase = { withheld: ['order_lines', 'visits'], rules: {}, notebooks: [checksum(rfm?.text.pl ?? '')], sheets: {}, results: {} };
  const base: Base = { tables: [], inputs: [], quality: [], asOf: null, currency: null, prepared };
  expect(rfm?.unprepared(base, 'pl')).toEqual([]);
  expect(rfm?.unprepared(base, 'en')).toEqual(['order_lines']);
  expect(other?.unprepared(base, 'pl')).toContain('order_lines');
  expect(other?.unprepared({ ...base, prepared: { ...prepared, withheld: [] } }, 'pl')).toEqual([]);
});
