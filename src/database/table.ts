import type { Column } from './Database.ts';

/**
 * One value as it crosses every border of the product: decimals, and integers beyond 2^53, are text with every digit;
 * dates and timestamps are ISO text; doubles are finite numbers; anything nested is DuckDB's own text for it.
 */
export type Scalar = string | number | boolean | null;

/** A result held whole, by column. */
export class Table {
  readonly columns: readonly Column[];
  readonly rowCount: number;
  readonly #values: readonly (readonly Scalar[])[];

  constructor(columns: readonly Column[], values: readonly (readonly Scalar[])[]) {
    this.columns = columns;
    this.#values = values;
    this.rowCount = values[0]?.length ?? 0;
  }

  /** all values of the column of that name; throws when there is none (a bug, not an input error) */
  column(name: string): readonly Scalar[] {
    const index = this.columns.findIndex((column) => column.name === name);
    const values = this.#values[index];
    if (!values) throw new Error(`no column ${name} among ${this.columns.map((column) => column.name).join(', ')}`);
    return values;
  }

  columnAt(index: number): readonly Scalar[] {
    const values = this.#values[index];
    if (!values) throw new Error(`no column number ${index}`);
    return values;
  }

  at(row: number, column: number): Scalar {
    return this.#values[column]?.[row] ?? null;
  }

  row(index: number): Scalar[] {
    return this.#values.map((values) => values[index] ?? null);
  }

  rows(): Scalar[][] {
    return Array.from({ length: this.rowCount }, (_, index) => this.row(index));
  }

  /** rows as objects by column name */
  records(): Record<string, Scalar>[] {
    return Array.from({ length: this.rowCount }, (_, index) =>
      Object.fromEntries(this.columns.map((column, position) => [column.name, this.at(index, position)])),
    );
  }

  /** the only value of a one-row, one-column result */
  get only(): Scalar {
    return this.at(0, 0);
  }
}
