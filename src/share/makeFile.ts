import { strToU8, zipSync } from 'fflate';
import { formatValue } from '../charts/formatValue.ts';
import { assertNever } from '../database/outcome.ts';
import type { Locale } from '../messages/locale.ts';
import type { Notebook } from '../notebook/Notebook.ts';
import { serializeNotebook } from '../notebook/serializeNotebook.ts';
import type { ClientName } from './ClientNames.ts';
import type { Figure } from './figures.ts';
import { type BundleRequest, writeBundle } from './bundle/writeBundle.ts';
import { mapTexts } from './mapTexts.ts';
import { deckSlides } from './pptx/slides.ts';
import type { Deck } from './pptx/writePptx.ts';
import type { SharedResult } from './redact.ts';
import { writeCsv } from './writeCsv.ts';
import { writeReport } from './writeReport.ts';
import { writeXlsxRestfully } from './writeXlsx.ts';
import type { Rest } from './Rest.ts';

export const fileForms = ['html', 'pptx', 'xlsx', 'csv', 'bundle'] as const;
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
  /** by cell, for files that hold pictures as markup */
  readonly pictures: ReadonlyMap<string, string>;
  /** by cell, for files with charts of their own */
  readonly figures: ReadonlyMap<string, readonly Figure[]>;
  readonly locale: Locale;
  readonly currency: string | null;
  /** names to be written as `mask` wherever they stand; empty: none */
  readonly masked: readonly ClientName[];
  readonly mask: string;
  readonly dress: DeckDress;
  readonly rest: Rest;
  /** the base that a bundle takes along; null where no row of a client may go */
  readonly data: BundleRequest['data'];
}

/** How a deck is dressed for whom it is shown to. */
export interface DeckDress {
  /** six hexadecimal digits; null: the house's own colours */
  readonly accent: string | null;
  readonly logo: Deck['logo'];
}

/** The file that leaves; null where it was stopped. */
export async function makeFile(request: FileRequest): Promise<MadeFile | null> {
  const { form, notebook, shared, pictures, locale, currency, rest } = request;
  if (!(await rest())) return null;
  const hide = hider(request);
  switch (form) {
    case 'html': {
      const text = hide(writeReport(notebook, shared.result, { pictures, hidden: shared.hidden, currency }));
      return { blob: new Blob([text], { type: 'text/html' }), ending: 'html', text };
    }
    case 'pptx': {
      const slides = mapTexts(deckSlides(request), hide);
      const title = hide(notebook.frontMatter.title ?? '');
      const asOf = shared.result.params['as_of'];
      const foot = [title, typeof asOf === 'string' ? formatValue(asOf, { kind: 'date', locale }) : ''].filter((text) => text !== '').join(' · ');
      if (!(await rest())) return null;
      const { writePptx } = await import('./pptx/writePptx.ts');
      const bytes = await writePptx({ title, slides, locale, foot, ...request.dress });
      return { blob: new Blob([bytes], { type: 'application/vnd.openxmlformats-officedocument.presentationml.presentation' }), ending: 'pptx', text: `${foot}\n${JSON.stringify(slides)}` };
    }
    case 'bundle': {
      const text = hide(serializeNotebook(notebook));
      const result = mapTexts(shared.result, hide);
      const bytes = await writeBundle({ notebook: text, shared: { ...shared, result }, data: request.data, rest });
      if (bytes === null) return null;
      return { blob: new Blob([bytes], { type: 'application/zip' }), ending: 'cubebook.zip', text: `${text}\n${JSON.stringify(result.cells)}` };
    }
    case 'xlsx': {
      const sheets = tablesOf(shared).map(({ name, columns, rows }) => ({ name, columns, rows: rows.map((row) => row.map((value) => (typeof value === 'string' ? hide(value) : value))) }));
      const bytes = await writeXlsxRestfully(sheets, rest);
      if (bytes === null) return null;
      return { blob: new Blob([bytes], { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' }), ending: 'xlsx', text: sheets.map(({ rows }) => rows.map((row) => row.join(' ')).join('\n')).join('\n') };
    }
    case 'csv': {
      const files: Record<string, string> = {};
      for (const table of tablesOf(shared)) {
        files[`${table.name}.csv`] = hide(writeCsv(table, locale));
        if (!(await rest())) return null;
      }
      const zipped = zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])), { mtime: new Date('2020-01-01T00:00:00Z') });
      return { blob: new Blob([new Uint8Array(zipped)], { type: 'application/zip' }), ending: 'zip', text: Object.values(files).join('\n') };
    }
    default:
      return assertNever(form);
  }
}

/** The key of codes, for the sender alone. */
export function makeKey(key: SharedResult['key'], locale: Locale): Blob {
  const columns = ['code', 'customer_id', 'customer_name'].map((name) => ({ name, type: 'VARCHAR' }));
  return new Blob([writeCsv({ columns, rows: [...key].map(([code, { id, name }]) => [code, id, name]) }, locale)], { type: 'text/csv' });
}

const tablesOf = ({ result }: SharedResult) => result.cells.flatMap((cell) => Object.entries(cell.tables).map(([name, table]) => ({ name: name === 'result' ? cell.id : `${cell.id} ${name}`, ...table })));

function hider({ masked, mask }: FileRequest): (text: string) => string {
  const names = masked.flatMap(({ name }) => (name === null ? [] : [name])).toSorted((a, b) => b.length - a.length);
  if (names.length === 0) return (text) => text;
  // whatever stands between the words of a name, as the search for names sees it
  const pattern = new RegExp(names.map((name) => [...name.matchAll(/[\p{L}\p{N}]+/gu)].map(([word]) => word).join('[^\\p{L}\\p{N}]+')).join('|'), 'giu');
  return (text) => text.replaceAll(pattern, mask);
}
