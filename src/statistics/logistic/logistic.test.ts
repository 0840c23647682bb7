import { describe, expect, test } from 'vitest';
import { digits, numbers, ones, published, readColumns } from '../testing.ts';
import { describeLogistic, type DescribedLogistic } from './describeLogistic.ts';
import { areaUnderCurve, brierScore, calibrate, lift } from './judgePrediction.ts';

function fitted(columns: readonly Float64Array[], y: Float64Array, firth: boolean): DescribedLogistic {
  const fit = describeLogistic(columns, y, firth);
  if (fit.kind !== 'fitted') throw new Error(fit.kind);
  return fit;
}

describe('endometrial cancer, separated by NV', () => {
  const path = 'data/oracles/endometrial.csv';
  const read = () => {
    const table = readColumns(path);
    return { columns: [ones(79), ...['NV', 'PI', 'EH'].map((name) => numbers(table[name]))], y: numbers(table['HG']) };
  };

  published(path)('has the published Firth estimates and errors', () => {
    const { columns, y } = read();
    const fit = fitted(columns, y, true);
    const close = (found: Float64Array, expected: readonly number[]) => expected.forEach((value, at) => expect(Math.abs((found[at] ?? NaN) - value)).toBeLessThan(5e-7));
    close(fit.coefficients, [3.7745594, 2.92927326, -0.03475175, -2.60416382]);
    close(fit.standardErrors, [1.4886916, 1.55076369, 0.03957815, 0.77601762]);
  });

  published(path)('has profile intervals that end where twice the penalised log-likelihood has fallen by 3.84', () => {
    const { columns, y } = read();
    const fit = fitted(columns, y, true);
    // logistf prints 0.6097244 to 7.8546317 for NV
    expect([fit.low[1], fit.high[1]].map((value) => Number(value?.toFixed(4)))).toEqual([0.6097, 7.8546]);
    expect(fit.pValues[1]).toBeLessThan(0.05);
  });

  published(path)('has no maximum-likelihood estimate, and NV is named', () => {
    const { columns, y } = read();
    expect(describeLogistic(columns, y, false)).toEqual({ kind: 'separated', terms: [1] });
  });
});

published('data/oracles/mtcars.csv')('gears by weight have the published maximum-likelihood estimates and deviance', () => {
  const table = readColumns('data/oracles/mtcars.csv');
  const fit = fitted([ones(32), numbers(table['wt'])], numbers(table['am']), false);
  expect(digits(fit.coefficients[0], 12.0403697)).toBeGreaterThan(8);
  expect(digits(fit.coefficients[1], -4.0239699)).toBeGreaterThan(7.5);
  expect(digits(-2 * fit.logLikelihood, 19.1760848)).toBeGreaterThan(8);
});

test('with Firth and no predictor the share of events is pulled to one half by half an event on either side', () => {
  const fit = fitted([ones(9)], Float64Array.from([1, 0, 0, 0, 0, 0, 0, 0, 0]), true);
  expect(fit.coefficients[0]).toBeCloseTo(Math.log(1.5 / 8.5), 10);
});

test('a scale or a shift of a predictor changes its coefficient alone', () => {
  const x = Float64Array.from({ length: 60 }, (_, at) => (at * 7) % 13);
  const y = Float64Array.from(x, (value, at) => ((value + (at % 5) * 2) % 9 > 4 ? 1 : 0));
  const [one, other] = [fitted([ones(60), x], y, true), fitted([ones(60), x.map((value) => 1e6 + value * 1000)], y, true)];
  expect(digits((other.coefficients[1] ?? NaN) * 1000, one.coefficients[1] ?? NaN)).toBeGreaterThan(8);
  expect(digits((other.high[1] ?? NaN) * 1000, one.high[1] ?? NaN)).toBeGreaterThan(6);
});

test('predictions are judged by rank, by distance, by the top and by tenths', () => {
  const y = Float64Array.from([0, 0, 1, 1]);
  const p = Float64Array.from([0.1, 0.4, 0.4, 0.8]);
  expect(areaUnderCurve(p, y)).toBeCloseTo(3.5 / 4, 12);
  expect(brierScore(p, y)).toBeCloseTo((0.01 + 0.16 + 0.36 + 0.04) / 4, 12);
  expect(lift(p, y, 0.25)).toBe(2);
  expect(calibrate(p, y, 2).map(({ events, predicted }) => [events, predicted])).toEqual([[0, 0.25], [2, 0.6000000000000001]]);
  expect(areaUnderCurve(p, ones(4))).toBeNaN();
});
