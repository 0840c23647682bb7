import { Random } from '../random.ts';

export interface Clustering {
  /** cluster of each row, 0 … k − 1, numbered by size, largest first */
  readonly labels: Int32Array;
  readonly sizes: readonly number[];
  /** sum of squared distances to the own centre */
  readonly inertia: number;
}

interface Descent {
  readonly centres: Float64Array[];
  readonly labels: Int32Array;
  readonly inertia: number;
}

const restarts = 12;
const mostRounds = 200;
/** restarts look at no more rows than about these, evenly thinned; the best of them then goes on with all */
const mostForRestarts = 4_000;

/** Lloyd's k-means from k-means++ seeds (Arthur & Vassilvitskii 2007), the best of several restarts; the same seed gives the same clusters. */
export function kMeans(rows: readonly Float64Array[], k: number, seed: number): Clustering {
  const random = new Random(seed);
  const step = Math.max(1, Math.ceil(rows.length / mostForRestarts));
  const looked = step === 1 ? rows : rows.filter((_, at) => at % step === 0);
  let best: Descent | null = null;
  for (let turn = 0; turn < restarts; turn += 1) {
    const found = descend(looked, seedCentres(looked, k, random));
    if (best === null || found.inertia < best.inertia - 1e-12) best = found;
  }
  if (best !== null && step > 1) best = descend(rows, best.centres);
  return numberBySize(best?.labels ?? new Int32Array(rows.length), k, best?.inertia ?? 0);
}

export function squaredDistance(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) {
    const apart = (one[at] ?? 0) - (other[at] ?? 0);
    sum += apart * apart;
  }
  return sum;
}

function seedCentres(rows: readonly Float64Array[], k: number, random: Random): Float64Array[] {
  const first = rows[random.below(rows.length)] ?? new Float64Array();
  const centres = [Float64Array.from(first)];
  const nearest = Float64Array.from(rows, (row) => squaredDistance(row, first));
  while (centres.length < k) {
    const total = nearest.reduce((sum, value) => sum + value, 0);
    let rest = random.uniform() * total;
    let chosen = nearest.findIndex((value) => (rest -= value) < 0);
    if (chosen < 0) chosen = random.below(rows.length);
    const centre = Float64Array.from(rows[chosen] ?? first);
    centres.push(centre);
    rows.forEach((row, at) => {
      nearest[at] = Math.min(nearest[at] ?? 0, squaredDistance(row, centre));
    });
  }
  return centres;
}

function descend(rows: readonly Float64Array[], centres: Float64Array[]): Descent {
  const labels = new Int32Array(rows.length).fill(-1);
  let inertia = 0;
  for (let round = 0; round < mostRounds; round += 1) {
    let moved = false;
    inertia = 0;
    for (const [at, row] of rows.entries()) {
      const before = labels[at] ?? -1;
      const { near, least } = nearest(row, centres, before);
      inertia += least;
      if (before !== near) {
        labels[at] = near;
        moved = true;
      }
    }
    if (!moved) break;
    moveCentres(centres, rows, labels);
  }
  return { centres, labels, inertia };
}

/** The nearest centre, the first of equal ones. A distance is given up once it is longer than the shortest, which is looked for where the row was. */
function nearest(row: Float64Array, centres: readonly Float64Array[], before: number): { readonly near: number; readonly least: number } {
  const size = row.length;
  const old = centres[before];
  const bound = old ? squaredDistance(row, old) : Infinity;
  let [near, least] = [0, Infinity];
  for (let label = 0; label < centres.length; label += 1) {
    const centre = centres[label] ?? row;
    let sum = 0;
    for (let at = 0; at < size && sum <= bound && sum < least; at += 1) {
      const apart = (row[at] ?? 0) - (centre[at] ?? 0);
      sum += apart * apart;
    }
    if (sum < least && sum <= bound) [near, least] = [label, sum];
  }
  return { near, least };
}

/** Each centre goes to the mean of its rows; one without rows stays. */
function moveCentres(centres: readonly Float64Array[], rows: readonly Float64Array[], labels: Int32Array): void {
  const counts = new Int32Array(centres.length);
  const sums = centres.map((centre) => new Float64Array(centre.length));
  for (const [at, row] of rows.entries()) {
    const label = labels[at] ?? 0;
    const sum = sums[label] ?? row;
    counts[label] = (counts[label] ?? 0) + 1;
    for (let column = 0; column < row.length; column += 1) sum[column] = (sum[column] ?? 0) + (row[column] ?? 0);
  }
  for (const [label, centre] of centres.entries()) {
    const count = counts[label] ?? 0;
    if (count > 0) for (let column = 0; column < centre.length; column += 1) centre[column] = (sums[label]?.[column] ?? 0) / count;
  }
}

function numberBySize(labels: Int32Array, k: number, inertia: number): Clustering {
  const counts = Array.from({ length: k }, (_, label) => ({ label, size: labels.reduce((sum, value) => sum + Number(value === label), 0), first: labels.indexOf(label) }));
  const ordered = counts.toSorted((one, other) => other.size - one.size || one.first - other.first);
  const place = new Map(ordered.map(({ label }, index) => [label, index]));
  return { labels: labels.map((label) => place.get(label) ?? 0), sizes: ordered.map(({ size }) => size), inertia };
}
