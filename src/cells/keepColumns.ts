import type { BatchColumn, ImportType } from '../database/Database.ts';
import { fail, type Outcome } from '../database/outcome.ts';
import { quotePath } from '../sql/quote.ts';
import type { CellContext, ResultTable } from './CellKind.ts';

/** A column that was computed here and not in SQL; what is not finite becomes NULL. */
export type Computed =
  | { readonly type: 'DOUBLE' | 'INTEGER' | 'BIGINT'; readonly values: ArrayLike<number | null | undefined> }
  | { readonly type: 'VARCHAR'; readonly values: ArrayLike<string | null | undefined> }
  | { readonly type: 'DATE'; readonly values: ArrayLike<string | null | undefined> };

export const double = (values: ArrayLike<number | null | undefined>): Computed => ({ type: 'DOUBLE', values });
export const integer = (values: ArrayLike<number | null | undefined>): Computed => ({ type: 'BIGINT', values });
export const text = (values: ArrayLike<string | null | undefined>): Computed => ({ type: 'VARCHAR', values });

/** Keeps computed columns as the cell's table `name`. `source` is the query of the numbers they were computed from, shown with the result. */
export async function keepColumns(context: CellContext, name: string, columns: Readonly<Record<string, Computed>>, source: string): Promise<Outcome<ResultTable>> {
  const staged = await stageColumns(context, `${name}_computed`, columns);
  if (!staged.ok) return staged;
  const kept = await context.keep(name, `FROM ${staged.value}`);
  if (!kept.ok) return kept;
  const dropped = await context.database.run(`DROP TABLE ${staged.value}`);
  return dropped.ok ? { ok: true, value: { ...kept.value, sql: source } } : dropped;
}

/** Brings computed columns to the database as a table that is no result of the cell; gives its quoted name. */
export async function stageColumns(context: CellContext, name: string, columns: Readonly<Record<string, Computed>>): Promise<Outcome<string>> {
  const entries = Object.entries(columns);
  const rows = entries[0]?.[1].values.length ?? 0;
  const short = entries.find(([, column]) => column.values.length !== rows);
  if (short) return fail('runtime', `The column ${short[0]} of ${name} has ${short[1].values.length} values instead of ${rows}.`);
  const batch = { rows, columns: entries.map(([, column]) => encode(column)) };
  const options = context.signal ? { signal: context.signal } : {};
  const imported = await context.database.import({ schema: context.id, name, columns: entries.map(([column, { type }]) => ({ name: column, type: type satisfies ImportType })) }, once(batch), options);
  return imported.ok ? { ok: true, value: quotePath(context.id, name) } : imported;
}

async function* once<T>(value: T): AsyncGenerator<T> {
  yield value;
}

const encoder = new TextEncoder();
const millisecondsADay = 86_400_000;

function encode(column: Computed): BatchColumn {
  const length = column.values.length;
  const valid = new Uint8Array(length);
  if (column.type === 'VARCHAR') {
    const offsets = new Int32Array(length + 1);
    const parts: Uint8Array[] = [];
    let size = 0;
    for (let row = 0; row < length; row += 1) {
      const value = column.values[row] ?? null;
      if (value !== null) {
        const bytes = encoder.encode(value);
        parts.push(bytes);
        size += bytes.length;
        valid[row] = 1;
      }
      offsets[row + 1] = size;
    }
    const bytes = new Uint8Array(size);
    let at = 0;
    for (const part of parts) {
      bytes.set(part, at);
      at += part.length;
    }
    return { kind: 'text', offsets, bytes, valid };
  }
  if (column.type === 'DATE') return values(column.values, new Int32Array(length), valid, (value) => Date.parse(`${value}T00:00:00Z`) / millisecondsADay);
  if (column.type === 'BIGINT') {
    const whole = new BigInt64Array(length);
    for (let row = 0; row < length; row += 1) {
      const value = column.values[row];
      if (typeof value === 'number' && Number.isFinite(value)) {
        whole[row] = BigInt(Math.round(value));
        valid[row] = 1;
      }
    }
    return { kind: 'value', values: whole, valid };
  }
  return values(column.values, column.type === 'INTEGER' ? new Int32Array(length) : new Float64Array(length), valid, (value) => value);
}

function values<T>(given: ArrayLike<T | null | undefined>, into: Int32Array | Float64Array, valid: Uint8Array, read: (value: T) => number): BatchColumn {
  for (let row = 0; row < into.length; row += 1) {
    const value = given[row];
    const number = value === null || value === undefined ? NaN : read(value);
    if (Number.isFinite(number)) {
      into[row] = number;
      valid[row] = 1;
    }
  }
  return { kind: 'value', values: into, valid };
}
