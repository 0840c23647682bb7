import type { ClientOrder } from '../Workbench.ts';

const dayLength = 86_400_000;
const dayOf = (iso: string): number => Math.round(Date.parse(`${iso.slice(0, 10)}T00:00:00Z`) / dayLength);

export interface Dot {
  readonly order: ClientOrder;
  readonly x: number;
  readonly radius: number;
  /** more was returned than bought */
  readonly hollow: boolean;
}

export interface Timeline {
  readonly dots: readonly Dot[];
  readonly years: readonly { readonly x: number; readonly year: number }[];
  /** from the last purchase to the as-of date; null without a purchase */
  readonly silence: { readonly from: number; readonly days: number } | null;
}

/** Orders along a line of that width: a dot's area is its amount. */
export function drawTimeline(orders: readonly ClientOrder[], asOf: string, width: number): Timeline {
  const [first] = orders;
  if (!first) return { dots: [], years: [], silence: null };
  const largest = 9;
  const start = dayOf(first.date);
  const end = Math.max(dayOf(asOf), start + 1);
  const place = (day: number): number => largest + ((day - start) / (end - start)) * (width - 2 * largest);
  const most = Math.max(...orders.map(({ net }) => Math.abs(Number(net ?? 0))), 0);
  const dots = orders.map((order) => {
    const size = Math.abs(Number(order.net ?? 0));
    return { order, x: place(dayOf(order.date)), radius: most > 0 ? Math.max(2, largest * Math.sqrt(size / most)) : 3, hollow: !order.isPurchase || Number(order.net ?? 0) < 0 };
  });
  const years: { x: number; year: number }[] = [];
  for (let year = new Date(start * dayLength).getUTCFullYear() + 1; dayOf(`${year}-01-01`) <= end; year += 1) years.push({ x: place(dayOf(`${year}-01-01`)), year });
  const last = orders.findLast(({ isPurchase }) => isPurchase);
  return { dots, years, silence: last ? { from: place(dayOf(last.date)), days: dayOf(asOf) - dayOf(last.date) } : null };
}

export interface Month {
  /** 2025-03 */
  readonly month: string;
  readonly net: number;
}

/** Net sales of each month up to the as-of date, at most `most` of them; months without an order are zero. */
export function sumMonths(orders: readonly ClientOrder[], asOf: string, most: number): readonly Month[] {
  const [first] = orders;
  if (!first) return [];
  const sums = new Map<string, number>();
  for (const { date, net } of orders) sums.set(date.slice(0, 7), (sums.get(date.slice(0, 7)) ?? 0) + Number(net ?? 0));
  const months: Month[] = [];
  let [year = 0, month = 1] = asOf.split('-').map(Number);
  while (months.length < most) {
    const key = `${year}-${String(month).padStart(2, '0')}`;
    if (key < first.date.slice(0, 7)) break;
    months.unshift({ month: key, net: sums.get(key) ?? 0 });
    month -= 1;
    if (month === 0) [year, month] = [year - 1, 12];
  }
  return months;
}
