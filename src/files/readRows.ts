import { namedEncoding, openDecoder } from './encodings.ts';
import type { SheetSource, TextSource } from './openTables.ts';
import { RowSplitter, type RowBlock } from './splitRows.ts';
import { Unreadable } from './Unreadable.ts';

export interface ReadDialect {
  readonly encoding: string;
  readonly delimiter: string | null;
  readonly quote: string | null;
}

interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
  /** unpacked bytes so far; sheets tell rows instead */
  readonly onRead?: ((amount: number) => void) | undefined;
}

const pieceBytes = 1 << 20;

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
  for await (const chunk of source.stream()) {
    options.onRead?.(chunk.length);
    for (let at = 0; at < chunk.length; at += pieceBytes) {
      options.signal?.throwIfAborted();
      let text = decoder.decode(chunk.subarray(at, at + pieceBytes));
      if (first && text !== '') {
        first = false;
        // Excel's own line that names the delimiter is not a row of the sheet
        text = text.replace(/^sep=.\r?\n/i, '');
      }
      const block = splitter.push(text);
      if (block.rows.length) yield block;
    }
  }
  const rest = splitter.push(decoder.decode());
  if (rest.rows.length) yield rest;
  const last = splitter.end();
  if (last.rows.length) yield last;
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
  const head = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    head.set(chunk, at);
    at += chunk.length;
  }
  return { bytes: head, whole };
}
