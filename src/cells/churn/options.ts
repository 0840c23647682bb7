import * as v from 'valibot';
import { commonEntries, fromEntry } from '../options.ts';

const column = v.pipe(v.string(), v.nonEmpty());

export const churnSchema = v.strictObject({
  /** one row a customer with a 0/1 outcome; without it, the base's orders before and after an index date */
  from: v.optional(fromEntry),
  outcome: v.optional(column),
  /** with `from` columns; without, traits of the customer sheet and touchpoints */
  predictors: v.optional(v.array(column)),
  penalty: v.optional(v.picklist(['firth', 'none']), 'firth'),
  reference: v.optional(v.record(v.string(), v.string())),
  missing: v.optional(v.picklist(['drop', 'indicator']), 'drop'),
  /** without `from`, what leaving means: no order in the horizon, silence beyond the own rhythm, or P(alive) under `threshold` */
  definition: v.optional(v.picklist(['silence', 'cadence', 'p_alive']), 'silence'),
  horizon_days: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 180),
  threshold: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 0.2),
  ...commonEntries,
});

export type ChurnOptions = v.InferOutput<typeof churnSchema>;
