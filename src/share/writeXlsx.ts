import { strToU8, zipSync } from 'fflate';
import type { Scalar } from '../database/table.ts';
import { escapeHtml } from './html.ts';
import type { Rest } from './Rest.ts';
import { xmlText } from './safeText.ts';
import type { TableRows } from './writeCsv.ts';

export interface Sheet extends TableRows {
  readonly name: string;
}

/**
 * A workbook with a sheet a table: header in bold and frozen, numbers, dates and shares as such, texts as texts (never formulas).
 * Written here, since the libraries at hand start workers from text, which the page's policy forbids. ECMA-376, transitional.
 */
export function writeXlsx(sheets: readonly Sheet[]): Uint8Array<ArrayBuffer> {
  const parts = openWorkbook(sheets);
  for (const [index, sheet] of sheets.entries()) parts.add(index, sheet);
  return parts.close();
}

/** The same, sheet by sheet, with a rest after each; null where the rest says to stop. */
export async function writeXlsxRestfully(sheets: readonly Sheet[], rest: Rest): Promise<Uint8Array<ArrayBuffer> | null> {
  const parts = openWorkbook(sheets);
  for (const [index, sheet] of sheets.entries()) {
    parts.add(index, sheet);
    if (!(await rest())) return null;
  }
  return parts.close();
}

function openWorkbook(sheets: readonly Sheet[]): { add(index: number, sheet: Sheet): void; close(): Uint8Array<ArrayBuffer> } {
  const names = sheetNames(sheets.map(({ name }) => name));
  const files: Record<string, Uint8Array> = {
    '[Content_Types].xml': xml(`<Types xmlns="${ns.types}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${sheetType}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${sheetType}.styles+xml"/>${names.map((_, index) => `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${sheetType}.worksheet+xml"/>`).join('')}</Types>`),
    '_rels/.rels': xml(`<Relationships xmlns="${ns.relations}"><Relationship Id="r1" Type="${ns.office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`),
    'xl/workbook.xml': xml(`<workbook xmlns="${ns.main}" xmlns:r="${ns.office}"><sheets>${names.map((name, index) => `<sheet name="${escapeHtml(name)}" sheetId="${index + 1}" r:id="s${index + 1}"/>`).join('')}</sheets></workbook>`),
    'xl/_rels/workbook.xml.rels': xml(`<Relationships xmlns="${ns.relations}">${names.map((_, index) => `<Relationship Id="s${index + 1}" Type="${ns.office}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`).join('')}<Relationship Id="styles" Type="${ns.office}/styles" Target="styles.xml"/></Relationships>`),
    'xl/styles.xml': xml(styles),
  };
  return {
    add(index, sheet) {
      files[`xl/worksheets/sheet${index + 1}.xml`] = xml(writeSheet(sheet));
    },
    close() {
      const zipped = zipSync(files, { level: 6, mtime: new Date('2020-01-01T00:00:00Z') });
      return new Uint8Array(zipped);
    },
  };
}

const ns = {
  main: 'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
  types: 'http://schemas.openxmlformats.org/package/2006/content-types',
  relations: 'http://schemas.openxmlformats.org/package/2006/relationships',
  office: 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
} as const;
const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const xml = (text: string): Uint8Array => strToU8(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${text}`);

/** cell formats by place: text, header, integer, decimal, share, date */
const look = { text: 0, header: 1, integer: 2, decimal: 3, share: 4, date: 5 } as const;
const styles = `<styleSheet xmlns="${ns.main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="6"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="3" applyNumberFormat="1"/><xf numFmtId="4" applyNumberFormat="1"/><xf numFmtId="10" applyNumberFormat="1"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`;

const mostRows = 1_048_575;

function writeSheet({ columns, rows }: Sheet): string {
  const widths = columns.map(({ name }, index) => Math.min(60, Math.max(name.length, ...rows.slice(0, 200).map((row) => String(row[index] ?? '').length)) + 2));
  const head = `<row r="1">${columns.map(({ name }, index) => textCell(index, 1, name, look.header)).join('')}</row>`;
  const body = rows.slice(0, mostRows).map((row, at) => `<row r="${at + 2}">${row.map((value, index) => writeCell(index, at + 2, value, columns[index]?.type ?? '', columns[index]?.name ?? '')).join('')}</row>`);
  return `<worksheet xmlns="${ns.main}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.map((width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`).join('')}</cols><sheetData>${head}${body.join('')}</sheetData>${columns.length > 0 ? `<autoFilter ref="A1:${place(columns.length - 1, Math.min(rows.length, mostRows) + 1)}"/>` : ''}<pageSetup orientation="${columns.length > 6 ? 'landscape' : 'portrait'}" paperSize="9" fitToHeight="0"/></worksheet>`;
}

function writeCell(column: number, row: number, value: Scalar, type: string, name: string): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return `<c r="${place(column, row)}" t="b"><v>${value ? 1 : 0}</v></c>`;
  const text = String(value);
  if (/INT|DECIMAL|DOUBLE|FLOAT/u.test(type) && /^-?\d+(\.\d+)?(e[+-]?\d+)?$/iu.test(text)) {
    // a spreadsheet keeps fifteen digits: a longer number stays whole as text
    if (/^-?\d+$/u.test(text) && text.replace('-', '').length > 15) return textCell(column, row, text, look.text);
    const style = /share|rate|_pct$/u.test(name) ? look.share : /INT/u.test(type) ? look.integer : look.decimal;
    return `<c r="${place(column, row)}" s="${style}"><v>${text}</v></c>`;
  }
  if (type === 'DATE' && /^\d{4}-\d{2}-\d{2}$/u.test(text)) {
    const serial = Date.parse(`${text}T00:00:00Z`) / 86_400_000 + 25_569;
    if (serial >= 61) return `<c r="${place(column, row)}" s="${look.date}"><v>${serial}</v></c>`;
  }
  return textCell(column, row, text, look.text);
}

const textCell = (column: number, row: number, text: string, style: number): string =>
  `<c r="${place(column, row)}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeHtml(xmlText(text.slice(0, 32_767)))}</t></is></c>`;

function place(column: number, row: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return `${letters}${row}`;
}

/** at most 31 characters, none of those that a sheet's name cannot have, each name once whatever its case */
function sheetNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const clean = name.replaceAll(/[[\]:*?/\\']/gu, ' ').slice(0, 31).trim() || 'Sheet';
    let candidate = clean;
    for (let count = 2; taken.has(candidate.toLowerCase()); count += 1) candidate = `${clean.slice(0, 30 - String(count).length)} ${count}`;
    taken.add(candidate.toLowerCase());
    return candidate;
  });
}
