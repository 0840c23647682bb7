import { RecordBatchReader, Type, type Data, type Field, type RecordBatch } from 'apache-arrow';
import { limits } from '../limits.ts';
import type { SourceFile } from '../SourceFile.ts';
import type { RowBlock } from '../splitRows.ts';
import { Unreadable } from '../Unreadable.ts';
import { checkArrow } from './checkArrow.ts';

const blockRows = 5_000;

/** Rows of an Arrow IPC file or stream as text with every digit; the first row holds the names. */
export async function* readArrow(file: SourceFile): AsyncGenerator<RowBlock> {
  const batches = await readBatches(file);
  const fields = batches[0]?.schema.fields ?? [];
  if (fields.length === 0 || fields.length > limits.columns) throw new Unreadable(`${file.name} has ${fields.length} columns; 1 to ${limits.columns} are read`);
  yield { rows: [fields.map(({ name }) => name)], numbers: [1], damaged: [], expected: 1 + batches.reduce((sum, { numRows }) => sum + numRows, 0) };
  let number = 1;
  for (const batch of batches) {
    for (let from = 0; from < batch.numRows; from += blockRows) {
      const rows: string[][] = [];
      const numbers: number[] = [];
      for (let at = from; at < Math.min(batch.numRows, from + blockRows); at += 1) {
        number += 1;
        rows.push(fields.map((field, column) => textOf(batch.getChildAt(column)?.get(at), field)));
        numbers.push(number);
      }
      yield { rows, numbers, damaged: [] };
    }
  }
}

async function readBatches(file: SourceFile): Promise<RecordBatch[]> {
  try {
    const bytes = await file.slice(0, file.size);
    const rows = checkArrow(bytes);
    const batches = [...RecordBatchReader.from(bytes)].filter((batch) => batch.numRows > 0 || rows === 0);
    for (const batch of batches) for (const column of batch.data.children) checkOffsets(column);
    const found = batches.reduce((sum, { numRows }) => sum + numRows, 0);
    if (found !== rows) throw new Unreadable(`it says it has ${rows} rows and holds ${found}`);
    return batches;
  } catch (error) {
    if (error instanceof Error) throw new Unreadable(`${file.name} is damaged or no Arrow file: ${error.message.slice(0, 200)}`, { cause: error });
    throw error;
  }
}

/** Texts follow each other, or their places are damaged. */
function checkOffsets({ valueOffsets, values, length }: Data): void {
  const offsets: unknown = valueOffsets;
  if (!(offsets instanceof Int32Array) || length === 0) return;
  let before = 0;
  for (const offset of offsets.subarray(0, length + 1)) {
    if (offset < before) throw new Unreadable('the texts of a column overlap');
    before = offset;
  }
  const bytes: unknown = values;
  if (bytes instanceof Uint8Array && before > bytes.length) throw new Unreadable('a column is shorter than it says');
}

function textOf(value: unknown, field: Field): string {
  if (value === null || value === undefined) return '';
  const type: unknown = field.type;
  const id = field.typeId;
  if (id === Type.Decimal && value instanceof Uint32Array) return decimalText(value, scaleOf(type));
  if (id === Type.Date && (typeof value === 'number' || value instanceof Date)) return new Date(value).toISOString().slice(0, 10);
  if (id === Type.Timestamp && typeof value === 'number') return new Date(value).toISOString().replace('T', ' ').replace(/(\.000)?Z$/, '');
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean' || typeof value === 'string') return String(value);
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner)) ?? '';
}

const scaleOf = (type: unknown): number => (typeof type === 'object' && type !== null && 'scale' in type && typeof type.scale === 'number' ? type.scale : 0);

/** 128 or 256 bits in words of 32, least first. */
function decimalText(words: Uint32Array, scale: number): string {
  let units = 0n;
  for (let at = words.length - 1; at >= 0; at -= 1) units = (units << 32n) | BigInt(words[at] ?? 0);
  if ((words.at(-1) ?? 0) >>> 31) units -= 1n << BigInt(words.length * 32);
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return units < 0n ? `-${text}` : text;
}
