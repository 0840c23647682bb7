import { readArrow } from './arrow/readArrow.ts';
import { inflate } from './inflate.ts';
import { readRecords } from './json/readRecords.ts';
import { limits } from './limits.ts';
import { readParquet } from './parquet/readParquet.ts';
import { readZip } from './readZip.ts';
import type { SourceFile } from './SourceFile.ts';
import { Unreadable } from './Unreadable.ts';
import { readMerges, readSheet } from './xlsx/readSheet.ts';
import { readWorkbook } from './xlsx/readWorkbook.ts';
import type { RowBlock } from './splitRows.ts';

/** A place that rows can be read from: a text file, one sheet of a workbook, either inside an archive. */
export type TableSource = TextSource | SheetSource | RefusedSource;

export interface TextSource {
  readonly kind: 'text';
  /** as shown and as named in mapping.yaml */
  readonly name: string;
  readonly size: number;
  /** unpacked bytes */
  stream(): ReadableStream<Uint8Array>;
  /** absent for packed files, which can only be read from their beginning */
  slice?(start: number, end: number): Promise<Uint8Array>;
}

export interface SheetSource {
  readonly kind: 'sheet';
  readonly format: 'xlsx' | 'parquet' | 'json' | 'arrow';
  readonly name: string;
  readonly size: number;
  readonly sheet: string;
  readonly hidden: boolean;
  rows(): AsyncIterable<RowBlock>;
  merges(): Promise<readonly string[]>;
}

/** Nothing to read, and why. */
interface RefusedSource {
  readonly kind: 'refused';
  readonly name: string;
  readonly size: number;
  readonly reason: string;
}

const refuse = (file: { name: string; size: number }, reason: string): RefusedSource => ({ kind: 'refused', name: file.name, size: file.size, reason });

/** Everything that can be read from the files, archives opened. Files that are no data are refused with the reason. */
export async function openTables(files: readonly SourceFile[]): Promise<TableSource[]> {
  const opened: TableSource[] = [];
  for (const file of files) opened.push(...(await openFile(file, 0)));
  return opened;
}

async function openFile(file: SourceFile, depth: number): Promise<TableSource[]> {
  const base = file.name.slice(file.name.lastIndexOf('/') + 1);
  const noData = reasonForNoData(base);
  if (noData) return [refuse(file, noData)];
  if (file.size === 0) return [refuse(file, 'the file is empty')];
  try {
    const head = await file.slice(0, 8);
    if (head[0] === 0x50 && head[1] === 0x4b) return await openZip(file, depth);
    if (head[0] === 0x1f && head[1] === 0x8b) return await openGzip(file, depth);
    if (isParquet(head) || /\.parquet$/i.test(base)) return head[0] === 0x50 && head[3] === 0x45 ? [refuse(file, 'an encrypted Parquet file; write it without encryption')] : [typedSource(file, 'parquet', () => readParquet(file))];
    if (startsWithText(head, 'ARROW1') || /\.(arrow|feather|ipc)$/i.test(base)) return [typedSource(file, 'arrow', () => readArrow(file))];
    if (isJson(base)) return [typedSource(file, 'json', () => readRecords(() => file.stream(), file.name))];
    const binary = binaryFormat(head, base);
    if (binary) return [refuse(file, binary)];
    if (/\.xls[xm]$/i.test(base)) return [refuse(file, 'the name says Excel workbook, the content is none')];
    if (/\.(gz|zip)$/i.test(base)) return [refuse(file, 'the name says archive, the content is none')];
    return [{ kind: 'text', name: file.name, size: file.size, stream: () => file.stream(), slice: (start, end) => file.slice(start, end) }];
  } catch (error) {
    if (error instanceof Unreadable || error instanceof TypeError || error instanceof RangeError) return [refuse(file, error.message)];
    throw error;
  }
}

/** A gz holds text, read as a stream, or a workbook or another file that must be unpacked first. */
async function openGzip(file: SourceFile, depth: number): Promise<TableSource[]> {
  const stream = (): ReadableStream<Uint8Array> => inflate(file.stream(), 'gzip', file.name);
  const inner = file.name.replace(/\.gz$/i, '');
  const reader = stream().getReader();
  const first = (await reader.read()).value ?? new Uint8Array(0);
  await reader.cancel();
  const packed = (first[0] === 0x50 && first[1] === 0x4b) || isParquet(first) || startsWithText(first, 'ARROW1');
  if (packed && depth === 0) return (await openFile(await unpacked(stream(), inner), depth + 1)).map((source) => ({ ...source, name: source.name.replace(inner, file.name) }));
  if (isJson(inner)) return [typedSource(file, 'json', () => readRecords(stream, file.name))];
  return [{ kind: 'text', name: file.name, size: file.size, stream }];
}

export async function unpacked(stream: ReadableStream<Uint8Array>, name: string): Promise<SourceFile> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > limits.unpackedBytes) throw new Unreadable(`${name} unpacks to more than ${limits.unpackedBytes / 2 ** 30} GB; unpack it first`);
    chunks.push(new Uint8Array(chunk));
  }
  const blob = new Blob(chunks);
  return { name, size, stream: () => blob.stream(), slice: async (start, end) => new Uint8Array(await blob.slice(start, end).arrayBuffer()) };
}

const startsWithText = (bytes: Uint8Array, text: string): boolean => [...text].every((letter, at) => bytes[at] === letter.charCodeAt(0));
const isParquet = (bytes: Uint8Array): boolean => startsWithText(bytes, 'PAR1') || startsWithText(bytes, 'PARE');
const isJson = (name: string): boolean => /\.(json|jsonl|ndjson)$/i.test(name);

/** A source that knows its columns by name: they come as its first row. */
const typedSource = (file: { readonly name: string; readonly size: number }, format: SheetSource['format'], rows: () => AsyncIterable<RowBlock>): SheetSource => ({ kind: 'sheet', format, name: file.name, size: file.size, sheet: '', hidden: false, rows, merges: () => Promise.resolve([]) });

async function openZip(file: SourceFile, depth: number): Promise<TableSource[]> {
  const entries = await readZip(file);
  if (entries.some((entry) => /(^|[/\\])workbook\.xml$/i.test(entry.name))) return openWorkbook(file);
  if (depth > 0) return [refuse(file, 'an archive inside an archive is not opened')];
  if (!entries.length) return [refuse(file, 'the archive is empty')];
  const opened: TableSource[] = [];
  for (const entry of entries) {
    const name = `${file.name}/${entry.name}`;
    if (/(^|\/)(__MACOSX|\.)/.test(entry.name)) continue;
    const noData = reasonForNoData(entry.name.slice(entry.name.lastIndexOf('/') + 1));
    if (noData) opened.push(refuse({ name, size: entry.size }, noData));
    else if (/\.(xlsx|xlsm|zip|parquet|arrow|feather|ipc)$/i.test(entry.name)) opened.push(...(await openFile(await unpacked(entry.stream(), name), depth + 1)));
    else if (isJson(entry.name)) opened.push(typedSource({ name, size: entry.size }, 'json', () => readRecords(() => entry.stream(), name)));
    else opened.push({ kind: 'text', name, size: entry.size, stream: () => (/\.gz$/i.test(name) ? inflate(entry.stream(), 'gzip', name) : entry.stream()) });
  }
  return opened;
}

async function openWorkbook(file: SourceFile): Promise<TableSource[]> {
  const workbook = await readWorkbook(file);
  return workbook.sheets.map((sheet): TableSource => {
    const name = workbook.sheets.length > 1 ? `${file.name} › ${sheet.name}` : file.name;
    if (!sheet.part) return refuse({ name, size: file.size }, `sheet ${sheet.name} is missing from the workbook or lies outside of it; links outside are never followed`);
    return {
      kind: 'sheet',
      format: 'xlsx',
      name,
      size: file.size,
      sheet: sheet.name,
      hidden: sheet.hidden,
      rows: () => readSheet(workbook, sheet, name),
      merges: () => readMerges(sheet, name),
    };
  });
}

function reasonForNoData(base: string): string | null {
  if (/^(licen[cs]e|copying|notice|source|readme|changelog|authors)\b/i.test(base)) return 'a text about the data, not data';
  if (/\.(md|markdown|rst|pdf|docx?|pptx?|html?|png|jpe?g|gif|svg|py|r|js|mjs|ts|sql|sh)$/i.test(base)) return `files of the kind .${base.slice(base.lastIndexOf('.') + 1).toLowerCase()} are not read as data`;
  if (/^mapping\.ya?ml$/i.test(base)) return 'the mapping of this folder, read as such';
  if (/\.(ods|xlsb|numbers)$/i.test(base)) return `workbooks of the kind .${base.slice(base.lastIndexOf('.') + 1).toLowerCase()} are not read; save it as XLSX or CSV`;
  if (/\.ya?ml$/i.test(base)) return `files of the kind .${base.slice(base.lastIndexOf('.') + 1).toLowerCase()} are not read yet`;
  return null;
}

function binaryFormat(head: Uint8Array, base: string): string | null {
  const starts = (...bytes: number[]): boolean => bytes.every((byte, index) => head[index] === byte);
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) return 'an old Excel (.xls) or an encrypted workbook; save it as .xlsx without a password';
  if (starts(0x25, 0x50, 0x44, 0x46)) return 'a PDF document, not a table';
  if (starts(0x37, 0x7a, 0xbc, 0xaf)) return 'a 7z archive; unpack it or use zip';
  if (starts(0x52, 0x61, 0x72, 0x21)) return 'a rar archive; unpack it or use zip';
  if (starts(0x89, 0x50, 0x4e, 0x47) || starts(0xff, 0xd8, 0xff)) return `${base} is a picture`;
  return null;
}
