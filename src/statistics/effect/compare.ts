import { mean, sumOfSquares } from '../linear/fitLeastSquares.ts';
import { tQuantile, tTwoSided } from '../special/distributions.ts';

export interface Effect {
  readonly estimate: number;
  readonly error: number;
  readonly low: number;
  readonly high: number;
  readonly pValue: number;
}

export const effectOf = (estimate: number, error: number, df: number): Effect => {
  const known = error > 0 && df > 0;
  const reach = known ? tQuantile(0.975, df) * error : NaN;
  return { estimate, error: df > 0 ? error : NaN, low: estimate - reach, high: estimate + reach, pValue: known ? tTwoSided(estimate / error, df) : NaN };
};

export interface Halves {
  readonly treated: Float64Array;
  readonly control: Float64Array;
}

export function split(values: Float64Array, treated: Uint8Array): Halves {
  return { treated: values.filter((_, at) => treated[at] === 1), control: values.filter((_, at) => treated[at] === 0) };
}

/**
 * Difference in differences of units seen before and after: the difference of the mean changes. Errors clustered by unit, as from the
 * stacked regression on treated × after with G/(G−1) · (N−1)/(N−4), N = 2G; t with G − 1 degrees of freedom. `clusters` gather units.
 */
export function differenceInDifferences(before: Float64Array, after: Float64Array, treated: Uint8Array, clusters?: { readonly codes: Int32Array; readonly count: number }): Effect {
  const change = after.map((value, at) => value - (before[at] ?? 0));
  const halves = split(change, treated);
  const [meanTreated, meanControl] = [mean(halves.treated), mean(halves.control)];
  const units = change.length;
  const groups = clusters?.count ?? units;
  const scores = new Float64Array(groups);
  for (let at = 0; at < units; at += 1) {
    const isTreated = treated[at] === 1;
    const group = clusters?.codes[at] ?? at;
    const influence = isTreated ? ((change[at] ?? 0) - meanTreated) / halves.treated.length : -((change[at] ?? 0) - meanControl) / halves.control.length;
    scores[group] = (scores[group] ?? 0) + influence;
  }
  const rows = 2 * units;
  const factor = rows > 4 && groups > 1 ? (groups / (groups - 1)) * ((rows - 1) / (rows - 4)) : NaN;
  return effectOf(meanTreated - meanControl, Math.sqrt(factor * sumOfSquares(scores, 0)), groups - 1);
}

export interface Cuped extends Effect {
  /** cov(after, before) / var(before), over all units */
  readonly theta: number;
  /** share of the variance that the value before takes off */
  readonly reduction: number;
}

/** CUPED (Deng, Xu, Kohavi & Walker 2013): the value after less θ times the value before less its mean; means compared with Welch's error. */
export function cuped(before: Float64Array, after: Float64Array, treated: Uint8Array): Cuped {
  const [meanBefore, meanAfter] = [mean(before), mean(after)];
  const variance = sumOfSquares(before, meanBefore);
  const covariance = before.reduce((sum, value, at) => sum + (value - meanBefore) * ((after[at] ?? 0) - meanAfter), 0);
  const theta = variance > 0 ? covariance / variance : 0;
  const adjusted = after.map((value, at) => value - theta * ((before[at] ?? 0) - meanBefore));
  const { treated: one, control: two } = split(adjusted, treated);
  const [m1, m2] = [mean(one), mean(two)];
  const [v1, v2] = [sumOfSquares(one, m1) / (one.length - 1) / one.length, sumOfSquares(two, m2) / (two.length - 1) / two.length];
  const df = (v1 + v2) ** 2 / (v1 ** 2 / (one.length - 1) + v2 ** 2 / (two.length - 1));
  const total = sumOfSquares(after, meanAfter);
  return { ...effectOf(m1 - m2, Math.sqrt(v1 + v2), df), theta, reduction: total > 0 && variance > 0 ? covariance ** 2 / (variance * total) : 0 };
}
