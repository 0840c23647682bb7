import { gammaCdf } from '../special/distributions.ts';
import { digamma, trigamma } from '../special/gamma.ts';

/** What is known of each buyer's rhythm: number of gaps between purchases, their mean and mean logarithm (NaN without gaps), and the silence since the last purchase. */
export interface Rhythms {
  readonly gaps: Float64Array;
  readonly mean: Float64Array;
  readonly meanLog: Float64Array;
  readonly silence: Float64Array;
}

export interface Renewal {
  /** regularity of the whole base, mean gap of the whole base, and the chance that a purchase is the last */
  readonly parameters: Readonly<Record<'shape' | 'mean_gap' | 'leaving', number>>;
  alive(customer: number): number;
  expected(t: number, customer: number): number;
}

/** how many gaps the base counts for against a customer's own (METHODS B2) */
const shrinkage = 5;

/**
 * Gamma renewal for buyers with a rhythm (METHODS B2, B3, B5): gaps are Gamma with the customer's own mean and a shape between the
 * customer's (Minka 2002) and the base's; after each purchase one share of the customers leaves for good, fitted to the silences by
 * maximum likelihood. Null when no customer has a gap.
 */
export function fitGammaRenewal({ gaps, mean, meanLog, silence }: Rhythms): Renewal | null {
  let total = 0;
  let days = 0;
  let spread = 0;
  gaps.forEach((count, at) => {
    if (!(count > 0)) return;
    total += count;
    days += count * (mean[at] ?? 0);
    spread += count * (Math.log(mean[at] ?? NaN) - (meanLog[at] ?? NaN));
  });
  if (total === 0) return null;
  const baseMean = days / total;
  const baseShape = shapeOf(spread / total);
  const shapes = gaps.map((count, at) => {
    if (!(count > 1)) return baseShape;
    const own = Math.min(400, shapeOf(Math.log(mean[at] ?? NaN) - (meanLog[at] ?? NaN)));
    return (count * own + shrinkage * baseShape) / (count + shrinkage);
  });
  const means = gaps.map((count, at) => (count > 0 ? (count * (mean[at] ?? 0) + baseMean) / (count + 1) : baseMean));
  const stay = silence.map((value, at) => 1 - gammaCdf(value, shapes[at] ?? 1, (shapes[at] ?? 1) / (means[at] ?? 1)));
  // the likelihood's slope falls all along: total × ln(1 − share) + Σ ln(share + (1 − share) × value) is concave
  const leaving = crossing((share) => stay.reduce((sum, value) => sum + (1 - value) / (share + (1 - share) * value), 0) - total / (1 - share));
  const alive = (at: number): number => ((1 - leaving) * (stay[at] ?? 0)) / ((1 - leaving) * (stay[at] ?? 0) + leaving);
  return {
    parameters: { shape: baseShape, mean_gap: baseMean, leaving },
    alive,
    expected: (t, at) => {
      const [k, gap, silent, left] = [shapes[at] ?? 1, means[at] ?? 1, silence[at] ?? 0, stay[at] ?? 0];
      if (!(left > 1e-12) || !(t > 0)) return 0;
      const rate = k / gap;
      const later = (time: number): number => Math.max(0, time / gap + (1 / k - 1) / 2) * (1 - leaving);
      // the next purchase falls at u with the gap's distribution given the silence; from there the renewal function's asymptote counts on
      const steps = 200;
      let sum = 0;
      let before = 0;
      for (let step = 1; step <= steps; step += 1) {
        const u = (t * step) / steps;
        const reached = 1 - (1 - gammaCdf(silent + u, k, rate)) / left;
        sum += Math.max(0, reached - before) * (1 + later(t - u + t / steps / 2));
        before = reached;
      }
      return sum * alive(at);
    },
  };
}

/** ML root of ln k − ψ(k) = s from Minka's start; a spread of nothing is as regular as can be told */
function shapeOf(s: number): number {
  if (!(s > 1e-6)) return 1e4;
  let k = (3 - s + Math.sqrt((s - 3) ** 2 + 24 * s)) / (12 * s);
  for (let step = 0; step < 20; step += 1) {
    const next = 1 / (1 / k + (Math.log(k) - digamma(k) - s) / (k * k * (1 / k - trigamma(k))));
    if (!(next > 0) || Math.abs(next - k) < 1e-12 * k) break;
    k = next;
  }
  return k;
}

/** where a falling function crosses zero between 1e-4 and 0.9999, by halving; an end where it does not */
function crossing(slope: (x: number) => number): number {
  let [low, high] = [1e-4, 0.9999];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (slope(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
