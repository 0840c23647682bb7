import { logGamma, logGammaRatio, nonZero } from './gamma.ts';

/** ln B(a, b) */
const logBeta = (a: number, b: number): number => (a >= b ? logGamma(b) - logGammaRatio(a, b) : logGamma(a) - logGammaRatio(b, a));

/** The regularised incomplete beta function I_x(a, b), by Lentz's continued fraction on the side where it converges. `rest` is 1 − x where the caller knows it better. */
export function incompleteBeta(x: number, a: number, b: number, rest = 1 - x): number {
  if (Number.isNaN(x)) return NaN;
  if (x <= 0) return 0;
  if (rest <= 0) return 1;
  const front = Math.exp(a * Math.log(x) + b * Math.log(rest) - logBeta(a, b));
  return x < (a + 1) / (a + b + 2) ? Math.min(1, (front * fraction(x, a, b)) / a) : Math.max(0, 1 - (front * fraction(rest, b, a)) / b);
}

function fraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m < 100_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonZero(1 + even * d);
    c = nonZero(1 + even / c);
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + odd * d);
    c = nonZero(1 + odd / c);
    const step = d * c;
    value *= step;
    if (Math.abs(step - 1) < 1e-16) break;
  }
  return value;
}
