import type { Column } from '../database/Database.ts';
import type { Scalar } from '../database/table.ts';
import type { Locale } from '../messages/locale.ts';
import { safeText } from './safeText.ts';

export interface TableRows {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Scalar[])[];
}

const numeric = /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL)/u;

/** CSV as spreadsheet programs of the language open it: UTF-8 with BOM, CRLF, `,` and a point in English, `;` and a comma elsewhere. Texts cannot act as formulas. */
export function writeCsv({ columns, rows }: TableRows, locale: Locale): string {
  const [delimiter, decimal] = locale === 'en' ? [',', '.'] : [';', ','];
  const quote = (text: string): string => (/["\r\n;,\t]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const write = (value: Scalar, type: string): string => {
    if (value === null) return '';
    if (typeof value === 'number' || (numeric.test(type) && /^-?\d/u.test(String(value)))) return quote(String(value).replace('.', decimal));
    return quote(safeText(String(value)));
  };
  const lines = [columns.map(({ name }) => quote(safeText(name))), ...rows.map((row) => row.map((value, index) => write(value, columns[index]?.type ?? '')))];
  return `\uFEFF${lines.map((line) => line.join(delimiter)).join('\r\n')}\r\n`;
}
