import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newcombeInterval, wilsonInterval } from '../proportion/proportion.ts';
import { fitLeastSquares } from '../linear/fitLeastSquares.ts';
import { clusterErrors } from '../linear/robustErrors.ts';
import { Random } from '../random.ts';
import { ones } from '../testing.ts';
import { cuped, differenceInDifferences } from './compare.ts';
import { flipSigns, permute } from './permute.ts';
import { detectableDifference, powerOfMeans, powerOfRates, rowsForMeans, rowsForRates } from './power.ts';
import { twoWayEffects } from './twoWayEffects.ts';

const before = Float64Array.from([10, 12, 9, 11, 20, 18, 22, 19]);
const after = Float64Array.from([14, 15, 13, 16, 21, 20, 22, 20]);
const treated = Uint8Array.from([1, 1, 1, 1, 0, 0, 0, 0]);

describe('eight units before and after', () => {
  test('differ in differences by 3, CUPED by −0.0270 with θ 0.6727519', () => {
    expect(differenceInDifferences(before, after, treated).estimate).toBeCloseTo(3, 12);
    const adjusted = cuped(before, after, treated);
    expect([adjusted.theta.toFixed(7), adjusted.estimate.toFixed(4)]).toEqual(['0.6727519', '-0.0270']);
  });

  test('2 of 70 assignments give as large a difference', () => {
    const change = after.map((value, at) => value - (before[at] ?? 0));
    expect(permute(change, treated, 1, 1000)).toMatchObject({ assignments: 'all', count: 70, pValue: 2 / 70 });
  });

  test('the clustered error is that of the stacked regression, and two-way effects find the same', () => {
    const y = Float64Array.from([...before, ...after]);
    const time = Float64Array.from(y, (_, at) => (at < 8 ? 0 : 1));
    const group = Float64Array.from(y, (_, at) => treated[at % 8] ?? 0);
    const fit = fitLeastSquares([ones(16), group, time, group.map((value, at) => value * (time[at] ?? 0))], y, true);
    if (fit.kind !== 'fitted') throw new Error(fit.kind);
    const unit = Int32Array.from(y, (_, at) => at % 8);
    const effect = differenceInDifferences(before, after, treated);
    expect(effect.error).toBeCloseTo(clusterErrors(fit, unit, 8)[3] ?? NaN, 10);
    const both = twoWayEffects({ unit, units: 8, time: Int32Array.from(time), times: 2, outcome: y, treated: group.map((value, at) => value * (time[at] ?? 0)) }, { codes: unit, count: 8 });
    expect(both?.estimate).toBeCloseTo(3, 12);
  });
});

test('Darwin’s maize: 863 and 1726 of 32768 sign changes', () => {
  expect(flipSigns(Float64Array.from([49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]))).toEqual({ oneSided: 863, twoSided: 1726, ways: 32768 });
});

test('power, sample sizes and the smallest detectable difference are those of R', () => {
  expect([powerOfMeans(20, 1, 1).toFixed(7), rowsForMeans(1, 1, 0.9).toFixed(4), powerOfRates(50, 0.5, 0.75).toFixed(7), rowsForRates(0.5, 0.75, 0.9).toFixed(1), detectableDifference(40, 40, 1, 0.8).toFixed(6)]).toEqual(['0.8689528', '22.0211', '0.7401659', '76.7', '0.634299']);
});

test('Wilson’s limits are those that Newcombe prints', () => {
  const printed = ([successes, trials]: readonly [number, number]) => [wilsonInterval(successes, trials).low.toFixed(4), wilsonInterval(successes, trials).high.toFixed(4)];
  expect(([[81, 263], [15, 148], [0, 20], [1, 29]] as const).map(printed)).toEqual([['0.2553', '0.3662'], ['0.0624', '0.1605'], ['0.0000', '0.1611'], ['0.0061', '0.1718']]);
});

test('Newcombe’s interval of a difference is the one he prints for 56/70 and 48/80', () => {
  const { estimate, low, high } = newcombeInterval([56, 70], [48, 80]);
  expect([estimate.toFixed(4), low.toFixed(4), high.toFixed(4)]).toEqual(['0.2000', '0.0524', '0.3339']);
});

test('permuted labels give uniform p-values', () => {
  const random = new Random(11);
  const values = Float64Array.from({ length: 9 }, () => random.uniform());
  const ps: number[] = [];
  for (let draw = 0; draw < 400; draw += 1) {
    const labels = Uint8Array.from([1, 1, 1, 1, 0, 0, 0, 0, 0]);
    random.shuffle(labels);
    const found = permute(values, labels, 1, 100);
    ps.push(found.pValue);
  }
  for (const level of [0.1, 0.25, 0.5, 0.75]) expect(Math.abs(ps.filter((p) => p <= level).length / ps.length - level)).toBeLessThan(3.5 * Math.sqrt((level * (1 - level)) / ps.length) + 1 / 126);
});

test('a constant added to all units changes no effect', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 0, max: 99 })), { minLength: 6, maxLength: 10 }), fc.integer({ min: -1000, max: 1000 }), (rows, constant) => {
      const labels = Uint8Array.from(rows, (_, at) => at % 2);
      const [b, a] = [Float64Array.from(rows, ([value]) => value), Float64Array.from(rows, ([, value]) => value)];
      const moved = a.map((value) => value + constant);
      expect(differenceInDifferences(b, moved, labels).estimate).toBeCloseTo(differenceInDifferences(b, a, labels).estimate, 8);
      expect(cuped(b, moved, labels).estimate).toBeCloseTo(cuped(b, a, labels).estimate, 8);
      expect(permute(moved, labels, 1, 100).pValue).toBe(permute(a, labels, 1, 100).pValue);
    }),
  );
});
