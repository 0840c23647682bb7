import * as v from 'valibot';
import { columnLabel } from '../cells/columnLabels.ts';
import { readText, textEntry } from '../cells/options.ts';
import { formatKindOf, formatKinds, type FormatKind } from '../charts/formatValue.ts';
import { sayBand, sayCell } from '../charts/bandNames.ts';
import type { Column } from '../database/Database.ts';
import type { Locale } from '../messages/locale.ts';
import type { Cell } from '../notebook/Notebook.ts';
import { readYaml } from '../notebook/readYaml.ts';

/** What a column of a result is called where it leaves, and how its values are written: as on the page. */
export interface TableFace {
  readonly label: string;
  readonly format: FormatKind;
  /** what a class is called; a value that is none stays */
  say(value: string): string;
}

const told = v.object({
  columns: v.array(
    v.union([
      v.pipe(v.string(), v.transform((column) => ({ column, label: undefined, format: undefined, names: undefined }))),
      v.object({ column: v.string(), label: v.optional(textEntry), format: v.fallback(v.optional(v.picklist(formatKinds)), undefined), names: v.optional(v.record(v.string(), textEntry)) }),
    ]),
  ),
});

/** Faces of the columns of a cell's tables. A person's own query keeps the names that it gave. */
export function tableFaces(block: Cell, locale: Locale): (column: Column) => TableFace {
  const body = block.kind === 'sql' ? null : readYaml(block.body);
  const parsed = body?.ok ? v.safeParse(told, body.value.value) : null;
  const given = new Map(parsed?.success ? parsed.output.columns.map((one) => [one.column, one]) : []);
  return ({ name, type }) => {
    const own = given.get(name);
    const words = name.replaceAll('_', ' ');
    return {
      label: own?.label !== undefined ? readText(own.label, locale) : block.kind === 'sql' ? words : (columnLabel(name, locale) ?? words),
      format: own?.format ?? formatKindOf(type, name),
      say: (value) => {
        const called = own?.names?.[value];
        if (called !== undefined) return readText(called, locale);
        return type !== 'VARCHAR' ? value : /(^|_)(band|state)$/u.test(name) ? sayBand(value) : /(^|_)segment$|^(cell|before|after|move)$/u.test(name) ? sayCell(value) : value;
      },
    };
  };
}
