import { expect, test } from 'vitest';
import type { RunResult } from '../session/collectResult.ts';
import { ClientNames } from './ClientNames.ts';
import { redact } from './redact.ts';

const clients = new ClientNames([
  { id: 'K001', name: 'Papiernia Żuraw' },
  { id: 'K002', name: 'North Mill Ltd' },
]);

const column = (name: string, type = 'VARCHAR') => ({ name, type });
const result: RunResult = {
  cubebook: 1,
  notebook: { title: 'T' },
  engine: 'duckdb',
  inputs: [],
  quality: [],
  params: {},
  cells: [
    {
      id: 'who', kind: 'cube', status: 'done', error: null, milliseconds: 1, findings: [],
      tables: {
        customers: { columns: [column('customer_id'), column('revenue', 'DECIMAL(18,4)'), column('email')], rows: [['K001', '10.0000', 'a@b.pl'], ['K002', '20.0000', 'c@d.pl']] },
        cells: { columns: [column('share'), column('ltv'), column('segment'), column('customers', 'BIGINT'), column('revenue', 'DECIMAL(18,4)')], rows: [['low', 'low', 'A', 2, '5.0'], ['low', 'high', 'B', 40, '6.0'], ['high', 'low', 'C', 9, '7.0'], ['high', 'high', 'D', 11, '8.0']] },
      },
    },
    {
      id: 'sums', kind: 'sql', status: 'done', error: null, milliseconds: 1, findings: [],
      tables: { result: { columns: [column('segment'), column('customers', 'BIGINT')], rows: [['B', 40], ['D', 11], ['E', 300], ['F', 200]] } },
    },
    {
      id: 'dots', kind: 'chart', status: 'done', error: null, milliseconds: 1, findings: [],
      tables: { result: { columns: [column('revenue', 'DOUBLE')], rows: [[10], [20]] } },
    },
    {
      id: 'top', kind: 'sql', status: 'done', error: null, milliseconds: 1, findings: [],
      tables: { result: { columns: [column('best'), column('place', 'BIGINT')], rows: [['North Mill Ltd', 1]] } },
    },
  ],
};

test('aggregates leave no table with a row a client, by whatever name the column goes, nor what was drawn from one', () => {
  const shared = redact(result, clients, new Map([['dots', 'who']]), { mode: 'aggregates', least: 0 });
  expect(shared.leftOut).toEqual(['who.customers', 'dots.result', 'top.result']);
  const text = JSON.stringify(shared.result);
  for (const { id, name } of clients.list) expect([text.includes(id), text.includes(name ?? '')]).toEqual([false, false]);
});

test('a hidden segment is hidden in every table', () => {
  const shared = redact(result, clients, new Map([['dots', 'who']]), { mode: 'aggregates', least: 5 });
  const cells = shared.result.cells[0]?.tables['cells']?.rows;
  expect(cells?.map((row) => row[3])).toEqual([null, null, null, null]);
  expect(cells?.map((row) => row.slice(0, 3))).toEqual([['low', 'low', 'A'], ['low', 'high', 'B'], ['high', 'low', 'C'], ['high', 'high', 'D']]);
  expect(shared.result.cells[1]?.tables['result']?.rows).toEqual([['B', null], ['D', null], ['E', 300], ['F', 200]]);
});

test('pseudonyms take the place of ids and names alike, personal columns go, and the key stays with the sender', () => {
  const shared = redact(result, clients, new Map([['dots', 'who']]), { mode: 'pseudonyms', least: 5 });
  const rows = shared.result.cells[0]?.tables['customers']?.rows ?? [];
  expect(rows.map((row) => row.length)).toEqual([2, 2]);
  expect(shared.dropped).toEqual(['who.customers.email']);
  const codeOfNorth = String(rows[1]?.[0]);
  expect(codeOfNorth).toMatch(/^C-\d{4}$/);
  expect(shared.result.cells[3]?.tables['result']?.rows).toEqual([[codeOfNorth, 1]]);
  expect(shared.key.get(codeOfNorth)?.id).toBe('K002');
  expect(shared.key.size).toBe(2);
});

test('names are found in prose as whole words, whatever their case', () => {
  expect(clients.foundIn('Start with PAPIERNIA żuraw, then others.').map(({ id }) => id)).toEqual(['K001']);
  expect(clients.foundIn('North of the Mill').length).toBe(0);
});

test('a column of people at the clients is left out of what goes in codes, whatever it is called', () => {
  const gaps: RunResult = { ...result, cells: [{ id: 'gaps', kind: 'sql', status: 'done', error: null, milliseconds: 1, findings: [], tables: { result: { columns: [column('customer_id'), column('responsible'), column('contact_state')], rows: [['K001', 'Ewa M.', 'no consent'], ['K002', null, 'no address']] } } }] };
  const known = new ClientNames(clients.list, ['Ewa M.', 'Jan K.']);
  const shared = redact(gaps, known, new Map(), { mode: 'pseudonyms', least: 0 });
  expect(shared.dropped).toEqual(['gaps.result.responsible']);
  expect(shared.result.cells[0]?.tables['result']?.columns.map(({ name }) => name)).toEqual(['customer_id', 'contact_state']);
});
