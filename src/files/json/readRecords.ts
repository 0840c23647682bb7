import { limits } from '../limits.ts';
import type { RowBlock } from '../splitRows.ts';
import { Unreadable } from '../Unreadable.ts';
import { parseRecord, recordsInside, type FlatRecord } from './parseRecord.ts';
import { RecordScanner } from './RecordScanner.ts';

const blockRows = 5_000;

/** Rows of a JSON list or of JSON lines: first the names of all fields that any record has, then a row a record. */
export async function* readRecords(open: () => ReadableStream<Uint8Array>, what: string): AsyncGenerator<RowBlock> {
  const names: string[] = [];
  const seen = new Set<string>();
  let expected = 1;
  for await (const record of records(open(), what)) {
    expected += 1;
    for (const name of record.keys()) {
      if (seen.has(name)) continue;
      seen.add(name);
      names.push(name);
      if (names.length > limits.columns) throw new Unreadable(`${what}: the records have more than ${limits.columns} different fields`);
    }
  }
  let rows: string[][] = [names];
  let numbers: number[] = [1];
  let number = 1;
  for await (const record of records(open(), what)) {
    number += 1;
    rows.push(names.map((name) => record.get(name) ?? ''));
    numbers.push(number);
    if (rows.length < blockRows) continue;
    yield { rows, numbers, damaged: [], expected };
    rows = [];
    numbers = [];
  }
  yield { rows, numbers, damaged: [] };
}

async function* records(stream: ReadableStream<Uint8Array>, what: string): AsyncGenerator<FlatRecord> {
  const scanner = new RecordScanner(what);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let first: string | null = null;
  let count = 0;
  for await (const chunk of stream) {
    for (const source of scanner.push(decodeOrRefuse(decoder, chunk, what))) {
      count += 1;
      // the first record waits: alone it may be a wrapping around the list
      if (count === 1) {
        first = source;
        continue;
      }
      if (first !== null) yield parseRecord(first, what);
      first = null;
      yield parseRecord(source, what);
    }
  }
  scanner.end();
  if (first === null) return;
  const inside = recordsInside(first, what);
  if (inside) yield* inside;
  else {
    const alone = parseRecord(first, what);
    if ([...alone.keys()].some((name) => name.includes('.')) || [...alone.values()].some((value) => value.startsWith('['))) throw new Unreadable(`${what} is JSON, but no list of records`);
    yield alone;
  }
}

function decodeOrRefuse(decoder: TextDecoder, chunk: Uint8Array, what: string): string {
  try {
    return decoder.decode(chunk, { stream: true });
  } catch (error) {
    throw new Unreadable(`${what} is no UTF-8, as JSON must be`, { cause: error });
  }
}
