import { Matrix } from '../Matrix.ts';

/** X P = Q R with the columns of X taken in `order`; `q` are the columns of thin Q. */
export interface QrFactor {
  readonly order: readonly number[];
  /** how many columns are independent; the others stand last in `order` */
  readonly rank: number;
  readonly r: Matrix;
  readonly q: readonly Float64Array[];
}

/** A column whose part outside the span of the others is below this share of its length counts as their combination. */
const dependent = 1e-13;

/** Householder QR with column pivoting (Golub & Van Loan §5.4) of columns of about equal length. */
export function factorQr(columns: readonly Float64Array[]): QrFactor {
  const size = columns.length;
  const rows = columns[0]?.length ?? 0;
  const work = columns.map((column) => Float64Array.from(column));
  const order = columns.map((_, index) => index);
  const lengths = work.map((column) => norm(column, 0));
  /** squared share of each column outside the span of those taken */
  const left2 = Float64Array.from(lengths, (length) => (length === 0 ? 0 : 1));
  const heads: number[] = [];
  const scales: number[] = [];
  const steps = Math.min(rows, size);
  let rank = 0;
  for (let k = 0; k < steps; k += 1) {
    let best = k;
    let largest = -1;
    for (let j = k; j < size; j += 1) {
      const left = left2[order[j] ?? 0] ?? 0;
      if (left > largest) [best, largest] = [j, left];
    }
    // what is left was kept by subtraction, which says too little once most of a column is gone: then all are measured anew
    if (k > 0 && largest < 1e-4) {
      best = k;
      largest = -1;
      for (let j = k; j < size; j += 1) {
        const own = lengths[order[j] ?? 0] ?? 0;
        const left = own === 0 ? 0 : norm(columnOf(work, order, j), k) / own;
        left2[order[j] ?? 0] = left * left;
        if (left > largest) [best, largest] = [j, left];
      }
    } else largest = Math.sqrt(Math.max(0, largest));
    if (!(largest > dependent)) break;
    [order[k], order[best]] = [order[best] ?? 0, order[k] ?? 0];
    const v = columnOf(work, order, k);
    const length = norm(v, k);
    const head = v[k] ?? 0;
    const diagonal = head > 0 ? -length : length;
    v[k] = head - diagonal;
    let square = 0;
    for (let i = k; i < rows; i += 1) square += (v[i] ?? 0) ** 2;
    heads.push(diagonal);
    scales.push(square === 0 ? 0 : 2 / square);
    for (let j = k + 1; j < size; j += 1) {
      const column = columnOf(work, order, j);
      reflect(v, scales[k] ?? 0, column, k);
      const own = lengths[order[j] ?? 0] ?? 0;
      if (own > 0) left2[order[j] ?? 0] = Math.max(0, (left2[order[j] ?? 0] ?? 0) - ((column[k] ?? 0) / own) ** 2);
    }
    rank += 1;
  }
  const r = new Matrix(size, size);
  for (let j = 0; j < size; j += 1) {
    const column = columnOf(work, order, j);
    for (let i = 0; i < Math.min(j, rank, rows); i += 1) r.set(i, j, column[i] ?? 0);
    if (j < rank) r.set(j, j, heads[j] ?? 0);
  }
  const q = Array.from({ length: rank }, (_, j) => {
    const column = new Float64Array(rows);
    column[j] = 1;
    for (let k = rank - 1; k >= 0; k -= 1) reflect(columnOf(work, order, k), scales[k] ?? 0, column, k);
    return column;
  });
  return { order, rank, r, q };
}

const columnOf = (work: readonly Float64Array[], order: readonly number[], at: number): Float64Array => work[order[at] ?? 0] ?? new Float64Array();

function norm(column: Float64Array, from: number): number {
  let sum = 0;
  for (let i = from; i < column.length; i += 1) sum += (column[i] ?? 0) ** 2;
  return Math.sqrt(sum);
}

function reflect(v: Float64Array, scale: number, column: Float64Array, from: number): void {
  let dot = 0;
  for (let i = from; i < v.length; i += 1) dot += (v[i] ?? 0) * (column[i] ?? 0);
  const factor = scale * dot;
  if (factor !== 0) for (let i = from; i < v.length; i += 1) column[i] = (column[i] ?? 0) - factor * (v[i] ?? 0);
}
