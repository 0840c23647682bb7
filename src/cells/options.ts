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
    /** marks that a group gave the cell */
    votes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(999))),
  }),
]);

/** Other settings of a cell's bands, kept to be compared with the one in force: name, and cut points by axis. */
export const settingsEntry = v.optional(v.array(v.strictObject({ name: textEntry, cuts: v.record(v.string(), v.pipe(v.array(v.number()), v.minLength(1), v.maxLength(9))) })), []);

export interface SegmentDecision {
  readonly name?: TextOption | undefined;
  readonly tactic?: TextOption | undefined;
  readonly owner?: TextOption | undefined;
  readonly due?: TextOption | undefined;
  readonly next?: TextOption | undefined;
  readonly votes?: number | undefined;
}

type SegmentField = Exclude<keyof SegmentDecision, 'votes'>;

/** What was decided, in one language; empty where nothing was. */
export function writtenText(decision: SegmentDecision | undefined, locale: Locale): Record<SegmentField, string> {
  const read = (field: SegmentField): string => {
    const text = decision?.[field];
    return text === undefined ? '' : readText(text, locale);
  };
  return { name: read('name'), tactic: read('tactic'), owner: read('owner'), due: read('due'), next: read('next') };
}

interface OptionChange {
  readonly path: readonly (string | number)[];
  readonly value: string | number | undefined;
}

/** The changes that write what a person decided: a text in several languages is changed in the one that is shown, and a name written short makes room for the rest. */
export function decide(path: readonly (string | number)[], decision: SegmentDecision | undefined, field: SegmentField, text: string, locale: Locale): OptionChange[] {
  const old = decision?.[field];
  const change = { path: [...path, field, ...(old === undefined || typeof old === 'string' ? [] : [locale])], value: text === '' ? undefined : text };
  return field === 'name' ? [change] : [...spelledOut(path, decision), change];
}

/** The changes that write one vote more or less. */
export function castVote(path: readonly (string | number)[], decision: SegmentDecision | undefined, by: 1 | -1): OptionChange[] {
  const votes = Math.min(999, Math.max(0, (decision?.votes ?? 0) + by));
  return [...spelledOut(path, decision), { path: [...path, 'votes'], value: votes === 0 ? undefined : votes }];
}

/** A decision that is a name alone may be written as a mere text. */
function spelledOut(path: readonly (string | number)[], decision: SegmentDecision | undefined): OptionChange[] {
  const name = decision?.name;
  const alone = typeof name === 'string' && Object.values(decision ?? {}).filter((entry) => entry !== undefined).length === 1;
  return alone ? [{ path: [...path, 'name'], value: name }] : [];
}
