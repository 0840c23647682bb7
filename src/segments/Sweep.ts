import { type CellCounts, type LiveAxis, type Move, nowhere } from './LiveCells.ts';
import { noRange, type ValueRanges } from './ValueRanges.ts';

/** What a threshold is moved over: the axis, its place among the sizes of all axes, and where the customers stand on the others. */
export interface SweepOver {
  readonly axes: readonly LiveAxis[];
  readonly axis: number;
  readonly ranges: ValueRanges;
  /** levels by axis and row, from 1; that of the axis itself is not read */
  readonly levels: readonly Uint8Array[];
  /** bands of each axis; that of the axis itself is not read */
  readonly sizes: readonly number[];
  readonly measure: Float64Array;
  /** only rows that are set; null: all */
  readonly only: Uint8Array | null;
}

interface Below {
  /** by place on the other axes, the last one for those who have none */
  readonly customers: Float64Array;
  readonly sums: Float64Array;
}

/**
 * Counts of all cells while the thresholds of one axis move: running totals over the ranges of its values, by place on the other axes.
 * A setting costs the rows of as many ranges as there are thresholds. Customers are exact; sums of a measure carry the rounding
 * of a difference of two running totals.
 */
export class Sweep {
  readonly #over: SweepOver;
  readonly #values: Float64Array;
  readonly #reversed: boolean;
  /** cells of the other axes, and how many of them lie behind the axis */
  readonly #places: number;
  readonly #inner: number;
  /** place by row; past the last one for rows that are not looked at */
  readonly #place: Uint16Array;
  /** totals up to and with each range, `places + 1` numbers each */
  readonly #customers: Float64Array;
  readonly #sums: Float64Array;
  readonly #missing: number;

  constructor(over: SweepOver) {
    const { axes, axis, ranges: grouped, levels, sizes, measure, only } = over;
    const values = axes[axis]?.values;
    if (!values) throw new TypeError('an axis of classes has no thresholds to move');
    this.#over = over;
    this.#values = values;
    this.#reversed = axes[axis]?.reversed ?? false;
    this.#inner = sizes.slice(axis + 1).reduce((product, size) => product * size, 1);
    this.#places = sizes.reduce((product, size, index) => (index === axis ? product : product * size), 1);
    const places = this.#places;
    const place = new Uint16Array(values.length);
    for (let other = 0; other < sizes.length; other += 1) {
      if (other === axis) continue;
      const [column, size] = [levels[other] ?? new Uint8Array(), sizes[other] ?? 1];
      for (let row = 0; row < place.length; row += 1) {
        const level = column[row] ?? 0;
        const before = place[row] ?? nowhere;
        place[row] = level === 0 || before === nowhere ? nowhere : before * size + level - 1;
      }
    }
    const width = places + 1;
    const [customers, sums] = [new Float64Array(width * grouped.highs.length), new Float64Array(width * grouped.highs.length)];
    let missing = 0;
    for (let row = 0; row < place.length; row += 1) {
      if (only !== null && only[row] === 0) {
        place[row] = width;
        continue;
      }
      const range = grouped.ranges[row] ?? noRange;
      const at = Math.min(place[row] ?? nowhere, places);
      place[row] = at;
      if (range === noRange || at === places) missing += 1;
      if (range === noRange) continue;
      const cell = range * width + at;
      customers[cell] = (customers[cell] ?? 0) + 1;
      const amount = measure[row] ?? NaN;
      if (amount === amount) sums[cell] = (sums[cell] ?? 0) + amount;
    }
    for (let cell = width; cell < customers.length; cell += 1) {
      customers[cell] = (customers[cell] ?? 0) + (customers[cell - width] ?? 0);
      sums[cell] = (sums[cell] ?? 0) + (sums[cell - width] ?? 0);
    }
    this.#place = place;
    this.#customers = customers;
    this.#sums = sums;
    this.#missing = missing;
  }

  /** as `countCells` of a placement under these thresholds */
  cells(cuts: readonly number[]): CellCounts {
    const size = this.#places * (cuts.length + 1);
    const [customers, sums] = [new Float64Array(size), new Float64Array(size)];
    this.#between(cuts, (band, place, count, sum) => {
      if (place === this.#places) return;
      const cell = this.#cell(place, band, cuts.length + 1);
      customers[cell] = count;
      sums[cell] = sum;
    });
    return { customers, sums, unplaced: this.#missing };
  }

  /** customers and measure between the thresholds, those unplaced on other axes too, in the order of the values */
  bands(cuts: readonly number[]): { readonly customers: number[]; readonly sums: number[] } {
    const [customers, sums] = [new Array<number>(cuts.length + 1).fill(0), new Array<number>(cuts.length + 1).fill(0)];
    this.#between(cuts, (band, _, count, sum) => {
      customers[band] = (customers[band] ?? 0) + count;
      sums[band] = (sums[band] ?? 0) + sum;
    });
    return { customers, sums };
  }

  /** as `movesBetween` the placements under two settings of as many thresholds */
  moves(from: readonly number[], to: readonly number[]): Move[] {
    if (from.length !== to.length) return [];
    const moves: Move[] = [];
    const points = [...from, ...to].toSorted((a, b) => a - b).filter((cut, index, all) => cut !== all[index - 1]);
    this.#between(points, (part, place, customers, value) => {
      if (place === this.#places) return;
      // every value of this part lies above the point before it
      const above = (cuts: readonly number[]): number => cuts.filter((cut) => cut <= (points[part - 1] ?? -Infinity)).length;
      const [was, is] = [above(from), above(to)];
      if (was !== is) moves.push({ from: this.#cell(place, was, from.length + 1), to: this.#cell(place, is, to.length + 1), customers, value });
    });
    return moves.sort((a, b) => b.customers - a.customers || a.from - b.from || a.to - b.to);
  }

  /** index of a cell among all axes; bands count from 0 in the order of the values */
  #cell(place: number, band: number, bands: number): number {
    const level = this.#reversed ? bands - 1 - band : band;
    return (Math.floor(place / this.#inner) * bands + level) * this.#inner + (place % this.#inner);
  }

  /** tells of each part between ascending thresholds who is in it, places without customers left out */
  #between(cuts: readonly number[], tell: (part: number, place: number, customers: number, sum: number) => void): void {
    let before: Below = { customers: new Float64Array(this.#places + 1), sums: new Float64Array(this.#places + 1) };
    for (let part = 0; part <= cuts.length; part += 1) {
      const below = this.#upTo(cuts[part] ?? Infinity);
      for (let place = 0; place <= this.#places; place += 1) {
        const customers = (below.customers[place] ?? 0) - (before.customers[place] ?? 0);
        if (customers > 0) tell(part, place, customers, (below.sums[place] ?? 0) - (before.sums[place] ?? 0));
      }
      before = below;
    }
  }

  /** those whose value is not above the threshold */
  #upTo(cut: number): Below {
    const { lows, highs, rows, starts } = this.#over.ranges;
    const width = this.#places + 1;
    let range = 0;
    let to = highs.length;
    while (range < to) {
      const middle = (range + to) >> 1;
      if ((highs[middle] ?? 0) <= cut) range = middle + 1;
      else to = middle;
    }
    const [from, end] = [(range - 1) * width, range * width];
    const customers = range === 0 ? new Float64Array(width) : this.#customers.slice(from, end);
    const sums = range === 0 ? new Float64Array(width) : this.#sums.slice(from, end);
    if (range < highs.length && (lows[range] ?? Infinity) <= cut) {
      for (let at = starts[range] ?? 0; at < (starts[range + 1] ?? 0); at += 1) {
        const row = rows[at] ?? 0;
        const place = this.#place[row] ?? width;
        if (place === width || (this.#values[row] ?? NaN) > cut) continue;
        customers[place] = (customers[place] ?? 0) + 1;
        const amount = this.#over.measure[row] ?? NaN;
        if (amount === amount) sums[place] = (sums[place] ?? 0) + amount;
      }
    }
    return { customers, sums };
  }
}
