import { expect, test } from 'vitest';
import { oneOnly } from './oneOnly.ts';

test('one is singular with its verb, and no other number is touched', () => {
  expect(['1 customers are late, 2 customers are not', 'With 1 categories', '1 managers attach less', '1 customers could take €5', '21 customers fall and 1 customers rise', '1,001 customers have', '0.1 orders are', '12–1 steps'].map(oneOnly)).toEqual([
    '1 customer is late, 2 customers are not', 'With 1 category', '1 manager attaches less', '1 customer could take €5', '21 customers fall and 1 customer rises', '1,001 customers have', '0.1 orders are', '12–1 steps',
  ]);
});
