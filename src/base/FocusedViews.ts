import type { Database } from '../database/Database.ts';
import { done, type Outcome } from '../database/outcome.ts';
import { quoteName, quotePath } from '../sql/quote.ts';
import type { Base } from './Base.ts';

const chosen = quotePath('sheets', 'focus');
/** between ids handed over as one text; no id holds it */
const separator = '\u001f';

const isChosen = `CAST(customer_id AS VARCHAR) IN (FROM ${chosen})`;

/** a kept table of a cell that has a column customer_id */
export interface NamedResult {
  readonly cell: string;
  readonly table: string;
}

/** The views that cells read, narrowed to some customers while a query runs and put back as they were after it. */
export class FocusedViews {
  readonly #database: Database;
  readonly #base: Base;
  readonly #customers: readonly string[];
  #ready: Promise<Outcome<unknown>> | null = null;

  constructor(database: Database, base: Base, customers: readonly string[]) {
    this.#database = database;
    this.#base = base;
    this.#customers = customers;
  }

  /** Runs `work` as if the base, and results that name customers, held these customers alone. Nobody else may read them meanwhile. */
  async within<Value>(results: readonly NamedResult[], work: () => Promise<Outcome<Value>>): Promise<Outcome<Value>> {
    const ready = await (this.#ready ??= this.#write());
    if (!ready.ok) return ready;
    const views = await this.#views();
    if (!views.ok) return views;
    const undo: string[] = [];
    try {
      for (const { name, whole } of views.value) {
        undo.push(`CREATE OR REPLACE VIEW ${quotePath('main', name)} AS ${whole}`);
        const narrowed = await this.#database.run(`CREATE OR REPLACE VIEW ${quotePath('main', name)} AS SELECT * FROM (${whole}) WHERE ${isChosen}`);
        if (!narrowed.ok) return narrowed;
      }
      for (const { cell, table } of results) {
        const [path, aside] = [quotePath(cell, table), quotePath(cell, `${table} of all`)];
        const renamed = await this.#database.run(`ALTER TABLE ${path} RENAME TO ${quoteName(`${table} of all`)}`);
        if (!renamed.ok) return renamed;
        undo.push(`ALTER TABLE ${aside} RENAME TO ${quoteName(table)}`);
        const narrowed = await this.#database.run(`CREATE VIEW ${path} AS SELECT * FROM ${aside} WHERE ${isChosen}`);
        if (!narrowed.ok) return narrowed;
        undo.push(`DROP VIEW ${path}`);
      }
      return await work();
    } finally {
      for (const statement of undo.toReversed()) await this.#database.run(statement);
    }
  }

  async #write(): Promise<Outcome<unknown>> {
    const schema = await this.#database.run('CREATE SCHEMA IF NOT EXISTS sheets');
    if (!schema.ok) return schema;
    return this.#database.run(`CREATE OR REPLACE TABLE ${chosen} AS SELECT unnest(string_split($customers, '${separator}')) AS customer_id`, { params: { customers: { type: 'VARCHAR', value: this.#customers.join(separator) } } });
  }

  /** the queries behind the tables that name customers, as the rules in force wrote them */
  async #views(): Promise<Outcome<readonly { readonly name: string; readonly whole: string }[]>> {
    const named = this.#base.tables.filter(({ columns }) => columns.some(({ name }) => name === 'customer_id'));
    const found = await this.#database.run(`SELECT view_name, sql FROM duckdb_views() WHERE schema_name = 'main' AND NOT internal`);
    if (!found.ok) return found;
    return done(
      found.value.rows().flatMap(([view, sql]) => {
        const name = String(view);
        if (!named.some((table) => table.name === name)) return [];
        // CREATE VIEW main.name AS …; with the name quoted where it must be
        const head = [`CREATE VIEW main.${name} AS `, `CREATE VIEW main.${quoteName(name)} AS `, `CREATE VIEW ${name} AS `, `CREATE VIEW ${quoteName(name)} AS `].find((start) => String(sql).startsWith(start));
        return head === undefined ? [] : [{ name, whole: String(sql).slice(head.length).replace(/;\s*$/u, '') }];
      }),
    );
  }
}
