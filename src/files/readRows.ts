import { namedEncoding, openDecoder } from './encodings.ts';
import type { SheetSource, TextSource } from './openTables.ts';
import { packRows, RowScanner, type ScannedRows } from './scanRows.ts';
import { RowSplitter, type RowBlock } from './splitRows.ts';
import { Unreadable } from './Unreadable.ts';

export interface ReadDialect {
  readonly encoding: string;
  readonly delimiter: string | null;
  readonly quote: string | null;
}

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
  /** unpacked bytes so far; sheets tell rows instead */
  readonly onRead?: ((amount: number) => void) | undefined;
}

const pieceBytes = 1 << 20;
const gatherBytes = 1 << 19;

/** Rows of a source, block by block; never more than a slice of text is held. Rows are numbered as a spreadsheet shows them. */
export async function* readRows(source: TextSource | SheetSource, dialect: ReadDialect, options: ReadOptions = {}): AsyncGenerator<RowBlock> {
  if (source.kind === 'sheet') {
    for await (const block of source.rows()) {
      options.signal?.throwIfAborted();
      options.onRead?.(block.rows.length);
      yield block;
    }
    return;
  }
  const encoding = namedEncoding(dialect.encoding);
  if (!encoding) throw new Unreadable(`${source.name}: there is no encoding ${dialect.encoding}`);
  const decoder = openDecoder(encoding);
  const splitter = new RowSplitter({ delimiter: dialect.delimiter ?? ',', quote: dialect.quote });
  let first = true;
  // unpacked chunks are small: a long row would be looked at anew with each of them
  let gathered = '';
  const push = (text: string): RowBlock => {
    gathered = '';
    // Excel's own line that names the delimiter is not a row of the sheet
    const rows = splitter.push(first ? text.replace(/^sep=.\r?\n/i, '') : text);
    first = first && text === '';
    return rows;
  };
  for await (const chunk of source.stream()) {
    for (let at = 0; at < chunk.length; at += pieceBytes) {
      options.signal?.throwIfAborted();
      const piece = chunk.subarray(at, at + pieceBytes);
      options.onRead?.(piece.length);
      gathered += decoder.decode(piece);
      if (gathered.length < gatherBytes) continue;
      const block = push(gathered);
      if (block.rows.length) yield block;
    }
  }
  const rest = push(gathered + decoder.decode());
  if (rest.rows.length) yield rest;
  const last = splitter.end();
  if (last.rows.length) yield last;
}

/** The same rows as bytes, for reading a whole file: cells become text only where they are looked at. */
export async function* scanRows(source: TextSource | SheetSource, dialect: ReadDialect, options: ReadOptions = {}): AsyncGenerator<ScannedRows> {
  const encoding = namedEncoding(dialect.encoding);
  const delimiter = dialect.delimiter ?? ',';
  if (source.kind === 'sheet' || !encoding || encoding.startsWith('utf-16') || delimiter === ' ' || delimiter.charCodeAt(0) > 127) {
    for await (const block of readRows(source, dialect, options)) yield packRows(block);
    return;
  }
  const scanner = new RowScanner({ delimiter, quote: dialect.quote }, encoding);
  let waiting: Uint8Array[] = [];
  let waits = 0;
  let first = true;
  const gather = (): Uint8Array => {
    const gathered = waiting.length === 1 && waiting[0] ? waiting[0] : joined(waiting, waits);
    waiting = [];
    waits = 0;
    const from = first ? prefixLength(gathered) : 0;
    first = false;
    return gathered.subarray(from);
  };
  for await (const chunk of source.stream()) {
    options.signal?.throwIfAborted();
    options.onRead?.(chunk.length);
    for (let at = 0; at < chunk.length; at += pieceBytes) {
      const piece = chunk.subarray(at, at + pieceBytes);
      waiting.push(piece);
      waits += piece.length;
      if (waits < gatherBytes) continue;
      const scanned = scanner.push(gather(), false);
      if (scanned.ends.length) yield scanned;
    }
  }
  const last = scanner.push(gather(), true);
  if (last.ends.length) yield last;
}

/** Of a byte-order mark and of Excel's own line that names the delimiter: neither is a row of the sheet. */
function prefixLength(bytes: Uint8Array): number {
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  return mark + (/^sep=.\r?\n/i.exec(String.fromCharCode(...bytes.subarray(mark, mark + 8)))?.[0].length ?? 0);
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** The first bytes of a text source, unpacked; `whole` when that is all there is. */
export async function readHead(source: TextSource, bytes: number): Promise<{ bytes: Uint8Array; whole: boolean }> {
  const reader = source.stream().getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  let whole = false;
  while (length < bytes) {
    const { done, value } = await reader.read();
    if (done) {
      whole = true;
      break;
    }
    chunks.push(value);
    length += value.length;
  }
  if (!whole) await reader.cancel();
  return { bytes: joined(chunks, length), whole };
}
