import type { Database } from '../database/Database.ts';
import { done, type Outcome } from '../database/outcome.ts';
import { quoteText } from '../sql/quote.ts';
import { asMoney } from './asMoney.ts';
import type { InputAccount, RuleReport } from './Base.ts';
import { stagePath, type Staged } from './build/Staged.ts';
import { has, staged, type TableBuild } from './build/unite.ts';
import type { ConvertedTable } from './ConvertedTable.ts';
import { storeNotes, type FileNote } from './storeNotes.ts';

const rowsAtOnce = 2_000;

export interface Reading {
  readonly reports: readonly RuleReport[];
  /** rule → the table whose rows its notes concern most */
  readonly noted: Readonly<Record<string, string>>;
}

/** Keeps what was repaired while files were read where rules find it, and reports what no rule of the base can: totals left out (E14), codes borne by several clients (E4). */
export async function reportReading(database: Database, stages: readonly Staged[], tables: readonly TableBuild[], converted: readonly ConvertedTable[], inputs: readonly InputAccount[], totals = 'control'): Promise<Outcome<Reading>> {
  const old = new Set(inputs.filter(({ encoding, rowsLoaded }) => encoding !== null && !encoding.startsWith('utf') && rowsLoaded > 0).map(({ file }) => file));
  const notes: FileNote[] = converted.flatMap(({ notes: { listed } }, file) => listed.map((note) => ({ ...note, file })));
  for (const { index, file } of stages) if (old.has(file)) notes.push({ rule: 'E17', file: index });
  const kept = await storeNotes(database, notes);
  if (!kept.ok) return kept;
  const noted = await whereNoted(database, stages, tables);
  if (!noted.ok) return noted;
  const reports: RuleReport[] = [];
  for (const report of [await listTotals(database, stages, converted, totals), await listReused(database, stages)]) {
    if (!report.ok) return report;
    if (report.value) reports.push(report.value);
  }
  return done({ reports, noted: noted.value });
}

async function whereNoted(database: Database, stages: readonly Staged[], tables: readonly TableBuild[]): Promise<Outcome<Record<string, string>>> {
  const counted = await database.run('SELECT rule, _file, count(*) AS n FROM quality.reading GROUP BY ALL ORDER BY n, _file DESC');
  if (!counted.ok) return counted;
  const noted: Record<string, string> = {};
  for (const [rule, file] of counted.value.rows()) {
    const table = stages[Number(file)]?.table;
    // an order list is read as lines, too
    const home = table === 'orders' ? 'order_lines' : table;
    if (home !== undefined && tables.some(({ name }) => name === home)) noted[String(rule)] = home;
  }
  return done(noted);
}

/** Totals and groups that were left out, each with whether its rows add up to it. */
async function listTotals(database: Database, stages: readonly Staged[], converted: readonly ConvertedTable[], treatment: string): Promise<Outcome<RuleReport | null>> {
  const found = converted.flatMap(({ totalRows }, index) => totalRows.found.map((total) => ({ ...total, file: stages[index]?.file ?? '' })));
  if (found.length === 0) return done(null);
  const made = await database.run('CREATE TABLE quality.e14 (file VARCHAR, "row" INTEGER, amount VARCHAR, agrees BOOLEAN)');
  if (!made.ok) return made;
  for (let from = 0; from < found.length; from += rowsAtOnce) {
    const kept = await database.run(`INSERT INTO quality.e14 VALUES ${found.slice(from, from + rowsAtOnce).map(({ file, row, amount, agrees }) => `(${quoteText(file)}, ${row}, ${quoteText(amount)}, ${String(agrees)})`).join(', ')}`);
    if (!kept.ok) return kept;
  }
  return done({ rule: 'E14', rows: found.length, customers: 0, amount: asMoney(found.findLast(({ agrees }) => agrees)?.amount ?? '0'), treatment, list: 'quality.e14' });
}

/** Customer numbers that several names or tax numbers bear (E4); the base keeps the first. */
async function listReused(database: Database, stages: readonly Staged[]): Promise<Outcome<RuleReport | null>> {
  const files = stages.filter((from) => from.table === 'customers' && has(from, 'customers', 'customer_id'));
  if (!files.length) return done(null);
  const text = (name: string): { name: string; type: string } => ({ name, type: 'VARCHAR' });
  const rows = files.map((from) => `SELECT ${quoteText(from.file)} AS file, _row AS "row", "customers.customer_id" AS customer_id, ${staged(from, 'customers', text('customer_name'))} AS customer_name, ${staged(from, 'customers', text('tax_id'))} AS tax_id FROM ${stagePath(from)}`).join(' UNION ALL ');
  const listed = await database.run(`CREATE TABLE quality.e4 AS WITH rows AS (${rows}) SELECT * FROM rows WHERE customer_id IN (SELECT customer_id FROM rows WHERE customer_id IS NOT NULL GROUP BY customer_id HAVING count(DISTINCT lower(trim(customer_name))) > 1 OR count(DISTINCT tax_id) > 1) ORDER BY customer_id, file, "row"`);
  if (!listed.ok) return listed;
  const counted = await database.run('SELECT count(*), count(DISTINCT customer_id) FROM quality.e4');
  if (!counted.ok) return counted;
  const [found, customers] = counted.value.row(0);
  return done(Number(found) === 0 ? null : { rule: 'E4', rows: Number(found), customers: Number(customers), amount: '0.00', treatment: 'first', list: 'quality.e4' });
}
