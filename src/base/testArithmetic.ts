import { note, type Note } from './notes.ts';
import { decimalToNumber, readNumber, type DecimalSign } from './values/readNumber.ts';

/** Columns of a line's amount, by field, as texts of some sample rows. */
export type LineSample = Readonly<Partial<Record<'qty' | 'unit_price' | 'discount_pct' | 'net_amount' | 'gross_amount' | 'unit_cost' | 'cost', readonly string[]>>>;

export type DiscountKind = 'fraction' | 'percent' | 'amount';

/** Whether a discount column holds fractions, percents or amounts: by the line's own arithmetic where it can be done, else by range. Null: nothing tells. */
export function kindOfDiscount(sample: LineSample, sign: DecimalSign): { readonly kind: DiscountKind; readonly evidence: Note } | null {
  const numbers = (sample.discount_pct ?? []).map((text) => number(text, sign));
  const told = numbers.filter((value) => value !== null && value !== 0);
  if (!told.length) return { kind: 'fraction', evidence: note('discount_none') };
  const amounts = sample.net_amount ?? sample.gross_amount;
  if (amounts && sample.qty && sample.unit_price) {
    const hits: Record<DiscountKind, number> = { fraction: 0, percent: 0, amount: 0 };
    let tried = 0;
    for (const [row, discount] of numbers.entries()) {
      const qty = number(sample.qty[row] ?? '', sign);
      const price = number(sample.unit_price[row] ?? '', sign);
      const amount = number(amounts[row] ?? '', sign);
      if (!discount || qty === null || price === null || amount === null || qty * price === 0) continue;
      tried += 1;
      const near = (value: number): boolean => Math.abs(value - amount) <= 0.011 + Math.abs(amount) * 1e-6;
      if (near(qty * price * (1 - discount))) hits.fraction += 1;
      else if (near(qty * price * (1 - discount / 100))) hits.percent += 1;
      else if (near(qty * price - discount)) hits.amount += 1;
    }
    const best = (['fraction', 'percent', 'amount'] as const).reduce((a, b) => (hits[b] > hits[a] ? b : a));
    if (tried > 0 && hits[best] > tried * 0.6) return { kind: best, evidence: note('discount_adds_up', { hits: hits[best], tried, kind: note(best) }) };
  }
  const greatest = Math.max(...told.map((value) => Math.abs(value ?? 0)));
  if (greatest < 1) return { kind: 'fraction', evidence: note('discount_range', { greatest }) };
  if (greatest > 1 && greatest <= 100 && told.every((value) => Math.abs(value ?? 0) >= 0.5)) return { kind: 'percent', evidence: note('discount_range', { greatest }) };
  return greatest > 100 ? { kind: 'amount', evidence: note('discount_range', { greatest }) } : null;
}

/** Whether a column named only “cost” is of the line or of the piece. Null: the sample does not tell. */
export function kindOfCost(sample: LineSample, sign: DecimalSign): 'line' | 'piece' | null {
  const qty = sample.qty ?? [];
  const line: number[] = [];
  const piece: number[] = [];
  for (const [row, text] of (sample.cost ?? []).entries()) {
    const cost = number(text, sign);
    const count = number(qty[row] ?? '', sign);
    const price = number(sample.unit_price?.[row] ?? '', sign);
    const amount = number(sample.net_amount?.[row] ?? sample.gross_amount?.[row] ?? '', sign) ?? (count !== null && price !== null ? count * price : null);
    if (cost === null || count === null || count < 2 || !amount) continue;
    line.push(cost / amount);
    piece.push((cost * count) / amount);
  }
  if (line.length < 5) return null;
  const plausible = (ratios: number[]): number => ratios.filter((ratio) => ratio > 0.15 && ratio < 1.3).length / ratios.length;
  const difference = plausible(line) - plausible(piece);
  return Math.abs(difference) < 0.3 ? null : difference > 0 ? 'line' : 'piece';
}

/** Whether many lines cost several times what they bring: then decimals were lost on the way here. */
export function costsExceedAmounts(sample: LineSample, sign: DecimalSign): boolean {
  const amounts = sample.net_amount ?? sample.gross_amount;
  const costs = sample.cost ?? sample.unit_cost;
  if (!amounts || !costs) return false;
  const ratios = costs.flatMap((text, row) => {
    const cost = number(text, sign);
    const amount = number(amounts[row] ?? '', sign);
    const qty = sample.cost ? 1 : number(sample.qty?.[row] ?? '', sign);
    return cost !== null && amount !== null && amount > 0 && qty !== null ? [(cost * qty) / amount] : [];
  });
  return ratios.length >= 20 && ratios.filter((ratio) => ratio > 3).length > ratios.length / 4;
}

function number(text: string, sign: DecimalSign): number | null {
  const read = readNumber(text, sign);
  return read && decimalToNumber(read);
}
