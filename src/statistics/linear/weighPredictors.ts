import { Random } from '../random.ts';
import { correlations, exactPlayers, johnsonWeights, lmg, type Importance } from './importance.ts';

export interface Weighed {
  /** by term, intercept and controls NaN */
  readonly lmg: Float64Array;
  readonly johnson: Float64Array;
  /** by predictor: its terms enter together */
  readonly predictors: readonly { readonly predictor: string; readonly lmg: number; readonly lmgError: number; readonly lmgLow: number; readonly lmgHigh: number; readonly johnson: number; readonly johnsonLow: number; readonly johnsonHigh: number }[];
  readonly orders: 'all' | number;
  readonly draws: number;
}

export interface WeighRequest {
  readonly columns: readonly Float64Array[];
  readonly y: Float64Array;
  readonly hasIntercept: boolean;
  /** column of each term, '' for the intercept */
  readonly sources: readonly string[];
  readonly controls: readonly string[];
  /** rows that are drawn together */
  readonly clusters: { readonly codes: Int32Array; readonly count: number } | undefined;
  readonly bootstrap: number | undefined;
  readonly seed: number;
}

/** multiplications that pass unnoticed beside the page */
const unnoticed = 3e8;

/** LMG shares and Johnson weights with percentile intervals from a bootstrap over clusters of rows. */
export function weighPredictors(request: WeighRequest, onProgress?: (fraction: number) => void): Weighed {
  const { columns, y, hasIntercept, sources, controls, seed } = request;
  const from = hasIntercept ? 1 : 0;
  const used = columns.slice(from);
  const taken = sources.slice(from);
  const controlAt = taken.flatMap((source, at) => (controls.includes(source) ? [at] : []));
  const free = taken.flatMap((source, at) => (controls.includes(source) ? [] : [at]));
  const names = [...new Set(free.map((at) => taken[at] ?? ''))];
  const players = names.map((name) => free.filter((at) => taken[at] === name));
  const grouped = players.some((player) => player.length > 1);
  const matrix = correlations(used, y, hasIntercept);
  const byPredictor = lmg(matrix, players, controlAt, seed);
  const byTerm: Importance = grouped ? lmg(matrix, free.map((at) => [at]), controlAt, seed) : byPredictor;
  const johnson = johnsonWeights(matrix, free, controlAt);
  const sumOf = (weights: Float64Array, player: readonly number[]): number => player.reduce((sum, at) => sum + (weights[free.indexOf(at)] ?? 0), 0);

  const size = used.length + 1;
  const eachDraw = y.length * size * size * 0.5 + (players.length <= exactPlayers ? 40 * 2 ** players.length : 200 * players.length * size * size);
  const draws = request.bootstrap ?? Math.min(200, Math.floor(unnoticed / eachDraw) >= 100 ? 200 : 0);
  const shares: Float64Array[] = [];
  const weights: Float64Array[] = [];
  const random = new Random(seed);
  for (let draw = 0; draw < draws; draw += 1) {
    onProgress?.(draw / draws);
    const drawn = correlations(used, y, hasIntercept, drawRows(random, y.length, request.clusters));
    shares.push(lmg(drawn, players, controlAt, seed, 200).shares);
    const again = johnsonWeights(drawn, free, controlAt);
    weights.push(Float64Array.from(players, (player) => sumOf(again, player)));
  }
  const place = (values: ArrayLike<number>): Float64Array => {
    const placed = new Float64Array(columns.length).fill(NaN);
    free.forEach((at, index) => {
      placed[at + from] = values[index] ?? NaN;
    });
    return placed;
  };
  return {
    lmg: place(byTerm.shares),
    johnson: place(johnson),
    predictors: names.map((predictor, index) => ({
      predictor,
      lmg: byPredictor.shares[index] ?? NaN,
      lmgError: byPredictor.errors[index] ?? NaN,
      lmgLow: percentile(shares, index, 0.025),
      lmgHigh: percentile(shares, index, 0.975),
      johnson: sumOf(johnson, players[index] ?? []),
      johnsonLow: percentile(weights, index, 0.025),
      johnsonHigh: percentile(weights, index, 0.975),
    })),
    orders: byPredictor.orders === 'all' ? byTerm.orders : byPredictor.orders,
    draws,
  };
}

/** how often each row is drawn, whole clusters at a time */
function drawRows(random: Random, rows: number, clusters: WeighRequest['clusters']): Float64Array {
  const count = clusters?.count ?? rows;
  const times = new Float64Array(count);
  for (let draw = 0; draw < count; draw += 1) {
    const at = random.below(count);
    times[at] = (times[at] ?? 0) + 1;
  }
  return clusters ? Float64Array.from(clusters.codes, (code) => times[code] ?? 0) : times;
}

function percentile(draws: readonly Float64Array[], index: number, share: number): number {
  if (draws.length === 0) return NaN;
  const sorted = Float64Array.from(draws, (draw) => draw[index] ?? NaN).sort();
  const at = share * (sorted.length - 1);
  const low = sorted[Math.floor(at)] ?? NaN;
  return low + (at - Math.floor(at)) * ((sorted[Math.ceil(at)] ?? NaN) - low);
}
