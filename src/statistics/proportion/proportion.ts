import { normal975 } from '../special/distributions.ts';

export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** Wilson's 95 % interval of a proportion (1927; Newcombe 1998a, method 3). */
export function wilsonInterval(successes: number, trials: number): Interval {
  if (!(trials > 0)) return { estimate: NaN, low: NaN, high: NaN };
  const z2 = normal975 ** 2;
  const p = successes / trials;
  const centre = (p + z2 / (2 * trials)) / (1 + z2 / trials);
  const half = (normal975 * Math.sqrt((p * (1 - p)) / trials + z2 / (4 * trials * trials))) / (1 + z2 / trials);
  return { estimate: p, low: successes === 0 ? 0 : centre - half, high: successes === trials ? 1 : centre + half };
}

/** Difference of two independent proportions with Newcombe's interval from Wilson's limits (1998b, method 10). */
export function newcombeInterval(one: readonly [successes: number, trials: number], other: readonly [successes: number, trials: number]): Interval {
  const [a, b] = [wilsonInterval(...one), wilsonInterval(...other)];
  const estimate = a.estimate - b.estimate;
  return { estimate, low: estimate - Math.hypot(a.estimate - a.low, b.high - b.estimate), high: estimate + Math.hypot(a.high - a.estimate, b.estimate - b.low) };
}
