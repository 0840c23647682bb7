import { expect, test } from 'vitest';
import type { Evaluation } from '../../cells/CellKind.ts';
import { classNames, columnFaces } from './columnFaces.ts';

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

test('classes are called as the cell says, and states and cells that the product knows in the language in force', () => {
  const faces = columnFaces('table', evaluation({ columns: [{ column: 'status', names: { own: { en: 'buys from us', ru: 'берёт у нас' } } }] }), 'ru');
  const status = classNames(faces['status']?.names, 'status', 'VARCHAR');
  expect([status?.('own'), status?.('else')]).toEqual(['берёт у нас', 'else']);
  expect(classNames(undefined, 'ltv_band', 'VARCHAR')?.('high')).toBe('high');
  expect(classNames(undefined, 'segment', 'VARCHAR')?.('3+ / none / high')).toBe('3+ / unknown / high');
  expect(classNames(undefined, 'customer', 'VARCHAR')).toBeNull();
});

test('columns of studies have names in Russian and Polish, those of a query keep their own', () => {
  expect(columnFaces('visits', evaluation({}, 'hit_rate', 'ltv_band', 'my_column'), 'pl')).toEqual({ hit_rate: { label: 'Odsetek z zamówieniem' }, ltv_band: { label: expect.stringContaining('LTV') } });
  expect(columnFaces('sql', evaluation({}, 'hit_rate'), 'pl')).toEqual({});
});
