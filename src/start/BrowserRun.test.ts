import * as v from 'valibot';
import { expect, test } from 'vitest';
import type { Base } from '../base/Base.ts';
import { calculateInPlace } from '../cells/Calculator.ts';
import type { CellKind } from '../cells/CellKind.ts';
import type { Database } from '../database/Database.ts';
import { done, fail } from '../database/outcome.ts';
import { Table } from '../database/table.ts';
import { parseNotebook } from '../notebook/parseNotebook.ts';
import { Watch } from '../ui/Watch.ts';
import { BrowserRun } from './BrowserRun.ts';
import { Turns } from './Turns.ts';

const baseOf = (currency: string): Base => ({ tables: [], inputs: [], quality: [], asOf: null, currency });
const later = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** A run whose only cell takes as long as the test says, and tells on what base it began and ended. */
function slowRun() {
  const told: string[] = [];
  const ends: (() => void)[] = [];
  const kind: CellKind<unknown> = {
    kind: 'slow',
    label: { en: 'slow', ru: 'slow', pl: 'slow' },
    body: 'yaml',
    schema: v.unknown(),
    template: '',
    reads: () => [],
    evaluate: async (_, { base, signal }) => {
      told.push(`begins on ${base.currency}`);
      await new Promise<void>((resolve) => ends.push(resolve));
      told.push(`ends on ${base.currency}`);
      return signal?.aborted ? fail('cancelled', 'Stopped.') : done({ tables: [], findings: [], facts: {} });
    },
  };
  const database: Database = { engine: 'none', run: async () => done(new Table([], [])), describe: async () => done([]), import: async () => done({ rows: 0 }), close: async () => undefined };
  const turns = new Turns();
  const base = new Watch<Base | null>(baseOf('the old base'));
  const open = (): BrowserRun =>
    new BrowserRun({ database, base, calculator: calculateInPlace, kinds: new Map([['slow', kind]]), useRules: async () => undefined, alone: (work) => turns.take(work), free: () => turns.free(), leave: (rest) => turns.leave(rest), closed: () => undefined }, parseNotebook('```slow id=a\nx: 1\n```\n', { kinds: ['slow'], reserved: [] }));
  const endFirst = async (): Promise<void> => {
    ends.shift()?.();
    await later();
  };
  return { told, base, turns, open, endFirst };
}

test('a cell begins on another base when the same cell has ended on the one before: both write under one name', async () => {
  const { told, base, open, endFirst } = slowRun();
  const run = open();
  run.run('a');
  await later();
  base.set(baseOf('the new base'));
  await later();
  expect(told).toEqual(['begins on the old base']);
  await endFirst();
  expect(told).toEqual(['begins on the old base', 'ends on the old base', 'begins on the new base']);
  await endFirst();
  expect(run.cells.current.get('a')?.status).toBe('done');
});

test('a cell of another notebook begins when that of the one before has ended', async () => {
  const { told, open, endFirst } = slowRun();
  const [first, second] = [open(), open()];
  first.run('a');
  await later();
  first.close();
  second.run('a');
  await later();
  expect(told).toHaveLength(1);
  await endFirst();
  expect(told).toHaveLength(3);
});

test('while the base changes cells neither run nor begin; afterwards they run without being asked', async () => {
  const { told, base, turns, open, endFirst } = slowRun();
  const run = open();
  run.run('a');
  await later();
  run.pause();
  let load: () => void = () => undefined;
  const loaded = turns.change(() => new Promise<void>((resolve) => (load = resolve)).then(() => base.set(baseOf('the new base'))));
  run.run('a');
  const beside = open();
  beside.run('a');
  await endFirst();
  await later();
  expect(told).toEqual(['begins on the old base', 'ends on the old base']);
  beside.close();
  load();
  await loaded;
  await later();
  expect(told.slice(2)).toEqual(['begins on the new base']);
});
