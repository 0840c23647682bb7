import type { AsyncBuffer, Compressors, FileMetaData, RowGroup, SchemaElement } from 'hyparquet';
import { limits } from '../limits.ts';
import type { SourceFile } from '../SourceFile.ts';
import type { RowBlock } from '../splitRows.ts';
import { Unreadable } from '../Unreadable.ts';
import { parsers, textOf } from './cellText.ts';
import { ColumnPages } from './ColumnPages.ts';

const blockRows = 5_000;

/** Rows of a Parquet file as text with every digit, page by page; the first row holds the names. */
export async function* readParquet(file: SourceFile): AsyncGenerator<RowBlock> {
  const [{ parquetMetadataAsync, parquetRead }, { compressors }] = await Promise.all([import('hyparquet'), import('hyparquet-compressors')]);
  const buffer = bufferOf(file);
  const metadata = await orRefuse(file, () => parquetMetadataAsync(buffer));
  const columns = columnsOf(metadata, file);
  yield { rows: [columns.map(({ name }) => name)], numbers: [1], damaged: [], expected: 1 + metadata.row_groups.reduce((sum, group) => sum + rowsOf(group, file), 0) };
  let from = 0;
  for (const group of metadata.row_groups) {
    const start = from;
    from += rowsOf(group, file);
    const pages = columns.map(({ name, element }) => new ColumnPages({ name, whole: element.repetition_type === 'REPEATED', from: start, to: start + rowsOf(group, file) }, (asked) => orRefuse(file, () => parquetRead({ file: buffer, metadata, compressors: guarded(compressors), parsers, utf8: false, ...asked }))));
    for (let at = start; at < from; at += blockRows) {
      const to = Math.min(from, at + blockRows);
      const rows = Array.from({ length: to - at }, () => columns.map(() => ''));
      for (const [index, page] of pages.entries()) {
        const { element } = columns[index] ?? { element: { name: '' } };
        if (!(await page.take(at, to, (row, value) => ((rows[row - at] ?? [])[index] = textOf(value, element))))) throw new Unreadable(`${file.name} is damaged: a row group says it has ${from - start} rows, and its column ${element.name} holds others`);
      }
      yield { rows, numbers: rows.map((_, row) => at + row + 2), damaged: [] };
    }
  }
}

/** rows of a row group, within bounds */
export function rowsOf(group: RowGroup, file: SourceFile): number {
  const rows = Number(group.num_rows);
  if (!Number.isSafeInteger(rows) || rows < 0 || rows > limits.groupRows) throw new Unreadable(`${file.name}: a row group of ${String(group.num_rows)} rows; at most ${limits.groupRows} are read`);
  return rows;
}

interface StoredColumn {
  readonly name: string;
  readonly element: SchemaElement;
}

/** The plain columns. Decimals are asked for as they are stored, since the reader would make doubles of them. */
export function columnsOf(metadata: FileMetaData, file: SourceFile): StoredColumn[] {
  const columns: StoredColumn[] = [];
  for (let at = 1; at < metadata.schema.length; at += 1) {
    const element = metadata.schema[at];
    if (!element) break;
    if (element.num_children) throw new Unreadable(`${file.name}: column ${element.name} holds records or lists, which is not read; write it as plain columns`);
    if (columns.some(({ name }) => name === element.name)) throw new Unreadable(`${file.name} has two columns of the name ${element.name}; rename one of them`);
    columns.push({ name: element.name, element: { ...element } });
    if (element.converted_type === 'DECIMAL' || element.logical_type?.type === 'DECIMAL') {
      delete element.converted_type;
      delete element.logical_type;
    }
  }
  if (columns.length === 0 || columns.length > limits.columns) throw new Unreadable(`${file.name} has ${columns.length} columns; 1 to ${limits.columns} are read`);
  return columns;
}

export const bufferOf = (file: SourceFile): AsyncBuffer => ({
  byteLength: file.size,
  slice: async (start, end) => {
    const bytes = await file.slice(start, end ?? file.size);
    return new Uint8Array(bytes).buffer;
  },
});

/** No page may claim to unpack to absurd sizes: memory is taken on its word. */
export function guarded(compressors: Compressors): Compressors {
  return Object.fromEntries(
    Object.entries(compressors).map(([codec, unpack]) => [
      codec,
      (input: Uint8Array, size: number) => {
        if (size > limits.pageBytes || size > input.length * 4_096 + (1 << 20)) throw new Unreadable(`a page claims to unpack from ${input.length} to ${size} bytes: it looks like a decompression bomb`);
        return unpack(input, size);
      },
    ]),
  );
}

export async function orRefuse<T>(file: SourceFile, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Error) throw new Unreadable(`${file.name} is damaged or no Parquet file: ${error.message.slice(0, 200)}`, { cause: error });
    throw error;
  }
}
