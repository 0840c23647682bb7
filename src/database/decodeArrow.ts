import { DataType, tableFromIPC, type Vector } from 'apache-arrow';
import type { Column } from './Database.ts';
import { isWideInteger } from './exposed.ts';
import { dateScalar, decimalScalar, doubleScalar, integerScalar, timestampScalar, wideIntegerScalar } from './scalar.ts';
import { Table, type Scalar } from './table.ts';

/** A result that crossed the border as an Arrow IPC stream; `columns` say what DuckDB calls the types. */
export function decodeArrow(columns: readonly Column[], ipc: Uint8Array): Table {
  const table = tableFromIPC(ipc);
  const values = table.schema.fields.map((field, index) => {
    const vector = table.getChildAt(index);
    if (!vector) throw new Error(`the column ${field.name} has no values`);
    return decodeVector(vector, columns[index]?.type ?? 'VARCHAR');
  });
  const named = columns.length === values.length ? columns : table.schema.fields.map((field) => ({ name: field.name, type: 'VARCHAR' }));
  return new Table(named, values);
}

function decodeVector(vector: Vector, type: string): Scalar[] {
  const read = readerOf(vector.type, type);
  const values: Scalar[] = new Array(vector.length);
  let row = 0;
  for (const chunk of vector.data) {
    for (let index = 0; index < chunk.length; index += 1, row += 1) {
      values[row] = chunk.getValid(index) ? read(chunk.values, index, vector, row) : null;
    }
  }
  return values;
}

type Reader = (buffer: unknown, index: number, vector: Vector, row: number) => Scalar;

/** Dates, timestamps and decimals are read from their buffers: arrow's own getters lose digits or scale. */
function readerOf(arrow: DataType, type: string): Reader {
  if (DataType.isDecimal(arrow)) {
    const { scale } = arrow;
    const words = arrow.bitWidth / 32;
    return (buffer, index) => decimalScalar(readWords(buffer, index * words, words), scale);
  }
  if (DataType.isDate(arrow)) {
    return (buffer, index) => (buffer instanceof Int32Array ? dateScalar(buffer[index] ?? 0) : dateScalar(Number(readWide(buffer, index)) / 86_400_000));
  }
  if (DataType.isTimestamp(arrow)) {
    const factor = [1_000_000n, 1000n, 1n][arrow.unit];
    if (factor === undefined) return (_, __, vector, row) => String(vector.get(row));
    return (buffer, index) => timestampScalar(readWide(buffer, index) * factor);
  }
  if (DataType.isInt(arrow) && arrow.bitWidth === 64) return (buffer, index) => integerScalar(readWide(buffer, index));
  if (DataType.isFloat(arrow)) return (buffer, index, vector, row) => doubleScalar(buffer instanceof Float64Array ? (buffer[index] ?? 0) : Number(vector.get(row)));
  return (_, __, vector, row) => {
    const value: unknown = vector.get(row);
    if (typeof value === 'number' || typeof value === 'boolean') return value;
    if (typeof value === 'bigint') return integerScalar(value);
    if (typeof value === 'string') return isWideInteger(type) ? wideIntegerScalar(value) : value;
    if (value === null) return null;
    throw new Error(`a value of type ${type} crossed the border unconverted`);
  };
}

function readWide(buffer: unknown, index: number): bigint {
  if (buffer instanceof BigInt64Array || buffer instanceof BigUint64Array) return buffer[index] ?? 0n;
  if (buffer instanceof Int32Array) return (BigInt(buffer[index * 2 + 1] ?? 0) << 32n) | BigInt((buffer[index * 2] ?? 0) >>> 0);
  throw new Error('a 64-bit column without a 64-bit buffer');
}

/** little-endian two's complement over 32-bit words */
function readWords(buffer: unknown, from: number, count: number): bigint {
  if (!(buffer instanceof Uint32Array || buffer instanceof Int32Array)) throw new Error('a decimal column without a word buffer');
  let value = 0n;
  for (let word = count - 1; word >= 0; word -= 1) value = (value << 32n) | BigInt((buffer[from + word] ?? 0) >>> 0);
  return BigInt.asIntN(count * 32, value);
}
