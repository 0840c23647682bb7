import { normal975 } from '../special/distributions.ts';

export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** Wilson's interval of a proportion (1927; Newcombe 1998a, method 3); 95 % unless another normal quantile is given. */
export function wilsonInterval(successes: number, trials: number, z = normal975): Interval {
  if (!(trials > 0)) return { estimate: NaN, low: NaN, high: NaN };
  const z2 = z ** 2;
  const p = successes / trials;
  const centre = (p + z2 / (2 * trials)) / (1 + z2 / trials);
  const half = (z * Math.sqrt((p * (1 - p)) / trials + z2 / (4 * trials * trials))) / (1 + z2 / trials);
  return { estimate: p, low: successes === 0 ? 0 : centre - half, high: successes === trials ? 1 : centre + half };
}

/** Difference of two independent proportions with Newcombe's interval from Wilson's limits (1998b, method 10). */
export function newcombeInterval(one: readonly [successes: number, trials: number], other: readonly [successes: number, trials: number], z = normal975): Interval {
  const [a, b] = [wilsonInterval(...one, z), wilsonInterval(...other, z)];
  const estimate = a.estimate - b.estimate;
  return { estimate, low: estimate - Math.hypot(a.estimate - a.low, b.high - b.estimate), high: estimate + Math.hypot(a.high - a.estimate, b.estimate - b.low) };
}
