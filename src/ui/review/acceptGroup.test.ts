import { expect, test } from 'vitest';
import { isAccepted, withGroup, withoutGroup } from './acceptGroup.ts';

const proposal = (name: string, ...ids: string[]) => ({ name, members: ids.map((id) => ({ id, name: id })), score: 0.9, reasons: [] });

test('a group is accepted, found again and taken back', () => {
  const accepted = withGroup({}, proposal('Mill', 'A', 'B'));
  expect(accepted).toEqual({ Mill: ['A', 'B'] });
  expect([isAccepted(accepted, proposal('Mill', 'A', 'B')), isAccepted(accepted, proposal('Mill', 'A', 'C'))]).toEqual([true, false]);
  expect(withoutGroup(accepted, proposal('Mill', 'A', 'B'))).toEqual({});
});

test('a customer is in one group at most, and two groups may bear one name', () => {
  const accepted = withGroup(withGroup({}, proposal('Mill', 'A', 'B', 'C')), proposal('Mill', 'C', 'D'));
  expect(accepted).toEqual({ Mill: ['A', 'B'], 'Mill 2': ['C', 'D'] });
});
