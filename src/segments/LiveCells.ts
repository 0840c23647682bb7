/** One axis of a cube in the page: every customer's level, and the numbers to find it anew when a threshold moves. */
export interface LiveAxis {
  /** levels from 1 as the SQL found them, 0 for a missing value */
  readonly levels: Uint8Array;
  /** what thresholds cut; null for classes, whose levels stay */
  readonly values: Float64Array | null;
  /** bands where there are no cuts */
  readonly size: number;
  /** the lowest value has the highest level, as days since the last order have */
  readonly reversed?: boolean;
}

/** Cut points of an axis, ascending; null: it keeps its levels. */
export type AxisCuts = readonly number[] | null;

/** The cell of every customer under one setting of all thresholds. */
export interface Placement {
  /** bands of each axis */
  readonly sizes: readonly number[];
  /** cell index by row, `nowhere` for a customer with a missing value on some axis */
  readonly cells: Uint16Array;
  readonly size: number;
  /** levels by axis and row */
  readonly levels: readonly Uint8Array[];
}

export interface CellCounts {
  /** customers, and the sum of the measure, by cell index */
  readonly customers: Float64Array;
  readonly sums: Float64Array;
  readonly unplaced: number;
}

/** Customers who are in one cell under one setting and in another cell under the other. */
export interface Move {
  readonly from: number;
  readonly to: number;
  readonly customers: number;
  readonly value: number;
}

export const nowhere = 65_535;

/** Index of a cell: the last axis runs fastest; levels count from 1. */
export const cellIndex = (levels: readonly number[], sizes: readonly number[]): number => levels.reduce((index, level, axis) => index * (sizes[axis] ?? 1) + level - 1, 0);

/** Levels of a cell, from 0. */
export function cellPlace(index: number, sizes: readonly number[]): number[] {
  const place = new Array<number>(sizes.length).fill(0);
  let rest = index;
  for (let axis = sizes.length - 1; axis >= 0; axis -= 1) {
    const size = sizes[axis] ?? 1;
    place[axis] = rest % size;
    rest = Math.floor(rest / size);
  }
  return place;
}

/** Level of each value, from 1; 0 where it is missing. The same right-closed intervals as the SQL of bands.ts. */
export function bandValues(values: Float64Array, cuts: readonly number[], reversed = false): Uint8Array {
  const levels = new Uint8Array(values.length);
  const best = cuts.length + 2;
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] ?? NaN;
    if (value !== value) continue;
    let level = 1;
    for (let cut = 0; cut < cuts.length; cut += 1) if (value > (cuts[cut] ?? Infinity)) level += 1;
    levels[row] = reversed ? best - level : level;
  }
  return levels;
}

/** Places customers in cells again and again while thresholds move: only the axis that changed is cut anew. */
export class LiveCells {
  readonly #axes: readonly LiveAxis[];
  readonly #found: { readonly cuts: string; readonly levels: Uint8Array }[] = [];
  readonly rows: number;

  constructor(axes: readonly LiveAxis[]) {
    this.#axes = axes;
    this.rows = axes[0]?.levels.length ?? 0;
  }

  place(cuts: readonly AxisCuts[]): Placement {
    const sizes = this.#axes.map((axis, index) => (axis.values && cuts[index] ? cuts[index].length + 1 : axis.size));
    const levels = this.#axes.map((_, index) => this.#levels(index, cuts[index] ?? null));
    const cells = new Uint16Array(this.rows);
    for (let axis = 0; axis < levels.length; axis += 1) {
      const column = levels[axis] ?? new Uint8Array();
      const size = sizes[axis] ?? 1;
      for (let row = 0; row < cells.length; row += 1) {
        const before = cells[row] ?? nowhere;
        const level = column[row] ?? 0;
        cells[row] = level === 0 || before === nowhere ? nowhere : before * size + level - 1;
      }
    }
    return { sizes, cells, levels, size: sizes.reduce((product, size) => product * size, 1) };
  }

  #levels(axis: number, cuts: AxisCuts): Uint8Array {
    const { levels, values, reversed = false } = this.#axes[axis] ?? { levels: new Uint8Array(), values: null };
    if (!values || !cuts) return levels;
    const key = cuts.join();
    const known = this.#found[axis];
    if (known?.cuts === key) return known.levels;
    const found = bandValues(values, cuts, reversed);
    this.#found[axis] = { cuts: key, levels: found };
    return found;
  }
}

/** Customers and their measure in every cell; of those alone whose row is set in `only`. */
export function countCells({ cells, size }: Placement, measure: Float64Array, only: Uint8Array | null = null): CellCounts {
  const customers = new Float64Array(size);
  const sums = new Float64Array(size);
  let unplaced = 0;
  for (let row = 0; row < cells.length; row += 1) {
    if (only !== null && only[row] === 0) continue;
    const cell = cells[row] ?? nowhere;
    if (cell === nowhere) {
      unplaced += 1;
      continue;
    }
    customers[cell] = (customers[cell] ?? 0) + 1;
    const value = measure[row] ?? NaN;
    if (value === value) sums[cell] = (sums[cell] ?? 0) + value;
  }
  return { customers, sums, unplaced };
}

/** Customers of each cell by grade: `grades` numbers a cell, the grade running fastest. */
export function countGrades({ cells, size }: Placement, grade: Uint8Array, grades: number, only: Uint8Array | null = null): Uint32Array {
  const counts = new Uint32Array(size * grades);
  for (let row = 0; row < cells.length; row += 1) {
    const cell = cells[row] ?? nowhere;
    if (cell === nowhere || (only !== null && only[row] === 0)) continue;
    const at = cell * grades + (grade[row] ?? 0);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts;
}

/** Customers and their measure on both sides of every cut of one axis, by level from 1, those unplaced on other axes too. */
export function countBands(placement: Placement, axis: number, measure: Float64Array, only: Uint8Array | null = null): CellCounts {
  const cells = placement.levels[axis] ?? new Uint8Array();
  const size = placement.sizes[axis] ?? 1;
  const customers = new Float64Array(size);
  const sums = new Float64Array(size);
  let unplaced = 0;
  for (let row = 0; row < cells.length; row += 1) {
    if (only !== null && only[row] === 0) continue;
    const level = cells[row] ?? 0;
    if (level === 0) {
      unplaced += 1;
      continue;
    }
    customers[level - 1] = (customers[level - 1] ?? 0) + 1;
    const value = measure[row] ?? NaN;
    if (value === value) sums[level - 1] = (sums[level - 1] ?? 0) + value;
  }
  return { customers, sums, unplaced };
}

/**
 * Who changes cells between two settings of the same bands, the largest streams first; `nowhere` never moves.
 * The settings must have the same number of bands on each axis.
 */
export function movesBetween(from: Placement, to: Placement, measure: Float64Array, only: Uint8Array | null = null): Move[] {
  if (from.sizes.join() !== to.sizes.join()) return [];
  const streams = new Map<number, { customers: number; value: number }>();
  for (let row = 0; row < to.cells.length; row += 1) {
    const before = from.cells[row] ?? nowhere;
    const after = to.cells[row] ?? nowhere;
    if (before === after || before === nowhere || after === nowhere || (only !== null && only[row] === 0)) continue;
    const key = before * to.size + after;
    const stream = streams.get(key);
    const value = measure[row] ?? NaN;
    const known = value === value ? value : 0;
    if (stream) {
      stream.customers += 1;
      stream.value += known;
    } else streams.set(key, { customers: 1, value: known });
  }
  return [...streams].map(([key, stream]) => ({ from: Math.floor(key / to.size), to: key % to.size, ...stream })).sort((a, b) => b.customers - a.customers || a.from - b.from || a.to - b.to);
}

/** Rows in the chosen cells with the largest measure, largest first, at most `most`. */
export function largestIn({ cells }: Placement, chosen: ReadonlySet<number>, measure: Float64Array, most: number, only: Uint8Array | null = null): number[] {
  const top: number[] = [];
  const amount = (row: number): number => {
    const value = measure[row] ?? NaN;
    return value === value ? value : -Infinity;
  };
  const wanted = new Uint8Array(nowhere + 1);
  for (const cell of chosen) wanted[cell] = 1;
  wanted[nowhere] = 0;
  for (let row = 0; row < cells.length; row += 1) {
    if (wanted[cells[row] ?? nowhere] === 0 || (only !== null && only[row] === 0)) continue;
    const value = amount(row);
    if (top.length === most && value <= amount(top[most - 1] ?? row)) continue;
    let at = top.length;
    while (at > 0 && amount(top[at - 1] ?? row) < value) at -= 1;
    top.splice(at, 0, row);
    if (top.length > most) top.pop();
  }
  return top;
}

/** Rows in the chosen cells, in the order of the table. */
export function rowsIn({ cells }: Placement, chosen: ReadonlySet<number>): number[] {
  const rows: number[] = [];
  for (let row = 0; row < cells.length; row += 1) if (cells[row] !== nowhere && chosen.has(cells[row] ?? nowhere)) rows.push(row);
  return rows;
}
