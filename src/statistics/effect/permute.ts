import { mean, sumOfSquares } from '../linear/fitLeastSquares.ts';
import { Random } from '../random.ts';

export interface Permuted {
  readonly estimate: number;
  /** spread of the difference when labels mean nothing */
  readonly error: number;
  /** the estimate less the 2.5 % and 97.5 % points of that spread */
  readonly low: number;
  readonly high: number;
  readonly pValue: number;
  /** all assignments counted, or so many drawn */
  readonly assignments: 'all' | number;
  readonly count: number;
}

const mostAssignments = 100_000;

/**
 * Difference of means of `values` between treated and control under every other assignment of the labels (Fisher, Pitman): all of them up
 * to 100,000, else `draws` at random; drawn ones count the observed assignment too, so that p is never 0 (Phipson & Smyth 2010).
 */
export function permute(values: Float64Array, treated: Uint8Array, seed: number, draws: number, onProgress?: (fraction: number) => void): Permuted {
  const n = values.length;
  const size = treated.reduce((sum, value) => sum + value, 0);
  const about = mean(values);
  const centred = values.map((value) => value - about);
  const factor = 1 / size + 1 / (n - size);
  let observedSum = 0;
  for (let at = 0; at < n; at += 1) if (treated[at] === 1) observedSum += centred[at] ?? 0;
  // values are centred: the difference of means follows from the sum over the treated alone
  const observed = observedSum * factor;
  const edge = Math.abs(observed) - 1e-9 * (Math.abs(observed) + Math.sqrt(sumOfSquares(values, about)));
  const total = choose(n, size);
  const found: number[] = [];
  if (total <= mostAssignments) {
    const chosen = Array.from({ length: size }, (_, index) => index);
    for (;;) {
      found.push(chosen.reduce((sum, at) => sum + (centred[at] ?? 0), 0) * factor);
      let place = size - 1;
      while (place >= 0 && chosen[place] === n - size + place) place -= 1;
      if (place < 0) break;
      chosen[place] = (chosen[place] ?? 0) + 1;
      for (let next = place + 1; next < size; next += 1) chosen[next] = (chosen[next - 1] ?? 0) + 1;
    }
  } else {
    const random = new Random(seed);
    const shuffled = Float64Array.from(centred);
    for (let draw = 0; draw < draws; draw += 1) {
      if (draw % 64 === 0) onProgress?.(draw / draws);
      let sum = 0;
      for (let at = 0; at < size; at += 1) {
        const other = at + random.below(n - at);
        const kept = shuffled[at] ?? 0;
        shuffled[at] = shuffled[other] ?? 0;
        shuffled[other] = kept;
        sum += shuffled[at] ?? 0;
      }
      found.push(sum * factor);
    }
  }
  const extreme = found.reduce((sum, value) => sum + (Math.abs(value) >= edge ? 1 : 0), 0);
  const exact = total <= mostAssignments;
  const sorted = Float64Array.from(found).sort();
  const quantile = (share: number): number => sorted[Math.min(sorted.length - 1, Math.max(0, Math.round(share * (sorted.length - 1))))] ?? NaN;
  return {
    estimate: observed,
    error: Math.sqrt(sumOfSquares(sorted, 0) / sorted.length),
    low: observed - quantile(0.975),
    high: observed - quantile(0.025),
    pValue: exact ? extreme / found.length : (extreme + 1) / (found.length + 1),
    assignments: exact ? 'all' : draws,
    count: found.length,
  };
}

function choose(n: number, k: number): number {
  let ways = 1;
  for (let i = 1; i <= Math.min(k, n - k); i += 1) {
    ways = (ways * (n - Math.min(k, n - k) + i)) / i;
    if (ways > 1e15) return Infinity;
  }
  return Math.round(ways);
}

/** Fisher's sign test of paired differences: in how many of the 2ⁿ changes of sign the sum is at least as large, on one side and on both. n ≤ 24. */
export function flipSigns(differences: Float64Array): { readonly oneSided: number; readonly twoSided: number; readonly ways: number } {
  const ways = 2 ** differences.length;
  const observed = differences.reduce((sum, value) => sum + value, 0);
  const edge = Math.abs(observed) * (1 - 1e-12);
  let sum = -differences.reduce((total, value) => total + Math.abs(value), 0);
  const positive = new Uint8Array(differences.length);
  let [one, both] = [0, 0];
  for (let code = 0; code < ways; code += 1) {
    if (code > 0) {
      // Gray code: one sign turns at a time
      const at = 31 - Math.clz32(code & -code);
      positive[at] = 1 - (positive[at] ?? 0);
      sum += (positive[at] === 1 ? 2 : -2) * Math.abs(differences[at] ?? 0);
    }
    if (sum * Math.sign(observed) >= edge) one += 1;
    if (Math.abs(sum) >= edge) both += 1;
  }
  return { oneSided: one, twoSided: both, ways };
}
