import { strToU8, zipSync } from 'fflate';
import { assertNever } from '../database/outcome.ts';
import type { Locale } from '../messages/locale.ts';
import type { Notebook } from '../notebook/Notebook.ts';
import type { ClientName } from './ClientNames.ts';
import type { SharedResult } from './redact.ts';
import { writeCsv } from './writeCsv.ts';
import { writeReport } from './writeReport.ts';
import { writeXlsx } from './writeXlsx.ts';

export const fileForms = ['html', 'xlsx', 'csv'] as const;
export type FileForm = (typeof fileForms)[number];

export interface MadeFile {
  readonly blob: Blob;
  readonly ending: string;
  /** all the words of it, to be searched for names */
  readonly text: string;
}

export interface FileRequest {
  readonly form: FileForm;
  readonly notebook: Notebook;
  readonly shared: SharedResult;
  readonly pictures: ReadonlyMap<string, string>;
  readonly locale: Locale;
  readonly currency: string | null;
  /** names to be written as `mask` wherever they stand; empty: none */
  readonly masked: readonly ClientName[];
  readonly mask: string;
}

/** The file that leaves. */
export function makeFile(request: FileRequest): MadeFile {
  const { form, notebook, shared, pictures, locale, currency } = request;
  const hide = hider(request);
  switch (form) {
    case 'html': {
      const text = hide(writeReport(notebook, shared.result, { pictures, hidden: shared.hidden, currency }));
      return { blob: new Blob([text], { type: 'text/html' }), ending: 'html', text };
    }
    case 'xlsx': {
      const sheets = tablesOf(shared).map(({ name, columns, rows }) => ({ name, columns, rows: rows.map((row) => row.map((value) => (typeof value === 'string' ? hide(value) : value))) }));
      return { blob: new Blob([writeXlsx(sheets)], { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' }), ending: 'xlsx', text: sheets.map(({ rows }) => rows.map((row) => row.join(' ')).join('\n')).join('\n') };
    }
    case 'csv': {
      const files = Object.fromEntries(tablesOf(shared).map((table) => [`${table.name}.csv`, hide(writeCsv(table, locale))]));
      const zipped = zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])), { mtime: new Date('2020-01-01T00:00:00Z') });
      return { blob: new Blob([new Uint8Array(zipped)], { type: 'application/zip' }), ending: 'zip', text: Object.values(files).join('\n') };
    }
    default:
      return assertNever(form);
  }
}

/** The key of codes, for the sender alone. */
export function makeKey(shared: SharedResult, locale: Locale): Blob {
  const columns = ['code', 'customer_id', 'customer_name'].map((name) => ({ name, type: 'VARCHAR' }));
  return new Blob([writeCsv({ columns, rows: [...shared.key].map(([code, { id, name }]) => [code, id, name]) }, locale)], { type: 'text/csv' });
}

const tablesOf = ({ result }: SharedResult) => result.cells.flatMap((cell) => Object.entries(cell.tables).map(([name, table]) => ({ name: name === 'result' ? cell.id : `${cell.id} ${name}`, ...table })));

function hider({ masked, mask }: FileRequest): (text: string) => string {
  const names = masked.flatMap(({ name }) => (name === null ? [] : [name])).toSorted((a, b) => b.length - a.length);
  if (names.length === 0) return (text) => text;
  // whatever stands between the words of a name, as the search for names sees it
  const pattern = new RegExp(names.map((name) => [...name.matchAll(/[\p{L}\p{N}]+/gu)].map(([word]) => word).join('[^\\p{L}\\p{N}]+')).join('|'), 'giu');
  return (text) => text.replaceAll(pattern, mask);
}
