const halfLogTwoPi = 0.9189385332046728;
/** Stirling's series of ln Γ; from x = 15 on its first left-out term is below 1e-17 */
const stirling = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156];

/** ln Γ(x) − [(x − ½) ln x − x + ½ ln 2π] for x ≥ 15 */
function stirlingRest(x: number): number {
  const square = 1 / (x * x);
  let sum = 0;
  for (let k = stirling.length - 1; k >= 0; k -= 1) sum = sum * square + (stirling[k] ?? 0);
  return sum / x;
}

/** ln Γ(x) for x > 0, to about 1e-15 of its size. */
export function logGamma(x: number): number {
  if (!(x > 0)) return x === 0 ? Infinity : NaN;
  if (x === 1 || x === 2) return 0;
  let product = 1;
  let shifted = x;
  while (shifted < 15) {
    product *= shifted;
    shifted += 1;
  }
  return (shifted - 0.5) * Math.log(shifted) - shifted + halfLogTwoPi + stirlingRest(shifted) - Math.log(product);
}

/** ln Γ(a + b) − ln Γ(a), without the cancellation of two large logarithms */
export function logGammaRatio(a: number, b: number): number {
  if (a < 15 || a + b < 15) return logGamma(a + b) - logGamma(a);
  return (a - 0.5) * Math.log1p(b / a) + b * (Math.log(a + b) - 1) + stirlingRest(a + b) - stirlingRest(a);
}

/** ψ(x) = d ln Γ(x) / dx for x > 0 */
export function digamma(x: number): number {
  let sum = 0;
  let shifted = x;
  while (shifted < 15) {
    sum -= 1 / shifted;
    shifted += 1;
  }
  const square = 1 / (shifted * shifted);
  return sum + Math.log(shifted) - 0.5 / shifted - square * (1 / 12 - square * (1 / 120 - square * (1 / 252 - square * (1 / 240 - square * (1 / 132 - square * (691 / 32760 - square / 12))))));
}

/** ψ′(x) for x > 0 */
export function trigamma(x: number): number {
  let sum = 0;
  let shifted = x;
  while (shifted < 15) {
    sum += 1 / (shifted * shifted);
    shifted += 1;
  }
  const square = 1 / (shifted * shifted);
  return sum + 1 / shifted + square / 2 + (square / shifted) * (1 / 6 - square * (1 / 30 - square * (1 / 42 - square * (1 / 30 - square * (5 / 66 - (square * 691) / 2730)))));
}

/** The regularised incomplete gamma functions: `lower` = P(a, x), `upper` = Q(a, x); series below a + 1, Lentz's continued fraction above. */
export function incompleteGamma(a: number, x: number): { readonly lower: number; readonly upper: number } {
  if (!(x > 0)) return { lower: 0, upper: 1 };
  if (x === Infinity) return { lower: 1, upper: 0 };
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let k = 1; k < 100_000 && term > sum * 1e-17; k += 1) {
      term *= x / (a + k);
      sum += term;
    }
    const lower = Math.min(1, front * sum);
    return { lower, upper: 1 - lower };
  }
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let fraction = d;
  for (let k = 1; k < 100_000; k += 1) {
    const numerator = -k * (k - a);
    b += 2;
    d = 1 / nonZero(numerator * d + b);
    c = nonZero(b + numerator / c);
    const step = c * d;
    fraction *= step;
    if (Math.abs(step - 1) < 1e-16) break;
  }
  const upper = Math.min(1, front * fraction);
  return { lower: 1 - upper, upper };
}

/** Lentz's method divides by what may vanish */
export const nonZero = (value: number): number => (Math.abs(value) < 1e-300 ? 1e-300 : value);
