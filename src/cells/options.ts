import * as v from 'valibot';
import type { Locale } from '../messages/locale.ts';

/** A text in one language or in several: cells of a shipped notebook are the same in every language. */
export const textEntry = v.union([v.pipe(v.string(), v.maxLength(2000)), v.strictObject({ en: v.optional(v.string()), ru: v.optional(v.string()), pl: v.optional(v.string()) })]);

export type TextOption = v.InferOutput<typeof textEntry>;

export const readText = (text: TextOption, locale: Locale): string => (typeof text === 'string' ? text : (text[locale] ?? text.en ?? Object.values(text)[0] ?? ''));

/** Entries that built-in kinds share: what is read, which order lines count, and when. */
export const commonEntries = {
  where: v.optional(v.pipe(v.string(), v.nonEmpty())),
  as_of: v.optional(v.pipe(v.string(), v.isoDate('an ISO date such as 2024-12-31'))),
  window_days: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  title: v.optional(textEntry),
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
    name: v.optional(textEntry),
    tactic: v.optional(textEntry),
    owner: v.optional(textEntry),
    due: v.optional(textEntry),
    next: v.optional(textEntry),
  }),
]);

export interface SegmentDecision {
  readonly name?: TextOption | undefined;
  readonly tactic?: TextOption | undefined;
  readonly owner?: TextOption | undefined;
  readonly due?: TextOption | undefined;
  readonly next?: TextOption | undefined;
}

interface OptionChange {
  readonly path: readonly (string | number)[];
  readonly value: string | undefined;
}

/** The changes that write what a person decided: a text in several languages is changed in the one that is shown, and a name written short makes room for the rest. */
export function decide(path: readonly (string | number)[], decision: SegmentDecision | undefined, field: keyof SegmentDecision, text: string, locale: Locale): OptionChange[] {
  const old = decision?.[field];
  const change = { path: [...path, field, ...(old === undefined || typeof old === 'string' ? [] : [locale])], value: text === '' ? undefined : text };
  const name = decision?.name;
  const short = field !== 'name' && typeof name === 'string' && Object.values(decision ?? {}).filter((entry) => entry !== undefined).length === 1;
  return short ? [{ path: [...path, 'name'], value: name }, change] : [change];
}
