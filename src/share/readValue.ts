import { formatKindOf, formatValue } from '../charts/formatValue.ts';
import type { Scalar } from '../database/table.ts';
import type { Locale } from '../messages/locale.ts';
import type { ProseValue } from '../notebook/proseValues.ts';
import type { RunResult } from '../session/collectResult.ts';

/** A value that prose names, as it is read: a parameter, or the first row of a cell. */
export function readValue(value: ProseValue, result: RunResult, locale: Locale, currency: string | null): string {
  const [first = '', second, third] = value.path;
  if (second === undefined) return show(result.params[first] ?? null, 'VARCHAR', first, value, locale, currency);
  const tables = result.cells.find(({ id }) => id === first)?.tables ?? {};
  const table = third === undefined ? Object.values(tables)[0] : tables[second];
  const name = third ?? second;
  const index = table?.columns.findIndex((column) => column.name === name) ?? -1;
  return show(table?.rows[0]?.[index] ?? null, table?.columns[index]?.type ?? 'VARCHAR', name, value, locale, currency);
}

const show = (scalar: Scalar, type: string, name: string, { format, compact }: ProseValue, locale: Locale, currency: string | null): string =>
  formatValue(scalar, { kind: format ?? formatKindOf(type, name), locale, compact, currency });
