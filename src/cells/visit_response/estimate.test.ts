import { describe, expect, test } from 'vitest';
import { Random } from '../../statistics/random.ts';
import { estimateResponse, type VisitPanel } from './estimate.ts';

function plant(seed: number, noise: number): VisitPanel {
  const random = new Random(seed);
  const [customers, months] = [80, 12];
  const visits = new Float64Array(customers * months);
  const earlier = new Float64Array(customers * months);
  const sales = new Float64Array(customers * months);
  for (let customer = 0; customer < customers; customer += 1) {
    const size = 4 * random.uniform();
    let before = random.below(4);
    for (let month = 0; month < months; month += 1) {
      const row = customer * months + month;
      // large customers are visited more: a comparison across customers would be biased upwards
      const made = random.below(4) + (size > 2 ? 2 : 0);
      visits[row] = made;
      earlier[row] = before;
      sales[row] = 5 + 2 * size + Math.sin(month) + 0.3 * made - 0.03 * made * made + 0.1 * before + noise * (random.uniform() - 0.5);
      before = made;
    }
  }
  return { customers, months, visits, earlier, sales };
}

describe('the response to visits', () => {
  test('is what was planted, whatever size and season are', () => {
    const response = estimateResponse(plant(1, 0));
    expect(response?.coefficients.map(({ estimate }) => Number(estimate.toFixed(9)))).toEqual([0.3, -0.03, 0.1]);
    expect(response?.slopeAt(2).slope).toBeCloseTo(0.3 + 0.1 - 2 * 0.03 * 2, 9);
  });

  test('lies in its interval when there is noise', () => {
    for (const seed of [2, 3, 5]) {
      const { slope, low, high } = estimateResponse(plant(seed, 1))?.slopeAt(1) ?? { slope: NaN, low: NaN, high: NaN };
      expect(low).toBeLessThan(slope);
      expect(low).toBeLessThan(0.34);
      expect(high).toBeGreaterThan(0.34);
    }
  });

  test('is not told where visits never vary', () => {
    const panel = plant(1, 1);
    expect(estimateResponse({ ...panel, visits: panel.visits.map(() => 2), earlier: panel.earlier.map(() => 2) })).toBeNull();
  });
});
