import type { SheetSource, TextSource } from '../files/openTables.ts';
import { readRows, scanRows, type ReadDialect, type ReadOptions } from '../files/readRows.ts';
import { packRows, type ScannedRows } from '../files/scanRows.ts';
import type { Recognition } from './Recognition.ts';
import type { GroupTotal } from './unfold/Unfolder.ts';
import { MergedCells } from './unfold/MergedCells.ts';
import { Unfolder } from './unfold/Unfolder.ts';
import { splitDocuments } from './unfold/splitDocument.ts';

const dialectOf = (recognition: Recognition): ReadDialect => ({ encoding: recognition.dialect.encoding, delimiter: recognition.dialect.delimiter, quote: recognition.dialect.quote });

/** The rows of a recognised table, a report with groups turned into a plain one. `found` takes what its groups say of their rows. */
export async function* tableRows(source: TextSource | SheetSource, recognition: Recognition, found: GroupTotal[], options: ReadOptions = {}): AsyncGenerator<ScannedRows> {
  const { unfolding, documents, merged, decimal, headerRow, headerRows } = recognition.dialect;
  if (!unfolding && documents === null && !merged) {
    yield* scanRows(source, dialectOf(recognition), options);
    return;
  }
  const dataFrom = headerRow + headerRows;
  const unfolder = unfolding && new Unfolder(unfolding, decimal, dataFrom);
  const width = recognition.columns.length - 2;
  const split = (block: Parameters<typeof packRows>[0]): ScannedRows => packRows(documents === null ? block : splitDocuments(block, documents, width, dataFrom));
  const cells = merged && source.kind === 'sheet' ? new MergedCells(await source.merges(), dataFrom, recognition.columns.map(({ header }) => header)) : null;
  for await (const read of readRows(source, dialectOf(recognition), options)) {
    const block = cells ? cells.repeat(read) : read;
    yield split(unfolder ? unfolder.push(block) : block);
  }
  if (!unfolder) return;
  yield split(unfolder.end());
  found.push(...unfolder.totals);
}
