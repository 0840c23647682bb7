import * as v from 'valibot';
import { commonEntries, fromEntry } from '../options.ts';

export const ltvSchema = v.strictObject({
  /** customer_id, x, t_x, t and, for values, mean_value; or orders; without it, the base's orders */
  from: v.optional(fromEntry),
  model: v.optional(v.picklist(['bgnbd', 'mbgnbd', 'pareto_nbd', 'gamma_renewal']), 'bgnbd'),
  spend: v.optional(v.picklist(['gamma_gamma', 'none']), 'gamma_gamma'),
  /** unit of time of x, t_x, t and of the horizon */
  unit: v.optional(v.picklist(['day', 'week']), 'week'),
  /** the model learns up to this day and is judged by what follows */
  calibration_end: v.optional(v.pipe(v.string(), v.isoDate('an ISO date such as 2024-06-30'))),
  /** units ahead; a year unless told */
  horizon: v.optional(v.pipe(v.number(), v.minValue(0))),
  /** share of a purchase's value that is kept as profit */
  margin: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 1),
  /** a year's discount on what comes later */
  discount_rate: v.optional(v.pipe(v.number(), v.minValue(0)), 0),
  /** customers with a repeat purchase below which no such model is fitted */
  min_repeat: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 200),
  ...commonEntries,
});

export type LtvOptions = v.InferOutput<typeof ltvSchema>;
