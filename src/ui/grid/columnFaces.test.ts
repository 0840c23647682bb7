import { expect, test } from 'vitest';
import type { Evaluation } from '../../cells/CellKind.ts';
import { columnFaces } from './columnFaces.ts';

const evaluation = (facts: Evaluation['facts'], ...names: string[]): Evaluation => ({
  tables: [{ name: 'result', relation: 'r', rowCount: 0, sql: '', columns: names.map((name) => ({ name, type: 'DOUBLE' })) }],
  findings: [],
  facts,
});

test('a table shows the label of its column in the language in force', () => {
  const faces = columnFaces('table', evaluation({ columns: [{ column: 'demand', label: { en: 'Demand', pl: 'Popyt' }, format: 'money' }, { column: 'ltv' }] }), 'pl');
  expect(faces).toEqual({ demand: { label: 'Popyt', format: 'money' }, ltv: {} });
});

test('a format that this version lacks leaves the label in place', () => {
  expect(columnFaces('table', evaluation({ columns: [{ column: 'a', label: 'A', format: 'sparkline' }] }), 'en')).toEqual({ a: { label: 'A' } });
});

test('traits of the customer sheet are called by their labels, other columns keep their names', () => {
  const faces = columnFaces('traits', evaluation({}, 'customer_id', 'recency_days'), 'ru');
  expect(Object.keys(faces)).toEqual(['recency_days']);
  expect(faces['recency_days']?.label).toBe('Давность, дней');
});
