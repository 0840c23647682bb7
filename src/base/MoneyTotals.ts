import type { MoneyAccount } from './Base.ts';
import type { PlannedColumn } from './planColumns.ts';
import type { RowCells } from './RowCells.ts';
import { decimalToText, usedScale } from './values/readNumber.ts';

const preferred = ['net_amount', 'gross_amount', 'amount', 'open_amount', 'plan_value'];

/** Control totals of a file's money: what was read is what was loaded and what was rejected, to the last digit. */
export class MoneyTotals {
  readonly #cells: RowCells;
  readonly #column: PlannedColumn | null;
  #readWhole = 0;
  #readRest = 0;
  #loadedWhole = 0;
  #loadedRest = 0;

  constructor(cells: RowCells, columns: readonly PlannedColumn[]) {
    this.#cells = cells;
    this.#column = preferred.flatMap((target) => columns.filter((column) => column.target === target && column.field !== null))[0] ?? null;
  }

  /** Adds the current row. */
  add(loaded: boolean): void {
    if (!this.#column) return;
    const dictionary = this.#cells.dictionaryAt(this.#column.index);
    const code = this.#cells.codeAt(this.#column.index);
    const whole = dictionary?.sumWhole[code] ?? 0;
    const rest = dictionary?.sumRest[code] ?? 0;
    this.#readWhole += whole;
    this.#readRest += rest;
    if (!loaded) return;
    this.#loadedWhole += whole;
    this.#loadedRest += rest;
  }

  account(): MoneyAccount | null {
    if (!this.#column) return null;
    const read = nanoOf(this.#readWhole, this.#readRest);
    const loaded = nanoOf(this.#loadedWhole, this.#loadedRest);
    return { column: this.#column.header, read: moneyText(read), loaded: moneyText(loaded), rejected: moneyText(read - loaded) };
  }
}

export const nanoOf = (whole: number, rest: number): bigint => BigInt(whole) * 1_000_000_000n + BigInt(rest);

/** Two decimals at least, and as many as there are. */
function moneyText(nano: bigint): string {
  const scale = Math.max(2, usedScale({ units: nano, scale: 9 }));
  return decimalToText(nano / 10n ** BigInt(9 - scale), scale);
}
