import { formatKindOf, formatValue } from '../charts/formatValue.ts';
import type { Scalar } from '../database/table.ts';
import type { Locale, Localised } from '../messages/locale.ts';
import type { Cell, Notebook } from '../notebook/Notebook.ts';
import type { ProseValue } from '../notebook/proseValues.ts';
import type { CellResult, RunResult } from '../cli/collectResult.ts';
import { element, escapeHtml } from './html.ts';
import { proseHtml } from './proseHtml.ts';
import style from './report.css?raw';

const mostRows = 200;

const words = {
  rows: { en: 'rows', ru: 'строк', pl: 'wierszy' },
  first: { en: 'the first {n} of', ru: 'первые {n} из', pl: 'pierwsze {n} z' },
  read: { en: 'read', ru: 'прочитано', pl: 'wczytano' },
  loaded: { en: 'loaded', ru: 'загружено', pl: 'załadowano' },
  rejected: { en: 'rejected', ru: 'отклонено', pl: 'odrzucono' },
  data: { en: 'Data and rules', ru: 'Данные и правила', pl: 'Dane i reguły' },
  failed: { en: 'This cell failed', ru: 'Ячейка не выполнена', pl: 'Komórka nie powiodła się' },
} satisfies Record<string, Localised>;

/** One self-contained HTML file without a script: prose, every cell's tables, and what the numbers rest on. */
export function writeReport(notebook: Notebook, result: RunResult): string {
  const locale = notebook.frontMatter.lang ?? 'en';
  const cells = new Map(result.cells.map((cell) => [cell.id, cell]));
  const valueOf = (value: ProseValue): string => readValue(value, cells, result, locale);
  const body = notebook.blocks.map((block) => {
    if (block.type === 'prose') return proseHtml(block.text, valueOf);
    const cell = cells.get(block.id);
    return cell && !block.notes ? writeCell(block, cell, locale) : '';
  });
  const title = notebook.frontMatter.title ?? 'Cubebook';
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title><style>${style}</style></head>
<body><main>${body.join('\n')}${writeFooter(result, locale)}</main></body></html>
`;
}

function writeCell(block: Cell, cell: CellResult, locale: Locale): string {
  if (cell.status !== 'done') return element('section', { class: 'failed' }, escapeHtml(`${words.failed[locale]}: ${cell.error?.message ?? ''}`));
  if (block.hidden) return '';
  const findings = cell.findings.map(({ message }) => element('p', { class: 'finding' }, escapeHtml(message)));
  const tables = Object.entries(cell.tables).map(([name, table]) => {
    const head = table.columns.map((column) => element('th', isNumber(column.type) ? { class: 'number' } : {}, escapeHtml(column.name.replaceAll('_', ' '))));
    const rows = table.rows.slice(0, mostRows).map((row) =>
      element('tr', {}, ...row.map((value, index) => {
        const column = table.columns[index];
        return element('td', isNumber(column?.type ?? '') ? { class: 'number' } : {}, escapeHtml(formatValue(value, { kind: formatKindOf(column?.type ?? 'VARCHAR', column?.name ?? ''), locale })));
      })),
    );
    const count = formatValue(table.rows.length, { kind: 'integer', locale });
    const cut = table.rows.length > mostRows ? `${words.first[locale].replace('{n}', String(mostRows))} ` : '';
    return element('figure', {}, element('figcaption', {}, `${escapeHtml(`${cell.id}.${name}`)} · ${cut}${count} ${words.rows[locale]}`), element('table', {}, element('thead', {}, element('tr', {}, ...head)), element('tbody', {}, ...rows)));
  });
  return element('section', { id: cell.id }, ...findings, ...tables);
}

const isNumber = (type: string): boolean => /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL)/.test(type);

function readValue(value: ProseValue, cells: ReadonlyMap<string, CellResult>, result: RunResult, locale: Locale): string {
  const [first = '', second, third] = value.path;
  if (second === undefined) return show(result.params[first] ?? null, 'VARCHAR', first, value, locale);
  const tables = cells.get(first)?.tables ?? {};
  const table = third === undefined ? Object.values(tables)[0] : tables[second];
  const name = third ?? second;
  const index = table?.columns.findIndex((column) => column.name === name) ?? -1;
  return show(table?.rows[0]?.[index] ?? null, table?.columns[index]?.type ?? 'VARCHAR', name, value, locale);
}

const show = (scalar: Scalar, type: string, name: string, { format, compact }: ProseValue, locale: Locale): string =>
  formatValue(scalar, { kind: format ?? formatKindOf(type, name), locale, compact });

function writeFooter(result: RunResult, locale: Locale): string {
  const count = (value: number): string => formatValue(value, { kind: 'integer', locale });
  const inputs = result.inputs.map((input) =>
    element('li', {}, escapeHtml(`${input.file} → ${input.table ?? '—'}: ${words.read[locale]} ${count(input.rowsRead)} = ${words.loaded[locale]} ${count(input.rowsLoaded)} + ${words.rejected[locale]} ${count(input.rowsRejected)}`)),
  );
  const rules = result.quality.filter(({ rows }) => rows > 0).map((rule) => element('li', {}, escapeHtml(`${rule.rule}: ${count(rule.rows)} ${words.rows[locale]}, ${formatValue(rule.amount, { kind: 'money', locale })} · ${rule.treatment}`)));
  const params = Object.entries(result.params).map(([name, value]) => `${name} = ${String(value)}`);
  return element('footer', {}, element('h2', {}, words.data[locale]), element('p', {}, escapeHtml(`${params.join(' · ')} · ${result.engine}`)), element('ul', {}, ...inputs, ...rules));
}
