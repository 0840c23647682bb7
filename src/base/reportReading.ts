import type { Database } from '../database/Database.ts';
import { done, type Outcome } from '../database/outcome.ts';
import { asMoney } from './asMoney.ts';
import type { InputAccount, RuleReport } from './Base.ts';
import { stagePath, type Staged } from './build/Staged.ts';
import { has, staged, type TableBuild } from './build/unite.ts';
import type { ConvertedTable } from './ConvertedTable.ts';

/** What was repaired while files were read: customers filled from their order (E13), totals left out (E14), amounts read otherwise or derived (E16). */
export async function reportReading(database: Database, stages: readonly Staged[], tables: readonly TableBuild[], converted: readonly ConvertedTable[], inputs: readonly InputAccount[]): Promise<Outcome<RuleReport[]>> {
  const reports: RuleReport[] = [];
  const lines = tables.find((table) => table.name === 'order_lines');
  if (lines?.columns.some((column) => column.name === 'customer_id')) {
    const net = lines.columns.some((column) => column.name === 'net_amount');
    const filled = await database.run(`SELECT count(*) AS rows, count(DISTINCT customer_id) AS customers, ${net ? 'CAST(coalesce(sum(net_amount), 0) AS VARCHAR)' : "'0'"} AS amount FROM base.order_lines WHERE _filled`);
    if (!filled.ok) return filled;
    const [rows, customers, amount] = filled.value.row(0);
    const below = converted.reduce((sum, table) => sum + table.orderFill.filled, 0);
    if (Number(rows) + below > 0) reports.push({ rule: 'E13', rows: Number(rows) + below, customers: Number(customers), amount: asMoney(String(amount)), treatment: 'fill' });
  }
  const totals = converted.flatMap((table) => table.totalRows.found);
  if (totals.length) reports.push({ rule: 'E14', rows: totals.length, customers: 0, amount: asMoney(totals.find((total) => total.agrees)?.amount ?? '0'), treatment: 'control' });
  const count = (from: string): number => converted.reduce((sum, table) => sum + (table.amounts.netFrom.get(from) ?? 0), 0);
  const repaired = count('repaired');
  const derived = converted.reduce((sum, table) => sum + (table.columns.some((column) => column.name === 'order_lines.net_amount' && column.planned !== null) ? (table.amounts.netFrom.get('quantity × price') ?? 0) : 0), 0);
  if (repaired + derived > 0) reports.push({ rule: 'E16', rows: repaired + derived, customers: 0, amount: '0.00', treatment: 'repair' });
  const recoded = inputs.filter(({ encoding, rowsLoaded }) => encoding !== null && !encoding.startsWith('utf') && rowsLoaded > 0);
  if (recoded.length) reports.push({ rule: 'E17', rows: recoded.reduce((sum, { rowsLoaded }) => sum + rowsLoaded, 0), customers: 0, amount: '0.00', treatment: 'decode' });
  const bonuses = inputs.filter(({ table }) => table !== null && /bonus|бонус|retro|ретро|premi[ae]|rabat_/iu.test(table));
  if (bonuses.length) reports.push({ rule: 'E33', rows: bonuses.reduce((sum, { rowsLoaded }) => sum + rowsLoaded, 0), customers: 0, amount: '0.00', treatment: 'tell' });
  const reused = await countReused(database, stages);
  if (!reused.ok) return reused;
  if (reused.value) reports.push(reused.value);
  return done(reports);
}

/** Customer numbers that several names or tax numbers bear (E4); the base keeps the first. */
async function countReused(database: Database, stages: readonly Staged[]): Promise<Outcome<RuleReport | null>> {
  const files = stages.filter((from) => from.table === 'customers' && has(from, 'customers', 'customer_id'));
  if (!files.length) return done(null);
  const text = (name: string): { name: string; type: string } => ({ name, type: 'VARCHAR' });
  const rows = files.map((from) => `SELECT "customers.customer_id" AS customer_id, ${staged(from, 'customers', text('customer_name'))} AS customer_name, ${staged(from, 'customers', text('tax_id'))} AS tax_id FROM ${stagePath(from)}`).join(' UNION ALL ');
  const counted = await database.run(`SELECT coalesce(sum(n), 0) AS rows, count(*) AS customers FROM (SELECT count(*) AS n FROM (${rows}) WHERE customer_id IS NOT NULL GROUP BY customer_id HAVING count(DISTINCT lower(trim(customer_name))) > 1 OR count(DISTINCT tax_id) > 1)`);
  if (!counted.ok) return counted;
  const [found, customers] = counted.value.row(0);
  return done(Number(found) === 0 ? null : { rule: 'E4', rows: Number(found), customers: Number(customers), amount: '0.00', treatment: 'first' });
}
