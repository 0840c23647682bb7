import { noncentralTCdf, normal975, normalCdf, normalQuantile, tQuantile } from '../special/distributions.ts';

/** Power of the two-sided two-sample t test at 5 %, n in each group, of a difference of `delta` with spread `sd`. */
export function powerOfMeans(n: number, delta: number, sd: number): number {
  const df = 2 * (n - 1);
  const critical = tQuantile(0.975, df);
  const shift = Math.sqrt(n / 2) * (delta / sd);
  // as R's power.t.test, the wrong-sided tail is not counted
  return 1 - noncentralTCdf(critical, df, shift);
}

/** Power of the two-sided comparison of two proportions at 5 %, n in each group, by the normal approximation. */
export function powerOfRates(n: number, p1: number, p2: number): number {
  const pooled = Math.sqrt((p1 + p2) * (1 - (p1 + p2) / 2));
  return normalCdf((Math.sqrt(n) * Math.abs(p1 - p2) - normal975 * pooled) / Math.sqrt(p1 * (1 - p1) + p2 * (1 - p2)));
}

/** rows in each group for the power asked */
export const rowsForMeans = (delta: number, sd: number, power: number): number => solve((n) => powerOfMeans(n, delta, sd) - power, 2, 1e7);

export function rowsForRates(p1: number, p2: number, power: number): number {
  const pooled = Math.sqrt((p1 + p2) * (1 - (p1 + p2) / 2));
  return ((normal975 * pooled + normalQuantile(power) * Math.sqrt(p1 * (1 - p1) + p2 * (1 - p2))) / (p1 - p2)) ** 2;
}

/** Smallest difference that groups of this size find with the power asked; `correlation` with the value before takes √(1 − ρ²) off (CUPED). */
export function detectableDifference(treated: number, control: number, sd: number, power: number, correlation = 0): number {
  if (treated < 2 || control < 2) return NaN;
  // groups of different size weigh as two of the harmonic mean
  const n = 2 / (1 / treated + 1 / control);
  return solve((delta) => powerOfMeans(n, delta, 1) - power, 0, 100) * sd * Math.sqrt(1 - correlation ** 2);
}

function solve(f: (x: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  for (let step = 0; step < 200 && high - low > 1e-10 * Math.max(1, high); step += 1) {
    const middle = (low + high) / 2;
    if (f(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
