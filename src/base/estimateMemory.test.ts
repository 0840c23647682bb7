import { expect, test } from 'vitest';
import { fromBlob } from '../files/fromBlob.ts';
import { engineMemory, estimateMemory } from './estimateMemory.ts';
import { recogniseFiles } from './recogniseFiles.ts';

test('what a load needs grows with rows and columns, and a file beyond the engine is known for one beforehand', async () => {
  const rows = Array.from({ length: 40 }, (_, row) => `${row},2024-03-${10 + (row % 20)},C${row % 5},${row}.50`);
  const [orders] = await recogniseFiles([fromBlob(new Blob([['order_id,order_date,customer_id,net_amount', ...rows].join('\n')]), 'orders.csv')]);
  if (!orders) throw new Error('nothing was recognised');
  const small = estimateMemory([orders]);
  expect(small).toBeGreaterThan(40 * 100);
  expect(estimateMemory([{ ...orders, rows: 400 }, { ...orders, table: null }])).toBeCloseTo(small * 10);
  expect(estimateMemory([{ ...orders, rows: 10_000_000 }])).toBeLessThan(engineMemory);
  expect(estimateMemory([{ ...orders, rows: 100_000_000 }])).toBeGreaterThan(engineMemory);
});
