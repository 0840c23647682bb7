import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packSteps, unpackSteps } from './packSteps.ts';

test('steps of any texts come back as they were', () => {
  const text = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(fc.array(text), text, fc.array(text), (past, present, future) => {
      expect(unpackSteps(packSteps({ past, future }, present), present)).toEqual({ past, future });
    }),
    { numRuns: 50 },
  );
});

test('steps of another text are not taken', () => {
  expect(unpackSteps(packSteps({ past: ['a'], future: [] }, 'b'), 'c')).toBeNull();
});

test('only what a step changed is kept', () => {
  const [before, after] = [`${'x'.repeat(1000)}one${'y'.repeat(1000)}`, `${'x'.repeat(1000)}two${'y'.repeat(1000)}`];
  expect(JSON.stringify(packSteps({ past: [before], future: [] }, after)).length).toBeLessThan(120);
});

test('of a very long text the nearest steps are kept', () => {
  const present = 'z'.repeat(1_500_000);
  expect(unpackSteps(packSteps({ past: ['a', 'b', `${present}1`, `${present}2`], future: [] }, present), present)?.past).toEqual([`${present}1`, `${present}2`]);
});
