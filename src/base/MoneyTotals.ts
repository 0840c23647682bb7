import type { MoneyAccount } from './Base.ts';
import { ExactSum } from './ExactSum.ts';
import type { PlannedColumn } from './planColumns.ts';
import type { RowCells } from './RowCells.ts';
import { decimalToText, usedScale } from './values/readNumber.ts';

const preferred = ['net_amount', 'gross_amount', 'amount', 'open_amount', 'plan_value'];

/** Control totals of a file's money: what was read is what was loaded and what was rejected, to the last digit. */
export class MoneyTotals {
  readonly #cells: RowCells;
  readonly #column: PlannedColumn | null;
  readonly #loaded = new ExactSum();
  readonly #rejected = new ExactSum();

  constructor(cells: RowCells, columns: readonly PlannedColumn[]) {
    this.#cells = cells;
    this.#column = preferred.flatMap((target) => columns.filter((column) => column.target === target && column.field !== null))[0] ?? null;
  }

  /** Adds the current row. */
  add(loaded: boolean): void {
    if (!this.#column) return;
    const dictionary = this.#cells.dictionaryAt(this.#column.index);
    const code = this.#cells.codeAt(this.#column.index);
    const sum = loaded ? this.#loaded : this.#rejected;
    sum.add(dictionary?.sumWhole[code] ?? 0, 0);
    sum.add(dictionary?.sumRest[code] ?? 0, 9);
  }

  /** Where the amounts of a run of loaded rows go; null when the column is another one. */
  loadedOf(column: number): ExactSum | null {
    return this.#column?.index === column ? this.#loaded : null;
  }

  account(): MoneyAccount | null {
    if (!this.#column) return null;
    const loaded = this.#loaded.nano();
    const rejected = this.#rejected.nano();
    return { column: this.#column.header, read: moneyText(loaded + rejected), loaded: moneyText(loaded), rejected: moneyText(rejected) };
  }
}

/** Two decimals at least, and as many as there are. */
function moneyText(nano: bigint): string {
  const scale = Math.max(2, usedScale({ units: nano, scale: 9 }));
  return decimalToText(nano / 10n ** BigInt(9 - scale), scale);
}
