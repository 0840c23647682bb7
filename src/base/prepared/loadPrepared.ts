import type { Column, Database } from '../../database/Database.ts';
import { done, fail, type Outcome } from '../../database/outcome.ts';
import { readColumns } from '../../files/parquet/readColumns.ts';
import { openPrepared, type PreparedFile } from '../../files/prepared/preparedManifest.ts';
import type { SourceFile } from '../../files/SourceFile.ts';
import { Unreadable } from '../../files/Unreadable.ts';
import { quoteName, quotePath } from '../../sql/quote.ts';
import type { Base, PreparedResult, PreparedSheet } from '../Base.ts';
import { carriersOf, needsNoCast, unpackedList } from './carriers.ts';
import { withheldView } from './withheld.ts';

interface Progress {
  readonly signal?: AbortSignal;
  readonly onProgress?: (fraction: number) => void;
}

const schemas = ['stage', 'base', 'quality', 'prepared'];

/** Opens a prepared base: its tables, customer sheets and kept results as they were where the lines are. */
export async function loadPrepared(database: Database, file: SourceFile, options: Progress = {}): Promise<Outcome<Base>> {
  try {
    const opened = await openPrepared(file);
    return opened ? await load(database, opened, options) : fail('input', `${file.name} is no prepared base`);
  } catch (error) {
    if (error instanceof Unreadable || error instanceof TypeError) return fail('input', error.message, { hint: 'Prepare the base again, or copy the file anew.' });
    throw error;
  }
}

async function load(database: Database, { manifest, part }: PreparedFile, { signal, onProgress }: Progress): Promise<Outcome<Base>> {
  const parts = manifest.tables.filter((table) => table.part !== null).length + manifest.sheets.length + manifest.results.reduce((sum, { tables }) => sum + tables.length, 0);
  let loaded = 0;
  for (const statement of [...schemas.flatMap((schema) => [`DROP SCHEMA IF EXISTS ${schema} CASCADE`, `CREATE SCHEMA ${schema}`]), 'CREATE SCHEMA IF NOT EXISTS sheets']) {
    const made = await database.run(statement);
    if (!made.ok) return made;
  }
  const take = async (name: string, schema: string, table: string, columns: readonly Column[]): Promise<Outcome<string>> => {
    const relation = quotePath(schema, table);
    const direct = needsNoCast(columns);
    const target = direct ? { schema, name: table } : { schema: 'stage', name: 'part' };
    const imported = await database.import({ ...target, columns: carriersOf(columns) }, readColumns(await part(name), carriersOf(columns)), signal ? { signal } : {});
    if (!imported.ok) return imported;
    if (!direct) {
      const cast = await database.run(`CREATE OR REPLACE TABLE ${relation} AS SELECT ${unpackedList(columns)} FROM stage.part`, signal ? { signal } : {});
      if (!cast.ok) return cast;
      const dropped = await database.run('DROP TABLE stage.part');
      if (!dropped.ok) return dropped;
    }
    loaded += 1;
    onProgress?.(loaded / Math.max(1, parts));
    return done(relation);
  };
  for (const table of manifest.tables) {
    if (table.part === null) {
      for (const schema of ['base', 'main']) {
        const said = await database.run(withheldView(schema, table));
        if (!said.ok) return said;
      }
      continue;
    }
    const taken = await take(table.part, 'base', table.name, table.columns);
    if (!taken.ok) return taken;
    const view = await database.run(`CREATE OR REPLACE VIEW ${quotePath('main', table.name)} AS SELECT ${table.columns.map(({ name }) => quoteName(name)).join(', ')} FROM ${taken.value}`);
    if (!view.ok) return view;
  }
  const sheets: Record<string, PreparedSheet> = Object.create(null);
  for (const [index, sheet] of manifest.sheets.entries()) {
    const taken = await take(sheet.part, 'sheets', `prepared_${index + 1}`, sheet.columns);
    if (!taken.ok) return taken;
    sheets[sheet.key] = { relation: taken.value, traits: sheet.traits, absent: sheet.absent, sql: sheet.sql };
  }
  const results: Record<string, PreparedResult> = Object.create(null);
  for (const [index, result] of manifest.results.entries()) {
    const tables: PreparedResult['tables'][number][] = [];
    for (const [place, table] of result.tables.entries()) {
      const taken = await take(table.part, 'prepared', `r${index + 1}_${place + 1}`, table.columns);
      if (!taken.ok) return taken;
      tables.push({ name: table.name, relation: taken.value, columns: table.columns, rowCount: table.rowCount, sql: table.sql });
    }
    results[result.key] = { tables, findings: result.findings, facts: result.facts, steps: result.steps };
  }
  return done({
    tables: manifest.tables.map(({ name, canonical, rows, columns }) => ({ name, canonical, rows, columns })),
    inputs: manifest.inputs,
    quality: manifest.quality,
    asOf: manifest.asOf,
    currency: manifest.currency,
    prepared: { withheld: manifest.tables.flatMap(({ name, part: within }) => (within === null ? [name] : [])), rules: manifest.rules, ...(manifest.notebooks ? { notebooks: manifest.notebooks } : {}), sheets, results },
  });
}
