import * as v from 'valibot';
import type { CellKind } from '../../cells/CellKind.ts';
import { readText, textEntry } from '../../cells/options.ts';
import type { Locale } from '../../messages/locale.ts';
import type { Cell } from '../../notebook/Notebook.ts';
import { readYaml } from '../../notebook/readYaml.ts';

/** The cell's own `title`, else the `name` of a segment, else its id: the name by which other cells read it. */
export function cellTitle(cell: Cell, kind: CellKind | undefined, locale: Locale): string {
  if (kind?.body === 'yaml') {
    const body = readYaml(cell.body);
    const value = body.ok ? body.value.value : null;
    if (typeof value === 'object' && value !== null) {
      const entries: Readonly<Record<string, unknown>> = { ...value };
      for (const text of [entries['title'], kind.kind === 'segment' ? entries['name'] : null]) {
        const parsed = v.safeParse(textEntry, text);
        if (parsed.success && readText(parsed.output, locale) !== '') return readText(parsed.output, locale);
      }
    }
  }
  return cell.id === cell.kind ? (kind?.label[locale] ?? cell.kind) : cell.id;
}
