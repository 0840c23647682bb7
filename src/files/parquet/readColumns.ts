import type { Batch, BatchColumn, ImportColumn, ImportType } from '../../database/Database.ts';
import type { SourceFile } from '../SourceFile.ts';
import { Unreadable } from '../Unreadable.ts';
import { bufferOf, columnsOf, guarded, orRefuse, rowsOf } from './readParquet.ts';

/** Parquet whose columns are known beforehand, a batch a row group, without a text of any value in between. */
export async function* readColumns(file: SourceFile, wanted: readonly ImportColumn[]): AsyncGenerator<Batch> {
  const [{ parquetMetadataAsync, parquetRead }, { compressors }] = await Promise.all([import('hyparquet'), import('hyparquet-compressors')]);
  const buffer = bufferOf(file);
  const metadata = await orRefuse(file, () => parquetMetadataAsync(buffer));
  const stored = columnsOf(metadata, file).map(({ name }) => name);
  const lacks = wanted.find(({ name }) => !stored.includes(name));
  if (lacks) throw new Unreadable(`${file.name} lacks its column ${lacks.name}`);
  let from = 0;
  for (const group of metadata.row_groups) {
    const rows = rowsOf(group, file);
    const pieces = new Map<string, ArrayLike<unknown>[]>();
    const start = from;
    await orRefuse(file, () =>
      parquetRead({
        file: buffer,
        metadata,
        rowStart: start,
        rowEnd: start + rows,
        columns: wanted.map(({ name }) => name),
        compressors: guarded(compressors),
        parsers: { dateFromDays: (days) => days, stringFromBytes: (bytes) => bytes },
        utf8: false,
        onChunk: ({ columnName, columnData }) => void pieces.set(columnName, [...(pieces.get(columnName) ?? []), columnData]),
      }),
    );
    yield { rows, columns: wanted.map(({ name, type }) => columnFrom(pieces.get(name) ?? [], rows, type, `${file.name}: column ${name}`)) };
    from += rows;
  }
}

function columnFrom(pieces: readonly ArrayLike<unknown>[], rows: number, type: ImportType, where: string): BatchColumn {
  if (pieces.reduce((sum, { length }) => sum + length, 0) !== rows) throw new Unreadable(`${where} is damaged: it does not hold ${rows} rows`);
  return type === 'VARCHAR' ? textsFrom(pieces, rows, where) : valuesFrom(pieces, rows, type, where);
}

/** The reader gives the same bytes object for each row of an entry of a dictionary. */
function textsFrom(pieces: readonly ArrayLike<unknown>[], rows: number, where: string): BatchColumn {
  const codes = new Int32Array(rows);
  const entries = new Map<Uint8Array, number>();
  let size = 0;
  let row = 0;
  for (const piece of pieces) {
    for (let at = 0; at < piece.length; at += 1, row += 1) {
      const value = piece[at];
      if (value === null || value === undefined) {
        codes[row] = -1;
        continue;
      }
      if (!(value instanceof Uint8Array)) throw new Unreadable(`${where} holds no texts`);
      let code = entries.get(value);
      if (code === undefined) {
        code = entries.size;
        entries.set(value, code);
        size += value.length;
      }
      codes[row] = code;
    }
  }
  const bytes = new Uint8Array(size);
  const offsets = new Int32Array(entries.size + 1);
  let end = 0;
  for (const [text, code] of entries) {
    bytes.set(text, end);
    end += text.length;
    offsets[code + 1] = end;
  }
  return { kind: 'dictionary', codes, offsets, bytes };
}

function valuesFrom(pieces: readonly ArrayLike<unknown>[], rows: number, type: Exclude<ImportType, 'VARCHAR'>, where: string): BatchColumn {
  const values = type === 'DOUBLE' ? new Float64Array(rows) : type === 'INTEGER' || type === 'DATE' ? new Int32Array(rows) : new BigInt64Array(rows);
  const valid = new Uint8Array(rows);
  let missing = 0;
  let row = 0;
  for (const piece of pieces) {
    for (let at = 0; at < piece.length; at += 1, row += 1) {
      const value = piece[at];
      if (value === null || value === undefined) {
        missing += 1;
        continue;
      }
      valid[row] = 1;
      if (values instanceof BigInt64Array) {
        if (typeof value !== 'bigint') throw new Unreadable(`${where} holds no ${type}`);
        values[row] = value;
      } else {
        if (typeof value !== 'number') throw new Unreadable(`${where} holds no ${type}`);
        values[row] = value;
      }
    }
  }
  return { kind: 'value', values, valid: missing === 0 ? null : valid };
}
