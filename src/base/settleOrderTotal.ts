import { note } from './notes.ts';
import type { ColumnRecognition } from './Recognition.ts';
import { decimalToNumber, readNumber, type DecimalSign } from './values/readNumber.ts';

/** An amount that is told once an order, or again on each of its lines, must not be added up as the line's own. Changes `columns`. */
export function settleOrderTotal(columns: ColumnRecognition[], rows: readonly (readonly string[])[], sign: DecimalSign): void {
  const of = (field: string): ColumnRecognition | undefined => columns.find((column) => column.field === field);
  const order = of('order_id');
  const qty = of('qty');
  const price = of('unit_price');
  if (!order) return;
  const orders = new Map<string, (readonly string[])[]>();
  let last = '';
  for (const row of rows) {
    const id = (row[order.index] ?? '').trim();
    if (id !== '') last = id;
    orders.set(last, [...(orders.get(last) ?? []), row]);
  }
  const several = [...orders.values()].filter((lines) => lines.length > 1 && lines.length < 500);
  for (const field of ['net_amount', 'gross_amount', 'vat_amount'] as const) {
    const column = of(field);
    if (!column || column.header === field || column.evidence.some(({ key }) => key === 'vat_inside' || key === 'vat_outside')) continue;
    const number = (row: readonly string[], at: ColumnRecognition): number | null => {
      const read = readNumber(row[at.index] ?? '', sign);
      return read && decimalToNumber(read);
    };
    let tried = 0;
    let hits = 0;
    for (const lines of several) {
      const told = lines.flatMap((row) => number(row, column) ?? []);
      if (told.every((value) => value === 0)) continue;
      tried += 1;
      const full = qty && price ? lines.map((row) => (number(row, qty) ?? 0) * (number(row, price) ?? 0)) : null;
      if (told.length === 1) {
        // a single amount is the order's when its own line is worth less
        const own = lines.findIndex((row) => number(row, column) !== null);
        if (full ? Math.abs(told[0] ?? 0) > Math.abs(full[own] ?? 0) * 1.01 + 0.01 : own === 0 && (lines.length > 2 || lines.slice(1).every((row) => (row[order.index] ?? '').trim() === ''))) hits += 1;
        continue;
      }
      const same = told.length === lines.length && told.every((value) => value === told[0]);
      // equal lines have equal amounts: only lines of different worth show that the amount is not theirs
      if (same && full && new Set(full.map((value) => value.toFixed(4))).size > 1) hits += 1;
    }
    if (tried === 0 || hits < tried * 0.8) continue;
    const at = columns.indexOf(column);
    columns[at] = { ...column, field: `order_${field}`, accepted: false, evidence: [...column.evidence, note('order_total', { hits, tried })] };
  }
}
