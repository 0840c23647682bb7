import { expect, it } from 'vitest';
import { wholeTicks } from './ticks.ts';

it('puts a tick at each whole number of a short reach and none between', () => {
  expect([wholeTicks(0, 2), wholeTicks(0.4, 3.9), wholeTicks(5, 5)]).toEqual([[0, 1, 2], [1, 2, 3], [5]]);
});
