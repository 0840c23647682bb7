import { Matrix } from '../Matrix.ts';
import { factorQr } from '../linear/factorQr.ts';
import { chiSquared95, chiSquaredTail, normalTwoSided } from '../special/distributions.ts';
import { fitLogistic, type Logistic } from './fitLogistic.ts';

export interface DescribedLogistic {
  readonly kind: 'fitted';
  readonly coefficients: Float64Array;
  readonly standardErrors: Float64Array;
  /** profile likelihood at 95 %; NaN where an end is infinite or was not found */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Firth: penalised likelihood-ratio test; maximum likelihood: Wald's test */
  readonly pValues: Float64Array;
  readonly logLikelihood: number;
  readonly probabilities: Float64Array;
}

/** Maximum likelihood has no finite estimate: the columns at `terms` part the events from the rest, wholly or in part. */
interface Separated {
  readonly kind: 'separated';
  readonly terms: readonly number[];
}

interface Dependent {
  readonly kind: 'singular';
  readonly dependent: readonly number[];
}

export type LogisticDescription = DescribedLogistic | Separated | Dependent;

export interface LogisticQuestion {
  readonly columns: readonly Float64Array[];
  readonly y: Float64Array;
  readonly firth: boolean;
}

/** The logistic model of the columns given (intercept first), its profile intervals and tests; computed on centred and scaled columns. */
export function describeLogistic(columns: readonly Float64Array[], y: Float64Array, firth: boolean, onProgress?: (fraction: number) => void): LogisticDescription {
  const scaled = scaleColumns(columns);
  const qr = factorQr(scaled.columns);
  if (qr.rank < columns.length) return { kind: 'singular', dependent: qr.order.slice(qr.rank) };
  const fit = fitLogistic({ columns: scaled.columns, y, firth });
  if (fit.kind === 'not identified') return { kind: 'singular', dependent: [] };
  if (fit.kind === 'separated') return { kind: 'separated', terms: scaled.running(fit.direction) };
  const { coefficients, standardErrors } = scaled.back(fit);
  // the intercept's own profile needs columns that are not centred
  const plain = scaleColumns(columns, false);
  const plainFit = fitLogistic({ columns: plain.columns, y, firth });
  const size = columns.length;
  const [low, high, pValues] = [new Float64Array(size).fill(NaN), new Float64Array(size).fill(NaN), new Float64Array(size).fill(NaN)];
  for (let at = 0; at < size; at += 1) {
    const [view, at0] = at === 0 ? [plain, plainFit] : [scaled, fit];
    if (at0.kind !== 'fitted') continue;
    onProgress?.(at / size);
    const factor = view.scales[at] ?? 1;
    const found = profile(view.columns, y, firth, at0, at);
    low[at] = found.low * factor;
    high[at] = found.high * factor;
    pValues[at] = firth ? found.pValue : normalTwoSided((coefficients[at] ?? NaN) / (standardErrors[at] ?? NaN));
  }
  return { kind: 'fitted', coefficients, standardErrors, low, high, pValues, logLikelihood: fit.logLikelihood, probabilities: fit.probabilities };
}

/** each coefficient of the original columns is `scales` times that of the scaled ones; the first column is the intercept */
function scaleColumns(columns: readonly Float64Array[], centred = true) {
  const shifts = columns.map((column, j) => (j === 0 || !centred ? 0 : column.reduce((sum, value) => sum + value, 0) / column.length));
  const scales = columns.map((column, j) => {
    if (j === 0) return 1;
    const square = column.reduce((sum, value) => sum + (value - (shifts[j] ?? 0)) ** 2, 0) / column.length;
    return square > 0 ? 1 / Math.sqrt(square) : 1;
  });
  const made = columns.map((column, j) => column.map((value) => (value - (shifts[j] ?? 0)) * (scales[j] ?? 1)));
  return {
    columns: made,
    scales,
    /** columns whose own coefficient runs away, the intercept when it does so beyond what centring asks of it */
    running: (direction: Float64Array): number[] => {
      const most = direction.reduce((longest, value) => Math.max(longest, Math.abs(value)), 0);
      const own = direction.map((value, j) => (j === 0 ? direction.reduce((sum, step, k) => sum - (k === 0 ? -step : step * (shifts[k] ?? 0) * (scales[k] ?? 1)), 0) : value));
      return Array.from(own.keys()).filter((at) => Math.abs(own[at] ?? 0) > 1e-3 * most);
    },
    back: (fit: Logistic): { coefficients: Float64Array; standardErrors: Float64Array } => {
      const size = columns.length;
      const transform = new Matrix(size, size);
      for (let j = 0; j < size; j += 1) {
        transform.set(j, j, scales[j] ?? 1);
        if (j > 0) transform.set(0, j, -(shifts[j] ?? 0) * (scales[j] ?? 1));
      }
      const covariance = transform.times(fit.covariance).times(transform.transposed());
      const coefficients = Float64Array.from({ length: size }, (_, i) => fit.coefficients.reduce((sum, value, j) => sum + transform.get(i, j) * value, 0));
      return { coefficients, standardErrors: covariance.diagonal().map(Math.sqrt) };
    },
  };
}

/** Where twice the loss of (penalised) log-likelihood reaches the 95 % point of χ²₁, by safeguarded steps from the Wald limits; and the loss at zero. */
function profile(columns: readonly Float64Array[], y: Float64Array, firth: boolean, fit: Logistic, at: number): { low: number; high: number; pValue: number } {
  const estimate = fit.coefficients[at] ?? NaN;
  const spread = fit.standardErrors[at] ?? NaN;
  // each point begins where the one before it ended
  let start = fit.coefficients;
  const loss = (value: number): number => {
    const other = fitLogistic({ columns, y, firth, held: { at, value }, start });
    if (other.kind !== 'fitted') return NaN;
    start = other.coefficients;
    return 2 * (fit.logLikelihood - other.logLikelihood);
  };
  const end = (direction: 1 | -1): number => {
    // the root of the signed root of the loss is nearly linear in the coefficient
    const gap = (value: number): number => Math.sqrt(Math.max(0, loss(value))) - Math.sqrt(chiSquared95);
    start = fit.coefficients;
    let inside = estimate;
    let insideGap = -Math.sqrt(chiSquared95);
    let outside = estimate + direction * 1.96 * spread;
    let outsideGap = gap(outside);
    for (let step = 0; step < 40 && outsideGap < 0; step += 1) {
      [inside, insideGap] = [outside, outsideGap];
      outside += direction * spread * 2 ** Math.min(step, 6);
      outsideGap = gap(outside);
    }
    if (!(outsideGap >= 0)) return NaN;
    for (let step = 0; step < 60; step += 1) {
      if (Math.abs(outside - inside) < 1e-9 * spread) break;
      const linear = inside - (insideGap * (outside - inside)) / (outsideGap - insideGap);
      const reach = Math.abs(outside - inside);
      const near = step % 4 === 3 ? (inside + outside) / 2 : linear;
      const value = Math.min(Math.max(near, Math.min(inside, outside) + 1e-12 * reach), Math.max(inside, outside) - 1e-12 * reach);
      const found = gap(value);
      if (Number.isNaN(found)) return NaN;
      if (Math.abs(found) < 1e-10) return value;
      if (found < 0) [inside, insideGap] = [value, found];
      else [outside, outsideGap] = [value, found];
    }
    return (inside + outside) / 2;
  };
  return { low: end(-1), high: end(1), pValue: chiSquaredTail(Math.max(0, loss(0)), 1) };
}
