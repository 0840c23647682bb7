import { Matrix } from '../Matrix.ts';
import { add2, divide2, divideVector2, dot2, negate2, root2, subtract2, times2, type Double2, type Vector2 } from './doubleDouble.ts';

export interface Solved {
  /** by column of the design, in its order */
  readonly coefficients: Float64Array;
  /** R⁻¹ in pivot order */
  readonly inverseR: Matrix;
  readonly residuals: Float64Array;
  readonly q: readonly Float64Array[];
}

/**
 * The same decomposition again in doubled precision, the columns in the pivot order already found: modified Gram–Schmidt on (X, y),
 * which for least squares is Householder QR by another road (Björck 1967). About twenty times the work of plain doubles.
 */
export function solveRefined(columns: readonly Float64Array[], order: readonly number[], y: Float64Array): Solved {
  const size = order.length;
  const q: Vector2[] = order.map((at) => ({ high: Float64Array.from(columns[at] ?? []), low: new Float64Array(y.length) }));
  const residual: Vector2 = { high: Float64Array.from(y), low: new Float64Array(y.length) };
  const r: Double2[][] = [];
  const z: Double2[] = [];
  for (const [k, column] of q.entries()) {
    const row: Double2[] = Array.from({ length: size }, () => [0, 0]);
    const length = root2(dot2(column, column));
    row[k] = length;
    divideVector2(column, length);
    for (let j = k + 1; j < size; j += 1) {
      const other = q[j];
      if (!other) continue;
      const share = dot2(column, other);
      row[j] = share;
      subtract2(other, share, column);
    }
    const share = dot2(column, residual);
    z.push(share);
    subtract2(residual, share, column);
    r.push(row);
  }
  const solution = substitute(r, z);
  const coefficients = new Float64Array(size);
  order.forEach((at, k) => {
    coefficients[at] = solution[k]?.[0] ?? NaN;
  });
  const inverseR = new Matrix(size, size);
  for (let j = 0; j < size; j += 1) {
    const unit: Double2[] = Array.from({ length: size }, (_, i) => (i === j ? [1, 0] : [0, 0]));
    substitute(r, unit).forEach(([high], i) => inverseR.set(i, j, high));
  }
  return { coefficients, inverseR, residuals: residual.high, q: q.map(({ high }) => high) };
}

function substitute(r: readonly (readonly Double2[])[], right: readonly Double2[]): Double2[] {
  const x = [...right];
  for (let i = x.length - 1; i >= 0; i -= 1) {
    let sum = x[i] ?? [0, 0];
    for (let k = i + 1; k < x.length; k += 1) sum = add2(sum, negate2(times2(r[i]?.[k] ?? [0, 0], x[k] ?? [0, 0])));
    x[i] = divide2(sum, r[i]?.[i] ?? [1, 0]);
  }
  return x;
}
