import { expect, test } from 'vitest';
import { nearWall, wall } from './memoryWall.ts';

test('warns while there is still room for a query, not at the wall', () => {
  expect([0, 0.5 * wall, 0.71 * wall, wall].map(nearWall)).toEqual([false, false, true, true]);
});
