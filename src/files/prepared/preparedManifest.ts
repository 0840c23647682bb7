import * as v from 'valibot';
import { unpacked } from '../openTables.ts';
import { readZip, type ZipEntry } from '../readZip.ts';
import type { SourceFile } from '../SourceFile.ts';
import { Unreadable } from '../Unreadable.ts';

/** The part of a prepared base that says what it is and what its other parts hold. */
export const preparedName = 'prepared.json';

export const preparedVersion = 1;

/** types as the engine writes them; what is nested is kept as its text */
export const plainType = /^[A-Z][A-Z0-9_ ]{0,40}(\(\d{1,2}(, ?\d{1,2})?\))?$/u;

const column = v.object({ name: v.string(), type: v.pipe(v.string(), v.regex(plainType)) });
const part = v.pipe(v.string(), v.regex(/^data\/[a-z0-9_]{1,80}\.parquet$/u));
const localised = v.object({ en: v.string(), ru: v.string(), pl: v.string() });
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const reject = v.object({ row: v.number(), column: v.string(), value: v.string(), reason: v.string(), kept: v.exactOptional(v.literal(true)) });
const sums = v.object({ read: v.string(), loaded: v.string(), rejected: v.string() });
const account = v.object({
  file: v.string(),
  table: v.nullable(v.string()),
  encoding: v.nullable(v.string()),
  delimiter: v.nullable(v.string()),
  rowsRead: count,
  rowsLoaded: count,
  rowsRejected: count,
  furniture: count,
  questions: v.array(v.string()),
  rejects: v.array(reject),
  mapping: v.record(v.string(), v.string()),
  money: v.exactOptional(v.nullable(v.union([v.object({ column: v.string(), ...sums.entries }), v.object({ column: v.string(), read: v.null(), loaded: v.null(), rejected: v.null(), currencies: v.record(v.string(), sums) })]))),
  period: v.exactOptional(v.nullable(v.object({ column: v.string(), first: v.string(), last: v.string() }))),
});

const schema = v.object({
  cubebook_prepared: v.literal(preparedVersion),
  /** when it was written, ISO */
  written: v.string(),
  engine: v.string(),
  /** latest order date */
  asOf: v.nullable(v.string()),
  currency: v.nullable(v.string()),
  /** the quality rules' treatments that the tables stand under */
  rules: v.record(v.string(), v.string()),
  /** checksums of the texts that it was prepared for */
  notebooks: v.exactOptional(v.array(v.string())),
  inputs: v.array(account),
  quality: v.array(v.object({ rule: v.string(), rows: count, customers: count, amount: v.string(), amounts: v.exactOptional(v.record(v.string(), v.string())), treatment: v.string() })),
  /** `part` null: only described, its rows stayed behind */
  tables: v.array(v.object({ name: v.string(), canonical: v.boolean(), rows: count, columns: v.array(v.object({ ...column.entries, origin: v.picklist(['file', 'derived']) })), part: v.nullable(part) })),
  sheets: v.array(v.object({ key: v.string(), part, columns: v.array(column), traits: v.array(v.string()), absent: v.array(v.object({ trait: v.string(), needs: v.string(), reason: localised })), sql: v.string() })),
  results: v.array(
    v.object({
      key: v.string(),
      tables: v.array(v.object({ name: v.string(), part, columns: v.array(column), rowCount: count, sql: v.string() })),
      findings: v.array(v.object({ kind: v.string(), message: v.string() })),
      facts: v.record(v.string(), v.unknown()),
      steps: v.array(v.object({ name: v.string(), sql: v.string() })),
    }),
  ),
});

export type PreparedManifest = v.InferOutput<typeof schema>;

export interface PreparedFile {
  readonly manifest: PreparedManifest;
  /** one of its Parquet parts */
  part(name: string): Promise<SourceFile>;
}

/** A prepared base; null for a file that is none. A damaged one is told of by an `Unreadable`. */
export async function openPrepared(file: SourceFile): Promise<PreparedFile | null> {
  const head = await file.slice(0, 4);
  if (head[0] !== 0x50 || head[1] !== 0x4b || head[2] !== 3) return null;
  const entries = await listEntries(file);
  const listed = entries.get(preparedName);
  if (!listed) return null;
  const text = await unpacked(listed.stream(), preparedName);
  const manifest = v.safeParse(schema, parse(new TextDecoder().decode(await text.slice(0, text.size))));
  if (!manifest.success) throw new Unreadable(`${file.name}: ${preparedName} is damaged or of another version; prepare the base again`);
  return {
    manifest: manifest.output,
    async part(name) {
      const entry = entries.get(name);
      if (!entry) throw new Unreadable(`${file.name} lacks its part ${name}`);
      return unpacked(entry.stream(), `${file.name}/${name}`);
    },
  };
}

/** An archive that cannot be opened is none of ours; who opens archives says what is wrong with it. */
async function listEntries(file: SourceFile): Promise<ReadonlyMap<string, ZipEntry>> {
  try {
    return new Map((await readZip(file)).map((entry) => [entry.name, entry]));
  } catch (error) {
    if (error instanceof Unreadable || error instanceof TypeError || error instanceof RangeError) return new Map();
    throw error;
  }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
