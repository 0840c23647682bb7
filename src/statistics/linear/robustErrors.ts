import { Matrix } from '../Matrix.ts';
import type { LeastSquares } from './fitLeastSquares.ts';

/** Standard errors that hold when the spread differs between rows: White's with n/(n−k) (HC1), and e²/(1−h)² (HC3, MacKinnon & White 1985; Long & Ervin 2000). A row with leverage 1 is fitted exactly and adds nothing. */
export function robustErrors(fit: LeastSquares, kind: 'hc0' | 'hc1' | 'hc3'): Float64Array {
  const weights = new Float64Array(fit.n);
  for (let i = 0; i < fit.n; i += 1) {
    const left = 1 - (fit.leverage[i] ?? 0);
    const residual = fit.residuals[i] ?? 0;
    weights[i] = kind !== 'hc3' ? residual ** 2 : left > 1e-10 ? (residual / left) ** 2 : 0;
  }
  const size = fit.q.length;
  const meat = new Matrix(size, size);
  for (let j = 0; j < size; j += 1)
    for (let k = j; k < size; k += 1) {
      const [one, two] = [fit.q[j], fit.q[k]];
      let sum = 0;
      if (one && two) for (let i = 0; i < fit.n; i += 1) sum += (one[i] ?? 0) * (two[i] ?? 0) * (weights[i] ?? 0);
      meat.set(j, k, sum);
      meat.set(k, j, sum);
    }
  return errorsOf(fit, meat, kind === 'hc1' ? fit.n / fit.dfResidual : 1);
}

/** Standard errors for rows that belong together: Liang & Zeger with G/(G−1) · (n−1)/(n−k); `groups` are codes 0 … count − 1. */
export function clusterErrors(fit: LeastSquares, groups: Int32Array, count: number): Float64Array {
  const size = fit.q.length;
  const scores = new Float64Array(count * size);
  for (let j = 0; j < size; j += 1) {
    const column = fit.q[j];
    if (!column) continue;
    for (let i = 0; i < fit.n; i += 1) {
      const at = (groups[i] ?? 0) * size + j;
      scores[at] = (scores[at] ?? 0) + (column[i] ?? 0) * (fit.residuals[i] ?? 0);
    }
  }
  const meat = new Matrix(size, size);
  for (let g = 0; g < count; g += 1) for (let j = 0; j < size; j += 1) for (let k = 0; k < size; k += 1) meat.add(j, k, (scores[g * size + j] ?? 0) * (scores[g * size + k] ?? 0));
  return errorsOf(fit, meat, (count / (count - 1)) * ((fit.n - 1) / fit.dfResidual));
}

function errorsOf({ spread }: LeastSquares, meat: Matrix, factor: number): Float64Array {
  const half = spread.times(meat);
  return Float64Array.from({ length: spread.rows }, (_, i) => {
    let sum = 0;
    for (let k = 0; k < spread.columns; k += 1) sum += half.get(i, k) * spread.get(i, k);
    return Math.sqrt(Math.max(0, factor * sum));
  });
}
