import { cholesky, invertCholesky, Matrix, solveCholesky } from '../Matrix.ts';

export interface Logistic {
  readonly kind: 'fitted';
  readonly coefficients: Float64Array;
  readonly standardErrors: Float64Array;
  readonly covariance: Matrix;
  /** penalised with Firth's prior when so asked */
  readonly logLikelihood: number;
  readonly probabilities: Float64Array;
  readonly iterations: number;
}

/** No finite maximum: the coefficients run away along `direction`, whose columns part the events from the rest, wholly or in part. */
interface RunAway {
  readonly kind: 'separated';
  readonly direction: Float64Array;
}

export interface NotIdentified {
  readonly kind: 'not identified';
}

export interface LogisticRequest {
  /** the constant among them */
  readonly columns: readonly Float64Array[];
  /** 0 or 1 */
  readonly y: Float64Array;
  readonly firth: boolean;
  /** a coefficient held at a value, for a profile */
  readonly held?: { readonly at: number; readonly value: number };
  readonly start?: Float64Array;
}

const mostIterations = 200;
const slowAfter = 5;

/**
 * Logistic regression by Newton's method with step halving: maximum likelihood, or Firth's penalised likelihood ℓ + ½ ln|I| (1993), whose
 * estimates are finite under separation (Heinze & Schemper 2002). Columns should be of about equal length: see `scaleColumns`.
 */
export function fitLogistic(request: LogisticRequest): Logistic | RunAway | NotIdentified {
  const { columns, y, firth, held } = request;
  const size = columns.length;
  let beta: Float64Array = request.start ? Float64Array.from(request.start) : new Float64Array(size);
  if (held) beta[held.at] = held.value;
  const free = columns.flatMap((_, at) => (at === held?.at ? [] : [at]));
  let state = evaluate(columns, y, beta, firth);
  if (!state) return { kind: 'not identified' };
  let lastStep: Float64Array = new Float64Array(size);
  let iterations = 0;
  for (; iterations < mostIterations; iterations += 1) {
    // Fisher's information is nearly the curvature, but not along a ridge that the penalty alone bends
    const curved = firth && iterations >= slowAfter ? newtonStep(state.score, penalisedInformation(columns, state), free, size) : null;
    const step = curved ?? newtonStep(state.score, state.information, free, size);
    if (!step) return { kind: 'not identified' };
    lastStep = step;
    const longest = step.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    // a profile asks for the likelihood alone, whose error is the square of the coefficients'
    if (longest < (held ? 1e-7 : 1e-11) * (1 + largest(beta))) break;
    // Firth's steps are bounded, as in logistf: far from the maximum the quadratic picture is false
    let scale = firth ? Math.min(1, 5 / longest) : 1;
    let next: State | null = null;
    for (let halving = 0; halving < 30; halving += 1) {
      const trial = beta.map((value, at) => value + scale * (step[at] ?? 0));
      const reached = evaluate(columns, y, trial, firth);
      if (reached && reached.logLikelihood >= state.logLikelihood - 1e-12 * Math.abs(state.logLikelihood)) {
        beta = trial;
        next = reached;
        break;
      }
      scale /= 2;
    }
    if (!next) break;
    const gain = next.logLikelihood - state.logLikelihood;
    const stands = held ? gain < 1e-12 : gain < 1e-13 * Math.abs(state.logLikelihood) && longest < 1e-10;
    state = next;
    if (!firth && isDiverging(iterations, longest, beta)) return { kind: 'separated', direction: lastStep };
    if (stands) break;
  }
  const longest = lastStep.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (!firth && longest > 1e-5) return { kind: 'separated', direction: lastStep };
  const lower = cholesky(state.information);
  if (!lower) return firth ? { kind: 'not identified' } : { kind: 'separated', direction: lastStep };
  const covariance = invertCholesky(lower);
  return { kind: 'fitted', coefficients: beta, standardErrors: covariance.diagonal().map(Math.sqrt), covariance, logLikelihood: state.logLikelihood, probabilities: state.probabilities, iterations };
}

interface State {
  readonly logLikelihood: number;
  readonly score: Float64Array;
  readonly information: Matrix;
  readonly probabilities: Float64Array;
}

/** Newton's step on a finite maximum shrinks to nothing within some ten iterations; on a flight to infinity it stays about one logit long. */
const isDiverging = (iterations: number, longest: number, beta: Float64Array): boolean => iterations >= 25 && longest > 1e-3 && largest(beta) > 5;

const largest = (values: Float64Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

function evaluate(columns: readonly Float64Array[], y: Float64Array, beta: Float64Array, firth: boolean): State | null {
  const n = y.length;
  const size = columns.length;
  const eta = new Float64Array(n);
  columns.forEach((column, j) => {
    const factor = beta[j] ?? 0;
    if (factor !== 0) for (let i = 0; i < n; i += 1) eta[i] = (eta[i] ?? 0) + factor * (column[i] ?? 0);
  });
  const probabilities = new Float64Array(n);
  const weights = new Float64Array(n);
  const residual = new Float64Array(n);
  let logLikelihood = 0;
  for (let i = 0; i < n; i += 1) {
    const value = eta[i] ?? 0;
    const small = Math.exp(-Math.abs(value));
    const p = value >= 0 ? 1 / (1 + small) : small / (1 + small);
    probabilities[i] = p;
    weights[i] = small / (1 + small) ** 2;
    const isEvent = (y[i] ?? 0) > 0.5;
    logLikelihood -= Math.log1p(small) + (isEvent ? Math.max(0, -value) : Math.max(0, value));
    residual[i] = isEvent ? (value >= 0 ? small / (1 + small) : 1 / (1 + small)) : -p;
  }
  const information = weightedGram(columns, weights);
  if (firth) {
    const lower = cholesky(information);
    if (!lower) return null;
    for (let j = 0; j < size; j += 1) logLikelihood += Math.log(lower.get(j, j));
    const hat = leverages(columns, weights, lower);
    for (let i = 0; i < n; i += 1) residual[i] = (residual[i] ?? 0) + (hat[i] ?? 0) * (0.5 - (probabilities[i] ?? 0));
  }
  const score = Float64Array.from(columns, (column) => {
    let sum = 0;
    for (let i = 0; i < n; i += 1) sum += (column[i] ?? 0) * (residual[i] ?? 0);
    return sum;
  });
  return { logLikelihood, score, information, probabilities };
}

function weightedGram(columns: readonly Float64Array[], weights: Float64Array): Matrix {
  const size = columns.length;
  const gram = new Matrix(size, size);
  const weighted = new Float64Array(weights.length);
  for (let j = 0; j < size; j += 1) {
    const one = columns[j];
    if (!one) continue;
    for (let i = 0; i < weights.length; i += 1) weighted[i] = (one[i] ?? 0) * (weights[i] ?? 0);
    for (let k = j; k < size; k += 1) {
      const two = columns[k];
      let sum = 0;
      if (two) for (let i = 0; i < weighted.length; i += 1) sum += (weighted[i] ?? 0) * (two[i] ?? 0);
      gram.set(j, k, sum);
      gram.set(k, j, sum);
    }
  }
  return gram;
}

/** diagonal of W^½ X (XᵀWX)⁻¹ Xᵀ W^½ */
function leverages(columns: readonly Float64Array[], weights: Float64Array, lower: Matrix): Float64Array {
  const hat = new Float64Array(weights.length);
  for (const column of whiten(columns, lower)) for (let i = 0; i < hat.length; i += 1) hat[i] = (hat[i] ?? 0) + (column[i] ?? 0) ** 2 * (weights[i] ?? 0);
  return hat;
}

/** X L⁻ᵀ by columns */
function whiten(columns: readonly Float64Array[], lower: Matrix): Float64Array[] {
  const solved: Float64Array[] = [];
  columns.forEach((column, j) => {
    const values = Float64Array.from(column);
    solved.forEach((earlier, k) => {
      const factor = lower.get(j, k);
      if (factor !== 0) for (let i = 0; i < values.length; i += 1) values[i] = (values[i] ?? 0) - factor * (earlier[i] ?? 0);
    });
    const scale = 1 / lower.get(j, j);
    for (let i = 0; i < values.length; i += 1) values[i] = (values[i] ?? 0) * scale;
    solved.push(values);
  });
  return solved;
}

/** Minus the second derivatives of ℓ + ½ ln|I|. */
function penalisedInformation(columns: readonly Float64Array[], { probabilities, information }: State): Matrix | null {
  const lower = cholesky(information);
  if (!lower) return null;
  const weights = probabilities.map((p) => p * (1 - p));
  const whitened = whiten(columns, lower);
  const size = columns.length;
  const turned = columns.map((column) => weightedGram(whitened, weights.map((weight, i) => weight * (1 - 2 * (probabilities[i] ?? 0)) * (column[i] ?? 0))));
  const lengths = new Float64Array(weights.length);
  for (const column of whitened) for (let i = 0; i < lengths.length; i += 1) lengths[i] = (lengths[i] ?? 0) + (column[i] ?? 0) ** 2;
  const bent = weightedGram(columns, weights.map((weight, i) => 0.5 * weight * (lengths[i] ?? 0) * (1 - 6 * weight)));
  const result = new Matrix(size, size);
  for (let j = 0; j < size; j += 1)
    for (let k = 0; k < size; k += 1) {
      let product = 0;
      for (let one = 0; one < size; one += 1) for (let two = 0; two < size; two += 1) product += (turned[j]?.get(one, two) ?? 0) * (turned[k]?.get(one, two) ?? 0);
      result.set(j, k, information.get(j, k) - bent.get(j, k) + 0.5 * product);
    }
  return result;
}

/** null where the curvature is no hill's */
function newtonStep(score: Float64Array, curvature: Matrix | null, free: readonly number[], size: number): Float64Array | null {
  if (!curvature) return null;
  const among = new Matrix(free.length, free.length);
  free.forEach((one, j) => free.forEach((two, k) => among.set(j, k, curvature.get(one, two))));
  const lower = cholesky(among);
  const step = new Float64Array(size);
  if (free.length === 0) return step;
  if (!lower) return null;
  const solved = solveCholesky(lower, Float64Array.from(free, (at) => score[at] ?? 0));
  free.forEach((at, j) => {
    step[at] = solved[j] ?? 0;
  });
  return step;
}
