/** What a model of repeat buying knows of each customer: repeat purchases, time of the last and length of the observation, from the first purchase on. */
export interface History {
  readonly x: Float64Array;
  readonly recency: Float64Array;
  readonly age: Float64Array;
}

/** Equal histories counted once. */
export interface Counted extends History {
  readonly count: Float64Array;
}

export function countHistories({ x, recency, age }: History): Counted {
  const found = new Map<string, number>();
  const rows: number[] = [];
  const count: number[] = [];
  for (let i = 0; i < x.length; i += 1) {
    const key = `${x[i]} ${recency[i]} ${age[i]}`;
    const at = found.get(key);
    if (at === undefined) {
      found.set(key, rows.length);
      rows.push(i);
      count.push(1);
    } else count[at] = (count[at] ?? 0) + 1;
  }
  const pick = (values: Float64Array): Float64Array => Float64Array.from(rows, (row) => values[row] ?? NaN);
  return { x: pick(x), recency: pick(recency), age: pick(age), count: Float64Array.from(count) };
}

/** so many histories show where a likelihood is high */
const enough = 4000;

/** Evenly taken histories that a search may begin with; undefined where there are few enough to take all. */
export function sampleHistories({ x, recency, age, count }: Counted): Counted | undefined {
  if (x.length <= 2 * enough) return undefined;
  const step = x.length / enough;
  const rows = Array.from({ length: enough }, (_, index) => Math.floor(index * step));
  const pick = (values: Float64Array): Float64Array => Float64Array.from(rows, (row) => values[row] ?? NaN);
  return { x: pick(x), recency: pick(recency), age: pick(age), count: pick(count) };
}

/** A model of repeat buying, fitted. */
export interface Purchasing {
  readonly parameters: Readonly<Record<string, number>>;
  readonly logLikelihood: number;
  readonly converged: boolean;
  alive(x: number, recency: number, age: number): number;
  /** expected purchases in the next `t`, given the history */
  expected(t: number, x: number, recency: number, age: number): number;
  /** expected repeat purchases in the first `t` of somebody new */
  expectedOfNew(t: number): number;
}
