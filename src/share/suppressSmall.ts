/** One row of a table of counts: where it stands on each dimension, and how many customers it holds. */
export interface CountedRow {
  readonly place: readonly string[];
  readonly count: number;
}

/**
 * Rows to hide so that no count of 1 to `least` − 1 can be read or worked out: the small ones themselves, and others beside them.
 * Whoever reads the table is taken to know every total over one dimension, the others held (complementary suppression;
 * Cox 1980). Zeros stand open unless a line has nothing else to hide behind. Returns indices of `rows`.
 */
export function suppressSmall(rows: readonly CountedRow[], least: number): ReadonlySet<number> {
  const hidden = new Set(rows.flatMap(({ count }, index) => (count > 0 && count < least ? [index] : [])));
  if (hidden.size === 0) return hidden;
  const lines = linesOf(rows);
  for (;;) {
    const exposed = new Set(exposedRows(lines, hidden));
    const companion = companionOf(exposed, lines, rows, hidden);
    // a row that has no companion is the whole of its lines: nobody else can be told apart from it
    if (companion === null) return hidden;
    hidden.add(companion);
  }
}

/** Every set of rows that differ on one dimension alone, of at least two rows. */
function linesOf(rows: readonly CountedRow[]): number[][] {
  const dimensions = rows[0]?.place.length ?? 0;
  const lines: number[][] = [];
  for (let dimension = 0; dimension < dimensions; dimension += 1) {
    const along = new Map<string, number[]>();
    for (const [index, { place }] of rows.entries()) {
      const key = JSON.stringify(place.toSpliced(dimension, 1));
      along.set(key, [...(along.get(key) ?? []), index]);
    }
    lines.push(...[...along.values()].filter((line) => line.length > 1));
  }
  return lines;
}

/** Hidden rows whose count follows from the totals of the lines: unit vectors in the row space of the lines. */
function exposedRows(lines: readonly (readonly number[])[], hidden: ReadonlySet<number>): number[] {
  const unknowns = [...hidden];
  const columnOf = new Map(unknowns.map((row, column) => [row, column]));
  const matrix = lines.flatMap((line) => {
    const inside = line.flatMap((row) => columnOf.get(row) ?? []);
    if (inside.length === 0) return [];
    const equation = new Float64Array(unknowns.length);
    for (const column of inside) equation[column] = 1;
    return [equation];
  });
  reduce(matrix, unknowns.length);
  return matrix.flatMap((equation) => {
    const filled = [...equation.keys()].filter((column) => Math.abs(equation[column] ?? 0) > 1e-9);
    const [only] = filled;
    const row = only === undefined ? undefined : unknowns[only];
    return filled.length === 1 && row !== undefined ? [row] : [];
  });
}

/** Reduced row echelon form in place (Gauss–Jordan with the largest pivot of each column). */
function reduce(matrix: readonly Float64Array[], columns: number): void {
  const equations = matrix as Float64Array[];
  let top = 0;
  for (let column = 0; column < columns && top < equations.length; column += 1) {
    let best = top;
    for (let row = top + 1; row < equations.length; row += 1) if (Math.abs(at(equations, row, column)) > Math.abs(at(equations, best, column))) best = row;
    const pivot = at(equations, best, column);
    if (Math.abs(pivot) < 1e-9) continue;
    [equations[top], equations[best]] = [equations[best] ?? new Float64Array(), equations[top] ?? new Float64Array()];
    const lead = equations[top] ?? new Float64Array();
    for (let index = column; index < columns; index += 1) lead[index] = (lead[index] ?? 0) / pivot;
    for (const [row, equation] of equations.entries()) {
      const factor = equation[column] ?? 0;
      if (row === top || factor === 0) continue;
      for (let index = column; index < columns; index += 1) equation[index] = (equation[index] ?? 0) - factor * (lead[index] ?? 0);
    }
    top += 1;
  }
}

const at = (matrix: readonly Float64Array[], row: number, column: number): number => matrix[row]?.[column] ?? 0;

/** An open row on a line of an exposed one: the one that covers most lines with a single hidden row, then the smallest; zeros only where there is nothing else. */
function companionOf(exposed: ReadonlySet<number>, lines: readonly (readonly number[])[], rows: readonly CountedRow[], hidden: ReadonlySet<number>): number | null {
  const alone = (line: readonly number[]): boolean => line.filter((row) => hidden.has(row)).length === 1;
  if (exposed.size === 0) return null;
  const open = (line: readonly number[]): boolean => line.some((row) => !hidden.has(row));
  const touched = lines.filter((line) => open(line) && line.some((row) => exposed.has(row)));
  // where all around is hidden, what gives it away lies further off
  const from = touched.some(alone) ? touched.filter(alone) : touched.length > 0 ? touched : lines.filter(open);
  const candidates = [...new Set(from.flatMap((line) => line.filter((row) => !hidden.has(row))))].map((index) => {
    const count = rows[index]?.count ?? 0;
    return { index, count, covers: lines.filter((line) => line.includes(index) && alone(line)).length };
  });
  const [best] = candidates.toSorted((a, b) => Number(a.count === 0) - Number(b.count === 0) || b.covers - a.covers || a.count - b.count);
  return best?.index ?? null;
}
