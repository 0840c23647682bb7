import type { Database } from '../database/Database.ts';
import { done, type Outcome } from '../database/outcome.ts';
import { quotePath } from '../sql/quote.ts';
import type { Base, BaseTable, InputAccount, RuleReport } from './Base.ts';
import type { BuiltBase } from './build/buildBase.ts';
import { currencyCode } from './rates/currencyCode.ts';

/** The base as the product sees it, from what stands in the database. Columns without any value are absent. */
export async function describeBase(database: Database, built: BuiltBase, inputs: readonly InputAccount[], quality: readonly RuleReport[]): Promise<Outcome<Base>> {
  const tables: BaseTable[] = [];
  for (const build of built.tables) {
    const described = await database.describe(`SELECT * FROM ${quotePath('base', build.name)}`);
    if (!described.ok) return described;
    const counted = await database.run(`SELECT count(*) AS rows FROM ${quotePath('base', build.name)}`);
    if (!counted.ok) return counted;
    const columns = build.columns.flatMap(({ name, origin }) => {
      const column = described.value.find((candidate) => candidate.name === name);
      return column ? [{ ...column, origin }] : [];
    });
    tables.push({ name: build.name, canonical: build.canonical, rows: Number(counted.value.only), columns });
  }
  const currency = await findCurrency(database, tables);
  if (!currency.ok) return currency;
  return done({ tables: withOrderNet(tables), inputs, quality, asOf: built.asOf, currency: currency.value });
}

/** Orders without money of their own have the sum of their lines. */
function withOrderNet(tables: readonly BaseTable[]): BaseTable[] {
  const net = tables.find((table) => table.name === 'order_lines')?.columns.find((column) => column.name === 'net_amount');
  return tables.map((table) => (table.name === 'orders' && net && !table.columns.some((column) => column.name === 'net_amount') ? { ...table, columns: [...table.columns, { name: 'net_amount', type: net.type, origin: 'derived' }] } : table));
}

async function findCurrency(database: Database, tables: readonly BaseTable[]): Promise<Outcome<string | null>> {
  if (!tables.some((table) => table.name === 'orders' && table.columns.some((column) => column.name === 'currency'))) return done(null);
  const found = await database.run(`SELECT mode(${currencyCode}) AS code FROM ${quotePath('base', 'orders')}`);
  if (!found.ok) return found;
  const code = found.value.rowCount ? found.value.only : null;
  return done(typeof code === 'string' && /^[A-Z]{3}$/.test(code) ? code : null);
}
