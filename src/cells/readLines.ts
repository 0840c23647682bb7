import { done, fail, type Outcome } from '../database/outcome.ts';
import type { Params } from '../database/Database.ts';
import { closeCondition } from '../sql/condition.ts';
import { quoteName, quotePath } from '../sql/quote.ts';
import type { CellContext } from './CellKind.ts';

/** Order lines as a study reads them: the base's, or a table or cell that the notebook names. */
export interface Lines {
  /**
   * SELECT of one row a line up to the as-of date, where they are known with customer_id, order_id, order_date, net_amount,
   * is_return, line_profit (net amount less cost; NULL without one) and in_window, besides all columns of the source.
   */
  readonly sql: string;
  has(column: string): boolean;
  /** the notebook's parameters with `$as_of` and `$window_days` as this study takes them */
  readonly params: Params;
  readonly asOf: string | null;
  readonly windowDays: number;
}

interface LineOptions {
  readonly from?: string | undefined;
  readonly where?: string | undefined;
  readonly as_of?: string | undefined;
  readonly window_days?: number | undefined;
}

/** Other names under which a notebook's own table may carry what a study reads. */
const alsoCalled: Readonly<Record<string, readonly string[]>> = {
  customer_id: ['customer', 'client', 'client_id', 'cust'],
  order_id: ['order', 'transaction', 'basket', 'document', 'invoice_id'],
  order_date: ['date', 'day'],
  net_amount: ['net', 'amount', 'revenue', 'value'],
};

/** Reads as much of a line as its source has; `needs` are columns without which the study has nothing to say. */
export async function readLines(options: LineOptions, context: CellContext, needs: readonly string[]): Promise<Outcome<Lines>> {
  const from = options.from ?? 'order_lines';
  const known = await context.columns(from);
  if (!known.ok) return options.from === undefined ? fail('missing', 'There are no order lines.', { hint: 'Add a file with orders.' }) : known;
  const names = known.value.map(({ name }) => name);
  const columns = new Map(names.map((name) => [name, quoteName(name)]));
  for (const [name, others] of Object.entries(alsoCalled)) {
    const other = others.find((candidate) => columns.has(candidate));
    if (!columns.has(name) && other !== undefined && options.from !== undefined) columns.set(name, quoteName(other));
  }
  const lacks = needs.filter((name) => !columns.has(name));
  if (lacks.length > 0) return fail('missing', `${from} has no ${lacks.join(', ')}.`, { hint: options.from === undefined ? 'Add the file that holds it.' : `It has ${names.join(', ')}.` });
  const condition = options.where === undefined ? null : closeCondition(options.where);
  if (condition && !condition.ok) return fail('options', `where: ${condition.reason}`, { hint: condition.hint });
  const rows = `${quotePath(...from.split('.'))}${condition?.ok ? ` WHERE ${condition.sql}` : ''}`;
  const asOf = await findDate(options, columns.get('order_date'), rows, context);
  if (!asOf.ok) return asOf;
  const day = columns.get('order_date');
  const net = columns.get('net_amount');
  const derived: Record<string, string> = {
    ...(columns.has('is_return') ? {} : { is_return: net === undefined ? 'FALSE' : `coalesce(${net} < 0, FALSE)` }),
    ...(columns.has('line_profit') ? {} : { line_profit: columns.has('cost') && net !== undefined ? `${net} - cost` : 'CAST(NULL AS DECIMAL(18,4))' }),
    ...(columns.has('in_window') ? {} : { in_window: day === undefined ? 'TRUE' : `CAST(${day} AS DATE) > CAST($as_of AS DATE) - CAST($window_days AS INTEGER)` }),
  };
  const aliases = [...columns].filter(([name]) => !names.includes(name)).map(([name, source]) => `${source} AS ${quoteName(name)}`);
  const added = [...aliases, ...Object.entries(derived).map(([name, expression]) => `${expression} AS ${name}`)];
  const list = day === undefined || !names.includes('order_date') ? '*' : '* REPLACE (CAST(order_date AS DATE) AS order_date)';
  const until = day === undefined ? '' : ` WHERE CAST(${day} AS DATE) <= CAST($as_of AS DATE)`;
  const windowDays = context.windowDays(options.window_days);
  return done({
    sql: `SELECT ${[list, ...added].join(', ')} FROM (SELECT * FROM ${rows})${until}`,
    has: (column) => columns.has(column),
    params: { ...context.params, as_of: { type: 'DATE', value: asOf.value }, window_days: { type: 'BIGINT', value: windowDays } },
    asOf: asOf.value,
    windowDays,
  });
}

/** The as-of date as everywhere; for a table of the notebook's own in a base without orders, that table's last day. */
async function findDate(options: LineOptions, day: string | undefined, rows: string, context: CellContext): Promise<Outcome<string | null>> {
  const given = options.as_of ?? context.params['as_of']?.value ?? context.base.asOf;
  if (given !== null && given !== undefined) return done(String(given));
  if (day === undefined) return done(null);
  const latest = await context.database.run(`SELECT CAST(max(CAST(${day} AS DATE)) AS VARCHAR) FROM ${rows}`, { params: context.params });
  if (!latest.ok) return latest;
  return done(latest.value.only === null ? null : String(latest.value.only));
}
