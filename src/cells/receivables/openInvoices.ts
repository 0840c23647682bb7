/** Ageing buckets from the due date, in order (METHODS B16). */
export const buckets = ['not_due', '1-30', '31-60', '61-90', '90+'] as const;

/** SQL: the bucket of an invoice `days` past its due date. */
export const bucketOf = "CASE WHEN days > 90 THEN '90+' WHEN days > 60 THEN '61-90' WHEN days > 30 THEN '31-60' WHEN days > 0 THEN '1-30' ELSE 'not_due' END";

/** SQL: one sum a bucket. */
export const bucketColumns = buckets.map((bucket) => `coalesce(sum(open_now) FILTER (bucket = '${bucket}'), 0) AS "${bucket}"`).join(', ');

/** SQL: what of an invoice was open at $as_of. A payment after that date had not come yet; one before it closed the invoice. */
export function openAt(has: (column: string) => boolean): string {
  const amount = has('amount') ? 'amount' : 'open_amount';
  const open = has('open_amount') ? 'open_amount' : has('paid_amount') ? 'amount - coalesce(paid_amount, 0)' : 'amount';
  return has('paid_date') ? `CASE WHEN paid_date <= $as_of THEN 0 WHEN paid_date > $as_of THEN coalesce(${amount}, ${open}) ELSE ${open} END` : open;
}
