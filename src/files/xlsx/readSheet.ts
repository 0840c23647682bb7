import { attribute, scanXml, XmlScanner } from '../scanXml.ts';
import type { DamagedCell, RowBlock } from '../splitRows.ts';
import { Unreadable } from '../Unreadable.ts';
import { serialToText } from './cellDates.ts';
import type { Workbook, WorkbookSheet } from './readWorkbook.ts';

const blockRows = 5_000;

/** Rows of one sheet as text, in blocks. Dates come as ISO text, errors as `#REF!`, blank rows between rows as empty rows. */
export async function* readSheet(workbook: Workbook, sheet: WorkbookSheet, what: string): AsyncGenerator<RowBlock> {
  if (!sheet.part) throw new Unreadable(`${what}: the sheet's part is missing or lies outside the file, and links outside are never followed`);
  const reader = new SheetReader(workbook, await workbook.strings(), what);
  const scanner = new XmlScanner(reader, what);
  const decoder = new TextDecoder();
  let done = 0;
  for await (const chunk of sheet.part.stream()) {
    // a slice at a time, so that a block stays small however large the chunk is
    for (let at = 0; at < chunk.length; at += 65_536) {
      scanner.push(decoder.decode(chunk.subarray(at, at + 65_536), { stream: true }));
      done += Math.min(65_536, chunk.length - at);
      if (reader.waiting >= blockRows) yield { ...reader.take(), expected: rowsExpected(reader, sheet.part.unpacked / done) };
    }
  }
  scanner.push(decoder.decode());
  scanner.end();
  if (reader.lastRow === 0 && reader.declaredRows > 1) throw new Unreadable(`${what} says it has ${reader.declaredRows} rows, and none could be read`);
  yield reader.take();
}

/** By the bytes that are left, unless the sheet's own word is near to that: some programs declare the whole grid. */
function rowsExpected({ lastRow, declaredRows }: SheetReader, times: number): number {
  const guess = Math.round(lastRow * times);
  return declaredRows >= guess / 2 && declaredRows <= guess * 2 ? declaredRows : guess;
}

/** Ranges merged in a sheet, e.g. `A1:B1`. */
export async function readMerges(sheet: WorkbookSheet, what: string): Promise<string[]> {
  const merges: string[] = [];
  if (!sheet.part) return merges;
  const open = (name: string, attributes: string): void => {
    if (name === 'mergeCell') merges.push(attribute(attributes, 'ref') ?? '');
  };
  await scanXml(sheet.part.stream(), { open, close() {}, text() {} }, what);
  return merges;
}

const [letterA, letterZ, letterS, letterT, digit0, digit9, quote, space, equals, dot] = Array.from('AZst09" =.', (sign) => sign.charCodeAt(0)) as [number, number, number, number, number, number, number, number, number, number];

class SheetReader {
  readonly #workbook: Workbook;
  readonly #strings: readonly string[];
  readonly #what: string;
  #rows: string[][] = [];
  #numbers: number[] = [];
  #depths: number[] = [];
  #damaged: DamagedCell[] = [];
  #row: string[] | null = null;
  #column = -1;
  #type = '';
  #style = 0;
  #value: string | null = null;
  #formula = false;
  #outlined = false;
  #reading: 'v' | 't' | null = null;
  #phonetic = false;
  lastRow = 0;
  declaredRows = 0;

  constructor(workbook: Workbook, strings: readonly string[], what: string) {
    this.#workbook = workbook;
    this.#strings = strings;
    this.#what = what;
  }

  get waiting(): number {
    return this.#rows.length;
  }

  /** The rows that are whole; one that is being read stays for the next block. */
  take(): RowBlock {
    const whole = this.#row ? this.#rows.length - 1 : this.#rows.length;
    const inWhole = (cell: DamagedCell): boolean => !this.#row || cell.row < this.lastRow;
    const block = { rows: this.#rows.slice(0, whole), numbers: this.#numbers.slice(0, whole), damaged: this.#damaged.filter(inWhole), depths: this.#depths.slice(0, whole) };
    this.#rows = this.#rows.slice(whole);
    this.#numbers = this.#numbers.slice(whole);
    this.#depths = this.#depths.slice(whole);
    this.#damaged = this.#damaged.filter((cell) => !inWhole(cell));
    return block;
  }

  open(name: string, attributes: string): void {
    switch (name) {
      case 'c':
        return this.#openCell(attributes);
      case 'row':
        return this.#openRow(attributes);
      case 'v':
        this.#reading = 'v';
        this.#value = '';
        return;
      case 't':
        this.#reading = 't';
        this.#value ??= '';
        return;
      case 'f':
        this.#formula = true;
        return;
      case 'rPh':
        this.#phonetic = true;
        return;
      case 'dimension':
        this.declaredRows = Number(/:\$?[A-Z]+\$?(\d+)$/.exec(attribute(attributes, 'ref') ?? '')?.[1] ?? 1);
    }
  }

  /** `<c r="B2" s="1" t="s"><v>17</v></c>`, as nearly every cell stands; whatever looks otherwise goes the long way, tag by tag. */
  takePlain(text: string, tag: number): number {
    const row = this.#row;
    if (!row || this.#reading || !text.startsWith('<c r="', tag)) return -1;
    let at = tag + 6;
    let column = 0;
    let code = text.charCodeAt(at);
    for (; code >= letterA && code <= letterZ; code = text.charCodeAt((at += 1))) column = column * 26 + code - letterA + 1;
    let number = 0;
    for (; code >= digit0 && code <= digit9; code = text.charCodeAt((at += 1))) number = number * 10 + code - digit0;
    if (code !== quote || number !== this.lastRow || column === 0 || column > 16_384) return -1;
    let style = 0;
    let type = 'n';
    for (at += 1; text.charCodeAt(at) === space; ) {
      const name = text.charCodeAt(at + 1);
      const end = text.indexOf('"', at + 4);
      if (end < 0 || text.charCodeAt(at + 2) !== equals || text.charCodeAt(at + 3) !== quote) return -1;
      if (name === letterS) style = Number(text.slice(at + 4, end));
      else if (name === letterT) type = text.slice(at + 4, end);
      else return -1;
      at = end + 1;
    }
    if (text.startsWith('/>', at)) {
      this.#column = column - 1;
      return at + 2;
    }
    if (!text.startsWith('><v>', at) || !Number.isInteger(style)) return -1;
    const from = at + 4;
    const end = text.indexOf('<', from);
    if (end < 0 || !text.startsWith('</v></c>', end)) return -1;
    const value = text.slice(from, end);
    if (value.includes('&')) return -1;
    this.#column = column - 1;
    this.#type = type;
    this.#style = style;
    this.#value = value;
    this.#formula = false;
    this.#closeCell();
    return end + 8;
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#reading = null;
    else if (name === 'rPh') this.#phonetic = false;
    else if (name === 'c') this.#closeCell();
    else if (name === 'row') this.#row = null;
  }

  text(text: string): void {
    if (this.#reading && !this.#phonetic && this.#row) this.#value = (this.#value ?? '') + text;
  }

  #openRow(attributes: string): void {
    const told = attribute(attributes, 'r');
    const number = told === null ? this.lastRow + 1 : Number(told);
    if (!Number.isInteger(number) || number <= this.lastRow || number > 1_048_576) throw new Unreadable(`${this.#what}: row ${told} follows row ${this.lastRow}`);
    // a gap of blank rows counts as furniture, yet a lone cell in the last row must not make a million of them
    if (number - this.lastRow <= 1000) {
      for (let blank = this.lastRow + 1; blank < number; blank += 1) {
        this.#rows.push(['']);
        this.#numbers.push(blank);
        this.#depths.push(0);
      }
    }
    this.lastRow = number;
    this.#row = [];
    this.#rows.push(this.#row);
    this.#numbers.push(number);
    this.#depths.push(Number(/outlineLevel="(\d)"/.exec(attributes)?.[1] ?? 0));
    this.#outlined = (this.#depths.at(-1) ?? 0) > 0;
    this.#column = -1;
  }

  #openCell(attributes: string): void {
    if (!this.#row) throw new Unreadable(`${this.#what}: a cell outside of a row`);
    const address = / r="([^"]*)"/.exec(attributes)?.[1] ?? attribute(attributes, 'r');
    if (address === null) this.#column += 1;
    else {
      const parts = /^([A-Z]{1,3})(\d{1,7})$/.exec(address);
      const column = parts?.[1] ? columnNumber(parts[1]) : -1;
      if (column < 0 || column > 16_383 || Number(parts?.[2]) !== this.lastRow) throw new Unreadable(`${this.#what}: no cell can have the address ${address.slice(0, 40)} in row ${this.lastRow}`);
      this.#column = column;
    }
    this.#type = / t="([^"]*)"/.exec(attributes)?.[1] ?? attribute(attributes, 't') ?? 'n';
    this.#style = Number(/ s="(\d+)"/.exec(attributes)?.[1] ?? 0);
    this.#value = null;
    this.#formula = false;
  }

  #closeCell(): void {
    const row = this.#row;
    if (!row) return;
    if (this.#value === null) {
      if (this.#formula) this.#damaged.push({ row: this.lastRow, column: this.#column, reason: 'a formula without a saved value' });
      return;
    }
    const indent = this.#workbook.indents[this.#style] ?? 0;
    // the indent of a row's first cell says how deep it lies where the outline does not
    if (indent > 0 && !this.#outlined && row.every((cell) => cell === '')) this.#depths[this.#depths.length - 1] = indent;
    while (row.length < this.#column) row.push('');
    row[this.#column] = this.#cellText(this.#value);
  }

  #cellText(value: string): string {
    switch (this.#type) {
      case 's': {
        const text = this.#strings[Number(value)];
        if (text === undefined) throw new Unreadable(`${this.#what}: row ${this.lastRow} points to text number ${value}, which the workbook lacks`);
        return text;
      }
      case 'b':
        return value.trim() === '1' ? 'true' : 'false';
      case 'n': {
        const kind = this.#workbook.dateKinds[this.#style] ?? 'none';
        if (kind === 'none' && isPlainNumber(value)) return value;
        const number = Number(value);
        if (value.trim() === '' || Number.isNaN(number)) return value;
        return kind === 'none' ? String(number) : serialToText(number, kind, this.#workbook.date1904);
      }
      case 'd':
        return value.replace(/T00:00:00(\.0+)?$/, '');
      default:
        return value; // str, inlineStr, e: as they are
    }
  }
}

/** Whether a number is written just as it would be written anew: fifteen signs at most, no needless zeros. */
function isPlainNumber(value: string): boolean {
  const { length } = value;
  if (length === 0 || length > 15) return false;
  let point = -1;
  for (let at = 0; at < length; at += 1) {
    const code = value.charCodeAt(at);
    if (code >= digit0 && code <= digit9) continue;
    if (code !== dot || point >= 0 || at === 0) return false;
    point = at;
  }
  if (length > 1 && point !== 1 && value.charCodeAt(0) === digit0) return false;
  return point < 0 || (point < length - 1 && value.charCodeAt(length - 1) !== digit0 && !value.startsWith('0.000000'));
}

function columnNumber(letters: string): number {
  let number = 0;
  for (const letter of letters) number = number * 26 + letter.charCodeAt(0) - 64;
  return number - 1;
}
