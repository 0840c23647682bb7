import { minimise, positive } from '../minimise.ts';
import { logGamma } from '../special/gamma.ts';
import { hypergeometric } from '../special/hypergeometric.ts';
import { countHistories, sampleHistories, type Counted, type History, type Purchasing } from './History.ts';

/**
 * BG/NBD (Fader, Hardie & Lee 2005) and MBG/NBD (Batislam, Denizel & Filiztekin 2007; `modified`), in which a customer may also be lost
 * right after the first purchase. Parameters r, alpha of the purchase rate (per unit of time), a, b of the chance to leave.
 */
export function fitBetaGeometric(history: History, modified: boolean, onProgress?: (fraction: number) => void): Purchasing {
  const counted = countHistories(history);
  const { x, age, count } = counted;
  const scale = meanAge(age);
  const costOf = ({ x, recency, age, count }: Counted, distinct = [...new Set(x)]) => (logs: Float64Array): number => {
    const [r, alpha, a, b] = unpack(logs);
    // what depends on x alone, once for each x
    const constant = new Map(distinct.map((k) => [k, logGamma(r + k) - logGamma(r) + logGamma(a + b) + logGamma(b + k + (modified ? 1 : 0)) - logGamma(b) - logGamma(a + b + k + (modified ? 1 : 0))]));
    const logAlpha = r * Math.log(alpha);
    let sum = 0;
    for (let i = 0; i < x.length; i += 1) {
      const k = x[i] ?? 0;
      const known = (constant.get(k) ?? 0) + logAlpha;
      const stays = -(r + k) * Math.log(alpha + (age[i] ?? 0) / scale);
      const chance = modified ? a / (b + k) : k > 0 ? a / (b + k - 1) : 0;
      const left = chance > 0 ? Math.log(chance) - (r + k) * Math.log(alpha + (recency[i] ?? 0) / scale) : -Infinity;
      const top = Math.max(stays, left);
      sum += (count[i] ?? 0) * (known + top + Math.log(Math.exp(stays - top) + Math.exp(left - top)));
    }
    return -sum;
  };
  const some = sampleHistories(counted);
  const best = minimise(costOf(counted), [[0, 0, 0, 1], [-1, -1, -0.5, 1.5], [1, 0.5, -1, 0]], { ...(some ? { rough: costOf(some) } : {}), ...(onProgress ? { onProgress } : {}) });
  const [r, unitAlpha, a, b] = unpack(best.at);
  const alpha = unitAlpha * scale;
  const repeats = x.reduce((sum, k, i) => sum + k * (count[i] ?? 0), 0);
  const odds = (k: number, seen: number, length: number): number => {
    const chance = modified ? a / (b + k) : k > 0 ? a / (b + k - 1) : 0;
    return chance * ((alpha + length) / (alpha + seen)) ** (r + k);
  };
  // ((α+T)/(α+T+t))^(r+x) ₂F₁(…) after Euler's transform, which no large x overflows
  const remaining = (t: number, k: number, length: number): number => {
    const near = Math.abs(a - 1) < 1e-7 ? 1 + 1e-7 : a;
    const z = t / (alpha + length + t);
    const tail = modified ? hypergeometric(near + b - r, near - 1, near + b + k, z) : hypergeometric(near + b - 1 - r, near - 1, near + b + k - 1, z);
    return ((near + b + k - (modified ? 0 : 1)) / (near - 1)) * (1 - (1 - z) ** (near - 1) * tail);
  };
  return {
    parameters: { r, alpha, a, b },
    logLikelihood: -best.value - repeats * Math.log(scale),
    converged: best.converged,
    alive: (k, seen, length) => 1 / (1 + odds(k, seen, length)),
    expected: (t, k, seen, length) => remaining(t, k, length) / (1 + odds(k, seen, length)),
    // for somebody new the modified model's first chance to leave is at time zero
    expectedOfNew: (t) => (modified ? remaining(t, 0, 0) * (b / (a + b)) : remaining(t, 0, 0)),
  };
}

const unpack = (logs: Float64Array): [number, number, number, number] => {
  const [r, alpha, a, b] = logs;
  return [positive(r), positive(alpha), positive(a), positive(b)];
};

/** time in units of the mean age keeps the search in one size of numbers; each purchase is a density in time, hence the correction of the likelihood */
export const meanAge = (age: Float64Array): number => age.reduce((sum, value) => sum + value, 0) / Math.max(1, age.length) || 1;
