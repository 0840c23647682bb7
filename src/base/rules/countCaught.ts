import type { Database } from '../../database/Database.ts';
import { done, type Outcome } from '../../database/outcome.ts';
import { quoteName, quotePath } from '../../sql/quote.ts';
import { asMoney } from '../asMoney.ts';
import type { Base } from '../Base.ts';
import { isStored, type Caught } from './Rule.ts';

export interface Counted {
  readonly rows: number;
  readonly customers: number;
  /** exact */
  readonly amount: string;
}

const moneyOf: Readonly<Record<string, readonly string[]>> = { order_lines: ['net_amount'], orders: ['net_amount', 'gross_amount'], receivables: ['open_amount', 'amount'], payments: ['amount'] };

/** How many rows a rule caught, of how many customers, and with what money. */
export async function countCaught(database: Database, base: Base, caught: Caught): Promise<Outcome<Counted>> {
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
  return done({ rows: Number(rows), customers: Number(people), amount: asMoney(String(told ?? '0')) });
}

/** Puts the rows a rule caught under `quality.<rule>`, readable as any table. */
export async function listCaught(database: Database, base: Base, id: string, caught: Caught): Promise<Outcome<unknown>> {
  const columns = base.tables.find(({ name }) => name === caught.table)?.columns.filter(({ name }) => isStored(base, caught.table, name)) ?? [];
  return database.run(`CREATE OR REPLACE VIEW ${quotePath('quality', id.toLowerCase())} AS SELECT ${columns.map(({ name }) => quoteName(name)).join(', ')} FROM ${from(caught)}`);
}

const from = (caught: Caught): string => `${quotePath('base', caught.table)} AS ${quoteName(caught.table)} WHERE ${caught.where}`;
