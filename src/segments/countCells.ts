/** Level of each value, from 1; 0 where it is missing. The same right-closed intervals as the SQL of bands.ts. */
export function bandValues(values: Float64Array, cuts: readonly number[]): Uint8Array {
  const levels = new Uint8Array(values.length);
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] ?? NaN;
    if (Number.isNaN(value)) continue;
    let level = 1;
    for (const cut of cuts) if (value > cut) level += 1;
    levels[row] = level;
  }
  return levels;
}

export interface CellCounts {
  /** customers, and sums of the measures, by cell index */
  readonly customers: Float64Array;
  readonly sums: readonly Float64Array[];
  /** customers with a missing value on some axis */
  readonly unplaced: number;
}

/** Index of a cell: the last axis runs fastest; levels count from 1. */
export const cellIndex = (levels: readonly number[], sizes: readonly number[]): number => levels.reduce((index, level, axis) => index * (sizes[axis] ?? 1) + level - 1, 0);

/** Customers and measures of every cell, in one pass; what a threshold drag computes for each frame. */
export function countCells(axes: readonly Uint8Array[], sizes: readonly number[], measures: readonly Float64Array[]): CellCounts {
  const size = sizes.reduce((product, count) => product * count, 1);
  const customers = new Float64Array(size);
  const sums = measures.map(() => new Float64Array(size));
  const rows = axes[0]?.length ?? 0;
  let unplaced = 0;
  for (let row = 0; row < rows; row += 1) {
    let index = 0;
    let placed = true;
    for (let axis = 0; axis < axes.length; axis += 1) {
      const level = axes[axis]?.[row] ?? 0;
      if (level === 0) {
        placed = false;
        break;
      }
      index = index * (sizes[axis] ?? 1) + level - 1;
    }
    if (!placed) {
      unplaced += 1;
      continue;
    }
    customers[index] = (customers[index] ?? 0) + 1;
    for (let measure = 0; measure < measures.length; measure += 1) {
      const sum = sums[measure];
      const value = measures[measure]?.[row] ?? 0;
      if (sum && !Number.isNaN(value)) sum[index] = (sum[index] ?? 0) + value;
    }
  }
  return { customers, sums, unplaced };
}

/** Type-7 quantiles, as the SQL takes them. */
export function quantilesOf(values: Float64Array, bands: number): number[] {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  return Array.from({ length: bands - 1 }, (_, index) => {
    const position = ((sorted.length - 1) * (index + 1)) / bands;
    const low = sorted[Math.floor(position)] ?? 0;
    const high = sorted[Math.ceil(position)] ?? low;
    return low + (high - low) * (position - Math.floor(position));
  });
}
