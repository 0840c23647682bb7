import type { PlannedColumn } from './planColumns.ts';
import { isoDay, readDate } from './values/readDate.ts';
import { readMeasure } from './values/readMeasure.ts';
import { withLeadingZero } from './values/taxNumber.ts';
import { decimalToText, readWritten, rescale, toDecimal, usedScale, type Decimal, type WrittenNumber } from './values/readNumber.ts';
import { errorWords, falseWords, looseNullWords, nullWords, trueWords } from './values/words.ts';

/** A cell as it goes into the stage: canonical text, or the reason why it cannot be read. */
export interface CellValue {
  readonly text: string | null;
  readonly number?: Decimal;
  /** the number in units of 10^-9, for sums; absent when that would lose digits */
  readonly nano?: bigint;
  readonly written?: WrittenNumber;
  readonly time?: string | null;
  readonly problem?: string;
}

const nothing: CellValue = { text: null };

export function readCell(cell: string, column: PlannedColumn): CellValue {
  const text = cell.trim();
  if (text === '') return nothing;
  const lower = text.length <= 20 ? text.toLowerCase() : '';
  if (lower !== '') {
    if (nullWords.has(lower)) return nothing;
    if (lower.startsWith('#') && errorWords.has(lower)) return { text: null, problem: 'a spreadsheet error' };
    if (column.type !== 'text' && column.type !== 'boolean' && looseNullWords.has(lower)) return nothing;
  }
  switch (column.type) {
    case 'text':
      if (text.includes('\u0000')) return { text: null, problem: 'holds a NUL character' };
      if (column.restoreZero) return { text: withLeadingZero(text) ?? text };
      return { text: column.dropZero && text.endsWith('.0') ? text.slice(0, -2) : text };
    case 'integer':
    case 'number':
      return readNumberCell(text, column);
    case 'date':
    case 'timestamp': {
      const day = readDate(text, column.order);
      if (!day) return { text: null, problem: 'not a date' };
      return { text: isoDay(day.days), time: day.time };
    }
    case 'boolean':
      if (trueWords.has(lower) || lower === '1' || lower === '+') return { text: 'true' };
      if (falseWords.has(lower) || lower === '0') return { text: 'false' };
      return looseNullWords.has(lower) ? nothing : { text: null, problem: 'neither yes nor no' };
  }
}

function readNumberCell(text: string, column: PlannedColumn): CellValue {
  const measure = column.unit === null ? null : readMeasure(text);
  const written = readWritten(measure?.unit === column.unit ? measure?.number ?? text : text);
  const number = written && toDecimal(written, column.sign);
  if (!written || !number) return { text: null, problem: 'not a number' };
  const scale = usedScale(number);
  if (column.field?.type === 'integer' && scale > 0) return { text: null, problem: 'not a whole number' };
  return { text: numberText(number), number, written, ...(scale <= 9 ? { nano: rescale(number, 9) } : {}) };
}

/** Canonical text of a decimal, without idle zeros. */
export function numberText(number: Decimal): string {
  const scale = usedScale(number);
  return decimalToText(scale === number.scale ? number.units : number.units / 10n ** BigInt(number.scale - scale), scale);
}
