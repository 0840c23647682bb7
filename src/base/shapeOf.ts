import type { DayPeriod, MoneyAccount } from './Base.ts';
import { normaliseHeader } from './normaliseHeader.ts';
import type { Recognition } from './Recognition.ts';

/** The same for every export of one kind, whatever its file is called and its rows are: the sheet and the headers. */
export function shapeOf({ columns, dialect }: Recognition): string {
  return JSON.stringify([dialect.sheet ?? '', ...columns.map(({ header }) => normaliseHeader(header)).toSorted()]);
}

/** What is kept of an export to tell the next one of its shape what changed. */
export interface ExportPrint {
  readonly rows: number;
  readonly columns: number;
  readonly period: DayPeriod | null;
  /** sum of the loaded rows, exact decimal as text */
  readonly money: string | null;
}

interface Told {
  readonly rowsLoaded: number;
  readonly mapping: Readonly<Record<string, string>>;
  readonly period?: DayPeriod | null;
  readonly money?: MoneyAccount | null;
}

export const printOf = ({ rowsLoaded, mapping, period = null, money }: Told): ExportPrint => ({ rows: rowsLoaded, columns: Object.keys(mapping).length, period, money: money?.loaded ?? null });
