import { expect, test } from 'vitest';
import type { CellState } from '../../graph/CellState.ts';
import { placedIn, tacticOf } from './placedIn.ts';

const cell = (...columns: string[]): CellState => ({
  status: 'done',
  version: 1,
  result: { milliseconds: 1, evaluation: { steps: [], findings: [], facts: {}, tables: [{ name: 'customers', relation: `"${columns.join()}"`, rowCount: 1, sql: '', columns: columns.map((name) => ({ name, type: 'VARCHAR' })) }] } },
});

test('cells with a customer and a segment place customers', () => {
  const cells = new Map([['rfm', cell('customer_id', 'segment')], ['list', cell('customer_id', 'revenue')], ['sum', cell('segment', 'customers')]]);
  expect(placedIn(cells)).toEqual([{ cell: 'rfm', relation: '"customer_id,segment"' }]);
});

test('a tactic is found by the name in any language, or by the key of a cell without a name', () => {
  const cube = { '1 / high': { name: { en: 'Ours', ru: 'Свои' }, tactic: { en: 'Keep', ru: 'Беречь' } }, '2 / low': { tactic: 'Ask' } };
  expect([tacticOf(cube, 'Ours', 'ru'), tacticOf(cube, '2 / low', 'en'), tacticOf(cube, '3 / low', 'en')]).toEqual(['Беречь', 'Ask', null]);
});

test('a tactic of a list of rules is found by its name', () => {
  expect(tacticOf([{ name: 'Silent', tactic: 'Call', rule: 'true' }], 'Silent', 'en')).toBe('Call');
});

test('facts of another shape hold no tactic', () => {
  expect(tacticOf('none', 'Silent', 'en')).toBeNull();
});
