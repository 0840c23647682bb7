/** What some customers bought in each of the months up to the as-of date, the oldest first. */
export interface Trend {
  readonly months: readonly number[];
  /** the last 12 months against the 12 before, as a share; null where there is nothing to compare with */
  readonly change: number | null;
}
