import { openTables, type TableSource } from '../files/openTables.ts';
import { openPrepared } from '../files/prepared/preparedManifest.ts';
import type { SourceFile } from '../files/SourceFile.ts';
import { Unreadable } from '../files/Unreadable.ts';
import type { FileMapping, Mapping, Recognition } from './Recognition.ts';
import { recogniseTable } from './recogniseTable.ts';

/** What each file (each sheet, each file inside an archive) is taken for. Nothing is loaded. Never throws for a bad file: it is passed over with the reason. */
export async function recogniseFiles(files: readonly SourceFile[], mapping: Mapping = { files: {} }): Promise<Recognition[]> {
  const recognitions: Recognition[] = [];
  const names = new Set<string>();
  const plain: SourceFile[] = [];
  for (const file of files) {
    const prepared = await recognisePrepared(file);
    if (prepared) recognitions.push(prepared);
    else plain.push(file);
  }
  for (const source of await openTables(plain)) {
    const recognition = await recogniseSource(source, mappingFor(source, mapping));
    recognitions.push(withFreeName(recognition, names));
  }
  return recognitions;
}

/** A mapping entry is found by the whole name, by the name without folders, or by the workbook's when it has one sheet of that name. */
function mappingFor(source: TableSource, mapping: Mapping): FileMapping {
  const [path = '', sheet] = source.name.split(' › ');
  const entry = mapping.files[source.name] ?? mapping.files[path] ?? mapping.files[path.slice(path.lastIndexOf('/') + 1)];
  if (!entry) return {};
  return entry.sheet !== undefined && sheet !== undefined && entry.sheet !== sheet ? {} : entry;
}

export async function recogniseSource(source: TableSource, mapping: FileMapping): Promise<Recognition> {
  if (source.kind === 'refused') return passOver(source, source.reason);
  try {
    return await recogniseTable(source, mapping);
  } catch (error) {
    // broken archives end in a TypeError of the decompression stream
    if (error instanceof Unreadable || error instanceof TypeError) return passOver(source, error instanceof Unreadable ? error.message : `the file is damaged: ${error.message}`);
    throw error;
  }
}

/** A base that was prepared elsewhere has nothing to be recognised in it. */
async function recognisePrepared(file: SourceFile): Promise<Recognition | null> {
  try {
    const prepared = await openPrepared(file);
    const lines = prepared?.manifest.tables.find(({ name }) => name === 'order_lines')?.rows ?? 0;
    return prepared && { ...passOver(file, ''), format: 'prepared', table: 'prepared', tableConfidence: 1, reason: null, rows: lines };
  } catch (error) {
    // its parts are no tables by themselves
    if (error instanceof Unreadable || error instanceof TypeError) return { ...passOver(file, error.message), format: 'prepared' };
    throw error;
  }
}

function passOver(source: Pick<TableSource, 'name' | 'size'> | TableSource, reason: string): Recognition {
  return {
    file: source.name,
    format: 'kind' in source && source.kind === 'sheet' ? source.format : /\.xls[xm]$/i.test(source.name) ? 'xlsx' : 'text',
    size: source.size,
    table: null,
    tableConfidence: 0,
    evidence: [],
    reason,
    dialect: { encoding: 'utf-8', delimiter: null, quote: null, decimal: '.', date: null, headerRow: 1, headerRows: 0, sheet: 'kind' in source && source.kind === 'sheet' ? source.sheet : null, unfolding: null, grouped: false, documents: null, merged: false },
    columns: [],
    questions: [],
    preview: [],
    rows: 0,
    rowsExact: true,
    feeds: [],
  };
}

/** Two files of the same canonical table are united; two of the same own name are kept apart. */
function withFreeName(recognition: Recognition, names: Set<string>): Recognition {
  const { table } = recognition;
  if (table === null || recognition.tableConfidence > 0.5) return recognition;
  let free = table;
  for (let count = 2; names.has(free); count += 1) free = `${table}_${count}`;
  names.add(free);
  return free === table ? recognition : { ...recognition, table: free };
}
