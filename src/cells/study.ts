import type { Params } from '../database/Database.ts';
import { done, type Failure, type Outcome } from '../database/outcome.ts';
import type { Scalar } from '../database/table.ts';
import type { Locale, Localised } from '../messages/locale.ts';
import { sayText } from '../messages/sayFailure.ts';
import { quoteName } from '../sql/quote.ts';
import { sayColumn } from '../traits/sayInputs.ts';
import type { CellContext, Evaluation, Finding, ResultTable } from './CellKind.ts';

/** What the studies have in common: several kept tables, facts for their pictures, findings in the reader's language. */

export const finding = (locale: Locale, kind: string, message: Localised): Finding => ({ kind, message: message[locale] });

/** Keeps tables in order; the first failure ends it. */
export async function keepAll(context: CellContext, queries: Readonly<Record<string, string>>, params: Params): Promise<Outcome<readonly ResultTable[]>> {
  const tables: ResultTable[] = [];
  for (const [name, sql] of Object.entries(queries)) {
    const kept = await context.keep(name, sql, params);
    if (!kept.ok) return kept;
    tables.push(kept.value);
  }
  return done(tables);
}

/** The only row of a query as facts. */
export async function readFacts(context: CellContext, sql: string, params: Params): Promise<Outcome<Record<string, Scalar>>> {
  const result = await context.database.run(sql, { params, ...(context.signal ? { signal: context.signal } : {}) });
  return result.ok ? done(result.value.records()[0] ?? {}) : result;
}

/** Column → type of each result table, for results that nothing feeds. */
export type TableShapes = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** SQL: a table without rows. */
export const emptyTable = (columns: TableShapes[string]): string => `SELECT ${Object.entries(columns).map(([column, type]) => `CAST(NULL AS ${type}) AS ${quoteName(column)}`).join(', ')} WHERE FALSE`;

/** A study whose input no file gives: its tables are there, empty, and it says which file would fill them. */
export async function absentStudy(context: CellContext, shapes: TableShapes, message: Localised): Promise<Outcome<Evaluation>> {
  const queries = Object.fromEntries(Object.entries(shapes).map(([name, columns]) => [name, emptyTable(columns)]));
  const tables = await keepAll(context, queries, {});
  return tables.ok ? done({ tables: tables.value, findings: [finding(context.locale, 'absent', message)], facts: {} }) : tables;
}

/** A study without the order lines that it needs: done, empty and saying so, unless the notebook named a table of its own. */
export function absentLines(failure: Failure, { from }: { readonly from?: string | undefined }, context: CellContext, shapes: TableShapes): Promise<Outcome<Evaluation>> {
  if (failure.kind !== 'missing' || from !== undefined) return Promise.resolve({ ok: false, error: failure });
  const columns = / has no (.+)\.$/u.exec(failure.message)?.[1];
  if (columns !== undefined && lacking(context, 'order_lines').length === 0) {
    const called = (locale: Locale): string => columns.split(', ').map((column) => sayColumn(column, locale)).join(', ');
    return absentStudy(context, shapes, { en: `The order lines have no ${called('en')}: add the column to the file with orders, or a file that holds it.`, ru: `В строках заказов нет колонки «${called('ru')}»: добавьте её в файл с заказами или файл, где она есть.`, pl: `Pozycje zamówień nie mają kolumny „${called('pl')}”: dodaj ją do pliku z zamówieniami albo plik, który ją zawiera.` });
  }
  return absentStudy(context, shapes, { en: `${failure.message} Add a file with orders.`, ru: `Нет нужных данных о заказах (${sayText(failure.message, 'ru')}) Добавьте файл с заказами.`, pl: `Brak potrzebnych danych o zamówieniach (${sayText(failure.message, 'pl')}) Dodaj plik z zamówieniami.` });
}

/** Columns `table.column` that the base lacks. */
export const lacking = (context: CellContext, ...needs: readonly string[]): string[] =>
  needs.filter((need) => {
    const [table, column] = need.split('.');
    return !context.base.tables.some(({ name, columns }) => name === table && (column === undefined || columns.some((known) => known.name === column)));
  });

export const baseHas = (context: CellContext, column: string): boolean => lacking(context, column).length === 0;

/** SQL: both ends of the Wilson interval of a proportion (METHODS B15), NULL without trials. */
export function wilson(successes: string, trials: string, level: 'low' | 'high'): string {
  const z = 1.959963984540054;
  const sign = level === 'low' ? '-' : '+';
  const p = `(CAST(${successes} AS DOUBLE) / nullif(${trials}, 0))`;
  const n = `nullif(CAST(${trials} AS DOUBLE), 0)`;
  const half = `${z} * sqrt(greatest(0, ${p} * (1 - ${p}) / ${n} + ${z * z} / (4 * ${n} * ${n})))`;
  const end = `(${p} + ${z * z} / (2 * ${n}) ${sign} ${half}) / (1 + ${z * z} / ${n})`;
  return level === 'low' ? `CASE WHEN ${trials} > 0 THEN greatest(0, ${end}) END` : `CASE WHEN ${trials} > 0 THEN least(1, ${end}) END`;
}
