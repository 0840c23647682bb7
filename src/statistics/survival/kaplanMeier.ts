import { chiSquaredTail, normal975 } from '../special/distributions.ts';
import { cholesky, Matrix, solveCholesky } from '../Matrix.ts';

export interface CurvePoint {
  readonly time: number;
  readonly atRisk: number;
  readonly events: number;
  readonly survival: number;
  /** Greenwood's, of the survival itself */
  readonly error: number;
  readonly low: number;
  readonly high: number;
}

export interface Median {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** times of one stratum in growing order, times that only rounding tells apart taken together */
function countTimes(time: Float64Array, event: Float64Array): { time: number; leaving: number; events: number }[] {
  const order = Uint32Array.from(time.keys()).sort((one, other) => (time[one] ?? 0) - (time[other] ?? 0));
  const counted: { time: number; leaving: number; events: number }[] = [];
  for (const at of order) {
    const value = time[at] ?? 0;
    const last = counted.at(-1);
    const isEvent = (event[at] ?? 0) > 0.5 ? 1 : 0;
    if (last && value - last.time <= 1e-12 * Math.max(1, Math.abs(value))) {
      last.leaving += 1;
      last.events += isEvent;
    } else counted.push({ time: value, leaving: 1, events: isEvent });
  }
  return counted;
}

/** Kaplan and Meier's curve at every observed time, with Greenwood's error and 95 % limits on the log or log(−log) scale; NaN where a limit is not defined. */
export function kaplanMeier(time: Float64Array, event: Float64Array, scale: 'log' | 'log-log'): CurvePoint[] {
  let atRisk = time.length;
  let survival = 1;
  let greenwood = 0;
  return countTimes(time, event).map(({ time: at, leaving, events }) => {
    if (events > 0) {
      survival = events === atRisk ? 0 : survival * (1 - events / atRisk);
      greenwood += events / (atRisk * (atRisk - events));
    }
    const point = { time: at, atRisk, events, survival, ...limits(survival, Math.sqrt(greenwood), scale) };
    atRisk -= leaving;
    return point;
  });
}

/** `error` is of ln S */
function limits(survival: number, error: number, scale: 'log' | 'log-log'): { error: number; low: number; high: number } {
  if (survival === 0) return { error: NaN, low: NaN, high: NaN };
  if (survival === 1) return { error: 0, low: 1, high: 1 };
  const reach = normal975 * error;
  if (scale === 'log') return { error: survival * error, low: survival * Math.exp(-reach), high: Math.min(1, survival * Math.exp(reach)) };
  const level = Math.log(-Math.log(survival));
  const width = Math.abs(reach / Math.log(survival));
  return { error: survival * error, low: Math.exp(-Math.exp(level + width)), high: Math.exp(-Math.exp(level - width)) };
}

/** First time at which a curve is at or below one half, the middle of the stretch where it equals one half; its limits from those of the curve (Brookmeyer & Crowley, as R's survfit). NaN where it is never reached. */
export function medianOf(curve: readonly CurvePoint[]): Median {
  const crossing = (value: (point: CurvePoint) => number): number => {
    const first = curve.findIndex((point) => value(point) <= 0.5 + 1e-9);
    const found = curve[first];
    if (!found) return NaN;
    if (Math.abs(value(found) - 0.5) > 1e-9) return found.time;
    const below = curve.slice(first).find((point) => value(point) < 0.5 - 1e-9);
    return below ? (found.time + below.time) / 2 : found.time;
  };
  return { median: crossing(({ survival }) => survival), low: crossing(({ low, survival }) => (survival === 0 ? NaN : low)), high: crossing(({ high, survival }) => (survival === 0 ? NaN : high)) };
}

/** The log-rank test of equal curves in `count` strata (Mantel; Peto & Peto), ties by the hypergeometric variance. */
export function logRank(time: Float64Array, event: Float64Array, strata: Int32Array, count: number): { readonly statistic: number; readonly df: number; readonly pValue: number } {
  const order = Uint32Array.from(time.keys()).sort((one, other) => (time[one] ?? 0) - (time[other] ?? 0));
  const atRisk = new Float64Array(count);
  for (const stratum of strata) atRisk[stratum] = (atRisk[stratum] ?? 0) + 1;
  const size = count - 1;
  const excess = new Float64Array(size);
  const variance = new Matrix(size, size);
  for (let from = 0; from < order.length; ) {
    const at = time[order[from] ?? 0] ?? 0;
    const leaving = new Float64Array(count);
    const died = new Float64Array(count);
    let to = from;
    for (; to < order.length && (time[order[to] ?? 0] ?? 0) - at <= 1e-12 * Math.max(1, Math.abs(at)); to += 1) {
      const row = order[to] ?? 0;
      const stratum = strata[row] ?? 0;
      leaving[stratum] = (leaving[stratum] ?? 0) + 1;
      if ((event[row] ?? 0) > 0.5) died[stratum] = (died[stratum] ?? 0) + 1;
    }
    const n = order.length - from;
    const d = died.reduce((sum, value) => sum + value, 0);
    if (d > 0) {
      const factor = n > 1 ? (d * (n - d)) / (n * n * (n - 1)) : 0;
      for (let j = 0; j < size; j += 1) {
        const nj = atRisk[j] ?? 0;
        excess[j] = (excess[j] ?? 0) + (died[j] ?? 0) - (d * nj) / n;
        for (let k = 0; k < size; k += 1) variance.add(j, k, factor * nj * ((j === k ? n : 0) - (atRisk[k] ?? 0)));
      }
    }
    for (let j = 0; j < count; j += 1) atRisk[j] = (atRisk[j] ?? 0) - (leaving[j] ?? 0);
    from = to;
  }
  const lower = size > 0 ? cholesky(variance) : null;
  if (!lower) return { statistic: NaN, df: size, pValue: NaN };
  const solved = solveCholesky(lower, excess);
  const statistic = excess.reduce((sum, value, j) => sum + value * (solved[j] ?? 0), 0);
  return { statistic, df: size, pValue: chiSquaredTail(statistic, size) };
}
