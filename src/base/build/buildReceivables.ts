import { quoteName, quoteText } from '../../sql/quote.ts';
import { fillInSlices } from './fillInSlices.ts';
import type { BuiltColumn, Staged } from './Staged.ts';
import { columnsOf, unite, type TableBuild } from './unite.ts';

/** Invoices with what of them is open at the base's as-of date, where the file does not say it itself. */
export function buildReceivables(stages: readonly Staged[], asOf: string | null): TableBuild | null {
  const files = stages.filter((from) => from.table === 'receivables');
  if (!files.length) return null;
  const columns = columnsOf(files, 'receivables');
  const type = columns.find((column) => column.name === 'amount')?.type;
  const known = (name: string): boolean => columns.some((column) => column.name === name);
  const paid = known('paid_date') ? (asOf === null ? 'paid_date IS NOT NULL' : `paid_date <= DATE ${quoteText(asOf)}`) : 'false';
  const open = known('paid_amount') ? `CASE WHEN ${paid} THEN 0 ELSE amount - coalesce(paid_amount, 0) END` : `CASE WHEN ${paid} THEN 0 ELSE amount END`;
  const derived = type !== undefined;
  const built: BuiltColumn[] = [...columns, ...(known('open_amount') || !derived ? [] : [{ name: 'open_amount', type, origin: 'derived' as const }])];
  const list = built.map(({ name }) => (name === 'open_amount' && derived ? `CAST(${known('open_amount') ? `coalesce(open_amount, ${open})` : open} AS ${type}) AS open_amount` : quoteName(name)));
  return { name: 'receivables', canonical: true, columns: built, statements: fillInSlices('receivables', files, (part) => `SELECT ${[...list, '_file', '_row'].join(', ')} FROM (\n${unite(part, 'receivables', columns)}\n) ORDER BY _file, _row`) };
}
