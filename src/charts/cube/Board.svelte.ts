import type { Localised, Locale } from '../../messages/locale.ts';
import { type AxisCuts, cellIndex, countBands, countCells, countGrades, largestIn, type LiveAxis, LiveCells, type Move, movesBetween, type Placement, rowsIn } from '../../segments/LiveCells.ts';
import { Sweep } from '../../segments/Sweep.ts';
import { groupValues, type ValueRanges } from '../../segments/ValueRanges.ts';
import type { FormatKind } from '../formatValue.ts';
import type { Place } from './CubeCell.ts';

/** An axis as a cell of a notebook found it. */
export interface BoardAxis extends LiveAxis {
  /** name under which the notebook's text keeps its cuts */
  readonly id: string;
  readonly title: string;
  readonly cuts: AxisCuts;
  readonly method: 'fixed' | 'quantile' | 'class';
  /** names of the bands, lowest level first */
  readonly labels: readonly string[];
  readonly format: FormatKind;
}

/** Customers as columns, so that a moved threshold is recounted within a frame. */
export interface BoardPeople {
  readonly ids: readonly string[];
  readonly names: readonly string[];
  readonly revenue: Float64Array;
  readonly ltv: Float64Array;
  /** how well the place is known, as a position in `grades`; null where nobody asks */
  readonly evidence: Uint8Array | null;
}

/** Grades of evidence (METHODS A58): nothing known, expert, interview, documents. */
export const grades = ['', 'C', 'B', 'A'] as const;

/** Another setting of the same bands, kept in the notebook to be compared with. */
export interface KeptSetting {
  readonly name: string | Partial<Localised>;
  /** by axis id */
  readonly cuts: Readonly<Record<string, readonly number[]>>;
}

export type Measure = 'clients' | 'revenue' | 'ltv';

/** A hand on the cuts of one axis. */
interface Hold {
  readonly axis: number;
  /** the cuts when it came */
  readonly from: readonly number[];
  readonly sweep: Sweep;
}

/** What a cube, a heat map or bars show of banded customers, and what a hand on them does before it becomes text of the notebook. */
export class Board {
  axes = $state.raw<readonly BoardAxis[]>([]);
  people = $state.raw<BoardPeople>({ ids: [], names: [], revenue: new Float64Array(), ltv: new Float64Array(), evidence: null });
  /** rows that are looked at; null: all */
  only = $state.raw<Uint8Array | null>(null);
  measure = $state<Measure>('clients');
  selected = $state.raw<readonly Place[]>([]);
  /** cuts under a hand, or written and not yet come back */
  #moved = $state.raw<{ readonly axis: number; readonly cuts: readonly number[] } | null>(null);
  #held = $state(false);
  /** null, too, under a hand that came before the values were grouped */
  #hold = $state.raw<Hold | null>(null);
  #grabbed: Hold | null = null;
  /** the values of each axis, grouped while nobody moves them */
  #ranges: (ValueRanges | undefined)[] = [];
  /** how it stood before the last move */
  #before = $state.raw<Placement | null>(null);
  #flights = $state.raw<readonly Move[]>([]);

  readonly #live = $derived(new LiveCells(this.axes));
  readonly cuts: readonly AxisCuts[] = $derived(this.axes.map((axis, index) => (this.#moved?.axis === index ? this.#moved.cuts : axis.cuts)));
  /** under a hand the customers stay where they are and are only counted */
  readonly #settled: readonly AxisCuts[] = $derived(this.#hold === null ? this.cuts : this.axes.map((axis, index) => (this.#hold?.axis === index ? this.#hold.from : axis.cuts)));
  readonly placement: Placement = $derived(this.#live.place(this.#settled));
  readonly hasLtv = $derived(this.people.ltv.some((value) => !Number.isNaN(value)));
  /** of the two measures of money the one that is shown or, while clients are counted, the better one */
  readonly money: Float64Array = $derived(this.measure === 'revenue' || !this.hasLtv ? this.people.revenue : this.people.ltv);
  readonly counts = $derived(this.#hold === null ? countCells(this.placement, this.money, this.only) : this.#hold.sweep.cells(this.cuts[this.#hold.axis] ?? []));
  /** customers by cell and grade; under a hand those of before */
  readonly evidence: Uint32Array | null = $derived(this.people.evidence === null ? null : countGrades(this.placement, this.people.evidence, grades.length, this.only));
  readonly moves: readonly Move[] = $derived.by(() => {
    if (this.#hold !== null) return this.#hold.sweep.moves(this.#hold.from, this.cuts[this.#hold.axis] ?? []);
    return this.#before === null ? [] : movesBetween(this.#before, this.placement, this.money, this.only);
  });
  readonly total = $derived(this.counts.sums.reduce((sum, value) => sum + value, 0));
  readonly all = $derived(this.counts.customers.reduce((sum, value) => sum + value, 0) + this.counts.unplaced);

  get held(): boolean {
    return this.#held;
  }

  /** the last move as streams of customers, once it is done */
  get flights(): readonly Move[] {
    return this.#flights;
  }

  /** Other data or another setting arrived: where the customers are the same, the change is shown as a move. */
  take(axes: readonly BoardAxis[], people: BoardPeople): void {
    const last = this.placement;
    const same = people.ids.length === this.people.ids.length && people.ids.every((id, row) => id === this.people.ids[row]) && this.people.ids.length > 0;
    const pending = this.#moved !== null;
    this.#moved = null;
    this.#hold = null;
    this.#grabbed = null;
    this.axes = axes;
    this.people = people;
    void this.#group(axes);
    if (!same || last.sizes.join() !== this.placement.sizes.join()) this.forget();
    else if (!pending) this.#settle(last);
    const fits = (at: Place): boolean => at.every((level, axis) => level < (this.placement.sizes[axis] ?? 1));
    if (!this.selected.every(fits)) this.selected = [];
  }

  /** a hand comes to a cut: what its first move would have to wait for is done before it */
  grab(axis: number): void {
    const [from, ranges] = [this.cuts[axis], this.#ranges[axis]];
    const { levels, sizes } = this.placement;
    this.#grabbed = from && ranges ? { axis, from, sweep: new Sweep({ axes: this.axes, axis, ranges, levels, sizes, measure: this.money, only: this.only }) } : null;
  }

  /** a hand moves a cut */
  drag(axis: number, cuts: readonly number[]): void {
    if (!this.#held) {
      this.#before = this.placement;
      this.#hold = this.#grabbed?.axis === axis ? this.#grabbed : null;
      this.#grabbed = null;
    }
    this.#held = true;
    this.#moved = { axis, cuts };
  }

  /** the cut is where it is wanted */
  drop(axis: number, cuts: readonly number[]): void {
    const before = this.#held ? this.#before : this.placement;
    this.#moved = { axis, cuts };
    this.#hold = null;
    this.#held = false;
    if (before) this.#settle(before);
  }

  /** in small steps, so that the page answers meanwhile */
  async #group(axes: readonly BoardAxis[]): Promise<void> {
    const found: (ValueRanges | undefined)[] = [];
    this.#ranges = found;
    for (const [index, { values }] of axes.entries()) {
      if (values === null) continue;
      const steps = groupValues(values);
      let step = steps.next();
      while (!step.done) {
        await new Promise((resolve) => setTimeout(resolve));
        if (this.axes !== axes) return;
        step = steps.next();
      }
      found[index] = step.value;
    }
  }

  #settle(before: Placement): void {
    const moves = movesBetween(before, this.placement, this.money, this.only);
    this.#before = moves.length > 0 ? before : null;
    this.#flights = moves.slice(0, 24);
  }

  /** the last move is no longer shown */
  forget(): void {
    this.#before = null;
    this.#flights = [];
  }

  pick(at: Place, add: boolean): void {
    const key = at.join();
    if (!add) this.selected = [at];
    else this.selected = this.selected.some((one) => one.join() === key) ? this.selected.filter((one) => one.join() !== key) : [...this.selected, at];
  }

  indexOf(at: readonly number[]): number {
    return cellIndex(at.slice(0, this.placement.sizes.length).map((level) => level + 1), this.placement.sizes);
  }

  /** customers of a cell by grade of evidence */
  gradesOf(at: readonly number[]): readonly number[] | null {
    const from = this.indexOf(at) * grades.length;
    return this.evidence === null ? null : Array.from(this.evidence.subarray(from, from + grades.length));
  }

  get chosen(): ReadonlySet<number> {
    return new Set(this.selected.map((at) => this.indexOf(at)));
  }

  largest(most: number): { id: string; name: string; value: number }[] {
    return largestIn(this.placement, this.chosen, this.money, most, this.only).map((row) => this.#client(row));
  }

  /** customers of the chosen cells, the whole base's, whoever is looked at */
  everyone(): { id: string; name: string; value: number }[] {
    return rowsIn(this.placement, this.chosen).map((row) => this.#client(row));
  }

  #client(row: number): { id: string; name: string; value: number } {
    const value = this.money[row] ?? NaN;
    return { id: this.people.ids[row] ?? '', name: this.people.names[row] ?? '', value: Number.isNaN(value) ? 0 : value };
  }

  /** customers and money between the cuts of an axis, in the order of its values */
  bands(axis: number): { readonly customers: readonly number[]; readonly sums: readonly number[] } {
    if (this.#hold?.axis === axis) return this.#hold.sweep.bands(this.cuts[axis] ?? []);
    const { customers, sums } = countBands(this.placement, axis, this.money, this.only);
    const [n, s] = [[...customers], [...sums]];
    return this.axes[axis]?.reversed ? { customers: n.toReversed(), sums: s.toReversed() } : { customers: n, sums: s };
  }

  /** the same customers under a kept setting; axes that it does not name stay as they are */
  under({ cuts }: KeptSetting): Placement {
    return new LiveCells(this.axes).place(this.axes.map((axis, index) => (axis.values && cuts[axis.id] ? (cuts[axis.id] ?? null) : (this.cuts[index] ?? null))));
  }
}

/** A kept setting's name as the reader reads it. */
export const nameOfSetting = ({ name }: KeptSetting, locale: Locale): string => (typeof name === 'string' ? name : (name[locale] ?? name.en ?? ''));
