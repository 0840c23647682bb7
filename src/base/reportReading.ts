import type { Database } from '../database/Database.ts';
import { done, type Outcome } from '../database/outcome.ts';
import { asMoney } from './applyRules.ts';
import type { RuleReport } from './Base.ts';
import type { TableBuild } from './build/unite.ts';
import type { ConvertedTable } from './ConvertedTable.ts';

/** What was repaired while files were read: customers filled from their order (E13), totals left out (E14), amounts read otherwise or derived (E16). */
export async function reportReading(database: Database, tables: readonly TableBuild[], converted: readonly ConvertedTable[]): Promise<Outcome<RuleReport[]>> {
  const reports: RuleReport[] = [];
  const lines = tables.find((table) => table.name === 'order_lines');
  if (lines?.columns.some((column) => column.name === 'customer_id')) {
    const net = lines.columns.some((column) => column.name === 'net_amount');
    const filled = await database.run(`SELECT count(*) AS rows, count(DISTINCT customer_id) AS customers, ${net ? 'CAST(coalesce(sum(net_amount), 0) AS VARCHAR)' : "'0'"} AS amount FROM base.order_lines WHERE _filled`);
    if (!filled.ok) return filled;
    const [rows, customers, amount] = filled.value.row(0);
    if (Number(rows) > 0) reports.push({ rule: 'E13', rows: Number(rows), customers: Number(customers), amount: asMoney(String(amount)), treatment: 'customer taken from the other lines of the order' });
  }
  const totals = converted.flatMap((table) => table.totalRows.found);
  if (totals.length) reports.push({ rule: 'E14', rows: totals.length, customers: 0, amount: asMoney(totals.find((total) => total.agrees)?.amount ?? '0'), treatment: totals.every((total) => total.agrees) ? 'left out; they agree with the sums of their rows' : 'left out; some disagree with the sums of their rows' });
  const count = (from: string): number => converted.reduce((sum, table) => sum + (table.amounts.netFrom.get(from) ?? 0), 0);
  const repaired = count('repaired');
  const derived = converted.reduce((sum, table) => sum + (table.columns.some((column) => column.name === 'order_lines.net_amount' && column.planned !== null) ? (table.amounts.netFrom.get('quantity × price') ?? 0) : 0), 0);
  if (repaired + derived > 0) reports.push({ rule: 'E16', rows: repaired + derived, customers: 0, amount: asMoney('0'), treatment: `${repaired} amounts read with the decimal sign that their line proves, ${derived} empty ones taken as quantity × price less discount` });
  return done(reports);
}
