import { readOnly } from './readOnly.ts';

/** A person's condition as one closed expression `(…)`, or why it is none. */
export function closeCondition(condition: string): { readonly ok: true; readonly sql: string } | { readonly ok: false; readonly reason: string; readonly hint: string } {
  const checked = readOnly(`select ${condition}`);
  if (!checked.ok) return { ok: false, reason: checked.reason, hint: checked.hint };
  return condition.trim() === '' ? { ok: false, reason: 'The condition is empty.', hint: 'Write a condition such as qty > 0.' } : { ok: true, sql: `(${condition}\n)` };
}
