/** A small dense matrix, row by row. */
export class Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;

  constructor(rows: number, columns: number) {
    this.rows = rows;
    this.columns = columns;
    this.data = new Float64Array(rows * columns);
  }

  static identity(size: number): Matrix {
    const matrix = new Matrix(size, size);
    for (let i = 0; i < size; i += 1) matrix.set(i, i, 1);
    return matrix;
  }

  get(row: number, column: number): number {
    return this.data[row * this.columns + column] ?? NaN;
  }

  set(row: number, column: number, value: number): void {
    this.data[row * this.columns + column] = value;
  }

  add(row: number, column: number, value: number): void {
    this.set(row, column, this.get(row, column) + value);
  }

  copy(): Matrix {
    const made = new Matrix(this.rows, this.columns);
    made.data.set(this.data);
    return made;
  }

  diagonal(): Float64Array {
    return Float64Array.from({ length: Math.min(this.rows, this.columns) }, (_, i) => this.get(i, i));
  }

  times(other: Matrix): Matrix {
    const product = new Matrix(this.rows, other.columns);
    for (let i = 0; i < this.rows; i += 1)
      for (let k = 0; k < this.columns; k += 1) {
        const left = this.get(i, k);
        if (left !== 0) for (let j = 0; j < other.columns; j += 1) product.add(i, j, left * other.get(k, j));
      }
    return product;
  }

  transposed(): Matrix {
    const made = new Matrix(this.columns, this.rows);
    for (let i = 0; i < this.rows; i += 1) for (let j = 0; j < this.columns; j += 1) made.set(j, i, this.get(i, j));
    return made;
  }
}

/** Lower Cholesky factor of a symmetric positive definite matrix; null when a pivot is not clearly positive. */
export function cholesky(matrix: Matrix): Matrix | null {
  const size = matrix.rows;
  const lower = new Matrix(size, size);
  for (let j = 0; j < size; j += 1) {
    let pivot = matrix.get(j, j);
    for (let k = 0; k < j; k += 1) pivot -= lower.get(j, k) ** 2;
    if (!(pivot > 1e-13 * Math.abs(matrix.get(j, j)))) return null;
    const root = Math.sqrt(pivot);
    lower.set(j, j, root);
    for (let i = j + 1; i < size; i += 1) {
      let sum = matrix.get(i, j);
      for (let k = 0; k < j; k += 1) sum -= lower.get(i, k) * lower.get(j, k);
      lower.set(i, j, sum / root);
    }
  }
  return lower;
}

/** x of L Lᵀ x = b */
export function solveCholesky(lower: Matrix, b: Float64Array): Float64Array {
  const size = lower.rows;
  const x = Float64Array.from(b);
  for (let i = 0; i < size; i += 1) {
    let sum = x[i] ?? 0;
    for (let k = 0; k < i; k += 1) sum -= lower.get(i, k) * (x[k] ?? 0);
    x[i] = sum / lower.get(i, i);
  }
  for (let i = size - 1; i >= 0; i -= 1) {
    let sum = x[i] ?? 0;
    for (let k = i + 1; k < size; k += 1) sum -= lower.get(k, i) * (x[k] ?? 0);
    x[i] = sum / lower.get(i, i);
  }
  return x;
}

/** (L Lᵀ)⁻¹ */
export function invertCholesky(lower: Matrix): Matrix {
  const size = lower.rows;
  const inverse = new Matrix(size, size);
  for (let j = 0; j < size; j += 1) {
    const unit = new Float64Array(size);
    unit[j] = 1;
    solveCholesky(lower, unit).forEach((value, i) => inverse.set(i, j, value));
  }
  return inverse;
}

/** Eigenvalues and vectors (in columns) of a symmetric matrix, by cyclic Jacobi rotations. */
export function symmetricEigen(matrix: Matrix): { readonly values: Float64Array; readonly vectors: Matrix } {
  const a = matrix.copy();
  const size = a.rows;
  const vectors = Matrix.identity(size);
  for (let sweep = 0; sweep < 60; sweep += 1) {
    let off = 0;
    for (let p = 0; p < size; p += 1) for (let q = p + 1; q < size; q += 1) off += a.get(p, q) ** 2;
    if (off < 1e-300) break;
    for (let p = 0; p < size; p += 1)
      for (let q = p + 1; q < size; q += 1) {
        const apq = a.get(p, q);
        if (apq === 0) continue;
        const theta = (a.get(q, q) - a.get(p, p)) / (2 * apq);
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(1, theta));
        const c = 1 / Math.hypot(1, t);
        const s = t * c;
        for (let k = 0; k < size; k += 1) rotate(a, k, p, k, q, c, s);
        for (let k = 0; k < size; k += 1) rotate(a, p, k, q, k, c, s);
        for (let k = 0; k < size; k += 1) rotate(vectors, k, p, k, q, c, s);
      }
  }
  return { values: a.diagonal(), vectors };
}

function rotate(m: Matrix, i1: number, j1: number, i2: number, j2: number, c: number, s: number): void {
  const [one, two] = [m.get(i1, j1), m.get(i2, j2)];
  m.set(i1, j1, c * one - s * two);
  m.set(i2, j2, s * one + c * two);
}
