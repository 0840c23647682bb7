import { expect, it } from 'vitest';
import { parseNotebook } from '../notebook/parseNotebook.ts';
import type { Cell } from '../notebook/Notebook.ts';
import { tableFaces } from './tableFaces.ts';

const cellOf = (text: string): Cell => {
  const cell = parseNotebook(text, { kinds: ['table', 'visits', 'sql'], reserved: [] }).blocks.find((block): block is Cell => block.type === 'cell');
  if (cell === undefined) throw new Error('no cell');
  return cell;
};

it('columns are called and written as the cell says', () => {
  const face = tableFaces(cellOf('```table id=t\nfrom: x\ncolumns:\n  - customer_id\n  - { column: demand, label: { en: Demand, pl: Popyt }, format: money }\n  - { column: status, names: { own: { en: buys from us, ru: берёт у нас } } }\n```\n'), 'pl');
  expect(face({ name: 'demand', type: 'DOUBLE' })).toMatchObject({ label: 'Popyt', format: 'money' });
  expect(face({ name: 'customer_id', type: 'VARCHAR' }).label).toBe('Kod klienta');
  expect(face({ name: 'status', type: 'VARCHAR' }).say('own')).toBe('buys from us');
  expect(face({ name: 'status', type: 'VARCHAR' }).say('other')).toBe('other');
});

it('a person’s own query keeps the names that it gave', () => {
  const face = tableFaces(cellOf('```sql id=q\nSELECT 1 AS hit_rate\n```\n'), 'pl');
  expect(face({ name: 'hit_rate', type: 'DOUBLE' })).toMatchObject({ label: 'hit rate', format: 'share' });
});
