import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { applyRules } from '../../base/applyRules.ts';
import type { Base, BaseTable, PreparedBase, PreparedResult, PreparedSheet } from '../../base/Base.ts';
import { loadBase } from '../../base/loadBase.ts';
import { withheldView } from '../../base/prepared/withheld.ts';
import { cellKinds } from '../../cells/kinds.ts';
import type { Database } from '../../database/Database.ts';
import { openNative } from '../../database/native.ts';
import { done, fail, type Outcome } from '../../database/outcome.ts';
import type { Notebook } from '../../notebook/Notebook.ts';
import { NotebookSession, type SessionOptions } from '../../session/NotebookSession.ts';
import { quoteName, quotePath } from '../../sql/quote.ts';
import { checksum } from '../../storage/checksum.ts';
import type { Data } from '../readData.ts';
import { writePrepared } from './writePrepared.ts';

/** One notebook in the languages it is to be read in; its cells are the same in each. */
export interface PreparedNotebook {
  readonly name: string;
  readonly texts: readonly Notebook[];
}

export interface PrepareSettings {
  readonly out: string;
  /** where the engine's file and what it spills lie while it works */
  readonly work: string;
  readonly memoryLimit: string;
  /** tables of more rows stay behind, beside the order lines, which always do */
  readonly keepRows: number;
  /** what takes longer where the lines are is kept, too, and not computed again where they are not */
  readonly slowMilliseconds: number;
  readonly tell: (line: string) => void;
}

export interface PrepareReport {
  readonly bytes: number;
  readonly withheld: readonly string[];
  readonly sheets: number;
  /** results that no notebook could reach without the lines, and such as take long */
  readonly results: number;
  /** cells that failed where the lines are, too */
  readonly failed: readonly string[];
}

/** Computes where the lines are what the notebooks need of them, and writes it as one file that the browser opens. */
export async function prepareBase(data: Data, notebooks: readonly PreparedNotebook[], settings: PrepareSettings): Promise<Outcome<PrepareReport>> {
  const parts = join(settings.work, 'data');
  await mkdir(parts, { recursive: true });
  const database = await openNative({ file: join(settings.work, 'memory.duckdb'), temporaryFolder: join(settings.work, 'spill'), writableFolder: parts, memoryLimit: settings.memoryLimit });
  try {
    const rules = notebooks[0]?.texts[0]?.frontMatter.rules ?? {};
    const clock = stopwatch(settings.tell);
    const loaded = await loadBase(database, data.files, { mapping: data.mapping, rules, onProgress: clock.progress('reading') });
    if (!loaded.ok) return loaded;
    if (loaded.value.prepared) return fail('input', 'this is a prepared base already', { hint: 'Give the folder with the files themselves.' });
    const ruled = await applyRules(database, loaded.value, rules);
    if (!ruled.ok) return ruled;
    clock.lap('the base is loaded');
    const preparation = new Preparation(database, ruled.value, rules, settings);
    const stayed = await preparation.storeTables();
    if (!stayed.ok) return stayed;
    clock.lap(`tables are stored; ${stayed.value.map(({ name, rows }) => `${name} (${rows} rows)`).join(', ')} stay behind`);
    for (const { name, texts } of notebooks) {
      const run = await preparation.take(name, texts);
      if (!run.ok) return run;
      clock.lap(`notebook ${name}: ${run.value}`);
    }
    const written = await writePrepared(database, preparation.content(), parts, settings.out);
    if (!written.ok) return written;
    clock.lap(`${settings.out} is written, ${Math.round(written.value / 1e6)} MB`);
    return done({ bytes: written.value, withheld: stayed.value.map(({ name }) => name), sheets: Object.keys(preparation.prepared.sheets).length, results: Object.keys(preparation.prepared.results).length, failed: preparation.failed });
  } finally {
    await database.close();
  }
}

class Preparation {
  readonly failed: string[] = [];
  readonly #sheets: Record<string, PreparedSheet> = Object.create(null);
  readonly #results: Record<string, PreparedResult> = Object.create(null);
  readonly #database: Database;
  readonly #base: Base;
  readonly #rules: PreparedBase['rules'];
  readonly #notebooks: string[] = [];
  readonly #keepRows: number;
  readonly #slow: number;
  readonly #tell: (line: string) => void;
  #withheld: readonly BaseTable[] = [];
  #stored = 0;
  #sessions = 0;

  constructor(database: Database, base: Base, rules: PreparedBase['rules'], { keepRows, slowMilliseconds, tell }: PrepareSettings) {
    this.#database = database;
    this.#base = base;
    this.#rules = rules;
    this.#keepRows = keepRows;
    this.#slow = slowMilliseconds;
    this.#tell = tell;
  }

  get prepared(): PreparedBase {
    return { withheld: this.#withheld.map(({ name }) => name), rules: this.#rules, notebooks: this.#notebooks, sheets: this.#sheets, results: this.#results };
  }

  content(): { readonly base: Base; readonly prepared: PreparedBase; tableOf(name: string): string | null } {
    return { base: this.#base, prepared: this.prepared, tableOf: (name) => (this.#withheld.some((table) => table.name === name) ? null : storedTable(name)) };
  }

  /** The tables that go along, as the rules show them; gives those that do not. */
  async storeTables(): Promise<Outcome<readonly BaseTable[]>> {
    this.#withheld = this.#base.tables.filter(({ name, rows }) => name === 'order_lines' || rows > this.#keepRows);
    const made = await this.#all(['DROP SCHEMA IF EXISTS prepared CASCADE', 'CREATE SCHEMA prepared', ...this.#kept().map(({ name, columns }) => `CREATE TABLE ${storedTable(name)} AS SELECT ${columns.map((column) => quoteName(column.name)).join(', ')} FROM ${quotePath('main', name)}`)]);
    return made.ok ? done(this.#withheld) : made;
  }

  /** Runs a notebook with the lines, then without them, and keeps what it lacked, differed in or waited for; says how it went. */
  async take(name: string, texts: readonly Notebook[]): Promise<Outcome<string>> {
    let wanted: ReadonlySet<string> | null = null;
    let cells = 0;
    for (const text of texts) {
      this.#notebooks.push(checksum(text.source));
      const whole = this.#session(text, {});
      const found = await this.#run(whole, name, wanted);
      if (!found.ok) return found;
      if (wanted === null) {
        cells = found.value.size;
        const needed = await this.#without(() => this.#needed(text, found.value));
        if (!needed.ok) return needed;
        wanted = needed.value;
      }
      for (const [id, { key, result }] of found.value) {
        if (wanted.has(id)) this.#results[key] ??= result;
        else for (const { relation } of result.tables) await this.#database.run(`DROP TABLE ${relation}`);
      }
    }
    return done(`${cells} cells, ${wanted?.size ?? 0} of them kept as results`);
  }

  /** Ids of the cells that cannot do without the lines, that come out otherwise, or that take long. */
  async #needed(text: Notebook, found: ReadonlyMap<string, Found>): Promise<Outcome<ReadonlySet<string>>> {
    const byKey = new Map([...found].map(([id, one]) => [one.key, { id, ...one }]));
    const needed = new Set([...found].flatMap(([id, { milliseconds }]) => (milliseconds > this.#slow ? [id] : [])));
    const slow = Object.fromEntries([...byKey].flatMap(([key, { id, result }]) => (needed.has(id) ? [[key, result]] : [])));
    const session = this.#session(text, {
      base: { ...this.#base, prepared: { ...this.prepared, results: { ...this.#results, ...slow } } },
      fallback: (key) => {
        const held = byKey.get(key);
        if (held) needed.add(held.id);
        return held?.result ?? null;
      },
    });
    session.graph.run();
    await session.graph.settled();
    for (const [id, { result, key }] of found) {
      const state = session.graph.state(id);
      if (needed.has(id) || key in this.#results) continue;
      const same = state.status === 'done' ? await this.#same(state.result.evaluation.tables, result.tables) : done(false);
      if (!same.ok) return same;
      if (!same.value) needed.add(id);
    }
    return done(needed);
  }

  /** Runs cells and puts their tables aside. */
  async #run(session: NotebookSession, name: string, only: ReadonlySet<string> | null): Promise<Outcome<ReadonlyMap<string, Found>>> {
    const untold = session.graph.subscribe((id, state) => {
      if (state?.status === 'done' && state.result.milliseconds > this.#slow) this.#tell(`  ${name}: ${id} took ${(state.result.milliseconds / 1000).toFixed(1)} s`);
    });
    session.graph.run(only ?? undefined);
    await session.graph.settled();
    untold();
    const found = new Map<string, Found>();
    for (const block of session.notebook.blocks) {
      if (block.type !== 'cell' || (only && !only.has(block.id))) continue;
      const state = session.graph.state(block.id);
      const key = session.keyOf(block.id);
      if (!key.ok) return key;
      if (state.status === 'failed') this.failed.push(`${name}: ${block.id}: ${state.error.message}`);
      if (state.status !== 'done') continue;
      const { evaluation, milliseconds } = state.result;
      const tables: PreparedResult['tables'][number][] = [];
      for (const table of evaluation.tables) {
        const relation = quotePath('prepared', `r${(this.#stored += 1)}`);
        const stored = await this.#database.run(`CREATE TABLE ${relation} AS FROM ${table.relation}`);
        if (!stored.ok) return stored;
        tables.push({ ...table, relation });
      }
      found.set(block.id, { key: key.value, milliseconds, result: { tables, findings: evaluation.findings, facts: evaluation.facts, steps: evaluation.steps } });
    }
    return done(found);
  }

  #session(notebook: Notebook, more: Partial<SessionOptions>): NotebookSession {
    this.#sessions += 1;
    return new NotebookSession({
      notebook,
      database: this.#database,
      base: { ...this.#base, prepared: { ...this.prepared, results: {} } },
      kinds: cellKinds,
      locale: 'en',
      sheets: { prefix: `made_${this.#sessions}`, made: (key, sheet) => void (this.#sheets[key] ??= sheet) },
      ...more,
    });
  }

  #kept(): readonly BaseTable[] {
    return this.#base.tables.filter((table) => !this.#withheld.includes(table));
  }

  /** Does something while the plain names mean what they will mean in the browser. */
  async #without<Value>(work: () => Promise<Outcome<Value>>): Promise<Outcome<Value>> {
    const aside = (name: string): string => `${name} with its lines`;
    const names = this.#base.tables.map(({ name }) => name);
    const swapped = await this.#all([
      ...names.map((name) => `ALTER VIEW ${quotePath('main', name)} RENAME TO ${quoteName(aside(name))}`),
      ...this.#withheld.map((table) => withheldView('main', table)),
      ...this.#kept().map(({ name }) => `CREATE VIEW ${quotePath('main', name)} AS FROM ${storedTable(name)}`),
    ]);
    if (!swapped.ok) return swapped;
    const outcome = await work();
    const back = await this.#all(names.flatMap((name) => [`DROP VIEW ${quotePath('main', name)}`, `ALTER VIEW ${quotePath('main', aside(name))} RENAME TO ${quoteName(name)}`]));
    return back.ok ? outcome : back;
  }

  /** Whether tables hold the same rows; what differs by a rounding differs. */
  async #same(now: readonly { readonly name: string; readonly relation: string }[], before: PreparedResult['tables']): Promise<Outcome<boolean>> {
    if (now.map(({ name }) => name).join() !== before.map(({ name }) => name).join()) return done(false);
    for (const [index, { relation }] of now.entries()) {
      const other = before[index]?.relation ?? '';
      const differing = await this.#database.run(`SELECT count(*) FROM ((FROM ${relation} EXCEPT ALL FROM ${other}) UNION ALL (FROM ${other} EXCEPT ALL FROM ${relation}))`);
      if (!differing.ok) return differing;
      if (differing.value.only !== 0) return done(false);
    }
    return done(true);
  }

  async #all(statements: readonly string[]): Promise<Outcome<null>> {
    for (const statement of statements) {
      const made = await this.#database.run(statement);
      if (!made.ok) return made;
    }
    return done(null);
  }
}

interface Found {
  readonly key: string;
  readonly milliseconds: number;
  readonly result: PreparedResult;
}

const storedTable = (name: string): string => quotePath('prepared', `t_${name}`);

/** Lines about how far the work is, with the seconds since it began. */
function stopwatch(tell: (line: string) => void): { lap(what: string): void; progress(what: string): (fraction: number) => void } {
  const begun = Date.now();
  let told = -1;
  const lap = (what: string): void => tell(`${((Date.now() - begun) / 1000).toFixed(0).padStart(5)} s  ${what}`);
  return {
    lap,
    progress: (what) => (fraction) => {
      const percent = Math.floor(fraction * 20) * 5;
      if (percent <= told) return;
      told = percent;
      lap(`${what}: ${percent} %`);
    },
  };
}
