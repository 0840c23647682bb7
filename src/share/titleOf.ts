import * as v from 'valibot';
import { readText, textEntry } from '../cells/options.ts';
import type { Locale } from '../messages/locale.ts';
import type { Cell } from '../notebook/Notebook.ts';
import { readYaml } from '../notebook/readYaml.ts';

/** What a cell is titled in a language; null without a title. */
export function titleOf(block: Cell, locale: Locale): string | null {
  const body = block.kind === 'sql' ? null : readYaml(block.body);
  const value = body?.ok ? body.value.value : null;
  const title = typeof value === 'object' && value !== null && 'title' in value ? v.safeParse(textEntry, value['title']) : null;
  return title?.success ? readText(title.output, locale) : null;
}
