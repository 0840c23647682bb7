import type { Database, ImportColumn } from '../database/Database.ts';
import { done, fail, type Outcome } from '../database/outcome.ts';
import { openTables, type SheetSource, type TextSource } from '../files/openTables.ts';
import type { SourceFile } from '../files/SourceFile.ts';
import { Unreadable } from '../files/Unreadable.ts';
import { quotePath } from '../sql/quote.ts';
import { buildingFrom as readingShare } from './loadingPhases.ts';
import { accountOf, passedOver } from './accountOf.ts';
import { applyRules } from './applyRules.ts';
import type { Base, InputAccount } from './Base.ts';
import { buildBase } from './build/buildBase.ts';
import type { Staged } from './build/Staged.ts';
import { keepsValues } from './build/keepsValues.ts';
import { ConvertedTable } from './ConvertedTable.ts';
import { describeBase } from './describeBase.ts';
import { loadPrepared } from './prepared/loadPrepared.ts';
import { recogniseFiles } from './recogniseFiles.ts';
import type { Mapping, Recognition } from './Recognition.ts';
import { readRates } from './rates/readRates.ts';
import { reportReading } from './reportReading.ts';
import { makeReading } from './rules/notedRows.ts';
import { StageWriter } from './StageWriter.ts';
import { tableRows } from './tableRows.ts';

export interface LoadOptions {
  /** from recogniseFiles, perhaps changed by the person; recognised anew when absent */
  readonly recognitions?: readonly Recognition[];
  readonly mapping?: Mapping;
  /** quality rule → treatment, as in a notebook's `rules:` */
  readonly rules?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** how files are staged: `text` reads row by row and stores canonical text, which is slower and gives the same base */
  readonly staging?: 'typed' | 'text';
  /** fraction of the work done, 0 to 1: reading first, then building and counting in the engine */
  readonly onProgress?: (fraction: number) => void;
}

/** a row group of the engine: what is smaller is copied once more when it is stored, which takes several times as long */
const batchRows = 122_880;
const buildingShare = 0.35;

/** Loads files into schema `base` of the database and puts views with the rules applied under plain names. */
export async function loadBase(engine: Database, files: readonly SourceFile[], options: LoadOptions = {}): Promise<Outcome<Base>> {
  const { signal } = options;
  const database = signal ? stoppable(engine, signal) : engine;
  const recognitions = options.recognitions ?? (await recogniseFiles(files, options.mapping));
  const prepared = recognitions.find(({ format, table }) => format === 'prepared' && table !== null);
  const preparedFile = prepared && files.find(({ name }) => name === prepared.file);
  if (preparedFile) return recognitions.filter(({ table }) => table !== null).length > 1 ? fail('input', `${preparedFile.name} is a prepared base, which takes no other files beside it`, { hint: 'Load it alone.' }) : loadPrepared(database, preparedFile, options);
  const sources = new Map((await openTables(files)).map((source) => [source.name, source]));
  for (const statement of ['DROP SCHEMA IF EXISTS stage CASCADE', 'DROP SCHEMA IF EXISTS base CASCADE', 'DROP SCHEMA IF EXISTS quality CASCADE', 'DROP SCHEMA IF EXISTS prepared CASCADE', 'CREATE SCHEMA stage', 'CREATE SCHEMA base', 'CREATE SCHEMA quality', makeReading]) {
    const made = await database.run(statement);
    if (!made.ok) return made;
  }
  const total = recognitions.reduce((sum, recognition) => sum + (recognition.table === null ? 0 : recognition.size), 0);
  const keepTotals = options.rules?.['E14'] === 'keep';
  let finished = 0;
  const inputs: InputAccount[] = [];
  const stages: Staged[] = [];
  const converted: ConvertedTable[] = [];
  const read: ReadFile[] = [];
  for (const recognition of recognitions) {
    const source = sources.get(recognition.file);
    if (recognition.table === null || !source || source.kind === 'refused') {
      inputs.push(passedOver(recognition, source?.kind === 'refused' ? source.reason : null));
      continue;
    }
    const tell = (share: number): void => options.onProgress?.(readingShare * Math.min(1, (finished + Math.min(1, share) * recognition.size) / Math.max(1, total)));
    const mixed = recognitions.some((other) => other !== recognition && other.table === recognition.table);
    const file = { source, recognition, index: stages.length };
    const staged = await stageTable(database, file, { typed: options.staging !== 'text', mixed, keepTotals }, tell, signal);
    finished += recognition.size;
    if (!staged.ok) {
      if (staged.error.kind !== 'input') return staged;
      inputs.push(passedOver({ ...recognition, table: null }, staged.error.message));
      continue;
    }
    stages.push({ index: stages.length, file: recognition.file, table: recognition.table, columns: staged.value.columns, lastRow: staged.value.lastRow });
    converted.push(staged.value);
    read.push(file);
    inputs.push(accountOf(recognition, staged.value));
  }
  if (!stages.length) return fail('input', 'none of the files holds a table that can be read', { hint: inputs.map((input) => `${input.file}: ${input.questions[0] ?? ''}`).join(' · ').slice(0, 500) || 'Give CSV or XLSX files.' });
  for (const index of stages.flatMap((from) => (keepsValues(from, stages) ? [] : [from.index]))) {
    const file = read[index];
    const again = file && (await stageTable(database, file, { typed: false, mixed: false, keepTotals }, () => undefined, signal));
    if (again && !again.ok) return again;
    const from = stages[index];
    if (again && from) {
      stages[index] = { ...from, columns: again.value.columns };
      converted[index] = again.value;
    }
  }
  const built = await buildBase(database, stages, (share) => options.onProgress?.(readingShare + buildingShare * share));
  if (!built.ok) return built;
  const reading = await reportReading(database, stages, built.value.tables, converted, inputs, options.rules?.['E14']);
  if (!reading.ok) return reading;
  const dropped = await database.run('DROP SCHEMA stage CASCADE');
  if (!dropped.ok) return dropped;
  const base = await describeBase(database, built.value, inputs, reading.value.reports);
  if (!base.ok) return base;
  const ratesInFiles = await readRates(database, base.value);
  if (!ratesInFiles.ok) return ratesInFiles;
  const { groups, rates } = options.mapping ?? {};
  const whole = { ...base.value, noted: reading.value.noted, ratesInFiles: ratesInFiles.value, ...(groups ? { groups } : {}), ...(rates ? { rates } : {}) };
  const before = readingShare + buildingShare;
  return applyRules(database, whole, options.rules ?? {}, (share) => options.onProgress?.(before + (1 - before) * share));
}

/** The engine with every statement under the signal. */
const stoppable = (engine: Database, signal: AbortSignal): Database => ({
  engine: engine.engine,
  run: (sql, options) => engine.run(sql, { signal, ...options }),
  describe: (sql, options) => engine.describe(sql, options),
  import: (target, batches, options) => engine.import(target, batches, { signal, ...options }),
  close: () => engine.close(),
});

interface ReadFile {
  readonly source: TextSource | SheetSource;
  readonly recognition: Recognition;
  readonly index: number;
}

/** Reads one table into `stage.f<index>`. */
async function stageTable(database: Database, { source, recognition, index }: ReadFile, staging: { readonly typed: boolean; readonly mixed: boolean; readonly keepTotals: boolean }, tell: (share: number) => void, signal: AbortSignal | undefined): Promise<Outcome<ConvertedTable>> {
  const table = new ConvertedTable(recognition, staging);
  const columns: ImportColumn[] = [{ name: '_row', type: 'INTEGER' }, ...table.columns.map((column): ImportColumn => ({ name: column.name, type: column.stored === 'text' ? 'VARCHAR' : column.stored === 'day' ? 'DATE' : 'DOUBLE' }))];
  let failure: Unreadable | TypeError | null = null;
  let read = 0;
  async function* batches(): ReturnType<typeof encodeAll> {
    try {
      yield* encodeAll();
    } catch (error) {
      if (!(error instanceof Unreadable) && !(error instanceof TypeError)) throw error;
      failure = error;
    }
  }
  async function* encodeAll() {
    const writer = new StageWriter(table.columns);
    const onRead = (amount: number): void => {
      read += amount;
      tell(source.kind === 'text' ? read / Math.max(1, source.size * (/\.gz$/i.test(source.name) ? 6 : 1)) : read / Math.max(1, recognition.rows));
    };
    for await (const block of tableRows(source, recognition, table.totalRows.found, { signal, onRead })) {
      table.convert(block, writer);
      if (writer.rows >= batchRows) yield writer.take();
    }
    if (writer.rows) yield writer.take();
  }
  const imported = await database.import({ schema: 'stage', name: `f${index}`, columns }, batches());
  if (failure !== null) return fail('input', (failure as Error).message);
  if (!imported.ok) return imported;
  // an engine may take bytes it does not understand without a word
  const stored = await database.run(`SELECT count(*) AS rows, coalesce(max(_row), 0) AS last FROM ${quotePath('stage', `f${index}`)}`);
  if (!stored.ok) return stored;
  const [rows, last] = stored.value.row(0);
  if (rows !== table.rowsLoaded) throw new Error(`${quotePath('stage', `f${index}`)} took ${String(rows)} of ${table.rowsLoaded} rows of ${recognition.file}`);
  table.lastRow = Number(last);
  return done(table);
}

