import * as v from 'valibot';
import type { Evaluation } from '../../cells/CellKind.ts';
import { readText, textEntry } from '../../cells/options.ts';
import { formatOfTrait, sayBand, sayCell } from '../../charts/bandNames.ts';
import { formatKinds, type FormatKind } from '../../charts/formatValue.ts';
import { columnLabel } from '../../cells/columnLabels.ts';
import type { Locale } from '../../messages/locale.ts';
import { traits } from '../../traits/registry.ts';

/** What a column of a result is called for a person, and how its values are written. */
export interface ColumnFace {
  readonly label?: string;
  readonly format?: FormatKind;
  /** what its classes are called */
  readonly names?: Readonly<Record<string, string>>;
}

const told = v.array(v.object({ column: v.string(), label: v.optional(textEntry), names: v.optional(v.record(v.string(), textEntry)), format: v.optional(v.fallback(v.optional(v.picklist(formatKinds)), undefined)) }));

/** Faces that the cell gives its columns, and those of traits on the customer sheet. */
export function columnFaces(kind: string, evaluation: Evaluation, locale: Locale): Readonly<Record<string, ColumnFace>> {
  if (kind === 'traits') {
    return Object.fromEntries((evaluation.tables[0]?.columns ?? []).flatMap(({ name }) => {
      const trait = traits.get(name);
      return trait ? [[name, { label: trait.label[locale], format: formatOfTrait(trait.type) }]] : [];
    }));
  }
  const given = v.safeParse(told, evaluation.facts['columns']);
  if (!given.success) return kind === 'sql' ? {} : studyFaces(evaluation, locale);
  return Object.fromEntries(given.output.map(({ column, label, format, names }) => [column, { ...(names === undefined ? {} : { names: Object.fromEntries(Object.entries(names).map(([value, name]) => [value, readText(name, locale)])) }), ...(label === undefined ? {} : { label: readText(label, locale) }), ...(format ? { format } : {}) }]));
}

/** How the classes of a column are written; null where its values stand for themselves. */
export function classNames(names: Readonly<Record<string, string>> | undefined, column: string, type: string): ((value: string) => string) | null {
  if (names) return (value) => names[value] ?? value;
  if (type !== 'VARCHAR') return null;
  return /(^|_)(band|state)$/u.test(column) ? sayBand : /(^|_)segment$|^(cell|before|after|move)$/u.test(column) ? sayCell : null;
}

/** Studies name their columns alike, so one face serves a column in each of their tables; a person's own query keeps its names. */
function studyFaces({ tables }: Evaluation, locale: Locale): Record<string, ColumnFace> {
  const names = new Set(tables.flatMap(({ columns }) => columns.map(({ name }) => name)));
  return Object.fromEntries([...names].flatMap((name) => {
    const label = columnLabel(name, locale);
    return label === null ? [] : [[name, { label }]];
  }));
}
