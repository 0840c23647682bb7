import { Matrix, symmetricEigen } from '../Matrix.ts';
import { Random } from '../random.ts';
import { mean } from './fitLeastSquares.ts';

/** Correlations of the columns and, last, of y; cosines about zero where there is no intercept. `weights` count each row so many times. */
export function correlations(columns: readonly Float64Array[], y: Float64Array, centred: boolean, weights?: Float64Array): Matrix {
  const all = [...columns, y];
  const shifted = all.map((column) => {
    const about = centred ? (weights ? weightedMean(column, weights) : mean(column)) : 0;
    return column.map((value) => value - about);
  });
  const size = all.length;
  const matrix = new Matrix(size, size);
  for (let j = 0; j < size; j += 1)
    for (let k = j; k < size; k += 1) {
      const [one, two] = [shifted[j], shifted[k]];
      let dot = 0;
      if (one && two) {
        if (weights) for (let i = 0; i < one.length; i += 1) dot += (one[i] ?? 0) * (two[i] ?? 0) * (weights[i] ?? 0);
        else for (let i = 0; i < one.length; i += 1) dot += (one[i] ?? 0) * (two[i] ?? 0);
      }
      matrix.set(j, k, dot);
    }
  const lengths = matrix.diagonal().map(Math.sqrt);
  for (let j = 0; j < size; j += 1)
    for (let k = j; k < size; k += 1) {
      const length = (lengths[j] ?? 0) * (lengths[k] ?? 0);
      const value = j === k ? 1 : length > 0 ? matrix.get(j, k) / length : 0;
      matrix.set(j, k, value);
      matrix.set(k, j, value);
    }
  return matrix;
}

function weightedMean(values: Float64Array, weights: Float64Array): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < values.length; i += 1) {
    sum += (values[i] ?? 0) * (weights[i] ?? 0);
    total += weights[i] ?? 0;
  }
  return sum / total;
}

/** What is left of a correlation matrix (y last) once the columns at `taken` are explained away: the Schur complement. */
function partialOut(matrix: Matrix, taken: readonly number[]): Matrix {
  let left = matrix;
  for (const at of taken) left = sweepOut(left, at);
  return left;
}

/** a column of which no more is left beyond the others explains nothing more */
const spent = 1e-12;

function sweepOut(matrix: Matrix, at: number): Matrix {
  const pivot = matrix.get(at, at);
  const left = matrix.copy();
  if (!(pivot > spent)) return left;
  const size = matrix.rows;
  for (let j = 0; j < size; j += 1) {
    const share = matrix.get(j, at) / pivot;
    if (share !== 0) for (let k = 0; k < size; k += 1) left.add(j, k, -share * matrix.get(at, k));
  }
  for (let j = 0; j < size; j += 1) {
    left.set(j, at, 0);
    left.set(at, j, 0);
  }
  return left;
}

export interface Importance {
  /** share of R² of each player; together R² less what the controls explain alone */
  readonly shares: Float64Array;
  /** Monte-Carlo standard errors; zero where every order was counted */
  readonly errors: Float64Array;
  readonly orders: 'all' | number;
}

export const exactPlayers = 15;

/**
 * LMG: each player's increase of R², averaged over all orders of entering (Lindeman, Merenda & Gold 1980; Grömping 2006), which is the
 * Shapley value. A player is a set of columns that enter together; `controls` are in the model from the start.
 * Exact up to 15 players, beyond by `draws` random orders.
 */
export function lmg(matrix: Matrix, players: readonly (readonly number[])[], controls: readonly number[], seed: number, draws = 2000): Importance {
  const start = partialOut(matrix, controls);
  return players.length <= exactPlayers ? everyOrder(start, players) : someOrders(start, players, seed, draws);
}

/** Sets are visited so that each continues the elimination of a smaller one, and only on the columns that may still enter. */
function everyOrder(start: Matrix, players: readonly (readonly number[])[]): Importance {
  const count = players.length;
  const columns = [...players.flat(), start.rows - 1];
  const size = columns.length;
  const firsts = players.map((_, at) => players.slice(0, at).flat().length);
  // a matrix a depth of the visit: those deeper are done before the next one is needed
  const matrices = Array.from({ length: count + 1 }, () => new Float64Array(size * size));
  matrices[0]?.set(Float64Array.from({ length: size * size }, (_, at) => start.get(columns[Math.floor(at / size)] ?? 0, columns[at % size] ?? 0)));
  const unexplained = new Float64Array(2 ** count);
  const visit = (player: number, set: number, depth: number): void => {
    const [matrix, deeper] = [matrices[depth], matrices[depth + 1]];
    if (!matrix) return;
    unexplained[set] = matrix[size * size - 1] ?? NaN;
    for (let next = player; next < count && deeper; next += 1) {
      const first = firsts[next] ?? 0;
      const width = players[next]?.length ?? 0;
      for (let at = first; at < first + width; at += 1) eliminate(at === first ? matrix : deeper, deeper, size, at);
      visit(next + 1, set | (1 << next), depth + 1);
    }
  };
  visit(0, 0, 0);
  const weights = shapleyWeights(count);
  const shares = new Float64Array(count);
  for (let set = 0; set < unexplained.length; set += 1) {
    const weight = weights[bitCount(set)] ?? 0;
    for (let j = 0; j < count; j += 1) if ((set & (1 << j)) === 0) shares[j] = (shares[j] ?? 0) + weight * ((unexplained[set] ?? 0) - (unexplained[set | (1 << j)] ?? 0));
  }
  return { shares, errors: new Float64Array(count), orders: 'all' };
}

/** upper half of the Schur complement of column `at`, on the columns after it */
function eliminate(matrix: Float64Array, into: Float64Array, size: number, at: number): void {
  const pivot = matrix[at * size + at] ?? 0;
  for (let j = at + 1; j < size; j += 1) {
    const share = pivot > spent ? (matrix[at * size + j] ?? 0) / pivot : 0;
    for (let k = j; k < size; k += 1) into[j * size + k] = (matrix[j * size + k] ?? 0) - share * (matrix[at * size + k] ?? 0);
  }
}

/** |S|! (p − 1 − |S|)! / p! */
function shapleyWeights(count: number): number[] {
  const weights = [1 / count];
  for (let size = 1; size < count; size += 1) weights.push(((weights[size - 1] ?? 0) * size) / (count - size));
  return weights;
}

function bitCount(set: number): number {
  let count = 0;
  for (let left = set; left !== 0; left &= left - 1) count += 1;
  return count;
}

function someOrders(start: Matrix, players: readonly (readonly number[])[], seed: number, draws: number): Importance {
  const count = players.length;
  const last = start.rows - 1;
  const random = new Random(seed);
  const order = Int32Array.from(players, (_, index) => index);
  const sums = new Float64Array(count);
  const squares = new Float64Array(count);
  for (let draw = 0; draw < draws; draw += 1) {
    random.shuffle(order);
    let matrix = start;
    for (const player of order) {
      const next = partialOut(matrix, players[player] ?? []);
      const gain = matrix.get(last, last) - next.get(last, last);
      sums[player] = (sums[player] ?? 0) + gain;
      squares[player] = (squares[player] ?? 0) + gain * gain;
      matrix = next;
    }
  }
  const shares = sums.map((sum) => sum / draws);
  const errors = squares.map((square, j) => Math.sqrt(Math.max(0, square / draws - (shares[j] ?? 0) ** 2) / (draws - 1)));
  return { shares, errors, orders: draws };
}

/** Johnson's relative weights (2000): through the orthogonal variables nearest to the predictors, Λ = R^½. */
export function johnsonWeights(matrix: Matrix, predictors: readonly number[], controls: readonly number[]): Float64Array {
  const left = partialOut(matrix, controls);
  const size = predictors.length;
  const last = left.rows - 1;
  const scale = predictors.map((at) => Math.sqrt(Math.max(0, left.get(at, at))));
  const among = new Matrix(size, size);
  const within = (j: number, k: number): number => {
    const length = (scale[j] ?? 0) * (scale[k] ?? 0);
    return length > 0 ? left.get(predictors[j] ?? 0, predictors[k] ?? 0) / length : 0;
  };
  for (let j = 0; j < size; j += 1) for (let k = 0; k < size; k += 1) among.set(j, k, within(j, k));
  const { values, vectors } = symmetricEigen(among);
  const root = new Matrix(size, size);
  const beta = new Float64Array(size);
  for (let e = 0; e < size; e += 1) {
    const value = values[e] ?? 0;
    if (value <= 1e-12) continue;
    const length = Math.sqrt(value);
    let dot = 0;
    for (let j = 0; j < size; j += 1) {
      const toOutcome = (scale[j] ?? 0) > 0 ? left.get(predictors[j] ?? 0, last) / (scale[j] ?? 1) : 0;
      dot += vectors.get(j, e) * toOutcome;
      for (let k = 0; k < size; k += 1) root.add(j, k, length * vectors.get(j, e) * vectors.get(k, e));
    }
    for (let j = 0; j < size; j += 1) beta[j] = (beta[j] ?? 0) + (vectors.get(j, e) * dot) / length;
  }
  return Float64Array.from({ length: size }, (_, j) => {
    let sum = 0;
    for (let k = 0; k < size; k += 1) sum += root.get(j, k) ** 2 * (beta[k] ?? 0) ** 2;
    return sum;
  });
}
