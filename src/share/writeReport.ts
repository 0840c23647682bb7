import { ruleFaces } from '../base/rules/ruleFaces.ts';
import { formatValue } from '../charts/formatValue.ts';
import type { Column } from '../database/Database.ts';
import type { Locale, Localised } from '../messages/locale.ts';
import { sayFailure } from '../messages/sayFailure.ts';
import type { Cell, Notebook } from '../notebook/Notebook.ts';
import type { ProseValue } from '../notebook/proseValues.ts';
import { splitSlides } from '../notebook/splitSlides.ts';
import type { CellResult, RunResult } from '../session/collectResult.ts';
import { element, escapeHtml } from './html.ts';
import { metricFormats } from './metricFormats.ts';
import { proseHtml } from './proseHtml.ts';
import { readValue } from './readValue.ts';
import tokens from '../charts/tokens.css?raw';
import style from './report.css?raw';
import { drawCube } from './sharedCube.ts';
import { type TableFace, tableFaces } from './tableFaces.ts';
import { titleOf } from './titleOf.ts';

const mostRows = 200;
/** on paper; as many as the style sheet lets through */
const mostPrinted = 60;

const words = {
  rows: { en: 'rows', ru: 'строк', pl: 'wierszy' },
  first: { en: 'the first {n} of', ru: 'первые {n} из', pl: 'pierwsze {n} z' },
  printed: { en: 'on paper the first {n}', ru: 'на бумаге первые {n}', pl: 'na papierze pierwsze {n}' },
  read: { en: 'read', ru: 'прочитано', pl: 'wczytano' },
  loaded: { en: 'loaded', ru: 'загружено', pl: 'załadowano' },
  rejected: { en: 'rejected', ru: 'отклонено', pl: 'odrzucono' },
  data: { en: 'Data and rules', ru: 'Данные и правила', pl: 'Dane i reguły' },
  slides: { en: 'As slides', ru: 'Слайдами', pl: 'Jako slajdy' },
  tables: { en: 'Tables', ru: 'Таблицы', pl: 'Tabele' },
  hidden: { en: 'small counts and what would give them away are hidden (•)', ru: 'малые числа и то, что их выдаёт, скрыты (•)', pl: 'małe liczby i to, co je zdradza, ukryto (•)' },
  failed: { en: 'This cell failed', ru: 'Ячейка не выполнена', pl: 'Komórka nie powiodła się' },
} satisfies Record<string, Localised>;

export interface ReportExtras {
  /** pictures of cells as markup of our own making, by cell id */
  readonly pictures?: ReadonlyMap<string, string>;
  /** rows whose numbers were hidden, by `cell.table` */
  readonly hidden?: ReadonlyMap<string, ReadonlySet<number>>;
  readonly currency?: string | null;
}

/**
 * One self-contained HTML file without a script: prose, pictures, every cell's tables, and what the numbers rest on.
 * Cubes are explored by links within the file; as slides it snaps from heading to heading.
 */
export function writeReport(notebook: Notebook, result: RunResult, extras: ReportExtras = {}): string {
  const locale = notebook.frontMatter.lang ?? 'en';
  const writer: Writer = { locale, cells: new Map(result.cells.map((cell) => [cell.id, cell])), currency: extras.currency ?? null, pictures: extras.pictures ?? new Map(), hidden: extras.hidden ?? new Map() };
  const valueOf = (value: ProseValue): string => readValue(value, result, locale, writer.currency);
  const slides = splitSlides(notebook).map(({ blocks }) =>
    element('section', { class: 'slide' }, ...blocks.map((block) => {
      if (block.type === 'prose') return proseHtml(block.text, valueOf);
      const cell = writer.cells.get(block.id);
      return cell ? writeCell(block, cell, writer) : '';
    })),
  );
  const title = notebook.frontMatter.title ?? 'Cubebook';
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer"><title>${escapeHtml(title)}</title><style>${tokens}${style}</style></head>
<body><label class="mode"><input type="checkbox" id="as-slides"> ${escapeHtml(words.slides[locale])}</label><main>${slides.join('\n')}${writeFooter(result, locale)}</main></body></html>
`;
}

interface Writer {
  readonly locale: Locale;
  readonly cells: ReadonlyMap<string, CellResult>;
  readonly currency: string | null;
  readonly pictures: ReadonlyMap<string, string>;
  readonly hidden: ReadonlyMap<string, ReadonlySet<number>>;
}

function writeCell(block: Cell, cell: CellResult, writer: Writer): string {
  const { locale, currency } = writer;
  if (cell.status !== 'done') return element('div', { class: 'failed' }, escapeHtml(`${words.failed[locale]}: ${cell.error ? sayFailure(cell.error, locale) : ''}`));
  if (block.hidden || block.kind === 'param') return '';
  const title = titleOf(block, locale);
  const picture = writer.pictures.get(cell.id) ?? (block.kind === 'cube' || block.kind === 'rfm' ? drawCube(block, cell, locale, currency, title ?? cell.id) : null);
  const findings = cell.findings.map(({ message }) => element('p', { class: 'finding' }, escapeHtml(message)));
  const tables = Object.entries(cell.tables).map(([name, table]) => writeTable(`${cell.id}.${name}`, table, tableFaces(block, locale), writer));
  if (block.kind === 'metrics') return element('div', { class: 'cell' }, writeFigures(block, cell, writer));
  const behind = picture === null ? tables.join('') : element('details', {}, element('summary', {}, words.tables[locale]), ...tables);
  return element('div', { class: 'cell', id: `cell-${cell.id}` }, title === null ? '' : element('h3', {}, escapeHtml(title)), picture ?? '', ...findings, behind);
}

/** figures as they stand on the page: each with its label and its way of writing */
function writeFigures(block: Cell, cell: CellResult, { locale, currency }: Writer): string {
  const kinds = metricFormats(block);
  const rows = Object.values(cell.tables)[0]?.rows ?? [];
  return element('dl', { class: 'figures' }, ...rows.map(([label, value], index) =>
    element('div', {}, element('dt', {}, escapeHtml(String(label))), element('dd', {}, escapeHtml(formatValue(value ?? null, { kind: kinds[index] ?? 'number', locale, currency }))))));
}

function writeTable(name: string, table: CellResult['tables'][string], faceOf: (column: Column) => TableFace, { locale, currency, hidden }: Writer): string {
  const faces = table.columns.map(faceOf);
  const head = table.columns.map((column, index) => element('th', isNumber(column.type) ? { class: 'number' } : {}, escapeHtml(faces[index]?.label ?? column.name)));
  const covered = hidden.get(name);
  const rows = table.rows.slice(0, mostRows).map((row, at) =>
    element('tr', covered?.has(at) ? { class: 'hidden' } : {}, ...row.map((value, index) => {
      const column = table.columns[index];
      const text = value === null && covered?.has(at) ? '•' : formatValue(typeof value === 'string' ? (faces[index]?.say(value) ?? value) : value, { kind: faces[index]?.format ?? 'text', locale, currency });
      return element('td', isNumber(column?.type ?? '') ? { class: 'number' } : {}, escapeHtml(text));
    })),
  );
  const count = formatValue(table.rows.length, { kind: 'integer', locale });
  const cut = table.rows.length > mostRows ? `${words.first[locale].replace('{n}', String(mostRows))} ` : '';
  const printed = Math.min(table.rows.length, mostRows) > mostPrinted ? element('span', { class: 'on-paper' }, escapeHtml(` · ${words.printed[locale].replace('{n}', String(mostPrinted))}`)) : '';
  const note = covered ? ` · ${words.hidden[locale]}` : '';
  return element('figure', table.columns.length > 9 ? { class: 'wide' } : {}, element('figcaption', {}, escapeHtml(`${name} · ${cut}${count} ${words.rows[locale]}${note}`), printed), element('table', {}, element('thead', {}, element('tr', {}, ...head)), element('tbody', {}, ...rows)));
}

const isNumber = (type: string): boolean => /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL)/.test(type);

/** Money of several currencies is told of each by itself. */
const amountOf = ({ amount, amounts }: RunResult['quality'][number], locale: Locale): string =>
  amounts
    ? Object.entries(amounts)
        .map(([code, sum]) => `${formatValue(sum, { kind: 'money', locale })} ${code}`)
        .join(' + ')
    : formatValue(amount, { kind: 'money', locale });

function writeFooter(result: RunResult, locale: Locale): string {
  const count = (value: number): string => formatValue(value, { kind: 'integer', locale });
  const inputs = result.inputs.map((input) =>
    element('li', {}, escapeHtml(`${input.file} → ${input.table ?? '—'}: ${words.read[locale]} ${count(input.rowsRead)} = ${words.loaded[locale]} ${count(input.rowsLoaded)} + ${words.rejected[locale]} ${count(input.rowsRejected)}`)),
  );
  const rules = result.quality.filter(({ rows }) => rows > 0).map((rule) => {
    const face = ruleFaces.find((one) => one.rule === rule.rule);
    const treatment = face?.treatments.find(({ id }) => id === rule.treatment)?.label[locale] ?? rule.treatment;
    return element('li', {}, escapeHtml(`${rule.rule} ${face?.label[locale] ?? ''}: ${count(rule.rows)} ${words.rows[locale]}, ${amountOf(rule, locale)} · ${treatment}`));
  });
  const params = Object.entries(result.params).map(([name, value]) => `${name} = ${String(value)}`);
  return element('footer', {}, element('h2', {}, words.data[locale]), element('p', {}, escapeHtml(`${params.join(' · ')} · ${result.engine}`)), element('ul', {}, ...inputs, ...rules));
}
