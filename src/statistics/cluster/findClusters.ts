import { kMeans, type Clustering } from './kMeans.ts';
import { principalPlane } from './principalPlane.ts';
import { medianOf, scaleRobustly } from './scaleRobustly.ts';
import { explainedByGroups, meanSilhouette } from './silhouette.ts';

export interface ClusterQuestion {
  /** one column a feature, as measured */
  readonly features: readonly Float64Array[];
  /** multiplies the scaled values of each */
  readonly weights: readonly number[];
  /** groups that the rows were given before, to compare with */
  readonly given: Int32Array;
  /** numbers of clusters to try */
  readonly sizes: readonly number[];
  readonly seed: number;
}

export interface ClusterAnswer {
  /** features that differ between rows; the figures below are of these alone */
  readonly used: readonly number[];
  readonly labels: Int32Array;
  readonly sizes: readonly number[];
  readonly silhouette: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** of the variance, that the plane of x and y holds */
  readonly planeShare: number;
  /** of each cluster, the median of each feature in spreads from everybody's */
  readonly shifts: readonly Float64Array[];
  readonly explainedByClusters: readonly number[];
  readonly explainedByGiven: readonly number[];
}

/** Clusters of the number with the largest mean silhouette; null where nothing tells the rows apart. */
export function findClusters({ features, weights, given, sizes, seed }: ClusterQuestion, onProgress?: (fraction: number) => void): ClusterAnswer | null {
  const scaled = features.flatMap((values, feature) => {
    const even = scaleRobustly(values);
    const weight = weights[feature] ?? 1;
    return even === null ? [] : [{ feature, weight, values: even.map((value) => value * weight) }];
  });
  const rows = Array.from({ length: scaled[0]?.values.length ?? 0 }, (_, row) => Float64Array.from(scaled, ({ values }) => values[row] ?? 0));
  let best: { clustering: Clustering; silhouette: number } | null = null;
  for (const [tried, k] of sizes.entries()) {
    if (rows.length === 0) break;
    const clustering = kMeans(rows, k, seed);
    const silhouette = meanSilhouette(rows, clustering.labels);
    if (best === null || silhouette > best.silhouette) best = { clustering, silhouette };
    onProgress?.((tried + 1) / (sizes.length + 1));
  }
  if (best === null) return null;
  const { clustering, silhouette } = best;
  const plane = principalPlane(rows);
  return {
    used: scaled.map(({ feature }) => feature),
    labels: clustering.labels,
    sizes: clustering.sizes,
    silhouette,
    x: plane.x,
    y: plane.y,
    planeShare: plane.share,
    shifts: clustering.sizes.map((_, label) => Float64Array.from(scaled, ({ values, weight }) => medianOf(values.filter((__, row) => clustering.labels[row] === label)) / weight)),
    explainedByClusters: scaled.map(({ values }) => explainedByGroups(values, clustering.labels)),
    explainedByGiven: scaled.map(({ values }) => explainedByGroups(values, given)),
  };
}
