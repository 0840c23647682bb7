import * as v from 'valibot';
import { commonEntries, fromEntry } from '../options.ts';

const column = v.pipe(v.string(), v.nonEmpty());

export const effectMethods = ['did', 'cuped', 'permutation', 'twfe'] as const;
const metrics = ['revenue', 'gross_profit', 'orders', 'ordered', 'average_check', 'value_per_line'] as const;
export type EffectMethod = (typeof effectMethods)[number];

export const effectSchema = v.strictObject({
  /** one row a unit with both outcomes and `treated`, or a panel with `unit`, `time`, `outcome`, `treated`; without it, an action of the ledger */
  from: v.optional(fromEntry),
  method: v.optional(v.picklist(effectMethods)),
  outcome_before: v.optional(column, 'outcome_before'),
  outcome_after: v.optional(column, 'outcome_after'),
  treated: v.optional(column, 'treated'),
  unit: v.optional(column, 'unit'),
  time: v.optional(column, 'time'),
  outcome: v.optional(column, 'outcome'),
  cluster: v.optional(column),
  seed: v.optional(v.pipe(v.number(), v.integer()), 1),
  draws: v.optional(v.pipe(v.number(), v.integer(), v.minValue(99), v.maxValue(1_000_000)), 10_000),
  /** without `from`: a table or cell with customer_id, of whom some are treated; all customers unless told */
  segment: v.optional(fromEntry),
  action: v.optional(v.string()),
  /** without `from`: an action that the base knows, by its name; `true`: the largest one that left a control alone */
  campaign: v.optional(v.union([v.string(), v.literal(true)])),
  /** `ordered`: whether there was an order; `average_check`, `value_per_line`: of those who ordered before and after */
  metric: v.optional(v.picklist(metrics), 'revenue'),
  /** without `from`: ln(1 + metric) */
  log: v.optional(v.boolean(), false),
  /** without `from`: days before the start that are compared; totals are brought to the length of the horizon */
  before_days: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  /** first day of the action, `next` the day after the as-of date; in a panel, the first time that counts as after */
  start: v.optional(v.union([v.string(), v.number()])),
  horizon_days: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 60),
  /** without `from`: share of the segment that is left alone */
  control_share: v.optional(v.pipe(v.number(), v.gtValue(0), v.ltValue(1)), 0.3),
  ...commonEntries,
});

export type EffectOptions = v.InferOutput<typeof effectSchema>;
