import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandValues, countBands, countCells, type LiveAxis, LiveCells, movesBetween } from './LiveCells.ts';
import { Sweep } from './Sweep.ts';
import { groupValues, noRange, type ValueRanges } from './ValueRanges.ts';

const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true, min: -50, max: 50 }), fc.constant(NaN));
const cutsOf = (length: number) => fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true, min: -60, max: 60 })), { minLength: length, maxLength: length }).map((points) => points.toSorted((a, b) => a - b));
const person = fc.record({ values: fc.tuple(value, value, value), amount: fc.oneof(fc.integer({ min: -1000, max: 1000 }), fc.constant(NaN)), seen: fc.boolean() });
const setting = fc.integer({ min: 1, max: 4 }).chain((length) => fc.tuple(cutsOf(length), cutsOf(length)));
const base = fc.record({ people: fc.array(person, { maxLength: 60 }), reversed: fc.boolean(), axis: fc.nat({ max: 2 }), others: fc.tuple(cutsOf(1), cutsOf(2), cutsOf(3)), setting, some: fc.boolean() });

function group(values: Float64Array): ValueRanges {
  const steps = groupValues(values);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

describe('ranges of values', () => {
  it('hold every known value once, in the order of the ranges', () => {
    fc.assert(
      fc.property(fc.array(value), (list) => {
        const values = Float64Array.from(list);
        const { lows, highs, ranges, rows, starts } = group(values);
        expect([...rows].toSorted((a, b) => a - b)).toEqual([...values.keys()].filter((row) => !Number.isNaN(values[row])));
        for (const [row, range] of ranges.entries()) expect(Number.isNaN(values[row]) ? range === noRange : (values[row] ?? NaN) >= (lows[range] ?? NaN) && (values[row] ?? NaN) <= (highs[range] ?? NaN)).toBe(true);
        for (let range = 1; range < highs.length; range += 1) expect(highs[range - 1]).toBeLessThan(lows[range] ?? NaN);
        expect(starts.at(-1)).toBe(rows.length);
      }),
    );
  });

  it('are many, and few where few values are', () => {
    const many = group(Float64Array.from({ length: 300_000 }, (_, row) => (row * 7919) % 300_000));
    expect(many.highs.length).toBeGreaterThan(5_000);
    expect(Math.max(...many.starts.map((start, range) => (many.starts[range + 1] ?? start) - start))).toBeLessThan(300);
    expect(group(Float64Array.from({ length: 300_000 }, (_, row) => row % 3)).highs.filter((high) => high !== Infinity)).toEqual(Float64Array.of(0, 1, 2));
  });
});

describe('a threshold that moves', () => {
  const worldOf = ({ people, reversed, axis, others, some }: { people: { values: number[]; amount: number; seen: boolean }[]; reversed: boolean; axis: number; others: number[][]; some: boolean }) => {
    const axes = [0, 1, 2].map((index): LiveAxis => ({ values: Float64Array.from(people, ({ values }) => values[index] ?? NaN), levels: new Uint8Array(people.length), size: 1, reversed: reversed && index === axis }));
    const measure = Float64Array.from(people, ({ amount }) => amount);
    const only = some ? Uint8Array.from(people, ({ seen }) => Number(seen)) : null;
    const under = (cuts: readonly number[]) => new LiveCells(axes).place(axes.map((_, index) => (index === axis ? cuts : (others[index] ?? null))));
    const sizes = axes.map((_, index) => (others[index]?.length ?? 0) + 1);
    const levels = axes.map(({ values }, index) => bandValues(values ?? new Float64Array(), others[index] ?? []));
    const sweep = new Sweep({ axes, axis, ranges: group(axes[axis]?.values ?? new Float64Array()), levels, sizes, measure, only });
    return { measure, only, under, sweep };
  };

  it('counts what counting the whole base anew counts', () => {
    fc.assert(
      fc.property(base, (world) => {
        const { measure, only, under, sweep } = worldOf(world);
        for (const cuts of world.setting) {
          const placement = under(cuts);
          expect(sweep.cells(cuts)).toEqual(countCells(placement, measure, only));
          const bands = countBands(placement, world.axis, measure, only);
          const ascending = (list: Float64Array): number[] => (world.reversed ? [...list].toReversed() : [...list]);
          expect(sweep.bands(cuts)).toEqual({ customers: ascending(bands.customers), sums: ascending(bands.sums) });
        }
      }),
    );
  });

  it('finds the same moves as comparing every customer', () => {
    fc.assert(
      fc.property(base, (world) => {
        const { measure, only, under, sweep } = worldOf(world);
        const [from, to] = world.setting;
        expect(sweep.moves(from, to)).toEqual(movesBetween(under(from), under(to), measure, only));
      }),
    );
  });
});
