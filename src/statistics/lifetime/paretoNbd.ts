import { minimise, positive } from '../minimise.ts';
import { logGamma } from '../special/gamma.ts';
import { logHypergeometric } from '../special/hypergeometric.ts';
import { meanAge } from './betaGeometric.ts';
import { gaussLegendre32 } from '../special/gaussLegendre.ts';
import { countHistories, sampleHistories, type Counted, type History, type Purchasing } from './History.ts';

/** Pareto/NBD (Schmittlein, Morrison & Colombo 1987; likelihood as in Fader & Hardie 2005, note 008): purchases at rate Γ(r, alpha), lifetimes at rate Γ(s, beta). */
export function fitParetoNbd(history: History, onProgress?: (fraction: number) => void): Purchasing {
  const counted = countHistories(history);
  const { x, age, count } = counted;
  const scale = meanAge(age);
  const costOf = ({ x, recency, age, count }: Counted, distinct = [...new Set(x)]) => (logs: Float64Array): number => {
    const [r, alpha, s, beta] = unpack(logs);
    const constant = new Map(distinct.map((k) => [k, logGamma(r + k) - logGamma(r)]));
    const both = r * Math.log(alpha) + s * Math.log(beta);
    let sum = 0;
    for (let i = 0; i < x.length; i += 1) {
      const k = x[i] ?? 0;
      const length = (age[i] ?? 0) / scale;
      const stays = -(r + k) * Math.log(alpha + length) - s * Math.log(beta + length);
      const left = logLeft(r, alpha, s, beta, k, (recency[i] ?? 0) / scale, length);
      const top = Math.max(stays, left);
      sum += (count[i] ?? 0) * ((constant.get(k) ?? 0) + both + top + Math.log(Math.exp(stays - top) + Math.exp(left - top)));
    }
    return -sum;
  };
  const some = sampleHistories(counted);
  const best = minimise(costOf(counted), [[0, 0, 0, 0], [-0.6, -1, -0.5, -1]], { ...(some ? { rough: costOf(some) } : {}), ...(onProgress ? { onProgress } : {}) });
  const [r, unitAlpha, s, unitBeta] = unpack(best.at);
  const [alpha, beta] = [unitAlpha * scale, unitBeta * scale];
  const repeats = x.reduce((sum, k, i) => sum + k * (count[i] ?? 0), 0);
  const alive = (k: number, seen: number, length: number): number => {
    const left = logLeft(r, alpha, s, beta, k, seen, length);
    return 1 / (1 + Math.exp(left + (r + k) * Math.log(alpha + length) + s * Math.log(beta + length)));
  };
  /** ∫ of the chance to be still there, for a lifetime of Lomax form */
  const living = (t: number, from: number): number => (Math.abs(s - 1) < 1e-9 ? from * Math.log1p(t / from) : (from / (s - 1)) * -Math.expm1((s - 1) * Math.log(from / (from + t))));
  return {
    parameters: { r, alpha, s, beta },
    logLikelihood: -best.value - repeats * Math.log(scale),
    converged: best.converged,
    alive,
    expected: (t, k, seen, length) => ((r + k) / (alpha + length)) * living(t, beta + length) * alive(k, seen, length),
    expectedOfNew: (t) => (r / alpha) * living(t, beta),
  };
}

/** ln of the likelihood's part of those who left between the last purchase and the end: ∫ s (β+u)^−(s+1) (α+u)^−(r+x) du, by ₂F₁ where its series is short, else by quadrature */
function logLeft(r: number, alpha: number, s: number, beta: number, k: number, seen: number, length: number): number {
  const first = r + s + k;
  const [high, low, second] = alpha >= beta ? [alpha, beta, s + 1] : [beta, alpha, r + k];
  if ((high - low) / (high + seen) > 0.8) return logIntegral(r + k, alpha, s, beta, seen, length);
  const term = (t: number): number => logHypergeometric(first, second, first + 1, (high - low) / (high + t)) - first * Math.log(high + t);
  const start = term(seen);
  const end = term(length);
  return start > end ? Math.log(s / first) + start + Math.log(-Math.expm1(end - start)) : -Infinity;
}

/** in w = ln(α + u), where the integrand falls about like e^−(r+x)w: two pieces of 32 Gauss–Legendre nodes each */
function logIntegral(power: number, alpha: number, s: number, beta: number, seen: number, length: number): number {
  const from = Math.log(alpha + seen);
  const to = Math.log(alpha + length);
  if (!(to > from)) return -Infinity;
  const height = (w: number): number => (1 - power) * w - (s + 1) * Math.log(beta - alpha + Math.exp(w));
  const bend = Math.min((from + to) / 2, from + 4 / (power + s));
  const top = Math.max(height(from), height(bend), height(to));
  let sum = 0;
  for (const [low, high] of [[from, bend], [bend, Math.min(to, bend + 60 / (power + s) + 8)]] as const) {
    const half = (high - low) / 2;
    for (const [node, weight] of gaussLegendre32) {
      sum += weight * half * (Math.exp(height(low + half * (1 - node)) - top) + Math.exp(height(low + half * (1 + node)) - top));
    }
  }
  return Math.log(s) + top + Math.log(sum);
}

const unpack = (logs: Float64Array): [number, number, number, number] => {
  const [r, alpha, s, beta] = logs;
  return [positive(r), positive(alpha), positive(s), positive(beta)];
};
