import * as v from 'valibot';
import { closeCondition } from '../../sql/condition.ts';
import { quoteName, quotePath, quoteText } from '../../sql/quote.ts';

const scalar = v.union([v.string(), v.number(), v.boolean()]);
export const operators = ['=', '!=', '<', '<=', '>', '>=', 'in', 'not in', 'is missing', 'is given', 'contains'] as const;
const operator = v.picklist(operators);
const windowEntry = v.union([v.pipe(v.number(), v.integer(), v.minValue(1)), v.picklist(['last full month', 'last 3 full months', 'all'])]);

const leaf = v.strictObject({
  trait: v.optional(v.string()),
  /** a column of customers */
  column: v.optional(v.string()),
  /** an amount of the customer's order lines, or the number of visits: zero for customers who bought none */
  sum: v.optional(v.picklist(['net_amount', 'qty', 'cost', 'orders', 'visits'])),
  where: v.optional(v.string()),
  window: v.optional(windowEntry),
  op: operator,
  value: v.optional(v.union([scalar, v.array(scalar)])),
});

export type Leaf = v.InferOutput<typeof leaf>;
export type Rule = string | Leaf | { readonly all: readonly Rule[] } | { readonly any: readonly Rule[] } | { readonly not: Rule };

/** A rule over traits and columns: SQL text, or a tree of all / any / not and conditions. */
export const ruleSchema: v.GenericSchema<unknown, Rule> = v.lazy(() =>
  v.union([v.pipe(v.string(), v.nonEmpty()), v.strictObject({ all: v.array(ruleSchema) }), v.strictObject({ any: v.array(ruleSchema) }), v.strictObject({ not: ruleSchema }), leaf]),
);

export interface WrittenRule {
  readonly condition: string;
  /** derived tables, each with one row a customer, that the condition reads */
  readonly amounts: readonly string[];
}

/** The rule as SQL over the sheet `s` and the customers `c`; throws RuleError with words for the person. */
export function writeRule(rule: Rule): WrittenRule {
  const amounts: string[] = [];
  const write = (part: Rule): string => {
    if (typeof part === 'string') {
      const closed = closeCondition(part);
      if (!closed.ok) throw new RuleError(`${closed.reason} ${closed.hint}`);
      return closed.sql;
    }
    if ('all' in part) return part.all.length > 0 ? `(${part.all.map(write).join(' AND ')})` : 'TRUE';
    if ('any' in part) return part.any.length > 0 ? `(${part.any.map(write).join(' OR ')})` : 'FALSE';
    if ('not' in part) return `NOT coalesce(${write(part.not)}, FALSE)`;
    return compare(subjectOf(part, amounts), part);
  };
  return { condition: write(rule), amounts };
}

export class RuleError extends Error {}

/** Traits that the rule names in its tree; those in SQL text are found by the caller among the sheet's columns. */
export function traitsOf(rule: Rule): string[] {
  if (typeof rule === 'string') return [];
  if ('all' in rule) return rule.all.flatMap(traitsOf);
  if ('any' in rule) return rule.any.flatMap(traitsOf);
  if ('not' in rule) return traitsOf(rule.not);
  return rule.trait === undefined ? [] : [rule.trait];
}

export const textsOf = (rule: Rule): string[] => {
  if (typeof rule === 'string') return [rule];
  if ('all' in rule) return rule.all.flatMap(textsOf);
  if ('any' in rule) return rule.any.flatMap(textsOf);
  if ('not' in rule) return textsOf(rule.not);
  return [];
};

function subjectOf(part: Leaf, amounts: string[]): string {
  const given = [part.trait, part.column, part.sum].filter((entry) => entry !== undefined);
  if (given.length !== 1) throw new RuleError('A condition names exactly one of trait, column and sum.');
  if (part.trait !== undefined) return quoteName(part.trait);
  if (part.column !== undefined) return quotePath('c', part.column.replace(/^customers\./, ''));
  const closed = closeCondition(part.where ?? 'true');
  if (!closed.ok) throw new RuleError(`where: ${closed.reason} ${closed.hint}`);
  if (part.sum === 'visits') {
    const name = `amount_${amounts.length + 1}`;
    amounts.push(`LEFT JOIN (SELECT customer_id, count(*) AS ${name} FROM main.visits WHERE ${windowCondition(part.window).replaceAll('order_date', 'visit_date')} AND ${closed.sql} GROUP BY customer_id) USING (customer_id)`);
    return `coalesce(${name}, 0)`;
  }
  const amount = part.sum === 'orders' ? 'count(DISTINCT order_id) FILTER (NOT is_return)' : `sum(${part.sum})`;
  const name = `amount_${amounts.length + 1}`;
  amounts.push(`LEFT JOIN (SELECT customer_id, ${amount} AS ${name} FROM order_lines WHERE ${windowCondition(part.window)} AND ${closed.sql} GROUP BY customer_id) USING (customer_id)`);
  return `coalesce(${name}, 0)`;
}

function windowCondition(window: Leaf['window']): string {
  if (typeof window === 'number') return `order_date <= $as_of AND order_date > CAST($as_of AS DATE) - ${window}`;
  switch (window) {
    case 'last full month':
      return `order_date >= ${monthStart(1)} AND order_date < ${monthStart(0)}`;
    case 'last 3 full months':
      return `order_date >= ${monthStart(3)} AND order_date < ${monthStart(0)}`;
    case 'all':
      return 'order_date <= $as_of';
    case undefined:
      return 'order_date <= $as_of AND order_date > CAST($as_of AS DATE) - CAST($window_days AS INTEGER)';
  }
}

/** first day of the month that is `back` months before the month after the as-of date's last complete one */
const monthStart = (back: number): string => `date_trunc('month', CAST($as_of AS DATE) + 1) - INTERVAL ${back} MONTH`;

function compare(subject: string, { op, value }: Leaf): string {
  switch (op) {
    case 'is missing':
      return `${subject} IS NULL`;
    case 'is given':
      return `${subject} IS NOT NULL`;
    case 'in':
    case 'not in': {
      const list = value === undefined ? [] : [value].flat();
      if (list.length === 0) throw new RuleError(`${op} needs a list of values.`);
      return `${subject} ${op === 'in' ? 'IN' : 'NOT IN'} (${list.map(literal).join(', ')})`;
    }
    case 'contains':
      if (typeof value !== 'string') throw new RuleError('contains needs a text.');
      return `contains(lower(CAST(${subject} AS VARCHAR)), lower(${quoteText(value)}))`;
    default:
      if (value === undefined || Array.isArray(value)) throw new RuleError(`${op} needs one value.`);
      return `${subject} ${op === '!=' ? '<>' : op} ${literal(value)}`;
  }
}

const literal = (value: string | number | boolean): string => (typeof value === 'string' ? quoteText(value) : String(value));
