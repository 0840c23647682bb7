/** Median 0, spread 1 by 1.4826·MAD (by the standard deviation where that is 0), cut at ±3; null where all values are the same. */
export function scaleRobustly(values: Float64Array): Float64Array | null {
  const centre = medianOf(values);
  const mad = 1.4826 * medianOf(values.map((value) => Math.abs(value - centre)));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length - 1));
  const spread = mad > 1e-9 ? mad : deviation;
  return spread > 1e-9 ? values.map((value) => Math.max(-3, Math.min(3, (value - centre) / spread))) : null;
}

export function medianOf(values: Float64Array): number {
  if (values.length === 0) return NaN;
  const sorted = values.toSorted();
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] ?? NaN) + (sorted[Math.floor(half)] ?? NaN)) / 2;
}
