import { expect, test } from 'vitest';
import type { ClientOrder } from '../Workbench.ts';
import { drawTimeline, sumMonths } from './orderPictures.ts';

const order = (date: string, net: string, isPurchase = true): ClientOrder => ({ order: date, date, net, isPurchase, hasReturn: !isPurchase });

test('a dot of four times the amount has twice the radius', () => {
  const { dots } = drawTimeline([order('2025-01-01', '100'), order('2025-02-01', '400')], '2025-03-01', 300);
  expect((dots[1]?.radius ?? 0) / (dots[0]?.radius ?? 1)).toBeCloseTo(2);
});

test('silence runs from the last purchase, not from the last return', () => {
  const { silence, dots } = drawTimeline([order('2025-01-01', '100'), order('2025-01-21', '-40', false)], '2025-01-31', 300);
  expect([silence?.days, silence?.from, dots.map(({ hollow }) => hollow)]).toEqual([30, dots[0]?.x, [false, true]]);
});

test('every dot lies within the line, also when there is one order on the last day', () => {
  for (const asOf of ['2025-01-01', '2025-06-30']) {
    for (const { x } of drawTimeline([order('2025-01-01', '5')], asOf, 200).dots) expect(x >= 0 && x <= 200).toBe(true);
  }
});

test('years are marked where they begin', () => {
  expect(drawTimeline([order('2023-11-01', '1')], '2025-02-01', 100).years.map(({ year }) => year)).toEqual([2024, 2025]);
});

test('a customer without orders has an empty line', () => {
  expect(drawTimeline([], '2025-01-01', 100)).toEqual({ dots: [], years: [], silence: null });
});

test('months without an order stand as zero between the others', () => {
  expect(sumMonths([order('2024-11-03', '10'), order('2024-11-20', '5'), order('2025-02-01', '7')], '2025-02-28', 24)).toEqual([
    { month: '2024-11', net: 15 },
    { month: '2024-12', net: 0 },
    { month: '2025-01', net: 0 },
    { month: '2025-02', net: 7 },
  ]);
});

test('only the newest months are kept when there are many', () => {
  expect(sumMonths([order('2020-01-01', '1')], '2025-02-28', 3).map(({ month }) => month)).toEqual(['2024-12', '2025-01', '2025-02']);
});
