import type { RowCells } from './RowCells.ts';
import type { StageColumn } from './StageColumn.ts';

/** Orders whose fields stand only on their first line: the lines below take them over (E13). */
export class OrderFill {
  /** lines that took over anything */
  filled = 0;
  /** the current line did */
  filledNow = false;
  readonly #cells: RowCells;
  readonly #derived: (string | null | undefined)[];
  /** stage column and place in the row of what names an order; -1: the file has no such column */
  readonly #order: readonly [number, number];
  readonly #day: readonly [number, number];
  readonly #customer: readonly [number, number];
  /** codes of the last line that named its order; texts instead once codes are void */
  readonly #codes = [0, 0, 0];
  #texts: readonly (string | null)[] | null = null;
  #named = false;

  constructor(cells: RowCells, columns: readonly StageColumn[], places: Int32Array, derived: (string | null | undefined)[]) {
    this.#cells = cells;
    this.#derived = derived;
    const find = (name: string): readonly [number, number] => {
      const at = columns.findIndex((column) => column.name === name && column.planned !== null);
      return [at, places[at] ?? -1];
    };
    this.#order = find('order_lines.order_id');
    this.#day = find('orders.order_date');
    this.#customer = find('orders.customer_id');
  }

  /** Must be called before codes of cells become void. */
  settle(): void {
    this.#texts ??= [this.#order, this.#day, this.#customer].map(([, place], index) => this.#cells.dictionaryAt(place)?.textAt(this.#codes[index] ?? 0) ?? null);
  }

  /** Marks rows of the block without the day of their order: they may take it over. */
  markUndated(rows: number, odd: Uint8Array): void {
    const [dayAt, dayPlace] = this.#day;
    if (this.#order[0] < 0) return;
    const codes = this.#cells.codesOf(dayAt < 0 ? this.#order[1] : dayPlace);
    for (let row = 0; row < rows; row += 1) if (codes[row] === 0) odd[row] = 1;
  }

  /** Passes over rows that all name their order; the last of them is remembered. */
  passTo(row: number): void {
    if (this.#order[0] < 0) return;
    this.#named = true;
    this.#texts = null;
    this.#codes[0] = this.#cells.codesOf(this.#order[1])[row] ?? 0;
    this.#codes[1] = this.#day[0] < 0 ? 0 : (this.#cells.codesOf(this.#day[1])[row] ?? 0);
    this.#codes[2] = this.#customer[0] < 0 ? 0 : (this.#cells.codesOf(this.#customer[1])[row] ?? 0);
  }

  /** Looks at the current row; what it lacks and its order's first line has is filled. */
  complete(): void {
    const [orderAt, orderPlace] = this.#order;
    const [dayAt, dayPlace] = this.#day;
    const [customerAt, customerPlace] = this.#customer;
    this.filledNow = false;
    if (orderAt < 0) return;
    this.#derived[orderAt] = undefined;
    if (dayAt >= 0) this.#derived[dayAt] = undefined;
    if (customerAt >= 0) this.#derived[customerAt] = undefined;
    // without a day of the order its number tells where one begins
    if (this.#cells.codeAt(dayAt < 0 ? orderPlace : dayPlace) !== 0) {
      this.#named = true;
      this.#texts = null;
      this.#codes[0] = this.#cells.codeAt(orderPlace);
      this.#codes[1] = dayAt < 0 ? 0 : this.#cells.codeAt(dayPlace);
      this.#codes[2] = customerAt < 0 ? 0 : this.#cells.codeAt(customerPlace);
      return;
    }
    if (!this.#named) return;
    const noCustomer = customerAt < 0 || this.#cells.codeAt(customerPlace) === 0;
    const order = this.#cells.textAt(orderPlace);
    this.settle();
    const [lastOrder = null, lastDay = null, lastCustomer = null] = this.#texts ?? [];
    const unnamed = this.#cells.codeAt(orderPlace) === 0 && customerAt >= 0 && noCustomer && lastOrder !== null;
    if (!unnamed && (order === null || order !== lastOrder)) return;
    this.filled += 1;
    this.filledNow = true;
    if (unnamed) this.#derived[orderAt] = lastOrder;
    if (dayAt >= 0) this.#derived[dayAt] = lastDay;
    if (noCustomer && customerAt >= 0) this.#derived[customerAt] = lastCustomer;
  }
}
