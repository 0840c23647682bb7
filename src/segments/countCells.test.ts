import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandValues, cellIndex, countCells, quantilesOf } from './countCells.ts';

const value = fc.oneof(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), fc.constant(NaN));
const cuts = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 4 });

describe('bands', () => {
  it('are right-closed intervals', () => {
    expect([...bandValues(Float64Array.of(0, 1, 1.5, 2, 3, NaN), [1, 2])]).toEqual([1, 1, 2, 2, 3, 0]);
  });

  it('never fall when the value grows', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 })), cuts, (values, points) => {
        const levels = bandValues(Float64Array.from(values).sort(), points.toSorted((a, b) => a - b));
        expect([...levels]).toEqual([...levels].sort((a, b) => a - b));
      }),
    );
  });
});

describe('cells', () => {
  it('are disjoint and cover everybody: counts and the unplaced sum to the base, measures to their total', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value, fc.integer({ min: 0, max: 1000 }))), cuts, cuts, (rows, first, second) => {
        const axes = [bandValues(Float64Array.from(rows.map(([a]) => a)), first), bandValues(Float64Array.from(rows.map(([, b]) => b)), second)];
        const money = Float64Array.from(rows.map(([, , m]) => m));
        const counts = countCells(axes, [first.length + 1, second.length + 1], [money]);
        expect(counts.customers.reduce((sum, n) => sum + n, 0) + counts.unplaced).toBe(rows.length);
        const placed = rows.filter(([a, b]) => !Number.isNaN(a) && !Number.isNaN(b)).reduce((sum, [, , m]) => sum + m, 0);
        expect(counts.sums[0]?.reduce((sum, n) => sum + n, 0)).toBe(placed);
      }),
    );
  });

  it('do not depend on the order of the customers', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), cuts, (values, points) => {
        const count = (list: readonly number[]): number[] => [...countCells([bandValues(Float64Array.from(list), points)], [points.length + 1], []).customers];
        expect(count(values.toReversed())).toEqual(count(values));
      }),
    );
  });

  it('are numbered with the last axis fastest', () => {
    expect([cellIndex([1, 1, 1], [3, 3, 3]), cellIndex([1, 1, 2], [3, 3, 3]), cellIndex([3, 3, 3], [3, 3, 3])]).toEqual([0, 1, 26]);
  });
});

describe('quantiles', () => {
  it('are of type 7', () => {
    expect(quantilesOf(Float64Array.of(1, 2, 3, 4, 10), 4)).toEqual([2, 3, 4]);
    expect(quantilesOf(Float64Array.of(1, 2, 3, 4), 3)).toEqual([2, 3]);
  });
});
