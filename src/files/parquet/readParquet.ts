import type { AsyncBuffer, Compressors, FileMetaData, ParquetParsers, RowGroup, SchemaElement } from 'hyparquet';
import { limits } from '../limits.ts';
import type { SourceFile } from '../SourceFile.ts';
import type { RowBlock } from '../splitRows.ts';
import { Unreadable } from '../Unreadable.ts';

const blockRows = 5_000;

/** Rows of a Parquet file as text with every digit, row group by row group; the first row holds the names. */
export async function* readParquet(file: SourceFile): AsyncGenerator<RowBlock> {
  const [{ parquetMetadataAsync, parquetRead }, { compressors }] = await Promise.all([import('hyparquet'), import('hyparquet-compressors')]);
  const buffer = bufferOf(file);
  const metadata = await orRefuse(file, () => parquetMetadataAsync(buffer));
  const columns = columnsOf(metadata, file);
  yield { rows: [columns.map(({ name }) => name)], numbers: [1], damaged: [], expected: 1 + metadata.row_groups.reduce((sum, group) => sum + rowsOf(group, file), 0) };
  let from = 0;
  for (const group of metadata.row_groups) {
    const rows = rowsOf(group, file);
    let read: readonly (readonly unknown[])[] = [];
    const start = from;
    await orRefuse(file, () => parquetRead({ file: buffer, metadata, rowStart: start, rowEnd: start + rows, columns: columns.map(({ name }) => name), compressors: guarded(compressors), parsers, utf8: false, onComplete: (complete) => (read = complete) }));
    if (read.length !== rows) throw new Unreadable(`${file.name} is damaged: a row group says it has ${rows} rows and holds ${read.length}`);
    for (let at = 0; at < rows; at += blockRows) {
      const block = read.slice(at, at + blockRows);
      yield { rows: block.map((row) => columns.map(({ element }, index) => textOf(row[index], element))), numbers: block.map((_, index) => start + at + index + 2), damaged: [] };
    }
    from += rows;
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
    columns.push({ name: element.name, element: { ...element } });
    if (element.converted_type === 'DECIMAL' || element.logical_type?.type === 'DECIMAL') {
      delete element.converted_type;
      delete element.logical_type;
    }
  }
  if (columns.length === 0 || columns.length > limits.columns) throw new Unreadable(`${file.name} has ${columns.length} columns; 1 to ${limits.columns} are read`);
  return columns;
}

function textOf(value: unknown, element: SchemaElement): string {
  if (value === null || value === undefined) return '';
  if (element.converted_type === 'DECIMAL' || element.logical_type?.type === 'DECIMAL') {
    const scale = element.scale ?? (element.logical_type?.type === 'DECIMAL' ? element.logical_type.scale : 0);
    return decimalText(value instanceof Uint8Array ? unitsOf(value) : BigInt(typeof value === 'bigint' || typeof value === 'number' ? value : 0), scale);
  }
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean' || typeof value === 'string') return String(value);
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner)) ?? '';
}

function unitsOf(bytes: Uint8Array): bigint {
  let units = 0n;
  for (const byte of bytes) units = (units << 8n) | BigInt(byte);
  return bytes.length > 0 && (bytes[0] ?? 0) > 127 ? units - (1n << BigInt(bytes.length * 8)) : units;
}

function decimalText(units: bigint, scale: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return units < 0n ? `-${text}` : text;
}

const day = 86_400_000n;

/** A moment as it was stored: no zone is applied, no fraction is lost. */
function momentText(units: bigint, perSecond: bigint): string {
  const perDay = (day / 1000n) * perSecond;
  const days = units / perDay - (units % perDay < 0n ? 1n : 0n);
  const rest = units - days * perDay;
  const date = new Date(Number(days * day));
  if (Number.isNaN(date.getTime())) return String(units);
  const seconds = rest / perSecond;
  const two = (value: bigint): string => String(value).padStart(2, '0');
  const fraction = rest % perSecond === 0n ? '' : `.${String(rest % perSecond).padStart(String(perSecond).length - 1, '0').replace(/0+$/, '')}`;
  return `${date.toISOString().slice(0, 10)} ${two(seconds / 3600n)}:${two((seconds / 60n) % 60n)}:${two(seconds % 60n)}${fraction}`;
}

const bytesText = (bytes: Uint8Array | undefined): string | undefined => bytes && new TextDecoder().decode(bytes);

const parsers: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (value) => momentText(value, 1_000n),
  timestampFromMicroseconds: (value) => momentText(value, 1_000_000n),
  timestampFromNanoseconds: (value) => momentText(value, 1_000_000_000n),
  dateFromDays: (days) => new Date(days * 86_400_000).toISOString().slice(0, 10),
  stringFromBytes: bytesText,
  jsonFromBytes: bytesText,
};

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
