import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { Column } from '../../database/Database.ts';
import type { Scalar } from '../../database/table.ts';

type Schema = ConstructorParameters<typeof ParquetWriter>[0]['schema'];

interface Kind {
  readonly element: Omit<Schema[number], 'name'>;
  /** a value of ours as the file holds it; nothing is rounded */
  readonly store: (value: Exclude<Scalar, null>) => unknown;
}

/** Rows of a table as Parquet, group by group: decimals, integers, days and moments exact, all else as text. */
export class ParquetTable {
  readonly #writer = new ByteWriter();
  readonly #parquet: ParquetWriter;
  readonly #columns: readonly (Column & Kind)[];

  constructor(columns: readonly Column[]) {
    this.#columns = columns.map((column) => ({ ...column, ...kindOf(column.type) }));
    this.#parquet = new ParquetWriter({ writer: this.#writer, schema: [{ name: 'root', num_children: columns.length }, ...this.#columns.map(({ name, element }) => ({ ...element, name, repetition_type: 'OPTIONAL' as const }))] });
  }

  /** rows of one row group */
  async add(rows: readonly (readonly Scalar[])[]): Promise<void> {
    if (rows.length === 0) return;
    await this.#parquet.write({
      columnData: this.#columns.map(({ name, store }, index) => ({
        name,
        data: rows.map((row) => {
          const value = row[index] ?? null;
          return value === null ? null : store(value);
        }),
      })),
      rowGroupSize: rows.length,
    });
  }

  async finish(): Promise<Uint8Array<ArrayBuffer>> {
    await this.#parquet.finish();
    return new Uint8Array(this.#writer.getBytes());
  }
}

function kindOf(type: string): Kind {
  const decimal = /^DECIMAL\((\d+), ?(\d+)\)$/u.exec(type);
  if (decimal) {
    const [precision, scale] = [Number(decimal[1]), Number(decimal[2])];
    const length = Math.ceil((precision * Math.log2(10) + 1) / 8);
    const physical = precision <= 18 ? ({ type: 'INT64' } as const) : ({ type: 'FIXED_LEN_BYTE_ARRAY', type_length: length } as const);
    return { element: { ...physical, converted_type: 'DECIMAL', precision, scale }, store: (value) => units(String(value), scale) };
  }
  switch (type) {
    case 'BOOLEAN':
      return { element: { type: 'BOOLEAN' }, store: (value) => value === true };
    case 'TINYINT':
    case 'SMALLINT':
    case 'INTEGER':
      return { element: { type: 'INT32' }, store: Number };
    case 'BIGINT':
      return { element: { type: 'INT64' }, store: (value) => BigInt(String(value)) };
    case 'FLOAT':
    case 'DOUBLE':
      return { element: { type: 'DOUBLE' }, store: Number };
    case 'DATE':
      return { element: { type: 'INT32', converted_type: 'DATE' }, store: (value) => new Date(`${String(value)}T00:00:00Z`) };
    default:
      return { element: { type: 'BYTE_ARRAY', converted_type: 'UTF8' }, store: String };
  }
}

/** a decimal's text as its unscaled integer */
function units(text: string, scale: number): bigint {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d*)(?:\.(\d*))?$/u.exec(text) ?? [];
  const value = BigInt(`${whole === '' ? '0' : whole}${fraction.padEnd(scale, '0').slice(0, scale)}`);
  return sign === '-' ? -value : value;
}
