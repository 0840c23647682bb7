import { fTail, tQuantile, tTwoSided } from '../special/distributions.ts';
import { varianceInflation } from './diagnose.ts';
import { mean, sumOfSquares, type LeastSquares } from './fitLeastSquares.ts';
import { clusterErrors, robustErrors } from './robustErrors.ts';

export type ErrorKind = 'hc3' | 'hc1' | 'classic' | 'cluster';

export interface Coefficients {
  readonly robust: Float64Array;
  readonly t: Float64Array;
  readonly pValues: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly standardised: Float64Array;
  readonly inflation: Float64Array;
  /** degrees of freedom behind t, p and the interval */
  readonly df: number;
}

/**
 * What stands beside the coefficients. t, p and the 95 % interval are by the errors asked for: classical and HC with n − k degrees of
 * freedom, clustered with G − 1. `robust` is what was asked for, and HC3 beside classical errors. NaN where a number is not defined.
 */
export function describeCoefficients(columns: readonly Float64Array[], y: Float64Array, fit: LeastSquares, kind: ErrorKind, hasIntercept: boolean, groups?: { readonly codes: Int32Array; readonly count: number }): Coefficients {
  const robust = kind === 'cluster' && groups ? clusterErrors(fit, groups.codes, groups.count) : robustErrors(fit, kind === 'hc1' ? 'hc1' : 'hc3');
  const used = kind === 'classic' ? fit.standardErrors : robust;
  const df = kind === 'cluster' && groups ? groups.count - 1 : fit.dfResidual;
  const t = fit.coefficients.map((value, j) => value / (used[j] ?? NaN));
  const reach = tQuantile(0.975, df);
  const spread = Math.sqrt(sumOfSquares(y, mean(y)));
  const standardised = Float64Array.from(columns, (column, j) => {
    if (hasIntercept && j === 0) return NaN;
    return ((fit.coefficients[j] ?? NaN) * Math.sqrt(sumOfSquares(column, mean(column)))) / spread;
  });
  return {
    robust,
    t,
    pValues: t.map((value) => (Number.isFinite(value) ? tTwoSided(value, df) : NaN)),
    low: fit.coefficients.map((value, j) => value - reach * (used[j] ?? NaN)),
    high: fit.coefficients.map((value, j) => value + reach * (used[j] ?? NaN)),
    standardised,
    inflation: varianceInflation(columns, fit, hasIntercept),
    df,
  };
}

/** The overall test of the model, by classical theory. */
export function describeFit(fit: LeastSquares, hasIntercept: boolean): { readonly adjusted: number; readonly f: number; readonly pValue: number } {
  const around = fit.n - (hasIntercept ? 1 : 0);
  const f = fit.dfModel > 0 ? (fit.tss - fit.rss) / fit.dfModel / (fit.rss / fit.dfResidual) : NaN;
  return { adjusted: 1 - (fit.rss / fit.dfResidual) * (around / fit.tss), f, pValue: Number.isFinite(f) ? fTail(f, fit.dfModel, fit.dfResidual) : NaN };
}
