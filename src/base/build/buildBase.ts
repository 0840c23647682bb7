import type { Database } from '../../database/Database.ts';
import { done, type Outcome } from '../../database/outcome.ts';
import { quotePath } from '../../sql/quote.ts';
import { isCanonical } from '../schema.ts';
import { buildCustomers, buildSurveys, foldKeys } from './buildCustomers.ts';
import { askRepeated, buildDeliveries, buildLines, buildOrders } from './buildOrders.ts';
import { buildProducts, findCategories } from './buildProducts.ts';
import { buildReceivables } from './buildReceivables.ts';
import type { Staged } from './Staged.ts';
import { buildPlain, type TableBuild } from './unite.ts';

export interface BuiltBase {
  readonly tables: readonly TableBuild[];
  readonly asOf: string | null;
}

/** how much of the building is done once a table stands; orders and lines are nearly all of it */
const shareAfter: Readonly<Record<string, number>> = { customers: 0.05, products: 0.1, orders: 0.25, order_lines: 0.85 };

/** Fills schema `base` from the stage: own tables first, then the canonical ones in the order in which they need each other. */
export async function buildBase(database: Database, stages: readonly Staged[], tell: (share: number) => void = () => undefined): Promise<Outcome<BuiltBase>> {
  let told = 0;
  const tables: TableBuild[] = [];
  const run = async (build: TableBuild | null): Promise<Outcome<TableBuild | null>> => {
    if (!build) return done(null);
    const before = told;
    const after = Math.max(before, shareAfter[build.name] ?? 1);
    for (const [at, statement] of build.statements.entries()) {
      const result = await database.run(statement);
      if (!result.ok) return { ok: false, error: { ...result.error, message: `table ${build.name}: ${result.error.message}` } };
      told = before + ((after - before) * (at + 1)) / build.statements.length;
      tell(told);
    }
    tables.push(build);
    return done(build);
  };
  for (const name of new Set(stages.filter((from) => !isCanonical(from.table)).map((from) => from.table))) {
    const own = await run(buildPlain(stages, name));
    if (!own.ok) return own;
  }
  for (const statement of [...foldKeys(stages, 'customers', 'customer_id'), ...foldKeys(stages, 'products', 'product_id')]) {
    const folded = await database.run(statement);
    if (!folded.ok) return folded;
  }
  const customers = await run(buildCustomers(stages));
  if (!customers.ok) return customers;
  const products = await run(buildProducts(stages, findCategories(stages)));
  if (!products.ok) return products;
  const asked = askRepeated(stages);
  const repeats = asked === null ? null : await database.run(asked);
  if (repeats && !repeats.ok) return repeats;
  const repeated = repeats?.value.only === true;
  const orders = await run(buildOrders(stages, repeated));
  if (!orders.ok) return orders;
  const lines = await run(buildLines(stages, orders.value, products.value, repeated));
  if (!lines.ok) return lines;
  const asOf = await latestOrder(database, orders.value);
  if (!asOf.ok) return asOf;
  for (const build of [buildDeliveries(stages), buildReceivables(stages, asOf.value), buildSurveys(stages), ...['payments', 'visits', 'competitors', 'contacts', 'plans', 'progress', 'campaigns'].filter((name) => stages.some((from) => from.table === name)).map((name) => buildPlain(stages, name))]) {
    const built = await run(build);
    if (!built.ok) return built;
  }
  return done({ tables, asOf: asOf.value });
}

async function latestOrder(database: Database, orders: TableBuild | null): Promise<Outcome<string | null>> {
  if (!orders?.columns.some((column) => column.name === 'order_date')) return done(null);
  const latest = await database.run(`SELECT CAST(max(order_date) AS VARCHAR) AS day FROM ${quotePath('base', 'orders')}`);
  if (!latest.ok) return latest;
  return done(typeof latest.value.only === 'string' ? latest.value.only : null);
}
