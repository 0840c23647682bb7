/** The rows of a column grouped into ranges of its values, so that a threshold that moves costs a look-up and not a pass over the base. */
export interface ValueRanges {
  /** smallest and largest value of each range, ascending; no value lies in two ranges */
  readonly lows: Float64Array;
  readonly highs: Float64Array;
  /** range by row, `noRange` for a missing value */
  readonly ranges: Uint16Array;
  /** rows in the order of their ranges; those of range r are rows[starts[r]] up to rows[starts[r + 1]] */
  readonly rows: Uint32Array;
  readonly starts: Uint32Array;
}

export const noRange = 65_535;
const sampled = 8_192;
const breath = 100_000;

/** Groups the values. Yields now and then, so that a page can do something else in between. */
export function* groupValues(values: Float64Array): Generator<void, ValueRanges> {
  const bounds = boundsOf(values);
  const ranges = new Uint16Array(values.length).fill(noRange);
  const starts = new Uint32Array(bounds.length + 2);
  const lows = new Float64Array(bounds.length + 1).fill(Infinity);
  const highs = new Float64Array(bounds.length + 1).fill(-Infinity);
  for (let row = 0; row < values.length; row += 1) {
    if (row % breath === breath - 1) yield;
    const value = values[row] ?? NaN;
    if (value !== value) continue;
    const range = firstAtLeast(bounds, value);
    ranges[row] = range;
    starts[range + 1] = (starts[range + 1] ?? 0) + 1;
    if (value < (lows[range] ?? 0)) lows[range] = value;
    if (value > (highs[range] ?? 0)) highs[range] = value;
  }
  // nothing lies above the largest value of the sample: the last range is empty
  if (highs.at(-1) === -Infinity) highs[highs.length - 1] = Infinity;
  for (let range = 1; range < starts.length; range += 1) starts[range] = (starts[range] ?? 0) + (starts[range - 1] ?? 0);
  const rows = new Uint32Array(starts.at(-1) ?? 0);
  const next = starts.slice();
  for (let row = 0; row < values.length; row += 1) {
    if (row % breath === breath - 1) yield;
    const range = ranges[row] ?? noRange;
    if (range === noRange) continue;
    const at = next[range] ?? 0;
    rows[at] = row;
    next[range] = at + 1;
  }
  return { lows, highs, ranges, rows, starts };
}

/** Upper bounds of all ranges but the last: distinct values of a sample, so that a value that many rows share has a range of its own. */
function boundsOf(values: Float64Array): Float64Array {
  const sample = new Float64Array(Math.min(sampled, values.length));
  let size = 0;
  for (let pick = 0; pick < sample.length; pick += 1) {
    // steps of the golden ratio fall in with no pattern of the rows
    const row = sample.length === values.length ? pick : Math.floor(((pick * 0.618033988749895) % 1) * values.length);
    const value = values[row] ?? NaN;
    if (value === value) sample[size++] = value;
  }
  const sorted = sample.subarray(0, size).sort();
  return sorted.filter((value, index) => index === 0 || value !== sorted[index - 1]);
}

/** Index of the first bound that is not below the value; their number where all are. */
function firstAtLeast(bounds: Float64Array, value: number): number {
  let from = 0;
  let to = bounds.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((bounds[middle] ?? 0) < value) from = middle + 1;
    else to = middle;
  }
  return from;
}
