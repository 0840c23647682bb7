import { Matrix, symmetricEigen } from '../Matrix.ts';
import { chiSquaredTail } from '../special/distributions.ts';
import { mean, sumOfSquares, type LeastSquares } from './fitLeastSquares.ts';

/** Variance inflation of each column: (XᵀX)⁻¹ⱼⱼ times the column's own sum of squares; NaN for the constant. */
export function varianceInflation(columns: readonly Float64Array[], fit: LeastSquares, hasIntercept: boolean): Float64Array {
  return Float64Array.from(columns, (column, j) => {
    const square = sumOfSquares(column, hasIntercept ? mean(column) : 0);
    return hasIntercept && j === 0 ? NaN : fit.inverse.get(j, j) * square;
  });
}

/** Belsley's condition number: largest over smallest singular value of the columns scaled to length 1, intercept included. */
export function conditionNumber(columns: readonly Float64Array[], fit: LeastSquares): number {
  const size = columns.length;
  const lengths = columns.map((column) => Math.sqrt(sumOfSquares(column, 0)));
  const gram = new Matrix(size, size);
  const inverse = new Matrix(size, size);
  for (let j = 0; j < size; j += 1)
    for (let k = j; k < size; k += 1) {
      const [one, two] = [columns[j], columns[k]];
      const product = (lengths[j] ?? 1) * (lengths[k] ?? 1);
      let dot = 0;
      if (one && two) for (let i = 0; i < one.length; i += 1) dot += (one[i] ?? 0) * (two[i] ?? 0);
      for (const [a, b] of [[j, k], [k, j]] as const) {
        gram.set(a, b, dot / product);
        inverse.set(a, b, fit.inverse.get(j, k) * product);
      }
    }
  // the smallest eigenvalue of the Gram matrix is the largest of its inverse, which is known without cancellation
  return Math.sqrt(Math.max(...symmetricEigen(gram).values) * Math.max(...symmetricEigen(inverse).values));
}

/** Koenker's studentised form of Breusch and Pagan's test: n R² of the squared residuals on the predictors. */
export function breuschPagan(fit: LeastSquares, hasIntercept: boolean): { readonly statistic: number; readonly df: number; readonly pValue: number } {
  const squares = fit.residuals.map((value) => value ** 2);
  const about = mean(squares);
  const total = sumOfSquares(squares, about);
  const centred = squares.map((value) => value - about);
  let explained = 0;
  for (const column of fit.q) {
    let dot = 0;
    for (let i = 0; i < fit.n; i += 1) dot += (column[i] ?? 0) * (centred[i] ?? 0);
    explained += dot * dot;
  }
  const df = fit.q.length - (hasIntercept ? 1 : 0);
  const statistic = total > 0 ? (fit.n * explained) / total : NaN;
  return { statistic, df, pValue: df > 0 ? chiSquaredTail(statistic, df) : NaN };
}

/** Duan's smearing factor: what e^prediction is multiplied by to come back from logarithms. */
export const smearingFactor = (residuals: Float64Array): number => mean(residuals.map(Math.exp));
