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
const shareAfter: Readonly<Record<string, number>> = { customers: 0.1, products: 0.2, orders: 0.5 };

/** Fills schema `base` from the stage: own tables first, then the canonical ones in the order in which they need each other. */
export async function buildBase(database: Database, stages: readonly Staged[], signal?: AbortSignal, tell: (share: number) => void = () => undefined): Promise<Outcome<BuiltBase>> {
  const options = signal ? { signal } : {};
  const tables: TableBuild[] = [];
  const run = async (build: TableBuild | null): Promise<Outcome<TableBuild | null>> => {
    for (const statement of build?.statements ?? []) {
      const result = await database.run(statement, options);
      if (!result.ok) return { ok: false, error: { ...result.error, message: `table ${build?.name ?? ''}: ${result.error.message}` } };
    }
    if (build) tables.push(build);
    tell(shareAfter[build?.name ?? ''] ?? 1);
    return done(build);
  };
  for (const name of new Set(stages.filter((from) => !isCanonical(from.table)).map((from) => from.table))) {
    const own = await run(buildPlain(stages, name));
    if (!own.ok) return own;
  }
  for (const statement of [...foldKeys(stages, 'customers', 'customer_id'), ...foldKeys(stages, 'products', 'product_id')]) {
    const folded = await database.run(statement, options);
    if (!folded.ok) return folded;
  }
  const customers = await run(buildCustomers(stages));
  if (!customers.ok) return customers;
  const products = await run(buildProducts(stages, findCategories(stages)));
  if (!products.ok) return products;
  const asked = askRepeated(stages);
  const repeats = asked === null ? null : await database.run(asked, options);
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
