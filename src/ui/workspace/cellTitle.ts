import type { CellKind } from '../../cells/CellKind.ts';
import type { Locale } from '../../messages/locale.ts';
import type { Cell } from '../../notebook/Notebook.ts';
import { readYaml } from '../../notebook/readYaml.ts';

/** The cell's own `title`, else its id in words with the name of its kind. */
export function cellTitle(cell: Cell, kind: CellKind | undefined, locale: Locale): string {
  if (kind?.body === 'yaml') {
    const body = readYaml(cell.body);
    const value = body.ok ? body.value.value : null;
    const title = typeof value === 'object' && value !== null && 'title' in value ? value['title'] : null;
    if (typeof title === 'string' && title !== '') return title;
    const own = typeof title === 'object' && title !== null && locale in title ? (title as Readonly<Record<string, unknown>>)[locale] : null;
    if (typeof own === 'string') return own;
  }
  const words = cell.id.replaceAll('_', ' ');
  const label = kind?.label[locale] ?? cell.kind;
  const capital = words.charAt(0).toLocaleUpperCase(locale) + words.slice(1);
  return words === cell.kind.replaceAll('_', ' ') ? label : capital;
}
