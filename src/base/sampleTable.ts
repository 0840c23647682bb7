import { detectEncoding } from '../files/detectEncoding.ts';
import { namedEncoding, openDecoder } from '../files/encodings.ts';
import { findSeparators } from '../files/findSeparators.ts';
import { limits } from '../files/limits.ts';
import type { SheetSource, TextSource } from '../files/openTables.ts';
import { readHead, readRows, type ReadDialect } from '../files/readRows.ts';
import { RowSplitter, type DamagedCell } from '../files/splitRows.ts';
import { Unreadable } from '../files/Unreadable.ts';
import { findHeader } from './findHeader.ts';
import { isNamed } from './matchHeaders.ts';
import { note, type Note } from './notes.ts';
import type { FileMapping } from './Recognition.ts';
import type { Unfolding } from './unfold/Unfolding.ts';
import { MergedCells } from './unfold/MergedCells.ts';
import { unfoldSample } from './unfold/unfoldSample.ts';

const headBytes = 1 << 20;
const sampleCells = 200_000;
const sampleRows = 10_000;
/** bytes looked at in the middle and at the end of a large file */
const probeBytes = 1 << 17;
const mergesUpTo = 5 << 20;

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
  readonly unfolding: Unfolding | null;
  readonly grouped: boolean;
  readonly documents: number | null;
  readonly merged: boolean;
  /** ranges of merged cells, e.g. A1:B1; of large workbooks none are looked for */
  readonly merges: readonly string[];
}

/** Reads the beginning of a table: its dialect, its header, its first rows. */
export async function sampleTable(source: TextSource | SheetSource, mapping: FileMapping = {}): Promise<TableSample> {
  const dialect = source.kind === 'text' ? await findDialect(source, mapping) : { encoding: 'utf-8', encodingNote: null, delimiter: null, quote: null };
  const rows: (readonly string[])[] = [];
  const numbers: number[] = [];
  const depths: number[] = [];
  const damaged: DamagedCell[] = [];
  let cells = 0;
  let whole = true;
  let read = 0;
  let expected = 0;
  for await (const block of readRows(source, dialect, { onRead: (amount) => (read += amount) })) {
    for (const row of block.rows) rows.push(row);
    for (const number of block.numbers) numbers.push(number);
    for (let index = 0; index < block.rows.length; index += 1) depths.push(block.depths?.[index] ?? 0);
    damaged.push(...block.damaged);
    expected = block.expected ?? expected;
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
  const stacked = stackedNames(rows, header);
  const headerRows = header.rows + stacked.length;
  const from = header.index + headerRows;
  // lines grow with their numbers: those of the middle and the end are two thirds of the guess
  const rowBytes = probed.length ? (read / rows.length + (4 * probeBytes) / probed.length) / 3 : read / rows.length;
  const estimate = whole || read === 0 || source.kind === 'sheet' ? Math.max(rows.length, whole ? 0 : expected) - from : Math.round((source.size / rowBytes) * (/\.gz$/i.test(source.name) ? 6 : 1));
  const merges = source.kind === 'sheet' && source.format === 'xlsx' && source.size < mergesUpTo ? await source.merges() : [];
  const mergedCells = new MergedCells(merges, numbers[from] ?? 0, header.names);
  const data = mergedCells.any ? mergedCells.repeat({ rows: rows.slice(from), numbers: numbers.slice(from), damaged: [] }).rows : rows.slice(from);
  const sample = {
    ...dialect,
    headerRow: numbers[header.index] ?? 1,
    headerRows,
    names: header.names,
    rows: probed.length ? data.concat(probed) : data,
    numbers: numbers.slice(from),
    damaged,
    whole,
    estimate,
    unfolding: null,
    grouped: false,
    documents: null,
    merged: mergedCells.any,
    merges,
  };
  if (source.kind === 'sheet' && source.format !== 'xlsx') return sample;
  const report = { titles: rows.slice(0, header.index).flatMap((row) => row.filter((cell) => cell.trim() !== '')), names: header.names, stacked: stacked.length > 0 ? [header.names[0] ?? '', ...stacked] : [], rows: data.map((row, index) => ({ cells: row, number: numbers[from + index] ?? 0, depth: depths[from + index] ?? 0 })), whole };
  return unfoldSample(sample, report, mapping);
}

/** Names of deeper levels below the first name of the header, alone in their rows. */
function stackedNames(rows: readonly (readonly string[])[], header: { readonly index: number; readonly rows: number }): string[] {
  const names: string[] = [];
  for (const row of header.rows === 0 ? [] : rows.slice(header.index + header.rows, header.index + header.rows + 5)) {
    const [first = '', ...others] = row;
    if (!isNamed(first) || others.some((cell) => cell.trim() !== '')) break;
    names.push(first.trim());
  }
  return names;
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
  let controls = 0;
  for (let at = 0; at < Math.min(text.length, 65_536); at += 1) {
    const code = text.charCodeAt(at);
    if (code < 9 || (code > 13 && code < 26)) controls += 1;
  }
  if (controls > 100 || controls > 3 + text.length * 0.05) throw new Unreadable('this is a binary file, not text');
  const found = findSeparators(text.slice(0, 131_072));
  return {
    encoding: guess.encoding,
    encodingNote: guess.confidence < 0.6 ? note('unsure_encoding', { encoding: guess.encoding, why: guess.why }) : null,
    delimiter: mapping.delimiter ?? found.delimiter,
    quote: found.quote,
  };
}
