import { DuckDBDataChunk, type DuckDBType } from '@duckdb/node-api';
import bindings, { type Vector } from '@duckdb/node-bindings';
import type { Batch, BatchColumn, ImportType } from './Database.ts';

/** Rows of one of DuckDB's vectors. */
export const chunkRows = 2048;

/** bytes of a text's head in a vector: its length, then the text itself if it is no longer than twelve */
const headBytes = 16;
const inlineBytes = 12;

const heads = new Uint8Array(chunkRows * headBytes);
const lengths = new Int32Array(heads.buffer);
const valid = new BigUint64Array(chunkRows / 64);
const halves = new Uint32Array(valid.buffer);

/** Rows [from, from + size) of a batch as a chunk of the native library, copied column by column. */
export function fillChunk(types: readonly DuckDBType[], importTypes: readonly ImportType[], batch: Batch, from: number, size: number): DuckDBDataChunk {
  const chunk = DuckDBDataChunk.create(types, size);
  for (const [index, column] of batch.columns.entries()) {
    const vector = bindings.data_chunk_get_vector(chunk.chunk, index);
    switch (column.kind) {
      case 'text':
        fillTexts(vector, column, from, size, null);
        break;
      case 'dictionary':
        fillTexts(vector, column, from, size, column.codes);
        break;
      case 'value':
        fillValues(vector, column, importTypes[index] ?? 'VARCHAR', from, size);
    }
  }
  return chunk;
}

function fillValues(vector: Vector, column: Extract<BatchColumn, { kind: 'value' }>, type: ImportType, from: number, size: number): void {
  const { values } = column;
  const wanted = type === 'INTEGER' || type === 'DATE' ? Int32Array : type === 'DOUBLE' ? Float64Array : BigInt64Array;
  if (!(values instanceof wanted) || !(values.buffer instanceof ArrayBuffer)) throw new Error(`${values.constructor.name} does not hold values of ${type}`);
  bindings.copy_data_to_vector(vector, 0, values.buffer, values.byteOffset + from * values.BYTES_PER_ELEMENT, size * values.BYTES_PER_ELEMENT);
  const told = column.valid;
  if (told) markMissing(vector, size, (row) => told[from + row] === 0);
}

/** Short texts are copied with their heads; only long ones are handed over one by one. */
function fillTexts(vector: Vector, { bytes, offsets, ...column }: Exclude<BatchColumn, { kind: 'value' }>, from: number, size: number, codes: Int32Array | null): void {
  const told = 'valid' in column ? column.valid : null;
  const missing = (row: number): boolean => (codes ? (codes[from + row] ?? -1) < 0 : told !== null && told[from + row] === 0);
  const long: number[] = [];
  heads.fill(0, 0, size * headBytes);
  for (let row = 0; row < size; row += 1) {
    const entry = codes ? (codes[from + row] ?? -1) : from + row;
    if (entry < 0) continue;
    const start = offsets[entry] ?? 0;
    const length = (offsets[entry + 1] ?? 0) - start;
    if (length > inlineBytes) {
      long.push(row);
      continue;
    }
    const head = row * headBytes;
    lengths[head >> 2] = length;
    for (let at = 0; at < length; at += 1) heads[head + 4 + at] = bytes[start + at] ?? 0;
  }
  bindings.copy_data_to_vector(vector, 0, heads.buffer, 0, size * headBytes);
  for (const row of long) {
    if (missing(row)) continue;
    const entry = codes ? (codes[from + row] ?? -1) : from + row;
    bindings.vector_assign_string_element_len(vector, row, bytes.subarray(offsets[entry], offsets[entry + 1]));
  }
  if (codes || told) markMissing(vector, size, missing);
}

function markMissing(vector: Vector, size: number, missing: (row: number) => boolean): void {
  let any = false;
  halves.fill(0xffffffff);
  for (let row = 0; row < size; row += 1) {
    if (!missing(row)) continue;
    any = true;
    halves[row >> 5] = (halves[row >> 5] ?? 0) & ~(1 << (row & 31));
  }
  if (!any) return;
  bindings.vector_ensure_validity_writable(vector);
  bindings.copy_data_to_vector_validity(vector, 0, valid.buffer, 0, Math.ceil(size / 64) * 8);
}
