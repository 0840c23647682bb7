import type { Localised } from '../../messages/locale.ts';
import type { Base } from '../Base.ts';

/** One trap of client data: how it is found, what is done about it, how it is counted. One file a rule. */
export interface Rule {
  /** E1 to E35 of the methods */
  readonly id: string;
  readonly label: Localised;
  /** treatments by name, the first is the default */
  readonly treatments: Readonly<Record<string, Localised>>;
  readonly byDefault: string;
  /** the default in a base in which something was decided */
  readonly defaultFor?: (base: Base) => string;
  /** columns of `base` without which the rule has nothing to look at, as `table.column` */
  readonly needs: readonly string[];
  /** the rows of `base` that the trap caught; null: there is nothing to look at */
  readonly catches: (base: Base) => Caught | null;
  /** conditions on rows of `base.<table>` that are left out under a treatment */
  readonly leaveOut: (treatment: string, base: Base, caught: Caught) => Readonly<Record<string, string>>;
  /** expressions that stand for a column in the view of a table, by `table.column` */
  readonly rewrite?: (treatment: string, base: Base) => Readonly<Record<string, string>>;
  /** a query of one truth value: whether there is anything to rewrite */
  readonly rewriteIf?: string;
}

/** Rows of one table of `base`; the condition reads its columns under the table's own name. */
export interface Caught {
  readonly table: string;
  readonly where: string;
}

export const nothingLeftOut: Readonly<Record<string, string>> = {};

export const hasColumn = (base: Base, table: string, column: string): boolean => base.tables.some((known) => known.name === table && known.columns.some((candidate) => candidate.name === column));

/** Whether the column stands in `base` itself and not only in the view. */
export const isStored = (base: Base, table: string, column: string): boolean => base.tables.some((known) => known.name === table && known.columns.some((candidate) => candidate.name === column && (table !== 'orders' || column !== 'net_amount' || candidate.origin === 'file')));

/** The usual treatments: `exclude` leaves out what was caught, anything else leaves it in. */
export const leaveOutCaught = (treatment: string, _base: Base, caught: Caught): Readonly<Record<string, string>> => (treatment === 'exclude' ? { [caught.table]: caught.where } : nothingLeftOut);

/** Lines and orders that meet the same condition. */
export const leaveOutOrders = (treatment: string, base: Base, caught: Caught): Readonly<Record<string, string>> => {
  if (treatment !== 'exclude') return nothingLeftOut;
  const ids = `order_id IN (SELECT order_id FROM base.order_lines AS order_lines GROUP BY order_id HAVING bool_and(coalesce(${caught.where}, false)))`;
  return { order_lines: caught.where, ...(hasColumn(base, 'orders', 'order_id') ? { orders: ids } : {}) };
};

export const typeOf = (base: Base, table: string, column: string): string => base.tables.find(({ name }) => name === table)?.columns.find(({ name }) => name === column)?.type ?? 'DOUBLE';
