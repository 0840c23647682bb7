import {
  DateDay,
  Decimal,
  Dictionary,
  Field,
  Float64,
  Int32,
  Int64,
  RecordBatch,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  Utf8,
  makeData,
  makeVector,
  type Data,
  type DataType,
} from 'apache-arrow';
import type { Batch, BatchColumn, ImportColumn, ImportType } from './Database.ts';

/** One batch as an Arrow IPC stream of its own. */
export function encodeArrow(columns: readonly ImportColumn[], batch: Batch): Uint8Array {
  const children = columns.map((column, index) => {
    const data = batch.columns[index];
    if (!data) throw new Error(`the batch lacks the column ${column.name}`);
    return encodeColumn(column.type, data, batch.rows);
  });
  const schema = new Schema(columns.map((column, index) => new Field(column.name, children[index]?.type ?? new Utf8(), true)));
  const struct = makeData({ type: new Struct(schema.fields), length: batch.rows, nullCount: 0, children });
  const writer = new RecordBatchStreamWriter();
  writer.write(new RecordBatch(schema, struct));
  writer.finish();
  return writer.toUint8Array(true);
}

function encodeColumn(type: ImportType, column: BatchColumn, rows: number): Data<DataType> {
  switch (column.kind) {
    case 'text':
      return makeData({ type: new Utf8(), length: rows, valueOffsets: column.offsets, data: column.bytes, ...validity(column.valid, rows) });
    case 'dictionary':
      return encodeDictionary(column, rows);
    case 'value':
      return encodeValues(type, column.values, rows, validity(column.valid, rows));
  }
}

function encodeDictionary(column: Extract<BatchColumn, { kind: 'dictionary' }>, rows: number): Data<DataType> {
  const valid = new Uint8Array(rows);
  const codes = new Int32Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const code = column.codes[row] ?? -1;
    valid[row] = code < 0 ? 0 : 1;
    codes[row] = Math.max(0, code);
  }
  const entries = makeData({ type: new Utf8(), length: column.offsets.length - 1, valueOffsets: column.offsets, data: column.bytes });
  return makeData({ type: new Dictionary(new Utf8(), new Int32()), length: rows, data: codes, dictionary: makeVector(entries), ...validity(valid, rows) });
}

interface Validity {
  readonly nullCount: number;
  readonly nullBitmap?: Uint8Array;
}

function validity(valid: Uint8Array | null, rows: number): Validity {
  if (!valid) return { nullCount: 0 };
  const bitmap = new Uint8Array(Math.ceil(rows / 8));
  let nullCount = 0;
  for (let row = 0; row < rows; row += 1) {
    if (valid[row]) bitmap[row >> 3] = (bitmap[row >> 3] ?? 0) | (1 << (row & 7));
    else nullCount += 1;
  }
  return nullCount === 0 ? { nullCount: 0 } : { nullCount, nullBitmap: bitmap };
}

function encodeValues(type: ImportType, values: Int32Array | BigInt64Array | Float64Array, rows: number, valid: Validity): Data<DataType> {
  switch (type) {
    case 'INTEGER':
      if (values instanceof Int32Array) return makeData({ type: new Int32(), length: rows, data: values, ...valid });
      break;
    case 'DATE':
      if (values instanceof Int32Array) return makeData({ type: new DateDay(), length: rows, data: values, ...valid });
      break;
    case 'BIGINT':
      if (values instanceof BigInt64Array) return makeData({ type: new Int64(), length: rows, data: values, ...valid });
      break;
    case 'DOUBLE':
      if (values instanceof Float64Array) return makeData({ type: new Float64(), length: rows, data: values, ...valid });
      break;
    case 'VARCHAR':
      break;
    default:
      if (values instanceof BigInt64Array) {
        const scale = Number(/,(\d+)\)$/.exec(type)?.[1] ?? 0);
        return makeData({ type: new Decimal(scale, 18, 128), length: rows, data: widen(values), ...valid });
      }
  }
  throw new Error(`${values.constructor.name} does not hold values of ${type}`);
}

/** 64-bit scaled integers as the 128-bit words of Arrow's decimals */
function widen(values: BigInt64Array): Uint32Array {
  const words = new Uint32Array(values.length * 4);
  values.forEach((value, index) => {
    const sign = value < 0n ? 0xffffffff : 0;
    words.set([Number(value & 0xffffffffn), Number((value >> 32n) & 0xffffffffn), sign, sign], index * 4);
  });
  return words;
}
