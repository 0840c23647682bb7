import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Random } from '../random.ts';
import { findClusters } from './findClusters.ts';
import { descend } from './descend.ts';
import { kMeans } from './kMeans.ts';
import { principalPlane } from './principalPlane.ts';
import { explainedByGroups, meanSilhouette } from './silhouette.ts';

const rows = [[0, 0], [0, 1], [1, 0], [10, 10], [10, 11], [11, 10], [11, 11]].map((row) => Float64Array.from(row));

describe('clusters', () => {
  test('are the groups that anybody sees, the largest first, whatever the seed', () => {
    for (const seed of [1, 2, 3]) {
      const { labels, sizes, inertia } = kMeans(rows, 2, seed);
      expect([...labels]).toEqual([1, 1, 1, 0, 0, 0, 0]);
      expect(sizes).toEqual([4, 3]);
      expect(inertia).toBeCloseTo(4 / 3 + 2, 12);
    }
  });

  test('many rows, whose restarts look at a part of them, fall into the groups they came from', () => {
    const random = new Random(3);
    const homes = Array.from({ length: 10_000 }, () => random.below(4));
    const { labels, sizes } = kMeans(homes.map((home) => Float64Array.of(10 * (home % 2) + random.uniform(), 10 * (home >> 1) + random.uniform())), 4, 7);
    expect(new Set(homes.map((home, at) => `${home} ${labels[at]}`)).size).toBe(4);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(10_000);
  });

  test('are those of measuring every point against every centre in every round, ties among them', () => {
    const grid = fc.record({ size: fc.integer({ min: 1, max: 3 }), k: fc.integer({ min: 1, max: 5 }), cells: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 30, maxLength: 120 }) });
    fc.assert(
      fc.property(grid, ({ size, k, cells }) => {
        const values = Float64Array.from(cells.slice(0, cells.length - (cells.length % size)));
        const places = Array.from({ length: values.length / size }, (_, at) => [...values.subarray(at * size, (at + 1) * size)]);
        let centres = places.slice(0, k);
        let labels: number[] = [];
        for (let moved = true; moved; ) {
          const now = places.map((place) => {
            const far = centres.map((centre) => centre.reduce((sum, value, at) => sum + ((place[at] ?? 0) - value) ** 2, 0));
            return far.indexOf(Math.min(...far));
          });
          moved = now.some((label, at) => label !== labels[at]);
          labels = now;
          if (moved) centres = centres.map((centre, label) => (now.includes(label) ? centre.map((_, at) => places.reduce((sum, place, row) => sum + (now[row] === label ? (place[at] ?? 0) : 0), 0) / now.filter((other) => other === label).length) : centre));
        }
        expect([...descend({ values, size }, values.slice(0, k * size)).labels]).toEqual(labels);
      }),
      { numRuns: 300 },
    );
  });

  test('have the silhouette of a calculation by hand', () => {
    const line = [[0], [1], [4]].map((row) => Float64Array.from(row));
    // 0: a 1, b 4 → 0.75; 1: a 1, b 3 → 2/3; 4 is alone → 0
    expect(meanSilhouette(line, Int32Array.from([0, 0, 1]))).toBeCloseTo((0.75 + 2 / 3) / 3, 12);
    expect(meanSilhouette(line, Int32Array.from([0, 0, 0]))).toBeNaN();
  });

  test('are found among several numbers of them, and say in which feature each is apart', () => {
    const random = new Random(5);
    const homes = Array.from({ length: 90 }, (_, row) => row % 3);
    const heard: number[] = [];
    const found = findClusters({ features: [Float64Array.from(homes, (home) => home * 10 + random.uniform()), Float64Array.from(homes, () => 4)], weights: [1, 1], given: Int32Array.from(homes, (home) => Number(home > 0)), sizes: [2, 3, 4], seed: 7 }, (fraction) => heard.push(fraction));
    expect(found).toMatchObject({ used: [0], sizes: [30, 30, 30] });
    expect(new Set(homes.map((home, row) => `${home} ${found?.labels[row]}`)).size).toBe(3);
    expect(found?.shifts.map((shift) => Math.sign(Math.round(shift[0] ?? NaN))).toSorted((one, other) => one - other)).toEqual([-1, 0, 1]);
    expect(found?.explainedByClusters[0]).toBeGreaterThan(found?.explainedByGiven[0] ?? 1);
    expect(heard).toEqual([0.25, 0.5, 0.75]);
    expect(findClusters({ features: [new Float64Array(40)], weights: [1], given: new Int32Array(40), sizes: [3], seed: 7 })).toBeNull();
  });

  test('explain all of a feature that is theirs and none of one that is not', () => {
    expect(explainedByGroups(Float64Array.from([1, 1, 5, 5]), ['a', 'a', 'b', 'b'])).toBe(1);
    expect(explainedByGroups(Float64Array.from([1, 5, 1, 5]), ['a', 'a', 'b', 'b'])).toBe(0);
    expect(explainedByGroups(Float64Array.from([2, 2]), ['a', 'b'])).toBeNaN();
  });

  test('lie on a plane that holds all the variance of two dimensions, with distances kept', () => {
    const { x, y, share } = principalPlane(rows);
    expect(share).toBeCloseTo(1, 12);
    const distance = Math.hypot((x[0] ?? 0) - (x[6] ?? 0), (y[0] ?? 0) - (y[6] ?? 0));
    expect(distance).toBeCloseTo(Math.hypot(11, 11), 10);
  });
});
