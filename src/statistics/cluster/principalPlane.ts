import { Matrix, symmetricEigen } from '../Matrix.ts';

/** Rows on the plane of their two largest principal components, and the share of variance that it holds. The sign of a component is that of its largest loading. */
export function principalPlane(rows: readonly Float64Array[]): { readonly x: Float64Array; readonly y: Float64Array; readonly share: number } {
  const size = rows[0]?.length ?? 0;
  const n = rows.length;
  const means = Float64Array.from({ length: size }, (_, j) => rows.reduce((sum, row) => sum + (row[j] ?? 0), 0) / n);
  const covariance = new Matrix(size, size);
  for (const row of rows) for (let i = 0; i < size; i += 1) for (let j = 0; j < size; j += 1) covariance.add(i, j, (((row[i] ?? 0) - (means[i] ?? 0)) * ((row[j] ?? 0) - (means[j] ?? 0))) / Math.max(1, n - 1));
  const { values, vectors } = symmetricEigen(covariance);
  const order = [...values.keys()].toSorted((one, other) => (values[other] ?? 0) - (values[one] ?? 0));
  const along = (place: number): Float64Array => {
    const column = order[place];
    if (column === undefined) return new Float64Array(n);
    const loadings = Float64Array.from({ length: size }, (_, j) => vectors.get(j, column));
    const largest = loadings.reduce((kept, value) => (Math.abs(value) > Math.abs(kept) + 1e-12 ? value : kept), 0);
    return Float64Array.from(rows, (row) => (largest < 0 ? -1 : 1) * loadings.reduce((sum, value, j) => sum + value * ((row[j] ?? 0) - (means[j] ?? 0)), 0));
  };
  const total = values.reduce((sum, value) => sum + Math.max(0, value), 0);
  return { x: along(0), y: along(1), share: total > 0 ? ((values[order[0] ?? 0] ?? 0) + (order.length > 1 ? (values[order[1] ?? 0] ?? 0) : 0)) / total : NaN };
}
