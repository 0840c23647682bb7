import type { Database } from '../../database/Database.ts';
import { done, type Outcome } from '../../database/outcome.ts';
import { quoteName, quotePath } from '../../sql/quote.ts';
import { asMoney } from '../asMoney.ts';
import type { Base } from '../Base.ts';
import { currencyCode } from '../rates/currencyCode.ts';
import { main as mainCurrency } from './currencies.ts';
import { isStored, type Caught } from './Rule.ts';

export interface Counted {
  readonly rows: number;
  readonly customers: number;
  /** exact */
  readonly amount: string;
  /** by currency, where any of it is not in the base's own */
  readonly amounts?: Readonly<Record<string, string>>;
}

const moneyOf: Readonly<Record<string, readonly string[]>> = { order_lines: ['net_amount'], orders: ['net_amount', 'gross_amount'], receivables: ['open_amount', 'amount'], payments: ['amount'] };

/** How many rows a rule caught, of how many customers, and with what money. */
export async function countCaught(database: Database, base: Base, caught: Caught, mixed: boolean): Promise<Outcome<Counted>> {
  const customers = isStored(base, caught.table, 'customer_id') ? 'count(DISTINCT customer_id)' : '0';
  const money = moneyOf[caught.table]?.find((column) => isStored(base, caught.table, column));
  // orders that tell no money of their own have that of their lines
  const ofLines = (condition: string): string => `(SELECT coalesce(sum(net_amount), 0) FROM base.order_lines WHERE order_id IN (SELECT order_id FROM base.orders AS orders WHERE ${condition}))`;
  const lines = caught.table === 'orders' && isStored(base, 'order_lines', 'net_amount');
  const sum = [...(money ? [`coalesce(sum(${money}), 0)`] : []), ...(lines ? [ofLines(money ? `${money} IS NULL AND (${caught.where})` : caught.where)] : [])];
  const amount = sum.length ? `CAST(${sum.join(' + ')} AS VARCHAR)` : "'0'";
  const counted = await database.run(`SELECT count(*) AS rows, ${customers} AS customers, ${amount} AS amount FROM ${from(caught)}`);
  if (!counted.ok) return counted;
  const [rows, people, told] = counted.value.row(0);
  const plain = { rows: Number(rows), customers: Number(people), amount: asMoney(String(told ?? '0')) };
  return !mixed || plain.rows === 0 ? done(plain) : byCurrency(database, base, caught, money, plain);
}

/** The same money, amounts of different currencies not added up. */
async function byCurrency(database: Database, base: Base, caught: Caught, money: string | undefined, plain: Counted): Promise<Outcome<Counted>> {
  const parts = [
    ...(money && isStored(base, caught.table, 'currency') ? [`SELECT ${currencyCode} AS code, ${money} AS amount FROM ${from(caught)}`] : []),
    ...(caught.table === 'orders' && isStored(base, 'order_lines', 'net_amount') ? [`SELECT ${currencyCode} AS code, net_amount AS amount FROM base.order_lines WHERE order_id IN (SELECT order_id FROM base.orders AS orders WHERE ${money ? `${money} IS NULL AND (${caught.where})` : caught.where})`] : []),
  ];
  if (parts.length === 0) return done(plain);
  const summed = await database.run(`SELECT coalesce(code, ${mainCurrency}, '') AS currency, ${mainCurrency} AS own, CAST(sum(amount) AS VARCHAR) AS amount FROM (${parts.join(' UNION ALL ')}) WHERE amount IS NOT NULL GROUP BY ALL ORDER BY currency`);
  if (!summed.ok) return summed;
  const found = [...summed.value.rows()].map(([code, own, amount]) => ({ code: String(code), own: code === own, amount: asMoney(String(amount)) }));
  if (found.every(({ own }) => own)) return done(plain);
  return done({ ...plain, amount: found.length === 1 ? plain.amount : (found.find(({ own }) => own)?.amount ?? '0.00'), amounts: Object.fromEntries(found.map(({ code, amount }) => [code, amount])) });
}

/** Whether the base holds amounts of several currencies. */
export async function mixesCurrencies(database: Database, base: Base): Promise<Outcome<boolean>> {
  if (!isStored(base, 'order_lines', 'currency') || !isStored(base, 'orders', 'currency')) return done(false);
  const asked = await database.run(`SELECT count(DISTINCT code) > 1 FROM (SELECT ${currencyCode} AS code FROM (SELECT DISTINCT currency FROM base.order_lines UNION SELECT DISTINCT currency FROM base.orders))`);
  return asked.ok ? done(asked.value.only === true) : asked;
}

/** Puts the rows a rule caught under `quality.<rule>`, readable as any table. */
export async function listCaught(database: Database, base: Base, id: string, caught: Caught): Promise<Outcome<unknown>> {
  const columns = base.tables.find(({ name }) => name === caught.table)?.columns.filter(({ name }) => isStored(base, caught.table, name)) ?? [];
  return database.run(`CREATE OR REPLACE VIEW ${quotePath('quality', id.toLowerCase())} AS SELECT ${columns.map(({ name }) => quoteName(name)).join(', ')} FROM ${from(caught)}`);
}

const from = (caught: Caught): string => `${quotePath('base', caught.table)} AS ${quoteName(caught.table)} WHERE ${caught.where}`;
