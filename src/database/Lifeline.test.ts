import { describe, expect, it, vi } from 'vitest';
import { Lifeline } from './Lifeline.ts';
import { done, fail } from './outcome.ts';

const never = new Promise<never>(() => undefined);

describe('answers of a worker', () => {
  it('end with its life, those that are waited for and those asked for later', async () => {
    let die: (reason: ReturnType<typeof fail>) => void = () => undefined;
    const lifeline = new Lifeline(new Promise((resolve) => (die = resolve)));
    const waiting = lifeline.orDeath(never);
    const failure = fail('crashed', 'The engine stopped.');
    die(failure);
    expect(await waiting).toBe(failure);
    expect(await lifeline.orDeath(never)).toBe(failure);
  });

  it('come as they are while it lives, also when they are thrown', async () => {
    const lifeline = new Lifeline(never);
    expect(await lifeline.orDeath(Promise.resolve(done(1)))).toEqual(done(1));
    await expect(lifeline.orDeath(Promise.reject(new Error('closed')))).rejects.toThrow('closed');
  });

  it('leave nothing behind at the promise of its death', async () => {
    const death = new Promise<never>(() => undefined);
    const listened = vi.spyOn(death, 'then');
    const lifeline = new Lifeline(death);
    for (let index = 0; index < 100; index += 1) await lifeline.orDeath(Promise.resolve(done(index)));
    expect(listened).toHaveBeenCalledTimes(1);
  });
});
