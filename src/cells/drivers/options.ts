import * as v from 'valibot';
import { commonEntries, fromEntry } from '../options.ts';

const column = v.pipe(v.string(), v.nonEmpty());

export const driversSchema = v.strictObject({
  /** what the model is made of; without it, survey scores against the gross income that follows */
  from: v.optional(fromEntry),
  /** with `from` a column; without, `ltv` (gross income), `revenue` or `average_check` */
  outcome: v.optional(column),
  /** with `from` columns; without, touchpoints */
  predictors: v.optional(v.array(column)),
  /** in the model from the start, and no part of the importance */
  controls: v.optional(v.array(column)),
  /** ln(1 + outcome) */
  log: v.optional(v.boolean()),
  intercept: v.optional(v.boolean(), true),
  errors: v.optional(v.picklist(['hc3', 'hc1', 'classic', 'cluster'])),
  /** column whose rows belong together */
  cluster: v.optional(column),
  importance: v.optional(v.boolean(), true),
  /** the class that the others of a column are compared with; the first in order unless told */
  reference: v.optional(v.record(v.string(), v.string())),
  missing: v.optional(v.picklist(['drop', 'indicator']), 'drop'),
  /** without `from`: scores up to a day against the income after it, changes against changes, or both at once */
  design: v.optional(v.picklist(['lagged', 'change', 'cross_section'])),
  /** without `from`: days of income that follow the scores */
  horizon_days: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  /** without `from`: refused when a smaller share of the scores belongs to known customers */
  min_match: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 0.6),
  /** draws behind the intervals of importance; 0 = none, by default as many as take no time */
  bootstrap: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000))),
  seed: v.optional(v.pipe(v.number(), v.integer()), 1),
  ...commonEntries,
});

export type DriversOptions = v.InferOutput<typeof driversSchema>;
