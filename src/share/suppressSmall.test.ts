import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CountedRow, suppressSmall } from './suppressSmall.ts';

const table = (counts: readonly (readonly number[])[]): CountedRow[] => counts.flatMap((row, i) => row.map((count, j) => ({ place: [`row ${i}`, `column ${j}`], count })));

describe('small counts', () => {
  test('are hidden together with others, so that no total gives them away', () => {
    const rows = table([
      [12, 7, 3],
      [40, 21, 15],
      [30, 9, 70],
    ]);
    const hidden = suppressSmall(rows, 5);
    expect(hidden.has(2)).toBe(true);
    expect(hidden.size).toBe(4);
  });

  test('of none there is nothing to hide', () => {
    expect(suppressSmall(table([[5, 0], [9, 14]]), 5)).toEqual(new Set());
  });

  test('alone among zeros they hide behind a zero', () => {
    const hidden = suppressSmall(table([[2, 0], [0, 30]]), 5);
    expect(hidden.has(0)).toBe(true);
    expect(hidden.size).toBeGreaterThan(1);
  });

  /** whether another table has the same totals: the target's unit vector is then no combination of them, so the rank grows with it */
  function canDiffer(rows: readonly CountedRow[], hidden: ReadonlySet<number>, target: number): boolean {
    const unknowns = [...hidden];
    const dimensions = rows[0]?.place.length ?? 0;
    const equations: bigint[][] = [];
    for (let dimension = 0; dimension < dimensions; dimension += 1) {
      const keys = new Set(rows.map(({ place }) => place.toSpliced(dimension, 1).join('|')));
      for (const key of keys) equations.push(unknowns.map((row) => (rows[row]?.place.toSpliced(dimension, 1).join('|') === key ? 1n : 0n)));
    }
    return rank([...equations, unknowns.map((row) => (row === target ? 1n : 0n))]) > rank(equations);
  }

  /** over the integers modulo a large prime: a path of arithmetic that the product does not use */
  function rank(matrix: readonly (readonly bigint[])[]): number {
    const prime = 2_147_483_647n;
    const rows = matrix.map((row) => row.map((value) => ((value % prime) + prime) % prime));
    const power = (base: bigint, exponent: bigint): bigint => (exponent === 0n ? 1n : ((half) => (half * half * (exponent % 2n === 1n ? base : 1n)) % prime)(power(base, exponent / 2n)));
    let found = 0;
    for (let column = 0; column < (rows[0]?.length ?? 0); column += 1) {
      const pivot = rows.findIndex((row, index) => index >= found && row[column] !== 0n);
      if (pivot < 0) continue;
      [rows[found], rows[pivot]] = [rows[pivot] ?? [], rows[found] ?? []];
      const lead = rows[found] ?? [];
      const inverse = power(lead[column] ?? 0n, prime - 2n);
      for (let index = found + 1; index < rows.length; index += 1) {
        const factor = ((rows[index]?.[column] ?? 0n) * inverse) % prime;
        rows[index] = (rows[index] ?? []).map((value, at) => (((value - factor * (lead[at] ?? 0n)) % prime) + prime) % prime);
      }
      found += 1;
    }
    return found;
  }

  test('cannot be solved for from all the totals of two- and three-dimensional tables', () => {
    const cells = fc.integer({ min: 2, max: 4 }).chain((i) => fc.integer({ min: 2, max: 4 }).chain((j) => fc.integer({ min: 1, max: 3 }).chain((k) => fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 5, max: 90 })), { minLength: i * j * k, maxLength: i * j * k }).map((counts) => ({ i, j, k, counts })))));
    fc.assert(
      fc.property(cells, ({ i, j, k, counts }) => {
        const rows = counts.map((count, index) => ({ place: [String(index % i), String(Math.floor(index / i) % j), ...(k > 1 ? [String(Math.floor(index / (i * j)))] : [])], count }));
        const hidden = suppressSmall(rows, 5);
        for (const [index, { count }] of rows.entries()) {
          if (count > 0 && count < 5) {
            expect(hidden.has(index)).toBe(true);
            expect(canDiffer(rows, hidden, index)).toBe(true);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
