import * as v from 'valibot';

/** Entries that built-in kinds share: what is read, which order lines count, and when. */
export const commonEntries = {
  where: v.optional(v.pipe(v.string(), v.nonEmpty())),
  as_of: v.optional(v.pipe(v.string(), v.isoDate('an ISO date such as 2024-12-31'))),
  window_days: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  title: v.optional(v.string()),
};

export const fromEntry = v.pipe(v.string(), v.regex(/^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)?$/u, 'a table, a cell, or cell.table'));

export const bandsEntry = v.union([
  v.strictObject({ quantiles: v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(10)) }),
  v.strictObject({ cuts: v.pipe(v.array(v.number()), v.minLength(1), v.maxLength(9)) }),
  v.strictObject({ classes: v.pipe(v.array(v.union([v.array(v.string()), v.pipe(v.string(), v.transform((name) => [name]))])), v.minLength(1)) }),
]);

/** What a person decided for one segment; kept in the notebook as text. */
export const segmentEntry = v.union([
  v.pipe(
    v.string(),
    v.transform((name): SegmentDecision => ({ name })),
  ),
  v.object({
    name: v.optional(v.string()),
    tactic: v.optional(v.string()),
    owner: v.optional(v.string()),
    due: v.optional(v.string()),
    next: v.optional(v.string()),
  }),
]);

export interface SegmentDecision {
  readonly name?: string | undefined;
  readonly tactic?: string | undefined;
  readonly owner?: string | undefined;
  readonly due?: string | undefined;
  readonly next?: string | undefined;
}
