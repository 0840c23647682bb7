import { openTables } from '../files/openTables.ts';
import type { SourceFile } from '../files/SourceFile.ts';
import { Unreadable } from '../files/Unreadable.ts';
import { accountOf, passedOver } from './accountOf.ts';
import type { InputAccount } from './Base.ts';
import { ConvertedTable } from './ConvertedTable.ts';
import { recogniseFiles } from './recogniseFiles.ts';
import type { Mapping } from './Recognition.ts';
import { tableRows } from './tableRows.ts';

/** The `inputs` of `cubebook inspect`: every file with what it is taken for and its whole row accounting, without a database. */
export async function inspectFiles(files: readonly SourceFile[], mapping: Mapping = { files: {} }): Promise<InputAccount[]> {
  const sources = new Map((await openTables(files)).map((source) => [source.name, source]));
  const inputs: InputAccount[] = [];
  for (const recognition of await recogniseFiles(files, mapping)) {
    if (recognition.format === 'prepared') {
      inputs.push({ ...passedOver(recognition, null), table: recognition.table, questions: [], rowsRead: recognition.rows, rowsLoaded: recognition.rows });
      continue;
    }
    const source = sources.get(recognition.file);
    if (recognition.table === null || !source || source.kind === 'refused') {
      inputs.push(passedOver(recognition, null));
      continue;
    }
    const table = new ConvertedTable(recognition);
    try {
      for await (const block of tableRows(source, recognition, table.totalRows.found)) table.convert(block);
      inputs.push(accountOf(recognition, table));
    } catch (error) {
      if (!(error instanceof Unreadable) && !(error instanceof TypeError)) throw error;
      inputs.push(passedOver(recognition, error.message));
    }
  }
  return inputs;
}
