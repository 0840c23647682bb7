import * as v from 'valibot';
import { readText, textEntry, type TextOption } from '../../cells/options.ts';
import type { CellState } from '../../graph/CellState.ts';
import type { Locale } from '../../messages/locale.ts';
import type { CardRequest } from '../Workbench.ts';

/** Results of a notebook that place customers in segments. */
export function placedIn(cells: ReadonlyMap<string, CellState>): CardRequest['placed'] {
  return [...cells].flatMap(([cell, { result }]) => {
    const table = result?.evaluation.tables.find(({ columns }) => ['customer_id', 'segment'].every((name) => columns.some((column) => column.name === name)));
    return table ? [{ cell, relation: table.relation }] : [];
  });
}

const decision = v.object({ name: v.optional(textEntry), tactic: v.optional(textEntry) });
const told = v.union([v.array(decision), v.record(v.string(), decision)]);

/** The tactic that a cell's decisions hold for a segment, by its name in any language or by its key; null where none was written. */
export function tacticOf(segments: unknown, segment: string, locale: Locale): string | null {
  const given = v.safeParse(told, segments);
  if (!given.success) return null;
  const isNamed = (name: TextOption | undefined): boolean => name !== undefined && (typeof name === 'string' ? name === segment : Object.values(name).includes(segment));
  const entry = Array.isArray(given.output) ? given.output.find(({ name }) => isNamed(name)) : (Object.values(given.output).find(({ name }) => isNamed(name)) ?? given.output[segment]);
  return entry?.tactic === undefined ? null : readText(entry.tactic, locale);
}
