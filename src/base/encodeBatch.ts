import type { Batch, TextColumn } from '../database/Database.ts';

const encoder = new TextEncoder();

/** Rows of text as columns of UTF-8, with the row's number in the file as the first column. */
export function encodeBatch(rows: readonly (readonly (string | null)[])[], numbers: readonly number[], width: number): Batch {
  const columns = Array.from({ length: width }, (_, column): TextColumn => encodeColumn(rows, column));
  return { rows: rows.length, columns: [{ kind: 'value', values: Int32Array.from(numbers), valid: null }, ...columns] };
}

function encodeColumn(rows: readonly (readonly (string | null)[])[], column: number): TextColumn {
  const offsets = new Int32Array(rows.length + 1);
  let valid: Uint8Array | null = null;
  let bytes = new Uint8Array(rows.length * 12 + 64);
  let at = 0;
  for (const [index, row] of rows.entries()) {
    const text = row[column] ?? null;
    if (text === null) {
      valid ??= new Uint8Array(rows.length).fill(1);
      valid[index] = 0;
    } else {
      if (at + text.length * 3 > bytes.length) {
        const larger = new Uint8Array(Math.max(bytes.length * 2, at + text.length * 3));
        larger.set(bytes.subarray(0, at));
        bytes = larger;
      }
      at += encoder.encodeInto(text, bytes.subarray(at)).written;
    }
    offsets[index + 1] = at;
  }
  return { kind: 'text', offsets, bytes: bytes.slice(0, at), valid };
}
