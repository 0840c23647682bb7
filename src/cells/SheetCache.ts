import type { Base, PreparedSheet } from '../base/Base.ts';
import type { Database, Params } from '../database/Database.ts';
import { done, fail, type Outcome } from '../database/outcome.ts';
import { closeCondition } from '../sql/condition.ts';
import { quotePath } from '../sql/quote.ts';
import { composeSheet } from '../traits/composeSheet.ts';
import { traits as registry } from '../traits/registry.ts';
import type { Trait } from '../traits/Trait.ts';
import type { Sheet } from './CellKind.ts';

export interface SheetKey {
  readonly traits: readonly string[];
  readonly where: string | undefined;
  readonly asOf: string;
  readonly windowDays: number;
}

/** Told of a sheet with the key it is found under. */
export type SheetMade = (key: string, sheet: PreparedSheet) => void;

export interface SheetNaming {
  /** what the sheets are called, where several runners share a database */
  readonly prefix?: string;
  /** who is told wants every trait in them */
  readonly made?: SheetMade | undefined;
}

/** Customer sheets of one base, computed once for each condition, as-of date and window, and widened when a cell needs more traits. */
export class SheetCache {
  readonly #database: Database;
  readonly #base: Base;
  readonly #prefix: string;
  readonly #made: SheetMade | undefined;
  readonly #sheets = new Map<string, { name: string; sheet: Sheet }>();

  constructor(database: Database, base: Base, { prefix = 'sheet', made }: SheetNaming = {}) {
    this.#made = made;
    this.#database = database;
    this.#base = base;
    this.#prefix = prefix;
  }

  async get(key: SheetKey, params: Params, signal?: AbortSignal): Promise<Outcome<Sheet>> {
    const wanted = key.traits.flatMap((id) => registry.get(id) ?? []);
    const unknown = key.traits.find((id) => !registry.has(id));
    if (unknown !== undefined) return fail('missing', `The trait ${unknown} does not exist.`, { hint: `Traits are ${[...registry.keys()].sort().join(', ')}.` });
    const where = key.where === undefined ? null : closeCondition(key.where);
    if (where && !where.ok) return fail('options', `where: ${where.reason}`, { hint: where.hint });
    const slot = JSON.stringify([key.asOf, key.windowDays, key.where ?? null, params]);
    const prepared = this.#base.prepared?.sheets[slot];
    if (prepared && key.traits.every((id) => prepared.traits.includes(id) || prepared.absent.some(({ trait }) => trait === id))) return done(askedOf(prepared, key));
    const known = this.#sheets.get(slot);
    if (known && key.traits.every((id) => known.sheet.traits.includes(id) || known.sheet.absent.some(({ trait }) => trait === id))) return done(known.sheet);
    const widened = new Map<string, Trait>();
    for (const trait of [...(this.#made ? registry.values() : wanted), ...(known?.sheet.traits ?? []).flatMap((id) => registry.get(id) ?? [])]) widened.set(trait.id, trait);
    const composed = composeSheet([...widened.values()], registry, { where: where?.ok ? where.sql : 'TRUE', has: (column) => hasColumn(this.#base, column) });
    const name = known?.name ?? `${this.#prefix}_${this.#sheets.size + 1}`;
    const relation = quotePath('sheets', name);
    const created = await this.#database.run('CREATE SCHEMA IF NOT EXISTS sheets');
    if (!created.ok) return created;
    const bound: Params = { ...params, as_of: { type: 'DATE', value: key.asOf }, window_days: { type: 'BIGINT', value: key.windowDays } };
    const made = await this.#database.run(`CREATE OR REPLACE TABLE ${relation} AS\n${composed.sql}`, { params: bound, ...(signal ? { signal } : {}) });
    if (!made.ok) return { ok: false, error: { ...made.error, line: null, column: null, message: key.where === undefined ? made.error.message : `where: ${made.error.message}` } };
    const sheet: Sheet = { relation, traits: composed.traits.map(({ id }) => id), absent: composed.absent, sql: composed.sql };
    this.#sheets.set(slot, { name, sheet });
    this.#made?.(slot, { ...sheet, absent: composed.absent });
    return done(this.#made ? askedOf(sheet, key) : sheet);
  }
}

/** Of a sheet with every trait, for who asked for some, those alone. */
const askedOf = (sheet: Sheet, key: SheetKey): Sheet => ({ ...sheet, traits: sheet.traits.filter((id) => key.traits.includes(id)), absent: sheet.absent.filter(({ trait }) => key.traits.includes(trait)) });

export function hasColumn(base: Base, column: string): boolean {
  const [table, name] = column.split('.');
  return base.tables.some((candidate) => candidate.name === table && candidate.columns.some((present) => present.name === name));
}
