import type { Column } from '../../database/Database.ts';
import type { Scalar } from '../../database/table.ts';
import type { Sheet } from '../writeXlsx.ts';
import { type ClientName, ClientNames } from '../ClientNames.ts';
import { drawCodes } from '../redact.ts';
import { type Comparison, placesTable, type ReadableCell } from './compareResults.ts';

/** What was decided for a segment. */
export interface Decided {
  readonly tactic: Scalar;
  readonly owner: Scalar;
  readonly next: Scalar;
  readonly due: Scalar;
}

export interface HandoverOptions {
  readonly names: boolean;
  /** the traits, bands and amounts that stand behind the segment */
  readonly scores: boolean;
  /** only customers who are new, moved or gone */
  readonly changesOnly: boolean;
  /** of segments that are rules, by their name; cubes bring a playbook of their own */
  readonly decided: ReadonlyMap<string, Decided>;
}

const text = (name: string): Column => ({ name, type: 'VARCHAR' });

/**
 * Customers with their segment, scores and tactic as a CRM imports them, with what changed since the handover before:
 * `change` is new, moved, same or gone, `previous_segment` says where a customer was.
 */
export function handOver(cell: ReadableCell, comparison: Comparison, { names, scores, changesOnly, decided }: HandoverOptions): Sheet {
  const table = placesTable(cell.tables);
  const columns = table?.columns ?? [];
  const at = (name: string): number => columns.findIndex((column) => column.name === name);
  const rows = new Map((table?.rows ?? []).map((row) => [String(row[at('customer_id')]), row]));
  const tactics = playbookOf(cell);
  const scored = scores ? columns.map((column, index) => ({ column, index })).filter(({ column }) => !['customer_id', 'customer_name', 'customer', 'segment'].includes(column.name)) : [];
  const list = comparison.clients.filter(({ change }) => !changesOnly || change !== 'same');
  return {
    name: cell.id,
    columns: [text('customer_id'), ...(names ? [text('customer_name')] : []), text('segment'), text('tactic'), text('owner'), text('next'), text('due'), text('change'), text('previous_segment'), ...scored.map(({ column }) => column)],
    rows: list.map((client) => {
      const row = rows.get(client.customer);
      const known = (row && tactics.get(keyOf(row, columns))) ?? (client.now === null ? undefined : decided.get(client.now));
      return [client.customer, ...(names ? [client.name] : []), client.now, known?.tactic ?? null, known?.owner ?? null, known?.next ?? null, known?.due ?? null, client.change, client.before, ...scored.map(({ index }) => row?.[index] ?? null)];
    }),
  };
}

/** cell key → what is to be done there */
function playbookOf(cell: ReadableCell): Map<string, Decided> {
  const playbook = cell.tables['playbook'];
  if (playbook === undefined) return new Map();
  const at = (name: string): number => playbook.columns.findIndex((column) => column.name === name);
  const value = (row: readonly Scalar[], name: string): Scalar => row[at(name)] ?? null;
  return new Map(playbook.rows.map((row) => [String(value(row, 'cell')), { tactic: value(row, 'tactic'), owner: value(row, 'owner'), next: value(row, 'next'), due: value(row, 'due') }]));
}

/** the key of a customer's cell: its own column, else the bands in the order of the axes */
function keyOf(row: readonly Scalar[], columns: readonly Column[]): string {
  const own = columns.findIndex(({ name }) => name === 'cell');
  if (own >= 0) return String(row[own]);
  return columns.flatMap(({ name }, index) => (name.endsWith('_band') ? [String(row[index])] : [])).join(' / ');
}

/** The comparison as sheets of a workbook: segments, streams between them, and every customer. */
export function comparisonSheets(cell: string, { clients, streams, segments }: Comparison): Sheet[] {
  const count = (name: string): Column => ({ name, type: 'BIGINT' });
  const money = (name: string): Column => ({ name, type: 'DOUBLE' });
  return [
    { name: `${cell} segments`, columns: [text('segment'), count('customers_before'), count('customers'), count('came'), count('left'), money('amount_before'), money('amount')], rows: segments.map((one) => [one.segment, one.before, one.now, one.came, one.left, one.amountBefore, one.amount]) },
    { name: `${cell} streams`, columns: [text('from'), text('to'), count('customers'), money('amount_before'), money('amount')], rows: streams.map((one) => [one.from, one.to, one.customers, one.amountBefore, one.amount]) },
    { name: `${cell} clients`, columns: [text('customer_id'), text('customer_name'), text('change'), text('segment_before'), text('segment'), money('amount_before'), money('amount')], rows: clients.map((one) => [one.customer, one.name, one.change, one.before, one.now, one.amountBefore, one.amount]) },
  ];
}

/** A list and its comparison with codes in place of clients, without columns that look like data about people, and the key that stays with the sender. */
export function inCodes(sheet: Sheet, comparison: Comparison, people: readonly string[]): { readonly sheet: Sheet; readonly comparison: Comparison; readonly key: ReadonlyMap<string, ClientName> } {
  const list = comparison.clients.map(({ customer, name }): ClientName => ({ id: customer, name }));
  const names = new ClientNames(list, people);
  const drawn = drawCodes(list);
  const codes = new Map([...drawn].map(([{ id }, code]) => [id, code]));
  const personal = new Set(names.personalColumns(sheet));
  const clients = new Set(names.clientColumns(sheet));
  const kept = sheet.columns.map((_, index) => index).filter((index) => sheet.columns[index]?.name === 'customer_id' || !(personal.has(index) || clients.has(index)));
  return {
    sheet: { ...sheet, columns: kept.flatMap((index) => sheet.columns[index] ?? []), rows: sheet.rows.map((row) => kept.map((index) => (sheet.columns[index]?.name === 'customer_id' ? (codes.get(String(row[index])) ?? '—') : (row[index] ?? null)))) },
    comparison: { ...comparison, clients: comparison.clients.map((client) => ({ ...client, customer: codes.get(client.customer) ?? '—', name: null })) },
    key: new Map([...drawn].map(([client, code]) => [code, client])),
  };
}
