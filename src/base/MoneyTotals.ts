import type { MoneyAccount, MoneySums } from './Base.ts';
import { ExactSum } from './ExactSum.ts';
import type { PlannedColumn } from './planColumns.ts';
import { currencyOf } from './rates/currencyCode.ts';
import type { RowCells } from './RowCells.ts';
import { scannedText } from './scanNumber.ts';
import { decimalToText, usedScale } from './values/readNumber.ts';

const preferred = ['net_amount', 'gross_amount', 'amount', 'open_amount', 'plan_value'];

interface Sums {
  rows: number;
  readonly loaded: ExactSum;
  readonly rejected: ExactSum;
}

/** Control totals of a file's money: what was read is what was loaded and what was rejected, to the last digit; amounts of different currencies are never added up. */
export class MoneyTotals {
  readonly #cells: RowCells;
  readonly #column: PlannedColumn | null;
  /** the file's column that tells the currency of a row, or -1 */
  readonly #currency: number;
  readonly #sums = new Map<string, Sums>();
  #now: Sums;

  constructor(cells: RowCells, columns: readonly PlannedColumn[]) {
    this.#cells = cells;
    this.#column = preferred.flatMap((target) => columns.filter((column) => column.target === target && column.field !== null))[0] ?? null;
    this.#currency = columns.find((column) => column.target === 'currency' && column.field !== null)?.index ?? -1;
    this.#now = this.#of('');
  }

  /** Adds the current row. */
  add(loaded: boolean): void {
    if (!this.#column) return;
    const dictionary = this.#cells.dictionaryAt(this.#column.index);
    const code = this.#cells.codeAt(this.#column.index);
    if (this.#currency >= 0) this.#enter(this.#cells.textAt(this.#currency), 1);
    const sum = loaded ? this.#now.loaded : this.#now.rejected;
    sum.add(dictionary?.sumWhole[code] ?? 0, 0);
    sum.add(dictionary?.sumRest[code] ?? 0, 9);
  }

  /** Where the rows of the currency end that row `from` is in; what `loadedOf` gives is of that currency from now on. */
  enterRun(from: number, to: number): number {
    if (this.#currency < 0) return to;
    const codes = this.#cells.codesOf(this.#currency);
    const units = this.#cells.unitsOf(this.#currency);
    const code = codes[from] ?? 0;
    let end = from + 1;
    while (end < to && codes[end] === code && (code >= 0 || units[end] === units[from])) end += 1;
    this.#enter(code < 0 ? scannedText(units[from] ?? 0, ~code) : (this.#cells.dictionaryAt(this.#currency)?.textAt(code) ?? null), end - from);
    return end;
  }

  /** Where the amounts of a run of loaded rows go; null when the column is another one. */
  loadedOf(column: number): ExactSum | null {
    return this.#column?.index === column ? this.#now.loaded : null;
  }

  account(): MoneyAccount | null {
    if (!this.#column) return null;
    const { header } = this.#column;
    const told = [...this.#sums].filter(([code, { rows }]) => code !== '' && rows > 0).toSorted((a, b) => b[1].rows - a[1].rows);
    const [main] = told;
    const silent = this.#sums.get('');
    if (!main || told.length < 2) return { column: header, ...accountFor([...this.#sums.values()]) };
    // rows that tell no currency are taken to be in the usual one, as rule E6 does
    return { column: header, read: null, loaded: null, rejected: null, currencies: Object.fromEntries(told.map(([code, sums]) => [code, accountFor(code === main[0] && silent ? [sums, silent] : [sums])])) };
  }

  #enter(text: string | null, rows: number): void {
    this.#now = this.#of(text === null ? '' : currencyOf(text));
    this.#now.rows += rows;
  }

  #of(code: string): Sums {
    const known = this.#sums.get(code);
    if (known) return known;
    const made = { rows: 0, loaded: new ExactSum(), rejected: new ExactSum() };
    this.#sums.set(code, made);
    return made;
  }
}

function accountFor(parts: readonly Sums[]): MoneySums {
  const loaded = parts.reduce((sum, part) => sum + part.loaded.nano(), 0n);
  const rejected = parts.reduce((sum, part) => sum + part.rejected.nano(), 0n);
  return { read: moneyText(loaded + rejected), loaded: moneyText(loaded), rejected: moneyText(rejected) };
}

/** Two decimals at least, and as many as there are. */
function moneyText(nano: bigint): string {
  const scale = Math.max(2, usedScale({ units: nano, scale: 9 }));
  return decimalToText(nano / 10n ** BigInt(9 - scale), scale);
}
