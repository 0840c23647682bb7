export interface Minimum {
  readonly at: Float64Array;
  readonly value: number;
  /** the gradient vanishes there, as far as differences can tell */
  readonly converged: boolean;
}

type Cost = (x: Float64Array) => number;

/**
 * Lowest value over several starts: Nelder & Mead's simplex, then BFGS with central differences. Where `f` is not finite it counts as high.
 * With `rough`, a cheaper picture of `f`, the starts are tried on that, and the search on `f` begins where it is lowest.
 */
export function minimise(f: Cost, starts: readonly (readonly number[])[], { rough, onProgress }: { readonly rough?: Cost; readonly onProgress?: (fraction: number) => void } = {}): Minimum {
  const [exact, tried] = [defined(f), defined(rough ?? f)];
  const stages = starts.length + 1;
  const found = starts.map((start, at) => {
    const end = refine(tried, simplex(tried, Float64Array.from(start)));
    onProgress?.((at + 1) / stages);
    return end;
  });
  const best = found.reduce((lowest, other) => (other.value < lowest.value ? other : lowest));
  return polish(exact, rough ? refine(exact, best.at) : best);
}

const defined =
  (f: Cost): Cost =>
  (x) => {
    const value = f(x);
    return Number.isFinite(value) ? value : 1e300;
  };

/**
 * Newton steps on slopes by five-point differences: values alone place a minimum to half of their digits, slopes to nearly all,
 * so that machines whose elementary functions differ in the last digit agree on the parameters.
 */
function polish(f: (x: Float64Array) => number, { at, value, converged }: Minimum): Minimum {
  const curvature = hessian(f, at);
  let x = at;
  let slope = slopes(f, x);
  for (let step = 0; step < 4; step += 1) {
    const move = solve(curvature, slope);
    // a direction that the data leave open has no curvature to divide by
    if (move === null || move.some((entry) => !(Math.abs(entry) < 0.05))) break;
    const next = x.map((entry, j) => entry - (move[j] ?? 0));
    const nextSlope = slopes(f, next);
    if (!(steepness(nextSlope) < steepness(slope))) break;
    [x, slope] = [next, nextSlope];
  }
  return { at: x, value: Math.min(value, f(x)), converged };
}

const steepness = (slope: Float64Array): number => slope.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);

const spread = 1e-2;

function moved(x: Float64Array, ...by: readonly (readonly [index: number, distance: number])[]): Float64Array {
  const to = Float64Array.from(x);
  for (const [index, distance] of by) to[index] = (to[index] ?? 0) + distance;
  return to;
}

/** first derivatives, with an error of the fourth power of the spread */
const slopes = (f: (x: Float64Array) => number, x: Float64Array): Float64Array =>
  x.map((_, j) => (8 * (f(moved(x, [j, spread])) - f(moved(x, [j, -spread]))) - (f(moved(x, [j, 2 * spread])) - f(moved(x, [j, -2 * spread])))) / (12 * spread));

function hessian(f: (x: Float64Array) => number, x: Float64Array): Float64Array[] {
  const middle = f(x);
  const matrix = Array.from(x, () => new Float64Array(x.length));
  for (let i = 0; i < x.length; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      const entry =
        i === j
          ? (f(moved(x, [i, spread])) - 2 * middle + f(moved(x, [i, -spread]))) / spread ** 2
          : (f(moved(x, [i, spread], [j, spread])) - f(moved(x, [i, spread], [j, -spread])) - f(moved(x, [i, -spread], [j, spread])) + f(moved(x, [i, -spread], [j, -spread]))) / (4 * spread ** 2);
      for (const [row, column] of [[i, j], [j, i]] as const) {
        const line = matrix[row];
        if (line) line[column] = entry;
      }
    }
  }
  return matrix;
}

/** null where the matrix is not positive definite (Cholesky) */
function solve(matrix: readonly Float64Array[], right: Float64Array): Float64Array | null {
  const size = right.length;
  const lower = matrix.map((row) => Float64Array.from(row));
  const entry = (i: number, j: number): number => lower[i]?.[j] ?? 0;
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = entry(i, j);
      for (let k = 0; k < j; k += 1) sum -= entry(i, k) * entry(j, k);
      if (i === j && !(sum > 1e-9)) return null;
      const line = lower[i];
      if (line) line[j] = i === j ? Math.sqrt(sum) : sum / entry(j, j);
    }
  }
  const solution = Float64Array.from(right);
  for (let i = 0; i < size; i += 1) {
    for (let k = 0; k < i; k += 1) solution[i] = (solution[i] ?? 0) - entry(i, k) * (solution[k] ?? 0);
    solution[i] = (solution[i] ?? 0) / entry(i, i);
  }
  for (let i = size - 1; i >= 0; i -= 1) {
    for (let k = i + 1; k < size; k += 1) solution[i] = (solution[i] ?? 0) - entry(k, i) * (solution[k] ?? 0);
    solution[i] = (solution[i] ?? 0) / entry(i, i);
  }
  return solution;
}

function simplex(f: (x: Float64Array) => number, start: Float64Array): Float64Array {
  const size = start.length;
  const points: { x: Float64Array; value: number }[] = Array.from({ length: size + 1 }, (_, index) => {
    const x = Float64Array.from(start);
    if (index > 0) x[index - 1] = (x[index - 1] ?? 0) + 0.4;
    return { x, value: f(x) };
  });
  for (let step = 0; step < 120 * size; step += 1) {
    points.sort((one, other) => one.value - other.value);
    const [best, worst, second] = [points[0], points[size], points[size - 1]];
    if (!best || !worst || !second || worst.value - best.value < 1e-8 * (1 + Math.abs(best.value))) break;
    const centre = new Float64Array(size);
    for (const { x } of points.slice(0, size)) x.forEach((value, j) => (centre[j] = (centre[j] ?? 0) + value / size));
    const along = (factor: number): { x: Float64Array; value: number } => {
      const x = centre.map((value, j) => value + factor * ((worst.x[j] ?? 0) - value));
      return { x, value: f(x) };
    };
    const reflected = along(-1);
    if (reflected.value < best.value) {
      const expanded = along(-2);
      points[size] = expanded.value < reflected.value ? expanded : reflected;
    } else if (reflected.value < second.value) points[size] = reflected;
    else {
      const contracted = along(reflected.value < worst.value ? -0.5 : 0.5);
      if (contracted.value < Math.min(reflected.value, worst.value)) points[size] = contracted;
      else {
        for (let index = 1; index <= size; index += 1) {
          const x = best.x.map((value, j) => (value + (points[index]?.x[j] ?? 0)) / 2);
          points[index] = { x, value: f(x) };
        }
      }
    }
  }
  return points.reduce((best, other) => (other.value < best.value ? other : best)).x;
}

function refine(f: (x: Float64Array) => number, start: Float64Array): Minimum {
  const size = start.length;
  let x = start;
  let value = f(x);
  let slope = gradient(f, x);
  let inverse: Float64Array[] = Array.from({ length: size }, (_, i) => Float64Array.from({ length: size }, (_unused, j) => (i === j ? 1 / Math.max(1, Math.abs(value) * 0.01) : 0)));
  for (let step = 0; step < 100; step += 1) {
    const direction = Float64Array.from(inverse, (row) => -row.reduce((sum, entry, j) => sum + entry * (slope[j] ?? 0), 0));
    const descent = direction.reduce((sum, entry, j) => sum + entry * (slope[j] ?? 0), 0);
    if (!(descent < 0)) break;
    let length = 1;
    let next = x;
    let reached = value;
    for (let halving = 0; halving < 30; halving += 1) {
      next = x.map((entry, j) => entry + length * (direction[j] ?? 0));
      reached = f(next);
      if (reached <= value + 1e-4 * length * descent) break;
      length /= 2;
    }
    if (!(reached < value)) break;
    const nextSlope = gradient(f, next);
    const s = next.map((entry, j) => entry - (x[j] ?? 0));
    const y = nextSlope.map((entry, j) => entry - (slope[j] ?? 0));
    inverse = update(inverse, s, y);
    const gain = value - reached;
    [x, value, slope] = [next, reached, nextSlope];
    if (gain < 1e-13 * Math.abs(value)) break;
  }
  const steepest = slope.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
  return { at: x, value, converged: steepest < 1e-5 * (1 + Math.abs(value)) };
}

function gradient(f: (x: Float64Array) => number, x: Float64Array): Float64Array {
  return x.map((entry, j) => {
    const h = 1e-5 * Math.max(1, Math.abs(entry));
    const up = Float64Array.from(x);
    const down = Float64Array.from(x);
    up[j] = entry + h;
    down[j] = entry - h;
    return (f(up) - f(down)) / (2 * h);
  });
}

function update(inverse: readonly Float64Array[], s: Float64Array, y: Float64Array): Float64Array[] {
  const curvature = s.reduce((sum, entry, j) => sum + entry * (y[j] ?? 0), 0);
  if (!(curvature > 1e-14)) return [...inverse];
  const hy = Float64Array.from(inverse, (row) => row.reduce((sum, entry, j) => sum + entry * (y[j] ?? 0), 0));
  const yhy = hy.reduce((sum, entry, j) => sum + entry * (y[j] ?? 0), 0);
  const factor = (1 + yhy / curvature) / curvature;
  return inverse.map((row, i) => row.map((entry, j) => entry + factor * (s[i] ?? 0) * (s[j] ?? 0) - ((hy[i] ?? 0) * (s[j] ?? 0) + (s[i] ?? 0) * (hy[j] ?? 0)) / curvature));
}

/** e^x within bounds that no sensible parameter reaches: where the data leave one undetermined the search must not run away */
export const positive = (log: number | undefined): number => Math.exp(Math.min(12, Math.max(-12, log ?? 0)));
