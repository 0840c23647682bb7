import { incompleteBeta } from './beta.ts';
import { incompleteGamma } from './gamma.ts';

/** P(Z ≤ z) of the standard normal, with full relative accuracy in both tails */
export function normalCdf(z: number): number {
  const { lower, upper } = incompleteGamma(0.5, (z * z) / 2);
  return z < 0 ? upper / 2 : (1 + lower) / 2;
}

/** two-sided p-value of a standard normal statistic */
export const normalTwoSided = (z: number): number => incompleteGamma(0.5, (z * z) / 2).upper;

/** Quantile of the standard normal: Acklam's rational start (1e-9), then two Halley steps. */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) return p === 0 ? -Infinity : p === 1 ? Infinity : NaN;
  if (p > 0.5) return -normalQuantile(1 - p);
  let z: number;
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p));
    z = polynomial([-7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734, 4.374664141464968, 2.938163982698783], q) / polynomial([7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416, 1], q);
  } else {
    const q = p - 0.5;
    const r = q * q;
    z = (q * polynomial([-3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2, -3.066479806614716e1, 2.506628277459239], r)) / polynomial([-5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1, -1.328068155288572e1, 1], r);
  }
  for (let step = 0; step < 2; step += 1) {
    const error = (normalCdf(z) - p) * Math.sqrt(2 * Math.PI) * Math.exp((z * z) / 2);
    z -= error / (1 + (z * error) / 2);
  }
  return z;
}

const polynomial = (coefficients: readonly number[], x: number): number => coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);

/** two-sided p-value of a t statistic */
export function tTwoSided(t: number, df: number): number {
  if (df === Infinity) return normalTwoSided(t);
  const square = t * t;
  return incompleteBeta(df / (df + square), df / 2, 0.5, square / (df + square));
}

/** Quantile of Student's t for p > ½, by bisection between powers of two and then Newton's steps. */
export function tQuantile(p: number, df: number): number {
  if (p === 0.5) return 0;
  if (p < 0.5) return -tQuantile(1 - p, df);
  if (df === Infinity) return normalQuantile(p);
  const tail = 2 * (1 - p);
  let high = 1;
  while (tTwoSided(high, df) > tail && high < 1e300) high *= 2;
  let low = high === 1 ? 0 : high / 2;
  for (let step = 0; step < 100 && high - low > 1e-15 * high; step += 1) {
    const middle = (low + high) / 2;
    if (tTwoSided(middle, df) > tail) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(X > x) of χ² */
export const chiSquaredTail = (x: number, df: number): number => incompleteGamma(df / 2, x / 2).upper;

/** P(X > x) of F */
export const fTail = (x: number, numerator: number, denominator: number): number => (x <= 0 ? 1 : incompleteBeta(denominator / (denominator + numerator * x), denominator / 2, numerator / 2, (numerator * x) / (denominator + numerator * x)));

/** the 95 % points that intervals use */
export const normal975 = 1.959963984540054;
export const chiSquared95 = 3.841458820694124;

/** P(T ≤ t) of the non-central t with shift δ; Lenth's series (Applied Statistics 38, AS 243). */
export function noncentralTCdf(t: number, df: number, shift: number): number {
  if (t < 0) return 1 - noncentralTCdf(-t, df, -shift);
  const x = (t * t) / (t * t + df);
  const half = (shift * shift) / 2;
  let p = Math.exp(-half) / 2;
  let q = (Math.sqrt(2 / Math.PI) * Math.exp(-half) * shift) / 2;
  let rest = 0.5 - p;
  let sum = 0;
  for (let j = 0; j < 10_000 && x > 0; j += 1) {
    sum += p * incompleteBeta(x, j + 0.5, df / 2) + q * incompleteBeta(x, j + 1, df / 2);
    p *= half / (j + 1);
    q *= half / (j + 1.5);
    rest -= p;
    if (j > half && rest < 1e-14 && Math.abs(p) < 1e-16) break;
  }
  return Math.min(1, normalCdf(-shift) + sum);
}

/** P(X ≤ x) of the gamma with shape k and rate β */
export const gammaCdf = (x: number, shape: number, rate: number): number => incompleteGamma(shape, rate * x).lower;
