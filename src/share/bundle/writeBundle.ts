import { strToU8, zipSync } from 'fflate';
import { bundleVersion, dataFolder, digest, type Manifest, manifestName, mappingName, notebookName, resultsName } from '../../files/bundle/manifest.ts';
import type { Column } from '../../database/Database.ts';
import type { Outcome } from '../../database/outcome.ts';
import type { Scalar, Table } from '../../database/table.ts';
import type { ClientName, ClientNames } from '../ClientNames.ts';
import type { SharedResult } from '../redact.ts';
import type { Rest } from '../Rest.ts';
import { ParquetTable } from './writeParquet.ts';

/** A stored table of the base, read as far as asked. */
export interface StoredTable {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rowCount: number;
  page(offset: number, limit: number): Promise<Outcome<Table>>;
}

export interface BundleRequest {
  readonly notebook: string;
  readonly shared: SharedResult;
  /** null: no row of a client goes with it */
  readonly data: { readonly tables: readonly StoredTable[]; readonly mode: 'pseudonyms' | 'names'; readonly clients: ClientNames } | null;
  readonly rest?: Rest;
}

const groupRows = 50_000;

/** The notebook, its results as they may leave, and the base it ran on as Parquet: one archive whose every part is listed with its digest; null where it was stopped. */
export async function writeBundle({ notebook, shared, data, rest = () => Promise.resolve(true) }: BundleRequest): Promise<Uint8Array<ArrayBuffer> | null> {
  const parts = new Map<string, Uint8Array<ArrayBuffer>>();
  parts.set(notebookName, bytesOf(notebook));
  parts.set(resultsName, bytesOf(`${JSON.stringify(shared.result, null, 1)}\n`));
  if (data !== null) {
    const mapping: Record<string, { table: string; columns: Record<string, string> }> = {};
    const rename = data.mode === 'pseudonyms' ? coder(shared.key) : null;
    for (const table of data.tables) {
      const written = await writeTable(table, rename, data.clients, rest);
      if (written === null) return null;
      const { bytes, columns } = written;
      parts.set(`${dataFolder}${table.name}.parquet`, bytes);
      mapping[`${table.name}.parquet`] = { table: table.name, columns: Object.fromEntries(columns.map(({ name }) => [name, name])) };
    }
    // JSON is YAML
    parts.set(mappingName, bytesOf(`${JSON.stringify({ files: mapping }, null, 2)}\n`));
  }
  const files = await Promise.all([...parts].map(async ([name, content]) => ({ name, bytes: content.length, sha256: await digest(content) })));
  const manifest: Manifest = { cubebook_bundle: bundleVersion, written: new Date().toISOString(), data: data?.mode ?? 'none', files };
  const archive = { [manifestName]: bytesOf(`${JSON.stringify(manifest, null, 2)}\n`), ...Object.fromEntries(parts) };
  return new Uint8Array(zipSync(archive, { level: 6 }));
}

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(strToU8(text));

async function writeTable(table: StoredTable, rename: ((value: Scalar) => Scalar) | null, clients: ClientNames, rest: Rest): Promise<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly columns: readonly Column[] } | null> {
  let parquet: ParquetTable | null = null;
  let kept: readonly number[] = table.columns.map((_, index) => index);
  let coded: ReadonlySet<number> = new Set();
  for (let offset = 0; offset === 0 || offset < table.rowCount; offset += groupRows) {
    if (!(await rest())) return null;
    const page = await table.page(offset, groupRows);
    if (!page.ok) throw new Error(page.error.message);
    const rows = page.value.rows();
    if (parquet === null) {
      if (rename !== null) {
        const look = { columns: table.columns, rows };
        coded = new Set(clients.clientColumns(look));
        const personal = clients.personalColumns(look).filter((index) => !coded.has(index));
        kept = kept.filter((index) => !personal.includes(index));
      }
      parquet = new ParquetTable(kept.map((index) => columnAt(table.columns, index, coded)));
    }
    await parquet.add(rows.map((row) => kept.map((index) => (rename !== null && coded.has(index) ? rename(row[index] ?? null) : (row[index] ?? null)))));
  }
  const columns = kept.map((index) => columnAt(table.columns, index, coded));
  return { bytes: await (parquet ?? new ParquetTable(columns)).finish(), columns };
}

function columnAt(columns: readonly Column[], index: number, coded: ReadonlySet<number>): Column {
  const column = columns[index];
  if (!column) throw new Error(`no column number ${index}`);
  return coded.has(index) ? { ...column, type: 'VARCHAR' } : column;
}

/** Codes by id and by name alike; who is no client of the list gets a code of its own, so that rows of one stay rows of one. */
function coder(key: ReadonlyMap<string, ClientName>): (value: Scalar) => Scalar {
  const codes = new Map<string, string>();
  for (const [code, { id, name }] of key) {
    codes.set(id, code);
    if (name !== null) codes.set(name, code);
  }
  let others = 0;
  return (value) => {
    if (value === null) return null;
    const known = codes.get(String(value));
    if (known !== undefined) return known;
    const code = `U-${String((others += 1)).padStart(4, '0')}`;
    codes.set(String(value), code);
    return code;
  };
}
