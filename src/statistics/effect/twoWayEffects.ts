import { sumOfSquares } from '../linear/fitLeastSquares.ts';
import { effectOf, type Effect } from './compare.ts';

export interface Panel {
  readonly unit: Int32Array;
  readonly units: number;
  readonly time: Int32Array;
  readonly times: number;
  readonly outcome: Float64Array;
  readonly treated: Float64Array;
}

/**
 * The coefficient of `treated` with effects of units and of times, both taken off by alternating projections (Guimarães & Portugal 2010),
 * balanced panel or not. Errors by cluster with G/(G−1) · (N−1)/(N−K), K = 1 + times (unit effects lie within clusters); t with G − 1.
 * Null when treatment does not vary beyond units and times.
 */
export function twoWayEffects(panel: Panel, clusters: { readonly codes: Int32Array; readonly count: number }): Effect | null {
  const { outcome, treated } = panel;
  const y = takeOffEffects(outcome, panel);
  const d = takeOffEffects(treated, panel);
  const square = sumOfSquares(d, 0);
  if (!(square > 1e-10 * sumOfSquares(treated, 0))) return null;
  const estimate = d.reduce((sum, value, at) => sum + value * (y[at] ?? 0), 0) / square;
  const scores = new Float64Array(clusters.count);
  for (let at = 0; at < d.length; at += 1) {
    const group = clusters.codes[at] ?? 0;
    scores[group] = (scores[group] ?? 0) + (d[at] ?? 0) * ((y[at] ?? 0) - estimate * (d[at] ?? 0));
  }
  const n = outcome.length;
  const k = 1 + panel.times;
  const groups = clusters.count;
  const factor = n > k && groups > 1 ? (groups / (groups - 1)) * ((n - 1) / (n - k)) : NaN;
  return effectOf(estimate, Math.sqrt(factor * sumOfSquares(scores, 0)) / square, groups - 1);
}

function takeOffEffects(values: Float64Array, { unit, units, time, times }: Panel): Float64Array {
  const left = Float64Array.from(values);
  const size = Math.sqrt(sumOfSquares(values, 0)) || 1;
  for (let round = 0; round < 10_000; round += 1) {
    const moved = takeOffMeans(left, unit, units) + takeOffMeans(left, time, times);
    if (moved < 1e-13 * size) break;
  }
  return left;
}

/** gives the length of what was taken off */
function takeOffMeans(values: Float64Array, codes: Int32Array, count: number): number {
  const sums = new Float64Array(count);
  const counts = new Float64Array(count);
  codes.forEach((code, at) => {
    sums[code] = (sums[code] ?? 0) + (values[at] ?? 0);
    counts[code] = (counts[code] ?? 0) + 1;
  });
  const means = sums.map((sum, code) => sum / (counts[code] ?? 1));
  let moved = 0;
  codes.forEach((code, at) => {
    values[at] = (values[at] ?? 0) - (means[code] ?? 0);
    moved += (means[code] ?? 0) ** 2;
  });
  return Math.sqrt(moved);
}
