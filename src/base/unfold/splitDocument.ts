import type { RowBlock } from '../../files/splitRows.ts';
import { possibleOrders } from '../values/readDate.ts';

const document = /^(.*?)[\s№#]*(\S*\d\S*)\s+(?:от|z dnia|from|dated)\s+(\d{1,4}[./-]\d{1,2}[./-]\d{2,4})(?:\s*г\.)?(?:\s+(\d{1,2}:\d{2}(?::\d{2})?))?$/iu;

/** A column whose cells name a document with its day, where no other column tells a day: the day and the kind get columns of their own. */
export function findDocuments(names: readonly string[], rows: readonly (readonly string[])[]): number | null {
  let found: number | null = null;
  for (const [column] of names.entries()) {
    const filled = rows.flatMap((cells) => (cells[column] ?? '').trim() || []);
    if (filled.length === 0) continue;
    if (filled.filter((cell) => possibleOrders(cell).length > 0).length > filled.length * 0.5) return null;
    if (filled.filter((cell) => document.test(cell)).length >= filled.length * 0.9) found ??= column;
  }
  return found;
}

const added: Readonly<Record<'ru' | 'pl' | 'en', readonly [string, string, string]>> = {
  ru: ['Номер документа', 'Дата документа', 'Вид документа'],
  pl: ['Numer dokumentu', 'Data dokumentu', 'Typ dokumentu'],
  en: ['Document No', 'Document Date', 'Document Type'],
};

export function nameDocument(names: readonly string[], column: number, sample: string): string[] {
  const language = /[а-яё]/i.test(sample) ? 'ru' : /\sz dnia\s/i.test(sample) ? 'pl' : 'en';
  const [number, day, kind] = added[language];
  return [...names.map((name, at) => (at === column ? number : name)), day, kind];
}

/** Puts day and kind behind the cells; the document's own words stay its number, since numbers begin anew every year. */
export function splitDocuments(block: RowBlock, column: number, width: number, dataFrom: number): RowBlock {
  const rows = block.rows.map((cells, index): readonly string[] => {
    const match = (block.numbers[index] ?? 0) < dataFrom ? null : document.exec((cells[column] ?? '').trim());
    if (!match) return cells;
    const [, kind = '', , day = '', time] = match;
    return [...Array.from({ length: width }, (_, at) => cells[at] ?? ''), time === undefined ? day : `${day} ${time}`, kind.trim(), ...cells.slice(width)];
  });
  return { ...block, rows };
}
