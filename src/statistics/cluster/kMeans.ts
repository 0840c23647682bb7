import { Random } from '../random.ts';
import { apart, descend, type Descent, type Points } from './descend.ts';

export interface Clustering {
  /** cluster of each row, 0 … k − 1, numbered by size, largest first */
  readonly labels: Int32Array;
  readonly sizes: readonly number[];
  /** sum of squared distances to the own centre */
  readonly inertia: number;
}

const restarts = 12;
/** restarts look at no more rows than about these, evenly thinned; the best of them then goes on with all */
const mostForRestarts = 4_000;

/** Lloyd's k-means from k-means++ seeds (Arthur & Vassilvitskii 2007), the best of several restarts; the same seed gives the same clusters. */
export function kMeans(rows: readonly Float64Array[], k: number, seed: number): Clustering {
  const random = new Random(seed);
  const step = Math.max(1, Math.ceil(rows.length / mostForRestarts));
  const all = flatten(rows);
  const looked = step === 1 ? all : flatten(rows.filter((_, at) => at % step === 0));
  let best: Descent | null = null;
  for (let turn = 0; turn < restarts; turn += 1) {
    const found = descend(looked, seedCentres(looked, k, random));
    if (best === null || found.inertia < best.inertia - 1e-12) best = found;
  }
  if (best !== null && step > 1) best = descend(all, best.centres);
  return numberBySize(best?.labels ?? new Int32Array(rows.length), k, best?.inertia ?? 0);
}

function flatten(rows: readonly Float64Array[]): Points {
  const size = rows[0]?.length ?? 1;
  const values = new Float64Array(rows.length * size);
  rows.forEach((row, at) => values.set(row, at * size));
  return { values, size };
}

function seedCentres({ values, size }: Points, k: number, random: Random): Float64Array {
  const n = values.length / size;
  const centres = new Float64Array(k * size);
  const take = (row: number, centre: number): void => centres.set(values.subarray(row * size, (row + 1) * size), centre * size);
  take(random.below(n), 0);
  const nearest = Float64Array.from({ length: n }, (_, at) => apart(values, at, centres, 0, size));
  for (let centre = 1; centre < k; centre += 1) {
    const total = nearest.reduce((sum, value) => sum + value, 0);
    let rest = random.uniform() * total;
    const chosen = nearest.findIndex((value) => (rest -= value) < 0);
    take(chosen < 0 ? random.below(n) : chosen, centre);
    nearest.forEach((least, at) => {
      nearest[at] = Math.min(least, apart(values, at, centres, centre, size));
    });
  }
  return centres;
}

function numberBySize(labels: Int32Array, k: number, inertia: number): Clustering {
  const counts = Array.from({ length: k }, (_, label) => ({ label, size: labels.reduce((sum, value) => sum + Number(value === label), 0), first: labels.indexOf(label) }));
  const ordered = counts.toSorted((one, other) => other.size - one.size || one.first - other.first);
  const place = new Map(ordered.map(({ label }, index) => [label, index]));
  return { labels: labels.map((label) => place.get(label) ?? 0), sizes: ordered.map(({ size }) => size), inertia };
}
