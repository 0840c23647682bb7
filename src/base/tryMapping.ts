import { openTables } from '../files/openTables.ts';
import type { SourceFile } from '../files/SourceFile.ts';
import { Unreadable } from '../files/Unreadable.ts';
import { ConvertedTable } from './ConvertedTable.ts';
import type { Recognition, Trial } from './Recognition.ts';
import { tableRows } from './tableRows.ts';

const nothingRead: Trial = { rowsRead: 0, rowsLoaded: 0, rowsRejected: 0, furniture: 0, rejects: [], money: null };

/** Reads the first rows of a file under a recognition, as the load would, without a database. */
export async function tryMapping(files: readonly SourceFile[], recognition: Recognition, rows = 5_000): Promise<Trial> {
  if (recognition.table === null) return nothingRead;
  if (recognition.format === 'prepared') return { ...nothingRead, rowsRead: recognition.rows, rowsLoaded: recognition.rows };
  const source = (await openTables(files)).find((candidate) => candidate.name === recognition.file);
  if (!source || source.kind === 'refused') return nothingRead;
  const table = new ConvertedTable(recognition);
  let left = rows;
  try {
    for await (const block of tableRows(source, recognition, table.totalRows.found)) {
      table.convert(block.ends.length > left ? { ...block, ends: block.ends.slice(0, left), numbers: block.numbers.slice(0, left) } : block);
      left -= block.ends.length;
      if (left <= 0) break;
    }
  } catch (error) {
    if (!(error instanceof Unreadable) && !(error instanceof TypeError)) throw error;
    const reject = { row: table.rowsRead + table.furniture + 1, column: '', value: '', reason: error.message };
    return { rowsRead: table.rowsRead, rowsLoaded: table.rowsLoaded, rowsRejected: table.rowsRejected, furniture: table.furniture, rejects: [...table.rejects, reject], money: table.money.account(), period: table.days.period };
  }
  return { rowsRead: table.rowsRead, rowsLoaded: table.rowsLoaded, rowsRejected: table.rowsRejected, furniture: table.furniture, rejects: table.rejects, money: table.money.account(), period: table.days.period };
}
