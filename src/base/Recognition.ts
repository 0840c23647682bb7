import type { DayPeriod, MoneyAccount, Reject } from './Base.ts';
import type { AcceptedGroups } from './groups/acceptedGroups.ts';
import type { ExchangeRates } from './rates/ExchangeRates.ts';
import type { Note } from './notes.ts';
import type { Unfolding } from './unfold/Unfolding.ts';

/** What one file (or sheet, or table within it) is taken for, before anything is loaded. All of it can be changed by the person. */
export interface Recognition {
  /** file name, with the sheet after ` › ` where a workbook has several */
  readonly file: string;
  readonly format: 'text' | 'xlsx' | 'parquet' | 'json' | 'arrow' | 'prepared';
  readonly size: number;
  /** canonical table, own slug, or null: passed over (with `reason`) */
  readonly table: string | null;
  readonly tableConfidence: number;
  /** why, for the person */
  readonly evidence: readonly Note[];
  readonly reason: string | null;
  readonly dialect: Dialect;
  readonly columns: readonly ColumnRecognition[];
  readonly questions: readonly Question[];
  /** first rows of the table as text, header excluded */
  readonly preview: readonly (readonly (string | null)[])[];
  /** exact for small files, estimated from the sample for large ones */
  readonly rows: number;
  readonly rowsExact: boolean;
  /** tables that this file also feeds (flat order files feed orders, order_lines, customers, products) */
  readonly feeds: readonly string[];
}

export interface Dialect {
  readonly encoding: string;
  readonly delimiter: string | null;
  readonly quote: string | null;
  readonly decimal: '.' | ',';
  /** strftime pattern of the dates, null when the file has none or they differ by column */
  readonly date: string | null;
  /** 1-based first row of the header, and how many rows it has (0: the file has no header) */
  readonly headerRow: number;
  readonly headerRows: number;
  readonly sheet: string | null;
  /** how a report with groups becomes a plain table; null: it is one, or is read as one */
  readonly unfolding: Unfolding | null;
  /** the report has groups, whether they are used or not */
  readonly grouped: boolean;
  /** column whose cells name a document with its day: two columns behind the others hold the day and the kind */
  readonly documents: number | null;
  /** cells are merged over rows of data and stand for each of them */
  readonly merged: boolean;
}

export interface ColumnRecognition {
  /** position in the file, from 0 */
  readonly index: number;
  readonly header: string;
  readonly samples: readonly string[];
  readonly type: ColumnType;
  /** strftime pattern for dates */
  readonly format: string | null;
  /** canonical field (`order_id`, or `table.field` when it goes to another table), own slug, or null: not loaded */
  readonly field: string | null;
  readonly confidence: number;
  readonly evidence: readonly Note[];
  /** other fields it might be, best first */
  readonly candidates: readonly { readonly field: string; readonly confidence: number }[];
  /** share of the sampled rows that have a value, 0 to 1 */
  readonly filled: number;
  /** true when the field is canonical and was accepted without asking */
  readonly accepted: boolean;
}

export type ColumnType = 'text' | 'integer' | 'number' | 'date' | 'timestamp' | 'boolean';

/** Something only a person can settle, with a good default. */
export interface Question {
  readonly id: string;
  readonly column: number | null;
  readonly note: Note;
  readonly options: readonly { readonly value: string; readonly label: Note }[];
  readonly suggested: string;
}

/** What the person (or mapping.yaml) decided; the shape of one entry of `files:` in mapping.yaml. */
export interface FileMapping {
  readonly table?: string;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly decimal?: '.' | ',';
  readonly date?: string;
  readonly header_row?: number;
  readonly sheet?: string;
  /** false: rows of groups are read as any other row */
  readonly groups?: boolean;
  /** header → field, `table.field`, own name, or null to leave the column out */
  readonly columns?: Readonly<Record<string, string | null>>;
}

export interface Mapping {
  readonly files: Readonly<Record<string, FileMapping>>;
  /** legal entities that count as one client */
  readonly groups?: AcceptedGroups;
  /** money of the base for one unit of another currency, by month */
  readonly rates?: ExchangeRates;
}

/** A trial reading of one file under a mapping, for the live preview of the review. */
export interface Trial {
  readonly rowsRead: number;
  readonly rowsLoaded: number;
  readonly rowsRejected: number;
  readonly furniture: number;
  readonly rejects: readonly Reject[];
  readonly money: MoneyAccount | null;
  readonly period?: DayPeriod | null;
}
