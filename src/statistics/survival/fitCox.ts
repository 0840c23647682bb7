import { cholesky, invertCholesky, Matrix, solveCholesky } from '../Matrix.ts';
import { factorQr } from '../linear/factorQr.ts';

export interface Cox {
  readonly kind: 'fitted';
  readonly coefficients: Float64Array;
  readonly standardErrors: Float64Array;
  readonly logLikelihood: number;
  readonly logLikelihoodAtZero: number;
}

export type CoxFailure = { readonly kind: 'singular'; readonly terms: readonly number[] } | { readonly kind: 'separated'; readonly terms: readonly number[] } | { readonly kind: 'no events' };

/** Cox's proportional hazards with Efron's handling of ties (1977), by Newton's method with step halving on centred and scaled columns. */
export function fitCox(columns: readonly Float64Array[], time: Float64Array, event: Float64Array): Cox | CoxFailure {
  const size = columns.length;
  if (!event.some((value) => value > 0.5)) return { kind: 'no events' };
  const scales = columns.map((column) => {
    const about = column.reduce((sum, value) => sum + value, 0) / column.length;
    const spread = Math.sqrt(column.reduce((sum, value) => sum + (value - about) ** 2, 0) / column.length);
    return { about, factor: spread > 0 ? 1 / spread : 0 };
  });
  const scaled = columns.map((column, j) => column.map((value) => (value - (scales[j]?.about ?? 0)) * (scales[j]?.factor ?? 0)));
  const qr = factorQr([new Float64Array(time.length).fill(1), ...scaled]);
  if (qr.rank < size + 1) return { kind: 'singular', terms: qr.order.slice(qr.rank).map((at) => at - 1).filter((at) => at >= 0) };
  const order = Uint32Array.from(time.keys()).sort((one, other) => (time[other] ?? 0) - (time[one] ?? 0));
  let beta: Float64Array = new Float64Array(size);
  let state = evaluate(scaled, time, event, order, beta);
  const atZero = state.logLikelihood;
  let step: Float64Array = new Float64Array(size);
  const longestOf = (values: Float64Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (let iteration = 0; iteration < 60; iteration += 1) {
    const lower = cholesky(state.information);
    if (!lower) return { kind: 'separated', terms: runningTerms(step) };
    step = solveCholesky(lower, state.score);
    const longest = longestOf(step);
    if (longest < 1e-11 * (1 + longestOf(beta))) break;
    if (iteration >= 20 && longest > 1e-3) return { kind: 'separated', terms: runningTerms(step) };
    let scale = 1;
    let moved = false;
    for (let halving = 0; halving < 30; halving += 1) {
      const trial = beta.map((value, j) => value + scale * (step[j] ?? 0));
      const reached = evaluate(scaled, time, event, order, trial);
      if (reached.logLikelihood >= state.logLikelihood - 1e-12 * Math.abs(state.logLikelihood)) {
        [beta, state, moved] = [trial, reached, true];
        break;
      }
      scale /= 2;
    }
    if (!moved) break;
  }
  const lower = cholesky(state.information);
  if (!lower) return { kind: 'separated', terms: runningTerms(step) };
  const errors = invertCholesky(lower).diagonal().map(Math.sqrt);
  return {
    kind: 'fitted',
    coefficients: beta.map((value, j) => value * (scales[j]?.factor ?? 0)),
    standardErrors: errors.map((value, j) => value * (scales[j]?.factor ?? 0)),
    logLikelihood: state.logLikelihood,
    logLikelihoodAtZero: atZero,
  };
}

const runningTerms = (step: Float64Array): number[] => {
  const most = step.reduce((longest, value) => Math.max(longest, Math.abs(value)), 0);
  return Array.from(step.keys()).filter((at) => Math.abs(step[at] ?? 0) > 1e-3 * most);
};

interface State {
  readonly logLikelihood: number;
  readonly score: Float64Array;
  readonly information: Matrix;
}

/** `order` has the rows from the latest time to the earliest, so that the risk set grows */
function evaluate(columns: readonly Float64Array[], time: Float64Array, event: Float64Array, order: Uint32Array, beta: Float64Array): State {
  const size = columns.length;
  const eta = new Float64Array(time.length);
  columns.forEach((column, j) => {
    for (let i = 0; i < eta.length; i += 1) eta[i] = (eta[i] ?? 0) + (beta[j] ?? 0) * (column[i] ?? 0);
  });
  // the largest is taken off so that no exponential overflows; it cancels in every ratio
  const top = eta.reduce((most, value) => Math.max(most, value), -Infinity);
  let logLikelihood = 0;
  const score = new Float64Array(size);
  const information = new Matrix(size, size);
  let s0 = 0;
  const s1 = new Float64Array(size);
  const s2 = new Float64Array(size * size);
  for (let from = 0; from < order.length; ) {
    const at = time[order[from] ?? 0] ?? 0;
    let d0 = 0;
    let deaths = 0;
    const d1 = new Float64Array(size);
    const d2 = new Float64Array(size * size);
    let to = from;
    for (; to < order.length && at - (time[order[to] ?? 0] ?? 0) <= 1e-12 * Math.max(1, Math.abs(at)); to += 1) {
      const row = order[to] ?? 0;
      const risk = Math.exp((eta[row] ?? 0) - top);
      const isEvent = (event[row] ?? 0) > 0.5;
      s0 += risk;
      if (isEvent) {
        d0 += risk;
        deaths += 1;
        logLikelihood += (eta[row] ?? 0) - top;
      }
      for (let j = 0; j < size; j += 1) {
        const x = columns[j]?.[row] ?? 0;
        s1[j] = (s1[j] ?? 0) + risk * x;
        if (isEvent) {
          d1[j] = (d1[j] ?? 0) + risk * x;
          score[j] = (score[j] ?? 0) + x;
        }
        for (let k = 0; k <= j; k += 1) {
          const product = risk * x * (columns[k]?.[row] ?? 0);
          s2[j * size + k] = (s2[j * size + k] ?? 0) + product;
          if (isEvent) d2[j * size + k] = (d2[j * size + k] ?? 0) + product;
        }
      }
    }
    for (let tie = 0; tie < deaths; tie += 1) {
      const share = tie / deaths;
      const total = s0 - share * d0;
      logLikelihood -= Math.log(total);
      for (let j = 0; j < size; j += 1) {
        const mean = ((s1[j] ?? 0) - share * (d1[j] ?? 0)) / total;
        score[j] = (score[j] ?? 0) - mean;
        for (let k = 0; k <= j; k += 1) {
          const other = ((s1[k] ?? 0) - share * (d1[k] ?? 0)) / total;
          information.add(j, k, ((s2[j * size + k] ?? 0) - share * (d2[j * size + k] ?? 0)) / total - mean * other);
        }
      }
    }
    from = to;
  }
  for (let j = 0; j < size; j += 1) for (let k = 0; k < j; k += 1) information.set(k, j, information.get(j, k));
  return { logLikelihood, score, information };
}
