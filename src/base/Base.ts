import type { Column } from '../database/Database.ts';
import type { Localised } from '../messages/locale.ts';
import type { AcceptedGroups } from './groups/acceptedGroups.ts';
import type { ExchangeRates } from './rates/ExchangeRates.ts';

/** The client's data after import, as the rest of the product sees it. */
export interface Base {
  readonly tables: readonly BaseTable[];
  readonly inputs: readonly InputAccount[];
  readonly quality: readonly RuleReport[];
  /** latest order date of the base, ISO; null without orders */
  readonly asOf: string | null;
  /** ISO code when one was found, else null */
  readonly currency: string | null;
  /** legal entities that a person took for one client; kept in the browser and in mapping.yaml, never in a notebook */
  readonly groups?: AcceptedGroups;
  /** rates of exchange that a person gave; kept as the groups are */
  readonly rates?: ExchangeRates;
  /** rates of exchange in a file of their own */
  readonly ratesInFiles?: ExchangeRates;
  /** rules that did something while files were read, with the table whose rows they concern */
  readonly noted?: Readonly<Record<string, string>>;
  /** what stands already, where the base was prepared elsewhere and its lines stayed there */
  readonly prepared?: PreparedBase;
}

/** What was computed where the lines are. Keys hold all that a sheet or a result depends on. */
export interface PreparedBase {
  /** tables that are described and counted, but whose rows cannot be read */
  readonly withheld: readonly string[];
  /** treatments of the quality rules that were in force */
  readonly rules: Readonly<Record<string, string>>;
  /** checksums of the notebooks' texts that it was prepared for; absent where that was not noted */
  readonly notebooks?: readonly string[];
  readonly sheets: Readonly<Record<string, PreparedSheet>>;
  readonly results: Readonly<Record<string, PreparedResult>>;
}

export interface PreparedSheet {
  readonly relation: string;
  readonly traits: readonly string[];
  readonly absent: readonly { readonly trait: string; readonly needs: string; readonly reason: Localised }[];
  readonly sql: string;
}

/** A cell's evaluation, its tables under names of their own. */
export interface PreparedResult {
  readonly tables: readonly { readonly name: string; readonly relation: string; readonly columns: readonly Column[]; readonly rowCount: number; readonly sql: string }[];
  readonly findings: readonly { readonly kind: string; readonly message: string }[];
  readonly facts: Readonly<Record<string, unknown>>;
  readonly steps: readonly { readonly name: string; readonly sql: string }[];
}

/** A table that notebooks can read under its plain name (a view in `main` over the stored `base` schema, rules applied). */
export interface BaseTable {
  readonly name: string;
  readonly canonical: boolean;
  readonly rows: number;
  readonly columns: readonly BaseColumn[];
}

export interface BaseColumn extends Column {
  /** file: read · derived: computed from other columns · absent columns are not listed at all */
  readonly origin: 'file' | 'derived';
}

/** Row accounting of one file (or sheet): rowsRead = rowsLoaded + rowsRejected, always. The shape of RESULT.json's `inputs`. */
export interface InputAccount {
  readonly file: string;
  /** canonical or own name; null when the file was passed over, with the reason among the questions */
  readonly table: string | null;
  readonly encoding: string | null;
  readonly delimiter: string | null;
  readonly rowsRead: number;
  readonly rowsLoaded: number;
  readonly rowsRejected: number;
  /** title, blank, repeated-header and total rows; not in rowsRead */
  readonly furniture: number;
  readonly questions: readonly string[];
  readonly rejects: readonly Reject[];
  readonly mapping: Readonly<Record<string, string>>;
  /** control totals of the file's own money column; null where it has none */
  readonly money?: MoneyAccount | null;
  /** of the rows loaded; null where the file has no day of its own */
  readonly period?: DayPeriod | null;
}

/** First and last day, ISO, of the column that says when a row happened. */
export interface DayPeriod {
  readonly column: string;
  readonly first: string;
  readonly last: string;
}

/** Exact sums: read = loaded + rejected. */
export interface MoneySums {
  readonly read: string;
  readonly loaded: string;
  readonly rejected: string;
}

/** Sums of one column as the file has it; where its amounts are in several currencies, of each by itself and none of all. */
export type MoneyAccount =
  | ({ readonly column: string; readonly currencies?: undefined } & MoneySums)
  | { readonly column: string; readonly read: null; readonly loaded: null; readonly rejected: null; readonly currencies: Readonly<Record<string, MoneySums>> };

export interface Reject {
  /** 1-based row of the file, counted as a spreadsheet shows it */
  readonly row: number;
  readonly column: string;
  readonly value: string;
  readonly reason: string;
  /** true: the row was loaded and only this value became NULL */
  readonly kept?: true;
}

/** What one quality rule found and did. The shape of RESULT.json's `quality`. */
export interface RuleReport {
  readonly rule: string;
  readonly rows: number;
  readonly customers: number;
  /** money concerned, exact decimal as text; where it is in several currencies, that in the base's own alone */
  readonly amount: string;
  /** the money by currency, where any of it is not in the base's own */
  readonly amounts?: Readonly<Record<string, string>>;
  readonly treatment: string;
  /** name under which the rows concerned can be read; absent where no table keeps them */
  readonly list?: string;
}
