import * as v from 'valibot';
import { readText, textEntry } from '../cells/options.ts';
import type { Locale } from '../messages/locale.ts';
import type { Cell } from '../notebook/Notebook.ts';
import { readYaml } from '../notebook/readYaml.ts';

/** What a cell is titled in a language, or its segment is called; null without a title. */
export function titleOf(block: Cell, locale: Locale): string | null {
  const body = block.kind === 'sql' ? null : readYaml(block.body);
  const value = body?.ok ? body.value.value : null;
  const named = typeof value === 'object' && value !== null ? ('title' in value ? value['title'] : block.kind === 'segment' && 'name' in value ? value['name'] : undefined) : undefined;
  const title = named === undefined ? null : v.safeParse(textEntry, named);
  return title?.success ? readText(title.output, locale) : null;
}
