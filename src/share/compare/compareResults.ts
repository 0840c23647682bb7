import type { Scalar } from '../../database/table.ts';

/** What is read of a result: RESULT.json of any run. */
export interface ReadableResult {
  readonly notebook: { readonly title: string };
  readonly cells: readonly ReadableCell[];
}

export interface ReadableCell {
  readonly id: string;
  readonly kind: string;
  readonly tables: Readonly<Record<string, { readonly columns: readonly { readonly name: string; readonly type: string }[]; readonly rows: readonly (readonly Scalar[])[] }>>;
}

/** Where a customer was placed, and what the result says of it. */
export interface Placed {
  readonly name: string | null;
  readonly segment: string;
  /** revenue, or what stands for it; null where the result has none */
  readonly amount: number | null;
}

export type Placement = ReadonlyMap<string, Placed>;

export type Change = 'new' | 'moved' | 'same' | 'gone';

export interface ClientChange {
  readonly customer: string;
  readonly name: string | null;
  readonly change: Change;
  readonly before: string | null;
  readonly now: string | null;
  readonly amountBefore: number | null;
  readonly amount: number | null;
}

/** customers who went from one segment to another; null: they were not there yet, or are no longer */
export interface Stream {
  readonly from: string | null;
  readonly to: string | null;
  readonly customers: number;
  readonly amountBefore: number;
  readonly amount: number;
}

export interface SegmentChange {
  readonly segment: string;
  readonly before: number;
  readonly now: number;
  /** from other segments or as new customers */
  readonly came: number;
  readonly left: number;
  readonly amountBefore: number;
  readonly amount: number;
}

export interface Comparison {
  /** those of now by amount, then those who are gone */
  readonly clients: readonly ClientChange[];
  /** only streams between different places, the largest first */
  readonly streams: readonly Stream[];
  readonly segments: readonly SegmentChange[];
  readonly counts: Readonly<Record<Change, number>>;
}

type Tables = ReadableCell['tables'];

const amounts = ['revenue', 'gross_profit', 'ltv', 'monetary', 'net_amount'];

/** The table of a cell that places each customer in a segment. */
export function placesTable(tables: Tables): Tables[string] | null {
  return Object.values(tables).find(({ columns }) => ['customer_id', 'segment'].every((name) => columns.some((column) => column.name === name))) ?? null;
}

/** Cells whose result places customers in segments. */
export const placingCells = (result: ReadableResult): readonly ReadableCell[] => result.cells.filter(({ tables }) => placesTable(tables) !== null);

/** Where a cell placed each customer; null when the result has no such cell, or it places nobody by name. */
export function placementOf(result: ReadableResult, cell: string): Placement | null {
  const table = placesTable(result.cells.find(({ id }) => id === cell)?.tables ?? {});
  if (table === null) return null;
  const at = (name: string): number => table.columns.findIndex((column) => column.name === name);
  const [id, segment, name] = [at('customer_id'), at('segment'), at('customer_name')];
  const amount = amounts.map(at).find((index) => index >= 0) ?? -1;
  return new Map(table.rows.map((row) => [String(row[id]), { name: textOf(row[name]), segment: textOf(row[segment]) ?? '', amount: numberOf(row[amount]) }]));
}

/** What moved between two placements of customers. `before` null: this is the first. */
export function compareResults(before: Placement | null, now: Placement): Comparison {
  const clients: ClientChange[] = [];
  for (const [customer, { name, segment, amount }] of now) {
    const old = before?.get(customer);
    const change: Change = old === undefined ? 'new' : old.segment === segment ? 'same' : 'moved';
    clients.push({ customer, name: name ?? old?.name ?? null, change, before: old?.segment ?? null, now: segment, amountBefore: old?.amount ?? null, amount });
  }
  clients.sort((a, b) => (b.amount ?? -Infinity) - (a.amount ?? -Infinity) || compareTexts(a.customer, b.customer));
  const gone = [...(before ?? [])].flatMap(([customer, old]): ClientChange[] => (now.has(customer) ? [] : [{ customer, name: old.name, change: 'gone', before: old.segment, now: null, amountBefore: old.amount, amount: null }]));
  gone.sort((a, b) => (b.amountBefore ?? -Infinity) - (a.amountBefore ?? -Infinity) || compareTexts(a.customer, b.customer));
  const all = [...clients, ...gone];
  const counts: Record<Change, number> = { new: 0, moved: 0, same: 0, gone: 0 };
  for (const { change } of all) counts[change] += 1;
  return { clients: all, streams: before === null ? [] : streamsOf(all), segments: segmentsOf(all), counts };
}

function streamsOf(clients: readonly ClientChange[]): Stream[] {
  const streams = new Map<string, { from: string | null; to: string | null; customers: number; amountBefore: number; amount: number }>();
  for (const client of clients) {
    if (client.change === 'same') continue;
    const key = JSON.stringify([client.before, client.now]);
    const stream = streams.get(key) ?? { from: client.before, to: client.now, customers: 0, amountBefore: 0, amount: 0 };
    stream.customers += 1;
    stream.amountBefore += client.amountBefore ?? 0;
    stream.amount += client.amount ?? 0;
    streams.set(key, stream);
  }
  return [...streams.values()].sort((a, b) => b.customers - a.customers || b.amount - a.amount || compareTexts(`${a.from} ${a.to}`, `${b.from} ${b.to}`));
}

function segmentsOf(clients: readonly ClientChange[]): SegmentChange[] {
  const segments = new Map<string, { segment: string; before: number; now: number; came: number; left: number; amountBefore: number; amount: number }>();
  const of = (segment: string) => {
    const known = segments.get(segment) ?? { segment, before: 0, now: 0, came: 0, left: 0, amountBefore: 0, amount: 0 };
    segments.set(segment, known);
    return known;
  };
  for (const client of clients) {
    if (client.before !== null) {
      const segment = of(client.before);
      segment.before += 1;
      segment.amountBefore += client.amountBefore ?? 0;
      if (client.change !== 'same') segment.left += 1;
    }
    if (client.now !== null) {
      const segment = of(client.now);
      segment.now += 1;
      segment.amount += client.amount ?? 0;
      if (client.change !== 'same') segment.came += 1;
    }
  }
  return [...segments.values()].sort((a, b) => b.amount - a.amount || compareTexts(a.segment, b.segment));
}

/** Two results of one notebook: every cell that places customers in both of them, and the figures of both. */
export function differenceOf(before: ReadableResult, now: ReadableResult) {
  const cells = placingCells(now).flatMap(({ id, kind }) => {
    const [was, is] = [placementOf(before, id), placementOf(now, id)];
    return was === null || is === null ? [] : [{ id, kind, ...compareResults(was, is) }];
  });
  return { cubebook_difference: 1, before: before.notebook.title, now: now.notebook.title, cells, figures: compareFigures(before, now) };
}

/** A number that stands alone in a cell's result, then and now. */
export interface FigureChange {
  readonly cell: string;
  readonly column: string;
  readonly before: number | null;
  readonly now: number | null;
}

/** Headline figures of both results: tables of one row. */
export function compareFigures(before: ReadableResult, now: ReadableResult): FigureChange[] {
  const old = figuresOf(before);
  return [...figuresOf(now)].flatMap(([key, figure]) => {
    const known = old.get(key);
    return known === undefined ? [] : [{ cell: figure.cell, column: figure.column, before: known.value, now: figure.value }];
  });
}

function figuresOf(result: ReadableResult): Map<string, { cell: string; column: string; value: number | null }> {
  const found = new Map<string, { cell: string; column: string; value: number | null }>();
  for (const { id, tables } of result.cells) {
    for (const [name, { columns, rows }] of Object.entries(tables)) {
      const [row, more] = rows;
      // a list of one customer or segment is no figure
      if (row === undefined || more !== undefined || columns.some(({ name: column }) => column === 'customer_id' || column === 'segment')) continue;
      for (const [index, column] of columns.entries()) {
        const value = numberOf(row[index]);
        if (/INT|DECIMAL|DOUBLE|FLOAT/u.test(column.type)) found.set(JSON.stringify([id, name, column.name]), { cell: id, column: column.name, value });
      }
    }
  }
  return found;
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const textOf = (value: Scalar | undefined): string | null => (value === null || value === undefined || value === '' ? null : String(value));
function numberOf(value: Scalar | undefined): number | null {
  if (value === null || value === undefined || value === '' || typeof value === 'boolean') return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}
