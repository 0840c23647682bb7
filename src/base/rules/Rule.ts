import type { Localised } from '../../messages/locale.ts';
import type { Base } from '../Base.ts';

/** One trap of client data: how it is found, what is done about it, how it is counted. One file a rule. */
export interface Rule {
  readonly id: string;
  readonly label: Localised;
  /** treatments by name, the first is the default */
  readonly treatments: Readonly<Record<string, Localised>>;
  readonly byDefault: string;
  /** columns of `base` without which the rule has nothing to look at, as `table.column` */
  readonly needs: readonly string[];
  /** one row: rows, customers, amount; over schema `base` */
  readonly count: (base: Base) => string;
  /** condition on rows of `base.<table>` that are left out under a treatment */
  readonly leaveOut: (treatment: string, base: Base) => Readonly<Record<string, string>>;
}

export const nothingLeftOut: Readonly<Record<string, string>> = {};

export const hasColumn = (base: Base, table: string, column: string): boolean => base.tables.some((known) => known.name === table && known.columns.some((candidate) => candidate.name === column));

/** An expression over a column that not every base has. */
const orElse = (base: Base, table: string, column: string, expression: string, otherwise: string): string => (hasColumn(base, table, column) ? expression : otherwise);

/** Counts lines that meet a condition. */
export function countLines(base: Base, condition: string, customers = true): string {
  return `SELECT count(*) AS rows, ${customers && hasColumn(base, 'order_lines', 'customer_id') ? 'count(DISTINCT customer_id)' : '0'} AS customers, ${orElse(base, 'order_lines', 'net_amount', 'CAST(coalesce(sum(net_amount), 0) AS VARCHAR)', "'0.00'")} AS amount FROM base.order_lines WHERE ${condition}`;
}
