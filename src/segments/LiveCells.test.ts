import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandValues, cellIndex, cellPlace, countBands, countCells, countGrades, largestIn, LiveCells, movesBetween, nowhere, rowsIn } from './LiveCells.ts';

const number = fc.double({ noNaN: true, min: -1e6, max: 1e6 });
const value = fc.oneof(number, fc.constant(NaN));
const cuts = fc.array(number, { minLength: 1, maxLength: 4 }).map((points) => points.toSorted((a, b) => a - b));
const people = fc.array(fc.tuple(value, value, fc.integer({ min: 0, max: 1000 })));

const column = (rows: readonly (readonly number[])[], at: number): Float64Array => Float64Array.from(rows.map((row) => row[at] ?? NaN));
const axisOf = (values: Float64Array) => ({ values, levels: new Uint8Array(values.length), size: 1 });
const liveOf = (rows: readonly (readonly number[])[]): LiveCells => new LiveCells([axisOf(column(rows, 0)), axisOf(column(rows, 1))]);
const sum = (list: Iterable<number>): number => [...list].reduce((total, n) => total + n, 0);

describe('bands', () => {
  it('are right-closed intervals', () => {
    expect([...bandValues(Float64Array.of(0, 1, 1.5, 2, 3, NaN), [1, 2])]).toEqual([1, 1, 2, 2, 3, 0]);
  });

  it('count from the best where low is good', () => {
    expect([...bandValues(Float64Array.of(0, 1, 1.5, 2, 3, NaN), [1, 2], true)]).toEqual([3, 3, 2, 2, 1, 0]);
  });

  it('never fall when the value grows', () => {
    fc.assert(
      fc.property(fc.array(number), cuts, (values, points) => {
        const levels = bandValues(Float64Array.from(values).sort(), points);
        expect([...levels]).toEqual([...levels].sort((a, b) => a - b));
      }),
    );
  });
});

describe('cells', () => {
  it('are disjoint and cover everybody: counts and the unplaced sum to the base, measures to their total', () => {
    fc.assert(
      fc.property(people, cuts, cuts, (rows, first, second) => {
        const placement = liveOf(rows).place([first, second]);
        const counts = countCells(placement, column(rows, 2));
        expect(sum(counts.customers) + counts.unplaced).toBe(rows.length);
        const placed = rows.filter(([a, b]) => !Number.isNaN(a) && !Number.isNaN(b));
        expect(sum(counts.sums)).toBe(sum(placed.map(([, , money]) => money)));
        for (const axis of [0, 1]) {
          const bands = countBands(placement, axis, column(rows, 2));
          expect(sum(bands.customers) + bands.unplaced).toBe(rows.length);
        }
      }),
    );
  });

  it('hold customers of every grade, who sum to those of the cell', () => {
    fc.assert(
      fc.property(people, cuts, cuts, (rows, first, second) => {
        const placement = liveOf(rows).place([first, second]);
        const grade = Uint8Array.from(rows, ([, , money]) => (money ?? 0) % 4);
        const graded = countGrades(placement, grade, 4);
        const { customers } = countCells(placement, column(rows, 2));
        expect([...customers.keys()].map((cell) => sum(graded.slice(4 * cell, 4 * cell + 4)))).toEqual([...customers]);
        expect(sum(graded.filter((_, at) => at % 4 === 1))).toBe([...placement.cells].filter((cell, row) => cell !== nowhere && grade[row] === 1).length);
      }),
    );
  });

  it('are the same whether thresholds moved there step by step or stood there from the start', () => {
    fc.assert(
      fc.property(people, fc.array(fc.tuple(cuts, cuts), { minLength: 1, maxLength: 6 }), (rows, steps) => {
        const moved = liveOf(rows);
        for (const step of steps) {
          const fresh = liveOf(rows).place(step);
          expect([...moved.place(step).cells]).toEqual([...fresh.cells]);
        }
      }),
    );
  });

  it('of two settings differ by their moves and nothing else', () => {
    fc.assert(
      fc.property(people, number, number, number, (rows, a, b, second) => {
        const live = liveOf(rows);
        const money = column(rows, 2);
        const [from, to] = [live.place([[a], [second]]), live.place([[b], [second]])];
        const [before, after] = [countCells(from, money), countCells(to, money)];
        const reached = { customers: [...before.customers], sums: [...before.sums] };
        for (const move of movesBetween(from, to, money)) {
          expect(move.from).not.toBe(move.to);
          for (const [cell, sign] of [[move.from, -1], [move.to, 1]] as const) {
            reached.customers[cell] = (reached.customers[cell] ?? 0) + sign * move.customers;
            reached.sums[cell] = (reached.sums[cell] ?? 0) + sign * move.value;
          }
        }
        expect(reached.customers).toEqual([...after.customers]);
        expect(reached.sums).toEqual([...after.sums]);
      }),
    );
  });

  it('count a chosen part of the customers alone', () => {
    fc.assert(
      fc.property(people, cuts, cuts, fc.infiniteStream(fc.boolean()), (rows, first, second, coin) => {
        const only = Uint8Array.from(rows, () => Number(coin.next().value));
        const part = rows.filter((_, row) => only[row] === 1);
        const counts = countCells(liveOf(rows).place([first, second]), column(rows, 2), only);
        const alone = countCells(liveOf(part).place([first, second]), column(part, 2));
        expect([...counts.customers, ...counts.sums, counts.unplaced]).toEqual([...alone.customers, ...alone.sums, alone.unplaced]);
      }),
    );
  });

  it('list their largest customers as a sort of them all does', () => {
    fc.assert(
      fc.property(people, cuts, cuts, fc.integer({ min: 1, max: 5 }), (rows, first, second, most) => {
        const placement = liveOf(rows).place([first, second]);
        const money = column(rows, 2);
        const chosen = new Set([0, placement.size - 1]);
        const all = rowsIn(placement, chosen).toSorted((a, b) => (money[b] ?? 0) - (money[a] ?? 0) || a - b);
        expect(largestIn(placement, chosen, money, most)).toEqual(all.slice(0, most));
      }),
    );
  });

  it('are numbered with the last axis fastest, and found again from their number', () => {
    expect([cellIndex([1, 1, 1], [3, 3, 3]), cellIndex([1, 1, 2], [3, 3, 3]), cellIndex([3, 3, 3], [3, 3, 3])]).toEqual([0, 1, 26]);
    expect(cellPlace(cellIndex([2, 1, 3], [2, 4, 3]), [2, 4, 3])).toEqual([1, 0, 2]);
  });

  it('of classes keep the levels that they have, and a missing level is nowhere', () => {
    const placement = new LiveCells([{ values: null, levels: Uint8Array.of(1, 2, 0), size: 2 }]).place([null]);
    expect([...placement.cells]).toEqual([0, 1, nowhere]);
  });
});
