/** Gauss's ₂F₁(a, b; c; z) for 0 ≤ z < 1 and positive terms, by its series; for z near 1 by Euler's transform when that converges faster. */
export function hypergeometric(a: number, b: number, c: number, z: number): number {
  if (z === 0) return 1;
  const other = c - a - b;
  // Euler: (1 − z)^(c − a − b) ₂F₁(c − a, c − b; c; z) has the smaller terms when c < a + b
  return other < 0 ? Math.exp(other * Math.log1p(-z)) * series(c - a, c - b, c, z) : series(a, b, c, z);
}

/** ln ₂F₁ where it is positive; no large parameter overflows it */
export function logHypergeometric(a: number, b: number, c: number, z: number): number {
  const other = c - a - b;
  return other < 0 ? other * Math.log1p(-z) + Math.log(series(c - a, c - b, c, z)) : Math.log(series(a, b, c, z));
}

function series(a: number, b: number, c: number, z: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 0; k < 200_000; k += 1) {
    term *= ((a + k) * (b + k) * z) / ((c + k) * (k + 1));
    sum += term;
    if (Math.abs(term) <= 1e-16 * Math.abs(sum)) return sum;
  }
  return sum;
}
