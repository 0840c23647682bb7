import type { Base } from '../base/Base.ts';
import { hasColumn } from '../cells/SheetCache.ts';
import type { Database, Params } from '../database/Database.ts';
import { done, fail, type Outcome } from '../database/outcome.ts';
import type { Scalar, Table } from '../database/table.ts';
import { quoteName, quotePath } from '../sql/quote.ts';
import { composeSheet } from '../traits/composeSheet.ts';
import { traits as registry } from '../traits/registry.ts';
import type { CardRequest, ClientCard, ClientOrder, ClientTrait } from '../ui/Workbench.ts';

/** a statement of one card, which can be stopped */
type Run = (sql: string, params?: Params) => Promise<Outcome<Table>>;

const details = ['customer_type', 'industry', 'region', 'city', 'manager', 'status'] as const;
const sheetTable = quotePath('sheets', 'of_cards');

interface CardSheet {
  readonly base: Base;
  readonly key: string;
  readonly traits: readonly string[];
  readonly absent: ClientCard['absent'];
}

/** Cards of customers: one sheet with every trait stands behind them, made for the first card and kept while base, date and window last. */
export class ClientCards {
  readonly #database: Database;
  #sheet: Promise<Outcome<CardSheet>> | null = null;
  #for: { readonly base: Base; readonly key: string } | null = null;

  constructor(database: Database) {
    this.#database = database;
  }

  async read(base: Base, customer: string, request: CardRequest, signal?: AbortSignal): Promise<Outcome<ClientCard>> {
    const run: Run = (sql, params = {}) => this.#database.run(sql, { params, ...(signal && { signal }) });
    const params: Params = { customer: { type: 'VARCHAR', value: customer }, as_of: { type: 'DATE', value: request.asOf }, window_days: { type: 'BIGINT', value: request.windowDays } };
    const columns = ['customer_name', ...details].filter((name) => hasColumn(base, `customers.${name}`));
    const found = await run(`SELECT customer_id, ${[...columns.map(quoteName), 'NULL AS nothing'].join(', ')} FROM main.customers WHERE customer_id = $customer LIMIT 1`, params);
    if (!found.ok) return found;
    const [face] = found.value.records();
    if (!face) return fail('missing', `There is no customer ${customer} in this data.`);
    const [sheet, orders, segments] = [await this.#sheetFor(base, request, run), await this.#orders(base, params, run), await this.#segments(request, params, run)];
    if (!sheet.ok) return sheet;
    if (!orders.ok) return orders;
    if (!segments.ok) return segments;
    const traits = await this.#places(sheet.value.traits, params, run);
    if (!traits.ok) return traits;
    return done({
      customer,
      name: textOf(face['customer_name']),
      details: details.flatMap((field) => {
        const value = textOf(face[field]);
        return value === null ? [] : [{ field, value }];
      }),
      asOf: request.asOf,
      windowDays: request.windowDays,
      traits: traits.value,
      absent: sheet.value.absent,
      orders: orders.value,
      segments: segments.value,
    });
  }

  #sheetFor(base: Base, { asOf, windowDays }: CardRequest, run: Run): Promise<Outcome<CardSheet>> {
    const key = JSON.stringify([asOf, windowDays]);
    if (this.#sheet && this.#for?.base === base && this.#for.key === key) return this.#sheet;
    this.#for = { base, key };
    const made = this.#makeSheet(base, key, { as_of: { type: 'DATE', value: asOf }, window_days: { type: 'BIGINT', value: windowDays } }, run);
    this.#sheet = made;
    void made.then((outcome) => {
      if (!outcome.ok && this.#sheet === made) this.#sheet = null;
    });
    return made;
  }

  async #makeSheet(base: Base, key: string, params: Params, run: Run): Promise<Outcome<CardSheet>> {
    const composed = composeSheet([...registry.values()], registry, { where: 'TRUE', has: (column) => hasColumn(base, column) });
    const schema = await run('CREATE SCHEMA IF NOT EXISTS sheets');
    if (!schema.ok) return schema;
    const made = await run(`CREATE OR REPLACE TABLE ${sheetTable} AS\n${composed.sql}`, params);
    if (!made.ok) return made;
    const absent = [...registry.values()].flatMap(({ id, ways }) => (composed.absent.some(({ trait }) => trait === id) ? [{ trait: id, needs: [...new Set(ways.flatMap(({ needs }) => needs.filter((need) => !hasColumn(base, need))))] }] : []));
    return done({ base, key, traits: composed.traits.map(({ id }) => id), absent });
  }

  /** the customer's value of each trait, and how many of those who have one lie below it or share it */
  async #places(ids: readonly string[], params: Params, run: Run): Promise<Outcome<readonly ClientTrait[]>> {
    const counts = ids.flatMap((id, index) => {
      const name = quoteName(id);
      return [`CAST(any_value(me.${name}) AS VARCHAR) AS value_${index}`, `count(s.${name}) AS known_${index}`, `count(*) FILTER (s.${name} < me.${name}) AS below_${index}`, `count(*) FILTER (s.${name} = me.${name}) AS same_${index}`];
    });
    const row = await run(`SELECT ${counts.join(',\n  ')}\nFROM ${sheetTable} AS s, (SELECT * FROM ${sheetTable} WHERE customer_id = $customer LIMIT 1) AS me`, params);
    if (!row.ok) return row;
    const [found = {}] = row.value.records();
    return done(ids.map((trait, index) => ({ trait, value: found[`value_${index}`] ?? null, known: Number(found[`known_${index}`] ?? 0), below: Number(found[`below_${index}`] ?? 0), same: Number(found[`same_${index}`] ?? 0) })));
  }

  async #orders(base: Base, params: Params, run: Run): Promise<Outcome<readonly ClientOrder[]>> {
    if (!['order_date', 'customer_id', 'order_id'].every((name) => hasColumn(base, `order_lines.${name}`))) return done([]);
    const net = hasColumn(base, 'order_lines.net_amount') ? 'sum(net_amount)' : 'NULL';
    const rows = await run(
      `SELECT order_id, min(order_date) AS order_date, ${net} AS net, bool_or(NOT is_return) AS is_purchase, bool_or(is_return) AS has_return
FROM main.order_lines WHERE customer_id = $customer AND order_date <= CAST($as_of AS DATE)
GROUP BY order_id ORDER BY order_date, order_id`,
      params,
    );
    if (!rows.ok) return rows;
    return done(rows.value.records().map((row) => ({ order: String(row['order_id'] ?? ''), date: String(row['order_date']), net: textOf(row['net']), isPurchase: row['is_purchase'] === true, hasReturn: row['has_return'] === true })));
  }

  async #segments({ placed }: CardRequest, params: Params, run: Run): Promise<Outcome<ClientCard['segments']>> {
    const found: { cell: string; segment: string }[] = [];
    for (const { cell, relation } of placed) {
      const row = await run(`SELECT CAST(segment AS VARCHAR) AS segment FROM ${relation} WHERE CAST(customer_id AS VARCHAR) = $customer LIMIT 1`, params);
      if (!row.ok) return row;
      const segment = textOf(row.value.only);
      if (segment !== null) found.push({ cell, segment });
    }
    return done(found);
  }
}

const textOf = (value: Scalar | undefined): string | null => (value === null || value === undefined || value === '' ? null : String(value));
