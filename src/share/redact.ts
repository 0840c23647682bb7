import type { CellResult, RunResult } from '../session/collectResult.ts';
import { assertNever } from '../database/outcome.ts';
import type { Scalar } from '../database/table.ts';
import type { ClientName, ClientNames } from './ClientNames.ts';
import { suppressSmall } from './suppressSmall.ts';

export const shareModes = ['aggregates', 'pseudonyms', 'names'] as const;
export type ShareMode = (typeof shareModes)[number];

export interface ShareOptions {
  readonly mode: ShareMode;
  /** counts of customers under it are hidden; 0 or 1 hides none */
  readonly least: number;
}

type Tables = CellResult['tables'];
type SharedTable = Tables[string];

/** What may leave, and what stays. Tables are named `cell.table`. */
export interface SharedResult {
  readonly result: RunResult;
  /** tables with a row a client, that were left out */
  readonly leftOut: readonly string[];
  /** columns that were left out, `cell.table.column` */
  readonly dropped: readonly string[];
  /** rows whose numbers were hidden, by table: their numbers are null */
  readonly hidden: ReadonlyMap<string, ReadonlySet<number>>;
  /** code → client, for the sender alone; empty unless pseudonyms were given */
  readonly key: ReadonlyMap<string, ClientName>;
}

const countColumns: readonly string[] = ['customers', 'clients', 'active', 'n_customers', 'size', 'n'];

/**
 * Makes of a result what the chosen way of sharing allows. Nothing of the original is changed.
 * `sources`: by cell, the table that it takes its rows from, so that a picture of clients goes with their table.
 */
export function redact(result: RunResult, clients: ClientNames, sources: ReadonlyMap<string, string>, { mode, least }: ShareOptions): SharedResult {
  const leftOut: string[] = [];
  const dropped: string[] = [];
  const codes = mode === 'pseudonyms' ? drawCodes(clients.list) : new Map<ClientName, string>();
  const cells = result.cells.map((cell) => {
    const tables: Record<string, SharedTable> = {};
    for (const [name, table] of Object.entries(cell.tables)) {
      const full = `${cell.id}.${name}`;
      const ofClients = clients.clientColumns(table);
      if (mode === 'aggregates' && (ofClients.length > 0 || isOfClients(table, clients) || leftOut.some((left) => isFrom(sources.get(cell.id), left)))) {
        leftOut.push(full);
        continue;
      }
      const personal = mode === 'names' ? [] : clients.personalColumns(table).filter((index) => !ofClients.includes(index));
      dropped.push(...personal.map((index) => `${full}.${table.columns[index]?.name ?? ''}`));
      tables[name] = { columns: table.columns.filter((_, index) => !personal.includes(index)), rows: table.rows.map((row) => row.map((value, index) => (ofClients.includes(index) ? rename(value, clients, codes, mode) : value)).filter((_, index) => !personal.includes(index))) };
    }
    return { ...cell, tables };
  });
  const hidden = mode === 'aggregates' && least > 1 ? hideSmall(cells, least) : new Map<string, ReadonlySet<number>>();
  const kept = cells.map((cell) => ({ ...cell, tables: Object.fromEntries(Object.entries(cell.tables).map(([name, table]) => [name, blank(table, hidden.get(`${cell.id}.${name}`))])) }));
  // rejects and samples of files hold cells of the client's own files
  const inputs = mode === 'names' ? result.inputs : result.inputs.map((input) => ({ ...input, rejects: [] }));
  return { result: { ...result, inputs, cells: kept }, leftOut, dropped, hidden, key: new Map([...codes].map(([client, code]) => [code, client])) };
}

/** a row a client without saying who: as many rows as half the base, and no count of customers in them */
const isOfClients = (table: SharedTable, { list }: ClientNames): boolean => countOf(table) === null && table.rows.length >= Math.max(20, list.length / 2);

const isFrom = (source: string | undefined, table: string): boolean => source !== undefined && (source === table || source === table.split('.')[0]);

function rename(value: Scalar, clients: ClientNames, codes: ReadonlyMap<ClientName, string>, mode: ShareMode): Scalar {
  switch (mode) {
    case 'names':
    case 'aggregates':
      return value;
    case 'pseudonyms': {
      if (typeof value !== 'string') return value === null ? null : '—';
      const client = clients.of(value);
      return client === undefined ? '—' : (codes.get(client) ?? '—');
    }
    default:
      return assertNever(mode);
  }
}

/** Codes in an order that tells nothing of the list's own. */
export function drawCodes(list: readonly ClientName[]): Map<ClientName, string> {
  const order = list.map((client) => ({ client, by: crypto.getRandomValues(new Uint32Array(1))[0] ?? 0 })).toSorted((a, b) => a.by - b.by);
  const width = Math.max(4, String(list.length).length);
  return new Map(order.map(({ client }, index) => [client, `C-${String(index + 1).padStart(width, '0')}`]));
}

function hideSmall(cells: readonly CellResult[], least: number): Map<string, ReadonlySet<number>> {
  const counted = cells.flatMap((cell) => Object.entries(cell.tables).flatMap(([name, table]) => {
    const count = countOf(table);
    return count === null ? [] : [{ full: `${cell.id}.${name}`, table, count }];
  }));
  const hidden = new Map<string, ReadonlySet<number>>();
  const covered = new Set<string>();
  for (const { full, table, count } of counted) {
    const dimensions = dimensionsOf(table);
    const found = suppressSmall(table.rows.map((row) => ({ place: dimensions.map((index) => JSON.stringify(row[index] ?? null)), count: Number(row[count] ?? 0) })), least);
    hidden.set(full, found);
    for (const segment of segmentsOnlyIn(table, found)) covered.add(segment);
  }
  // a segment that is hidden in one table must not stand open in another
  for (const { full, table } of counted) {
    const at = table.columns.findIndex(({ name }) => name === 'segment');
    const more = at < 0 ? [] : table.rows.flatMap((row, index) => (covered.has(String(row[at])) ? [index] : []));
    hidden.set(full, new Set([...(hidden.get(full) ?? []), ...more]));
  }
  return new Map([...hidden].filter(([, rows]) => rows.size > 0));
}

const countOf = ({ columns }: SharedTable): number | null => countColumns.map((name) => columns.findIndex((column) => column.name === name)).find((index) => index >= 0) ?? null;

/** Columns before the count that say where a row stands: texts, days and levels. A segment's name follows from the others where there are others. */
function dimensionsOf(table: SharedTable): number[] {
  const count = countOf(table) ?? 0;
  const before = table.columns.flatMap(({ name, type }, index) => (index < count && !countColumns.includes(name) && (type === 'VARCHAR' || type === 'DATE' || /INT/u.test(type)) ? [{ name, index }] : []));
  const own = before.filter(({ name }) => name !== 'segment' && name !== 'cell');
  return (own.length > 0 ? own : before).map(({ index }) => index);
}

function segmentsOnlyIn(table: SharedTable, rows: ReadonlySet<number>): string[] {
  const at = table.columns.findIndex(({ name }) => name === 'segment');
  if (at < 0) return [];
  const open = new Set(table.rows.flatMap((row, index) => (rows.has(index) ? [] : [String(row[at])])));
  return [...rows].map((index) => String(table.rows[index]?.[at])).filter((segment) => !open.has(segment));
}

/** the numbers of hidden rows become null; texts and what a row stands on stay */
function blank(table: SharedTable, rows: ReadonlySet<number> | undefined): SharedTable {
  if (rows === undefined) return table;
  const open = new Set([...dimensionsOf(table), ...table.columns.flatMap(({ type }, index) => (type === 'VARCHAR' ? [index] : []))]);
  return { columns: table.columns, rows: table.rows.map((row, index) => (rows.has(index) ? row.map((value, column) => (open.has(column) ? value : null)) : row)) };
}
