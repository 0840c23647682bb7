import { Random } from '../random.ts';

export interface Clustering {
  /** cluster of each row, 0 … k − 1, numbered by size, largest first */
  readonly labels: Int32Array;
  readonly sizes: readonly number[];
  /** sum of squared distances to the own centre */
  readonly inertia: number;
}

const restarts = 12;
const mostRounds = 200;

/** Lloyd's k-means from k-means++ seeds (Arthur & Vassilvitskii 2007), the best of several restarts; the same seed gives the same clusters. */
export function kMeans(rows: readonly Float64Array[], k: number, seed: number): Clustering {
  const random = new Random(seed);
  let best: { labels: Int32Array; inertia: number } | null = null;
  for (let turn = 0; turn < restarts; turn += 1) {
    const found = descend(rows, seedCentres(rows, k, random));
    if (best === null || found.inertia < best.inertia - 1e-12) best = found;
  }
  return numberBySize(best?.labels ?? new Int32Array(rows.length), k, best?.inertia ?? 0);
}

export function squaredDistance(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += ((one[at] ?? 0) - (other[at] ?? 0)) ** 2;
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

function descend(rows: readonly Float64Array[], centres: Float64Array[]): { labels: Int32Array; inertia: number } {
  const labels = new Int32Array(rows.length).fill(-1);
  let inertia = 0;
  for (let round = 0; round < mostRounds; round += 1) {
    let moved = false;
    inertia = 0;
    rows.forEach((row, at) => {
      let [near, least] = [0, Infinity];
      centres.forEach((centre, label) => {
        const distance = squaredDistance(row, centre);
        if (distance < least) [near, least] = [label, distance];
      });
      inertia += least;
      if (labels[at] !== near) {
        labels[at] = near;
        moved = true;
      }
    });
    if (!moved) break;
    centres.forEach((centre, label) => {
      const own = rows.filter((_, at) => labels[at] === label);
      if (own.length > 0) centre.forEach((_, column) => (centre[column] = own.reduce((sum, row) => sum + (row[column] ?? 0), 0) / own.length));
    });
  }
  return { labels, inertia };
}

function numberBySize(labels: Int32Array, k: number, inertia: number): Clustering {
  const counts = Array.from({ length: k }, (_, label) => ({ label, size: labels.reduce((sum, value) => sum + Number(value === label), 0), first: labels.indexOf(label) }));
  const ordered = counts.toSorted((one, other) => other.size - one.size || one.first - other.first);
  const place = new Map(ordered.map(({ label }, index) => [label, index]));
  return { labels: labels.map((label) => place.get(label) ?? 0), sizes: ordered.map(({ size }) => size), inertia };
}
