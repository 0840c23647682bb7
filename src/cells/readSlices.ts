import type { Outcome } from '../database/outcome.ts';
import type { Table } from '../database/table.ts';
import type { ResultTable } from './CellKind.ts';

/** rows decoded in one go: the page answers the person in between */
const slice = 10_000;

/** Hands over a whole table in slices, top to bottom; false when a slice failed or nobody waits any more. */
export async function readSlices(table: ResultTable, page: (table: ResultTable, offset: number, limit: number, order: null) => Promise<Outcome<Table>>, take: (rows: Table, offset: number) => void, wanted: () => boolean): Promise<boolean> {
  for (let offset = 0; offset < Math.max(1, table.rowCount); offset += slice) {
    const rows = await page(table, offset, slice, null);
    if (!wanted() || !rows.ok) return false;
    take(rows.value, offset);
  }
  return true;
}

/** Columns that grow slice by slice. */
export class ColumnReader {
  readonly #table: ResultTable;
  readonly #numbers = new Map<string, { readonly values: Float64Array; readonly read: (value: unknown) => number }>();
  readonly #bytes = new Map<string, { readonly values: Uint8Array; readonly read: (value: unknown) => number }>();
  readonly #texts = new Map<string, string[]>();

  constructor(table: ResultTable) {
    this.#table = table;
  }

  has(name: string): boolean {
    return this.#table.columns.some((column) => column.name === name);
  }

  /** NaN where the value or the whole column is missing */
  numbers(name: string, read: (value: unknown) => number = Number): Float64Array {
    const known = this.#numbers.get(name);
    if (known) return known.values;
    const values = new Float64Array(this.#table.rowCount).fill(NaN);
    if (this.has(name)) this.#numbers.set(name, { values, read });
    return values;
  }

  /** 0 where the value is missing */
  bytes(name: string, read: (value: unknown) => number): Uint8Array {
    const values = new Uint8Array(this.#table.rowCount);
    this.#bytes.set(name, { values, read });
    return values;
  }

  /** empty where the value is missing */
  texts(name: string): string[] {
    const values = new Array<string>(this.#table.rowCount).fill('');
    if (this.has(name)) this.#texts.set(name, values);
    return values;
  }

  readonly take = (rows: Table, offset: number): void => {
    for (const [name, { values, read }] of [...this.#numbers, ...this.#bytes]) {
      rows.column(name).forEach((value, row) => {
        if (value !== null) values[offset + row] = read(value);
      });
    }
    for (const [name, values] of this.#texts) {
      rows.column(name).forEach((value, row) => {
        if (value !== null) values[offset + row] = String(value);
      });
    }
  };
}
