import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digits, numbers, ones, published, readColumns } from '../testing.ts';
import { breuschPagan, conditionNumber, smearingFactor, varianceInflation } from './diagnose.ts';
import { fitLeastSquares, type LeastSquares } from './fitLeastSquares.ts';
import { correlations, johnsonWeights, lmg } from './importance.ts';
import { clusterErrors, robustErrors } from './robustErrors.ts';

function fitted(columns: readonly Float64Array[], y: Float64Array): LeastSquares {
  const fit = fitLeastSquares(columns, y, true);
  if (fit.kind !== 'fitted') throw new Error(fit.kind);
  return fit;
}

function readModel(path: string, outcome: string, predictors?: readonly string[]) {
  const table = readColumns(path);
  const names = predictors ?? Object.keys(table).filter((name) => name !== outcome);
  const columns = names.map((name) => numbers(table[name]));
  const y = numbers(table[outcome]);
  const design = [ones(y.length), ...columns];
  return { names, columns, design, y, fit: fitted(design, y) };
}

/** each number agrees with the published one in all the digits that are printed */
function expectPrinted(found: Iterable<number>, printed: readonly string[]): void {
  const all = [...found];
  expect(all).toHaveLength(printed.length);
  for (const [index, text] of printed.entries()) {
    const decimals = (text.split('.')[1] ?? '').length;
    expect(Math.abs((all[index] ?? NaN) - Number(text))).toBeLessThanOrEqual(0.5000001 * 10 ** -decimals);
  }
}

const each = (columns: readonly unknown[]) => columns.map((_, index) => [index]);

describe('swiss fertility', () => {
  const path = 'data/oracles/swiss.csv';
  published(path)('has the published coefficients, HC3 errors and variance inflation', () => {
    const { fit, design } = readModel(path, 'Fertility');
    expectPrinted(fit.coefficients, ['66.9151817', '-.1721140', '-.2580082', '-.8709401', '.1041153', '1.0770481']);
    expectPrinted([fit.rSquared], ['.706735']);
    expectPrinted(varianceInflation(design, fit, true).slice(1), ['2.28413', '3.67542', '2.77494', '1.93716', '1.10754']);
    expectPrinted(robustErrors(fit, 'hc3'), ['11.51742', '.0715968', '.2733783', '.2101204', '.0327562', '.4587347']);
  });

  published(path)('has the published LMG shares and Johnson weights', () => {
    const { columns, y, fit } = readModel(path, 'Fertility');
    const matrix = correlations(columns, y, true);
    const shares = lmg(matrix, each(columns), [], 1);
    expectPrinted(shares.shares, ['.0570912', '.1711730', '.2601347', '.1055702', '.1127659']);
    expect(shares.shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(fit.rSquared, 12);
    const johnson = johnsonWeights(matrix, columns.map((_, at) => at), []);
    expectPrinted(johnson, ['.0484169', '.1547082', '.2719641', '.1146800', '.1169657']);
    expect(johnson.reduce((sum, share) => sum + share, 0)).toBeCloseTo(fit.rSquared, 12);
  });
});

describe('motor cars', () => {
  const path = 'data/oracles/mtcars.csv';
  published(path)('have the published importance of four predictors', () => {
    const { columns, y, fit } = readModel(path, 'mpg', ['cyl', 'disp', 'hp', 'gear']);
    expectPrinted([fit.rSquared], ['.7791896']);
    const matrix = correlations(columns, y, true);
    expectPrinted(johnsonWeights(matrix, [0, 1, 2, 3], []), ['.2284797', '.2221469', '.2321744', '.0963886']);
    expectPrinted(lmg(matrix, each(columns), [], 1).shares, ['.2470520', '.2434996', '.2109129', '.0777251']);
  });

  published(path)('have the published line on weight, its HC3 errors and the smearing of its logarithm', () => {
    const { fit, y, columns } = readModel(path, 'mpg', ['wt']);
    expectPrinted(fit.coefficients, ['37.2851262', '-5.3444716']);
    expectPrinted(robustErrors(fit, 'hc3'), ['2.4267775', '.7381064']);
    expectPrinted([smearingFactor(fitted([ones(y.length), ...columns], y.map(Math.log)).residuals)], ['1.00889735']);
  });
});

describe('Longley', () => {
  const path = 'data/oracles/longley_r.csv';
  const reference = 'reference/ols-longley.csv';
  published(path)('has the published coefficients and variance inflation', () => {
    const { fit, design } = readModel(path, 'Employed');
    expectPrinted(fit.coefficients, ['-3482.258634596', '.0150618722714', '-.0358191792926', '-.0202022980382', '-.0103322686717', '-.0511041056536', '1.82915146461']);
    expectPrinted(varianceInflation(design, fit, true).slice(1), ['135.532', '1788.513', '33.619', '3.589', '399.151', '758.981']);
  });

  published(reference)('has the importance of the reference table, and HC errors that agree with it to 7 digits and with exact arithmetic to 13', () => {
    const { fit, columns, y } = readModel('data/nist-strd/longley.csv', 'y');
    const table = readColumns(reference);
    const digitsOf = (found: Iterable<number>, name: string) => [...found].map((value, at) => digits(value, Number(table[name]?.[at])));
    expect(Math.min(...digitsOf(robustErrors(fit, 'hc3'), 'HC3'), ...digitsOf(robustErrors(fit, 'hc1'), 'HC1'))).toBeGreaterThan(7);
    const exact = [1799477.230661816, 91.11938660113927, 0.05562398838839359, 0.82213350201658, 0.2987892575905415, 0.3249058211360166, 922.807841715404];
    expect(Math.min(...[...robustErrors(fit, 'hc3')].map((value, at) => digits(value, exact[at] ?? NaN)))).toBeGreaterThan(13);
    const shares = lmg(correlations(columns, y, true), each(columns), [], 1).shares;
    expect(Math.min(...[...shares].map((value, at) => digits(value, Number(table['lmg']?.[at + 1]))))).toBeGreaterThan(9);
  });
});

describe('least squares in general', () => {
  const hundredths = (bound: number) => fc.integer({ min: -100 * bound, max: 100 * bound }).map((value) => value / 100);
  const table = fc.array(fc.tuple(hundredths(50), hundredths(9), hundredths(5)), { minLength: 8, maxLength: 40 });
  const columnsOf = (rows: readonly (readonly [number, number, number])[]) => [0, 1, 2].map((at) => Float64Array.from(rows, (row) => row[at] ?? 0)) as [Float64Array, Float64Array, Float64Array];
  const close = (one: number | undefined, other: number | undefined, scale = 1) => expect(Math.abs((one ?? NaN) - (other ?? NaN))).toBeLessThan(1e-7 * Math.max(scale, Math.abs(one ?? 0)));
  /** rows that identify the model well */
  const identified = (x: Float64Array, z: Float64Array, y: Float64Array) => {
    const fit = fitLeastSquares([ones(y.length), x, z], y, true);
    fc.pre(fit.kind === 'fitted');
    if (fit.kind !== 'fitted') throw new Error('not fitted');
    fc.pre(conditionNumber([ones(y.length), x, z], fit) < 1e4 && fit.tss > 1e-3);
    return fit;
  };

  test('the order of the rows changes nothing', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const [y, x, z] = columnsOf(rows);
        const fit = identified(x, z, y);
        const [v, u, w] = columnsOf(rows.toReversed());
        const turned = identified(u, w, v);
        fit.coefficients.forEach((value, at) => close(value, turned.coefficients[at]));
        robustErrors(fit, 'hc1').forEach((value, at) => close(value, robustErrors(turned, 'hc1')[at]));
      }),
    );
  });

  test('another unit of a predictor scales its coefficient, a constant moves the intercept alone, and the importance stays', () => {
    fc.assert(
      fc.property(table, fc.constantFrom(0.001, 0.5, 60, 1000), fc.constantFrom(-3, 0, 12), (rows, unit, constant) => {
        const [y, x, z] = columnsOf(rows);
        const fit = identified(x, z, y);
        const moved = x.map((value) => value * unit + constant);
        const other = fitLeastSquares([ones(y.length), moved, z], y, true);
        if (other.kind !== 'fitted') throw new Error(other.kind);
        close((other.coefficients[1] ?? NaN) * unit, fit.coefficients[1]);
        close(other.coefficients[2], fit.coefficients[2]);
        close(other.rSquared, fit.rSquared);
        const shares = lmg(correlations([x, z], y, true), [[0], [1]], [], 1).shares;
        lmg(correlations([moved, z], y, true), [[0], [1]], [], 1).shares.forEach((value, at) => close(value, shares[at]));
        close(shares.reduce((sum, share) => sum + share, 0), fit.rSquared);
      }),
    );
  });

  test('a column that others make up is named, with those others', () => {
    const x = Float64Array.from([1, 2, 3, 5, 8, 13]);
    const z = Float64Array.from([2, 7, 1, 8, 2, 8]);
    const both = x.map((value, at) => 0.1 * value + 0.3 * (z[at] ?? 0));
    const fit = fitLeastSquares([ones(6), x, z, both], Float64Array.from([1, 2, 3, 4, 5, 7]), true);
    expect(fit.kind === 'singular' ? [...fit.dependent, ...fit.on].sort((a, b) => a - b) : fit.kind).toEqual([1, 2, 3]);
  });

  test('as many rows as terms leave no freedom', () => {
    expect(fitLeastSquares([ones(2), Float64Array.from([1, 2])], Float64Array.from([3, 9]), true)).toEqual({ kind: 'no freedom', n: 2, terms: 2 });
  });

  test('clusters of one row give HC1, and equal spread is not taken for unequal', () => {
    const x = Float64Array.from({ length: 40 }, (_, at) => at % 7);
    const y = x.map((value, at) => 2 * value + (at % 2 === 0 ? 1 : -1));
    const fit = fitted([ones(40), x], y);
    const single = clusterErrors(fit, Int32Array.from({ length: 40 }, (_, at) => at), 40);
    robustErrors(fit, 'hc1').forEach((value, at) => close(single[at], value));
    expect(breuschPagan(fit, true).pValue).toBeGreaterThan(0.05);
  });

  test('beyond 15 players random orders come within four of their own errors of the exact shares', () => {
    const columns = Array.from({ length: 16 }, (_, j) => Float64Array.from({ length: 60 }, (_, i) => Math.sin(i * (j + 1) * 1.7) + (i % (j + 2))));
    const y = Float64Array.from({ length: 60 }, (_, i) => i + (columns[3]?.[i] ?? 0) * 4);
    const matrix = correlations(columns, y, true);
    const drawn = lmg(matrix, each(columns), [], 7, 500);
    const exact = lmg(matrix, each(columns).slice(0, 15), [15], 7);
    const drawnOfFifteen = lmg(matrix, [...each(columns).slice(0, 15), []], [15], 7, 3000);
    expect([drawn.orders, exact.orders]).toEqual([500, 'all']);
    for (let j = 0; j < 15; j += 1) expect(Math.abs((drawnOfFifteen.shares[j] ?? NaN) - (exact.shares[j] ?? NaN))).toBeLessThan(4 * (drawnOfFifteen.errors[j] ?? NaN) + 1e-12);
  });
});
