import { detectEncoding } from '../files/detectEncoding.ts';
import { namedEncoding, openDecoder } from '../files/encodings.ts';
import { findSeparators } from '../files/findSeparators.ts';
import { limits } from '../files/limits.ts';
import type { SheetSource, TextSource } from '../files/openTables.ts';
import { readHead, readRows, type ReadDialect } from '../files/readRows.ts';
import { RowSplitter, type DamagedCell } from '../files/splitRows.ts';
import { Unreadable } from '../files/Unreadable.ts';
import { findHeader } from './findHeader.ts';
import { note, type Note } from './notes.ts';
import type { FileMapping } from './Recognition.ts';

const headBytes = 1 << 20;
const sampleCells = 200_000;
const sampleRows = 10_000;
/** bytes looked at in the middle and at the end of a large file */
const probeBytes = 1 << 17;

export interface TableSample {
  readonly encoding: string;
  readonly encodingNote: Note | null;
  readonly delimiter: string | null;
  readonly quote: string | null;
  /** 1-based */
  readonly headerRow: number;
  readonly headerRows: number;
  readonly names: readonly string[];
  /** rows below the header, as read */
  readonly rows: readonly (readonly string[])[];
  readonly numbers: readonly number[];
  readonly damaged: readonly DamagedCell[];
  /** the sample is the whole table */
  readonly whole: boolean;
  /** rows in the file, estimated when the sample is not the whole */
  readonly estimate: number;
}

/** Reads the beginning of a table: its dialect, its header, its first rows. */
export async function sampleTable(source: TextSource | SheetSource, mapping: FileMapping = {}): Promise<TableSample> {
  const dialect = source.kind === 'text' ? await findDialect(source, mapping) : { encoding: 'utf-8', encodingNote: null, delimiter: null, quote: null };
  const rows: (readonly string[])[] = [];
  const numbers: number[] = [];
  const damaged: DamagedCell[] = [];
  let cells = 0;
  let whole = true;
  let read = 0;
  for await (const block of readRows(source, dialect, { onRead: (amount) => (read += amount) })) {
    for (const row of block.rows) rows.push(row);
    for (const number of block.numbers) numbers.push(number);
    damaged.push(...block.damaged);
    cells += block.rows.length * (block.rows[0]?.length ?? 1);
    if (cells > sampleCells || rows.length > sampleRows) {
      whole = false;
      break;
    }
  }
  if (!rows.some((row) => row.some((cell) => cell.trim() !== ''))) throw new Unreadable('the file holds no rows');
  const widest = Math.max(...rows.slice(0, 200).map((row) => row.length));
  if (widest > limits.columns) throw new Unreadable(`the table has ${widest} columns; at most ${limits.columns} are read`);
  const probed = whole || source.kind === 'sheet' ? [] : await probeRows(source, dialect);
  const header = source.kind === 'sheet' && source.format !== 'xlsx' ? { index: 0, rows: 1, names: rows[0] ?? [] } : chosenHeader(rows, numbers, mapping);
  const from = header.index + header.rows;
  const estimate = whole || read === 0 || source.kind === 'sheet' ? rows.length - from : Math.round((rows.length / read) * source.size * (/\.gz$/i.test(source.name) ? 6 : 1));
  return {
    ...dialect,
    headerRow: numbers[header.index] ?? 1,
    headerRows: header.rows,
    names: header.names,
    rows: probed.length ? rows.slice(from).concat(probed) : rows.slice(from),
    numbers: numbers.slice(from),
    damaged,
    whole,
    estimate,
  };
}

/** Rows from the middle and from the end of a file that can be entered anywhere: late surprises show there. */
async function probeRows(source: TextSource, dialect: ReadDialect): Promise<(readonly string[])[]> {
  const encoding = namedEncoding(dialect.encoding);
  if (!source.slice || !encoding || encoding.startsWith('utf-16')) return [];
  const found: (readonly string[])[] = [];
  for (const start of [Math.floor(source.size / 2), source.size - probeBytes]) {
    if (start < probeBytes) continue;
    const text = openDecoder(encoding).decode(await source.slice(start, Math.min(source.size, start + probeBytes)));
    const splitter = new RowSplitter({ delimiter: dialect.delimiter ?? ',', quote: dialect.quote });
    // the first line is cut, and so is the last one, which the splitter holds back
    const { rows } = splitter.push(text.slice(text.search(/[\r\n]/) + 1).trimStart());
    found.push(...rows);
  }
  const width = Math.max(0, ...found.map((row) => row.length));
  // a quoted cell over several lines may have been entered in its middle: then the widths do not agree
  return found.filter((row) => row.length === width);
}

function chosenHeader(rows: readonly (readonly string[])[], numbers: readonly number[], mapping: FileMapping): { index: number; rows: number; names: readonly string[] } {
  if (mapping.header_row === undefined) return findHeader(rows.slice(0, 300));
  if (mapping.header_row === 0) {
    const width = Math.max(...rows.slice(0, 200).map((row) => row.length));
    return { index: 0, rows: 0, names: Array.from({ length: width }, (_, column) => `column ${column + 1}`) };
  }
  const index = numbers.indexOf(mapping.header_row);
  if (index < 0) throw new Unreadable(`there is no row ${mapping.header_row} that could be the header`);
  const found = findHeader(rows.slice(index, index + 200));
  return found.index === 0 && found.rows > 0 ? { index, rows: found.rows, names: found.names } : { index, rows: 1, names: (rows[index] ?? []).map((cell, column) => cell.trim() || `column ${column + 1}`) };
}

async function findDialect(source: TextSource, mapping: FileMapping): Promise<{ encoding: string; encodingNote: Note | null; delimiter: string; quote: string | null }> {
  const head = await readHead(source, headBytes);
  if (!head.bytes.length) throw new Unreadable('the file is empty');
  const asked = mapping.encoding === undefined ? null : namedEncoding(mapping.encoding);
  if (mapping.encoding !== undefined && !asked) throw new Unreadable(`there is no encoding ${mapping.encoding}`);
  const guess = asked ? { encoding: asked, confidence: 1, why: 'as mapped' } : detectEncoding(head.bytes, head.whole);
  const text = openDecoder(guess.encoding).decode(head.bytes);
  const start = text.slice(0, 2_000).trimStart().toLowerCase();
  if (/^(<!doctype html|<html|<head|<body)/.test(start)) throw new Unreadable('this is a web page saved under the name of a table; export the data again');
  if (start.startsWith('<?xml')) throw new Unreadable('this is XML, not a table');
  // eslint-disable-next-line no-control-regex
  const controls = text.slice(0, 65_536).replace(/[^\u0000-\u0008\u000e-\u0019]/g, '').length;
  if (controls > 100 || controls > 3 + text.length * 0.05) throw new Unreadable('this is a binary file, not text');
  const found = findSeparators(text.slice(0, 131_072));
  return {
    encoding: guess.encoding,
    encodingNote: guess.confidence < 0.6 ? note('unsure_encoding', { encoding: guess.encoding, why: guess.why }) : null,
    delimiter: mapping.delimiter ?? found.delimiter,
    quote: found.quote,
  };
}
