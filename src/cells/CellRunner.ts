import type { Base, PreparedResult } from '../base/Base.ts';
import type { Column, Database, Params } from '../database/Database.ts';
import { done, fail, type Outcome } from '../database/outcome.ts';
import type { Locale } from '../messages/locale.ts';
import { usedParams } from '../sql/params.ts';
import { quoteName, quotePath } from '../sql/quote.ts';
import { readOnly } from '../sql/readOnly.ts';
import type { CellContext, CellKind, ResultTable, RunEvaluation, Step } from './CellKind.ts';
import { calculateInPlace, type Calculator } from './Calculator.ts';
import { SheetCache, type SheetNaming } from './SheetCache.ts';

const defaultWindowDays = 365;

/** Names that a cell cannot take: schemas and catalogs of the engine, and those that the product keeps its tables in. */
export const reservedNames: readonly string[] = ['main', 'memory', 'temp', 'system', 'base', 'stage', 'sheets', 'prepared', 'quality', 'information_schema', 'pg_catalog', 'as_of', 'window_days'];

export interface RunnableCell {
  readonly id: string;
  readonly kind: CellKind;
  readonly options: unknown;
}

/** Evaluates cells on one base: gives each its context and keeps its tables where other cells read them. */
export class CellRunner {
  readonly #database: Database;
  readonly #base: Base;
  readonly #locale: Locale;
  readonly #calculator: Calculator;
  readonly #sheets: SheetCache;

  constructor(database: Database, base: Base, locale: Locale, calculator: Calculator = calculateInPlace, sheets: SheetNaming = {}) {
    this.#database = database;
    this.#base = base;
    this.#locale = locale;
    this.#calculator = calculator;
    this.#sheets = new SheetCache(database, base, sheets);
  }

  async evaluate(cell: RunnableCell, params: Params, signal?: AbortSignal, onProgress?: (fraction: number) => void): Promise<Outcome<RunEvaluation>> {
    if (reservedNames.includes(cell.id) || this.#base.tables.some(({ name }) => name === cell.id)) {
      return fail('refused', `The cell's id ${cell.id} is the name of a table.`, { hint: 'Give the cell another id.' });
    }
    const dropped = await this.forget(cell.id);
    if (!dropped.ok) return dropped;
    const made = await this.#database.run(`CREATE SCHEMA ${quoteName(cell.id)}`);
    if (!made.ok) return made;
    try {
      const steps: Step[] = [];
      const outcome = await cell.kind.evaluate(cell.options, this.#context(cell.id, params, steps, signal, onProgress));
      return outcome.ok ? done({ ...outcome.value, steps }) : outcome;
    } catch (error) {
      if (error instanceof MissingDate) return fail('missing', error.message, { hint: 'Add a file with order dates, or set the parameter as_of.' });
      throw error;
    }
  }

  /** Gives a cell the result that stands prepared for it. */
  async serve(id: string, result: PreparedResult): Promise<Outcome<RunEvaluation>> {
    const dropped = await this.forget(id);
    if (!dropped.ok) return dropped;
    const [first] = result.tables;
    const statements = [
      `CREATE SCHEMA ${quoteName(id)}`,
      // a table, not a view: its rows are paged by their position
      ...result.tables.map(({ name, relation }) => `CREATE TABLE ${quotePath(id, name)} AS FROM ${relation}`),
      ...(first ? [`CREATE OR REPLACE VIEW main.${quoteName(id)} AS FROM ${quotePath(id, first.name)}`] : []),
    ];
    for (const statement of statements) {
      const made = await this.#database.run(statement);
      if (!made.ok) return made;
    }
    return done({ ...result, tables: result.tables.map((table) => ({ ...table, relation: quotePath(id, table.name) })) });
  }

  /** Drops what a cell kept, as when it is edited away. */
  async forget(id: string): Promise<Outcome<unknown>> {
    const view = await this.#database.run(`DROP VIEW IF EXISTS main.${quoteName(id)}`);
    return view.ok ? this.#database.run(`DROP SCHEMA IF EXISTS ${quoteName(id)} CASCADE`) : view;
  }

  #context(id: string, params: Params, steps: Step[], signal?: AbortSignal, onProgress?: (fraction: number) => void): CellContext {
    const asOf = (option?: string): string => {
      const value = option ?? params['as_of']?.value ?? this.#base.asOf;
      if (value === null || value === undefined) throw new MissingDate('There is no as-of date: no file has order dates.');
      return String(value);
    };
    const windowDays = (option?: number): number => Number(option ?? params['window_days']?.value ?? defaultWindowDays);
    const stoppable = { ...(signal ? { signal } : {}), ...(onProgress ? { onProgress } : {}) };
    let first = true;
    return {
      id,
      database: this.#database,
      base: this.#base,
      params,
      asOf,
      windowDays,
      locale: this.#locale,
      ...(signal ? { signal } : {}),
      sheet: async ({ traits, where, asOf: date, windowDays: days }) => {
        const sheet = await this.#sheets.get({ traits, where, asOf: asOf(date), windowDays: windowDays(days) }, conditionParams(where, params), signal);
        if (sheet.ok) steps.push({ name: sheet.value.relation.replaceAll('"', ''), sql: sheet.value.sql });
        return sheet;
      },
      calculate: (name, input) => this.#calculator.calculate(name, input, stoppable),
      columns: (relation) => this.#columns(relation),
      keep: async (name, sql, bound = params) => {
        const query = readOnly(sql);
        if (!query.ok) return fail('refused', query.reason, { ...placeOf(sql, query.at), hint: query.hint });
        // asked for beforehand so that the failure carries the place in the person's own text
        const columns = await this.#database.describe(sql, { params: bound });
        if (!columns.ok) return columns;
        const relation = quotePath(id, name);
        const kept = await this.#database.run(`CREATE TABLE ${relation} AS FROM ${query.sql}`, { params: bound, ...stoppable });
        if (!kept.ok) return { ok: false, error: { ...kept.error, line: null, column: null } };
        if (first) {
          const view = await this.#database.run(`CREATE OR REPLACE VIEW main.${quoteName(id)} AS FROM ${relation}`);
          if (!view.ok) return view;
          first = false;
        }
        const [table, count] = [await this.#database.describe(`FROM ${relation}`), await this.#database.run(`SELECT count(*) FROM ${relation}`)];
        if (!table.ok) return table;
        if (!count.ok) return count;
        return done<ResultTable>({ name, relation, columns: table.value, rowCount: Number(count.value.only), sql });
      },
    };
  }

  #columns(relation: string): Promise<Outcome<readonly Column[]>> {
    return this.#database.describe(`FROM ${quotePath(...relation.split('.'))}`);
  }
}

class MissingDate extends Error {}

/** Only what the condition uses tells one sheet from another. */
function conditionParams(where: string | undefined, params: Params): Params {
  const used = where === undefined ? [] : usedParams(where);
  return Object.fromEntries(used.flatMap((name) => (params[name] ? [[name, params[name]]] : [])));
}

function placeOf(sql: string, at: number): { line: number; column: number } {
  const before = sql.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
