import { Matrix } from '../Matrix.ts';
import { factorQr, type QrFactor } from './factorQr.ts';
import { solveRefined, type Solved } from './refine.ts';

export interface LeastSquares {
  readonly kind: 'fitted';
  readonly n: number;
  readonly coefficients: Float64Array;
  /** classical */
  readonly standardErrors: Float64Array;
  /** (XᵀX)⁻¹ by column of the design */
  readonly inverse: Matrix;
  readonly residuals: Float64Array;
  /** diagonal of the hat matrix */
  readonly leverage: Float64Array;
  /** thin Q, and T with (XᵀX)⁻¹ = T Tᵀ, so that a sandwich is T (Qᵀ W Q) Tᵀ */
  readonly q: readonly Float64Array[];
  readonly spread: Matrix;
  readonly rss: number;
  /** about the mean with an intercept, else about zero */
  readonly tss: number;
  readonly sigma: number;
  readonly rSquared: number;
  readonly dfModel: number;
  readonly dfResidual: number;
}

/** The columns at `dependent` are combinations of those at `on`, as far as doubles can tell. */
export interface Singular {
  readonly kind: 'singular';
  readonly dependent: readonly number[];
  readonly on: readonly number[];
}

export interface NoFreedom {
  readonly kind: 'no freedom';
  readonly n: number;
  readonly terms: number;
}

/** doubled precision is affordable up to here, and worth its time beyond it when the columns are nearly dependent */
const refinedWork = 4e6;
const wellConditioned = 1e4;

/** y = X b + e by ordinary least squares; X by columns, the intercept among them when `hasIntercept`. Values must be finite. */
export function fitLeastSquares(columns: readonly Float64Array[], y: Float64Array, hasIntercept: boolean): LeastSquares | Singular | NoFreedom {
  const n = y.length;
  const terms = columns.length;
  const scales = columns.map(lengthScale);
  const scaled = columns.map((column, j) => column.map((value) => value * (scales[j] ?? 1)));
  const factor = factorQr(scaled);
  if (factor.rank < Math.min(terms, n)) return { kind: 'singular', ...explainDependence(factor) };
  if (n - terms < 1) return { kind: 'no freedom', n, terms };
  const diagonal = factor.r.diagonal().map(Math.abs);
  const nearlyDependent = Math.max(...diagonal) / Math.min(...diagonal) > wellConditioned;
  const solved = n * terms * terms <= refinedWork || nearlyDependent ? solveRefined(scaled, factor.order, y) : solvePlain(factor, y);
  const coefficients = solved.coefficients.map((value, j) => value * (scales[j] ?? 1));
  const spread = new Matrix(terms, terms);
  factor.order.forEach((at, k) => {
    for (let j = 0; j < terms; j += 1) spread.set(at, j, solved.inverseR.get(k, j) * (scales[at] ?? 1));
  });
  const inverse = spread.times(spread.transposed());
  const rss = sumOfSquares(solved.residuals, 0);
  const tss = sumOfSquares(y, hasIntercept ? mean(y) : 0);
  const dfResidual = n - terms;
  const sigma = Math.sqrt(rss / dfResidual);
  return {
    kind: 'fitted',
    n,
    coefficients,
    standardErrors: inverse.diagonal().map((value) => sigma * Math.sqrt(value)),
    inverse,
    residuals: solved.residuals,
    leverage: leverageOf(solved.q, n),
    q: solved.q,
    spread,
    rss,
    tss,
    sigma,
    rSquared: tss > 0 ? 1 - rss / tss : NaN,
    dfModel: terms - (hasIntercept ? 1 : 0),
    dfResidual,
  };
}

function solvePlain({ q, r, order }: QrFactor, y: Float64Array): Solved {
  const size = order.length;
  const residuals = Float64Array.from(y);
  const z = q.map((column) => {
    let dot = 0;
    for (let i = 0; i < y.length; i += 1) dot += (column[i] ?? 0) * (residuals[i] ?? 0);
    for (let i = 0; i < y.length; i += 1) residuals[i] = (residuals[i] ?? 0) - dot * (column[i] ?? 0);
    return dot;
  });
  const inverseR = invertUpper(r);
  const coefficients = new Float64Array(size);
  order.forEach((at, k) => {
    let sum = 0;
    for (let j = k; j < size; j += 1) sum += inverseR.get(k, j) * (z[j] ?? 0);
    coefficients[at] = sum;
  });
  return { coefficients, inverseR, residuals, q };
}

function invertUpper(r: Matrix): Matrix {
  const size = r.rows;
  const inverse = new Matrix(size, size);
  for (let j = 0; j < size; j += 1) {
    inverse.set(j, j, 1 / r.get(j, j));
    for (let i = j - 1; i >= 0; i -= 1) {
      let sum = 0;
      for (let k = i + 1; k <= j; k += 1) sum += r.get(i, k) * inverse.get(k, j);
      inverse.set(i, j, -sum / r.get(i, i));
    }
  }
  return inverse;
}

function explainDependence({ order, rank, r }: QrFactor): { dependent: number[]; on: number[] } {
  const dependent = order.slice(rank);
  const on = new Set<number>();
  for (let j = rank; j < order.length; j += 1) {
    const weights = new Float64Array(rank);
    for (let i = rank - 1; i >= 0; i -= 1) {
      let sum = r.get(i, j);
      for (let k = i + 1; k < rank; k += 1) sum -= r.get(i, k) * (weights[k] ?? 0);
      weights[i] = sum / r.get(i, i);
      if (Math.abs(weights[i] ?? 0) > 1e-9) on.add(order[i] ?? 0);
    }
  }
  return { dependent, on: [...on].sort((a, b) => a - b) };
}

function leverageOf(q: readonly Float64Array[], n: number): Float64Array {
  const leverage = new Float64Array(n);
  for (const column of q) for (let i = 0; i < n; i += 1) leverage[i] = (leverage[i] ?? 0) + (column[i] ?? 0) ** 2;
  return leverage.map((value) => Math.min(1, value));
}

/** a power of two, so that scaling is exact */
function lengthScale(column: Float64Array): number {
  let largest = 0;
  for (const value of column) largest = Math.max(largest, Math.abs(value));
  return largest === 0 ? 1 : 2 ** -Math.round(Math.log2(largest * Math.sqrt(column.length)));
}

/** mean with a second pass that removes the rounding of the first */
export function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  const first = sum / values.length;
  let rest = 0;
  for (const value of values) rest += value - first;
  return first + rest / values.length;
}

export function sumOfSquares(values: Float64Array, about: number): number {
  let sum = 0;
  let rest = 0;
  for (const value of values) {
    const square = (value - about) ** 2;
    const next = sum + square;
    rest += sum >= square ? sum - next + square : square - next + sum;
    sum = next;
  }
  return sum + rest;
}
