/**
 * Mean silhouette (Rousseeuw 1987): (b − a) / max(a, b), a the mean distance to the own cluster, b to the nearest other one;
 * 0 for a row alone in its cluster. Rows beyond `most` are thinned evenly.
 */
export function meanSilhouette(rows: readonly Float64Array[], labels: Int32Array, most = 1200): number {
  const step = Math.max(1, Math.ceil(rows.length / most));
  const chosen = rows.flatMap((_, at) => (at % step === 0 ? [at] : []));
  const k = labels.reduce((largest, label) => Math.max(largest, label), 0) + 1;
  const sizes = new Float64Array(k);
  for (const at of chosen) sizes[labels[at] ?? 0] = (sizes[labels[at] ?? 0] ?? 0) + 1;
  if (chosen.length === 0 || sizes.filter((size) => size > 0).length < 2) return NaN;
  let sum = 0;
  for (const at of chosen) {
    const row = rows[at] ?? new Float64Array();
    const own = labels[at] ?? 0;
    const distances = new Float64Array(k);
    for (const other of chosen) if (other !== at) distances[labels[other] ?? 0] = (distances[labels[other] ?? 0] ?? 0) + Math.sqrt(squaredDistance(row, rows[other] ?? row));
    if ((sizes[own] ?? 0) <= 1) continue;
    const a = (distances[own] ?? 0) / ((sizes[own] ?? 0) - 1);
    let b = Infinity;
    distances.forEach((total, label) => {
      const size = sizes[label] ?? 0;
      if (label !== own && size > 0) b = Math.min(b, total / size);
    });
    sum += Math.max(a, b) > 0 ? (b - a) / Math.max(a, b) : 0;
  }
  return sum / chosen.length;
}

/** Share of the variance of `values` that lies between groups (η²); NaN without variance. */
export function explainedByGroups(values: Float64Array, groups: ArrayLike<string | number>): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const total = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  if (!(total > 0)) return NaN;
  const sums = new Map<string | number, { n: number; sum: number }>();
  values.forEach((value, at) => {
    const group = groups[at] ?? '';
    const known = sums.get(group) ?? { n: 0, sum: 0 };
    sums.set(group, { n: known.n + 1, sum: known.sum + value });
  });
  let between = 0;
  for (const { n, sum } of sums.values()) between += n * (sum / n - mean) ** 2;
  return between / total;
}

function squaredDistance(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) {
    const apart = (one[at] ?? 0) - (other[at] ?? 0);
    sum += apart * apart;
  }
  return sum;
}
