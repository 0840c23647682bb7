/** Points in one array, `size` numbers each. */
export interface Points {
  readonly values: Float64Array;
  readonly size: number;
}

export interface Descent {
  readonly centres: Float64Array;
  readonly labels: Int32Array;
  /** sum of squared distances to the own centre */
  readonly inertia: number;
}

const mostRounds = 200;
/** bounds are sums of rounded distances: what lies this near to them is measured */
const slack = 1 - 1e-9;

/**
 * Lloyd's rounds until no point changes its centre, the first of equally near ones. Most points are not measured: the triangle
 * inequality says that they stay (Hamerly 2010), so the labels are those of measuring all. `centres` is changed.
 */
export function descend(points: Points, centres: Float64Array): Descent {
  const { values, size } = points;
  const [n, k] = [values.length / size, centres.length / size];
  const labels = new Int32Array(n).fill(-1);
  /** of each point: no less than the distance to its own centre, no more than that to any other */
  const [upper, lower] = [new Float64Array(n).fill(Infinity), new Float64Array(n)];
  for (let round = 0; round < mostRounds; round += 1) {
    const room = halfGaps(centres, size);
    let moved = false;
    for (let at = 0; at < n; at += 1) {
      const own = labels[at] ?? -1;
      if (own >= 0) {
        const bound = slack * Math.max(room[own] ?? 0, lower[at] ?? 0);
        if ((upper[at] ?? 0) < bound) continue;
        upper[at] = Math.sqrt(apart(values, at, centres, own, size));
        if ((upper[at] ?? 0) < bound) continue;
      }
      let [near, least, next] = [0, Infinity, Infinity];
      for (let centre = 0; centre < k; centre += 1) {
        const far = apart(values, at, centres, centre, size);
        if (far < least) [near, next, least] = [centre, least, far];
        else if (far < next) next = far;
      }
      [upper[at], lower[at]] = [Math.sqrt(least), Math.sqrt(next)];
      if (near !== own) [labels[at], moved] = [near, true];
    }
    if (!moved) break;
    loosen(upper, lower, labels, moveCentres(centres, points, labels));
  }
  let inertia = 0;
  for (let at = 0; at < n; at += 1) inertia += apart(values, at, centres, labels[at] ?? 0, size);
  return { centres, labels, inertia };
}

/** Squared distance of the point and the centre that stand at these places. */
export function apart(values: Float64Array, point: number, centres: Float64Array, centre: number, size: number): number {
  let sum = 0;
  for (let one = point * size, other = centre * size, end = one + size; one < end; one += 1, other += 1) {
    const difference = (values[one] ?? 0) - (centres[other] ?? 0);
    sum += difference * difference;
  }
  return sum;
}

/** of each centre, half the distance to the nearest other one: who is nearer than that stays */
function halfGaps(centres: Float64Array, size: number): Float64Array {
  const gaps = new Float64Array(centres.length / size).fill(Infinity);
  for (let one = 0; one < gaps.length; one += 1) {
    for (let other = 0; other < one; other += 1) {
      const half = Math.sqrt(apart(centres, one, centres, other, size)) / 2;
      gaps[one] = Math.min(gaps[one] ?? half, half);
      gaps[other] = Math.min(gaps[other] ?? half, half);
    }
  }
  return gaps;
}

/** Each centre goes to the mean of its points, one without points stays; returns how far each went. */
function moveCentres(centres: Float64Array, { values, size }: Points, labels: Int32Array): Float64Array {
  const k = centres.length / size;
  const [sums, counts] = [new Float64Array(centres.length), new Int32Array(k)];
  for (let at = 0; at < labels.length; at += 1) {
    const label = labels[at] ?? 0;
    counts[label] = (counts[label] ?? 0) + 1;
    for (let from = at * size, to = label * size, end = from + size; from < end; from += 1, to += 1) sums[to] = (sums[to] ?? 0) + (values[from] ?? 0);
  }
  return Float64Array.from(counts, (count, label) => {
    if (count === 0) return 0;
    let way = 0;
    for (let place = label * size; place < (label + 1) * size; place += 1) {
      const to = (sums[place] ?? 0) / count;
      way += (to - (centres[place] ?? 0)) ** 2;
      centres[place] = to;
    }
    return Math.sqrt(way);
  });
}

/** The bounds after the centres went so far: one's own may have gone away, any other may have come nearer. */
function loosen(upper: Float64Array, lower: Float64Array, labels: Int32Array, ways: Float64Array): void {
  const farthest = ways.indexOf(Math.max(...ways));
  const [most, second] = [ways[farthest] ?? 0, Math.max(0, ...ways.filter((_, label) => label !== farthest))];
  for (let at = 0; at < labels.length; at += 1) {
    const own = labels[at] ?? 0;
    upper[at] = (upper[at] ?? 0) + (ways[own] ?? 0);
    lower[at] = (lower[at] ?? 0) - (own === farthest ? second : most);
  }
}
