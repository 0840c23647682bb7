import { describe, expect, test } from 'vitest';
import { Turns } from './Turns.ts';

/** a piece of work that ends when it is told to */
function held(): { readonly done: Promise<void>; end(): void } {
  let end: () => void = () => undefined;
  const done = new Promise<void>((resolve) => (end = resolve));
  return { done, end: () => end() };
}

const later = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe('whoever changes the base', () => {
  test('waits for what was left, even where that waits for a turn of its own', async () => {
    const turns = new Turns();
    const told: string[] = [];
    const [turn, rest] = [held(), held()];
    const first = turns.take(() => turn.done);
    turns.leave(turns.take(async () => void told.push('left')).then(() => rest.done));
    const changed = turns.change(async () => void told.push('changed'));
    turn.end();
    await first;
    await later();
    expect(told).toEqual(['left']);
    rest.end();
    await changed;
    expect(told).toEqual(['left', 'changed']);
  });

  test('keeps cells from beginning until it has changed, also when it failed', async () => {
    const turns = new Turns();
    const told: string[] = [];
    const work = held();
    const changed = turns.change(async () => {
      await work.done;
      told.push('changed');
      throw new Error('it did not come');
    });
    const free = turns.free().then(() => told.push('free'));
    await later();
    expect(told).toEqual([]);
    work.end();
    await expect(changed).rejects.toThrow('it did not come');
    await free;
    expect(told).toEqual(['changed', 'free']);
  });
});
