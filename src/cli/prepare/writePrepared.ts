import { createReadStream } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Zip, ZipPassThrough } from 'fflate';
import type { Base, PreparedBase } from '../../base/Base.ts';
import { packed } from '../../base/prepared/carriers.ts';
import type { Column, Database } from '../../database/Database.ts';
import { done, fail, type Outcome } from '../../database/outcome.ts';
import { plainType, preparedName, type PreparedManifest, preparedVersion } from '../../files/prepared/preparedManifest.ts';
import { quoteText } from '../../sql/quote.ts';

export interface PreparedContent {
  readonly base: Base;
  readonly prepared: PreparedBase;
  /** where the rows of a table stand; null: they stay behind */
  tableOf(name: string): string | null;
}

/** an archive without its 64-bit extension, which the browser's reader does not know */
const mostBytes = 2 ** 32 - 2 ** 20;

/** Writes every table as Parquet and packs them, as they are, into one archive; gives its size in bytes. */
export async function writePrepared(database: Database, { base, prepared, tableOf }: PreparedContent, folder: string, out: string): Promise<Outcome<number>> {
  const parts: string[] = [];
  const write = async (name: string, relation: string, columns: readonly Column[]): Promise<Outcome<string>> => {
    const copied = await database.run(`COPY (SELECT ${packed(columns)} FROM ${relation}) TO ${quoteText(join(folder, `${name}.parquet`))} (FORMAT parquet, COMPRESSION snappy)`);
    if (!copied.ok) return copied;
    parts.push(name);
    return done(partName(name));
  };
  const tables: PreparedManifest['tables'] = [];
  for (const table of base.tables) {
    const relation = tableOf(table.name);
    const columns = table.columns.map((column) => ({ ...column, type: plain(column.type) }));
    const part = relation === null ? done(null) : await write(`table_${tables.length + 1}`, relation, columns);
    if (!part.ok) return part;
    tables.push({ name: table.name, canonical: table.canonical, rows: table.rows, columns, part: part.value });
  }
  const sheets: PreparedManifest['sheets'] = [];
  for (const [key, { relation, traits, absent, sql }] of Object.entries(prepared.sheets)) {
    const described = await database.describe(`FROM ${relation}`);
    if (!described.ok) return described;
    const columns = described.value.map(asPlain);
    const part = await write(`sheet_${sheets.length + 1}`, relation, columns);
    if (!part.ok) return part;
    sheets.push({ key, part: part.value, columns, traits: [...traits], absent: [...absent], sql });
  }
  const results: PreparedManifest['results'] = [];
  for (const [key, result] of Object.entries(prepared.results)) {
    const kept: PreparedManifest['results'][number]['tables'] = [];
    for (const { name, relation, rowCount, sql, ...table } of result.tables) {
      const columns = table.columns.map(asPlain);
      const part = await write(`result_${results.length + 1}_${kept.length + 1}`, relation, columns);
      if (!part.ok) return part;
      kept.push({ name, part: part.value, columns, rowCount, sql });
    }
    results.push({ key, tables: kept, findings: [...result.findings], facts: { ...result.facts }, steps: [...result.steps] });
  }
  const manifest: PreparedManifest = {
    cubebook_prepared: preparedVersion,
    written: new Date().toISOString(),
    engine: database.engine,
    asOf: base.asOf,
    currency: base.currency,
    rules: { ...prepared.rules },
    notebooks: [...(prepared.notebooks ?? [])],
    inputs: base.inputs.map(({ questions, rejects, mapping, ...account }) => ({ ...account, questions: [...questions], rejects: [...rejects], mapping: { ...mapping } })),
    // the rows that a rule concerns stay with the lines
    quality: base.quality.map(({ rule, rows, customers, amount, treatment }) => ({ rule, rows, customers, amount, treatment })),
    tables,
    sheets,
    results,
  };
  return pack(manifest, parts, folder, out);
}

const partName = (name: string): string => `data/${name}.parquet`;
const plain = (type: string): string => (plainType.test(type) ? type : 'VARCHAR');
const asPlain = ({ name, type }: Column): Column => ({ name, type: plain(type) });

async function pack(manifest: PreparedManifest, parts: readonly string[], folder: string, out: string): Promise<Outcome<number>> {
  const sizes = await Promise.all(parts.map(async (name) => (await stat(join(folder, `${name}.parquet`))).size));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total > mostBytes) return fail('input', `the prepared base would have ${Math.round(total / 1e6)} MB, more than a browser takes`, { hint: 'Give a lower --keep-rows.' });
  const file = await open(out, 'w');
  let bytes = 0;
  const chunks: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk);
  });
  const flush = async (): Promise<void> => {
    for (const chunk of chunks.splice(0)) {
      await file.write(chunk);
      bytes += chunk.length;
    }
  };
  try {
    const head = new ZipPassThrough(preparedName);
    zip.add(head);
    head.push(new TextEncoder().encode(JSON.stringify(manifest)), true);
    await flush();
    for (const name of parts) {
      const entry = new ZipPassThrough(partName(name));
      zip.add(entry);
      const path = join(folder, `${name}.parquet`);
      for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
        entry.push(chunk);
        await flush();
      }
      entry.push(new Uint8Array(0), true);
      await flush();
      await rm(path);
    }
    zip.end();
    await flush();
  } finally {
    await file.close();
  }
  return done(bytes);
}
