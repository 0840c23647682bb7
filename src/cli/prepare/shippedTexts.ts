import { canonicalTables } from '../../base/schema.ts';
import { cellKinds } from '../../cells/kinds.ts';
import type { Locale } from '../../messages/locale.ts';
import { parseNotebook } from '../../notebook/parseNotebook.ts';
import { vocabularyOf } from '../../session/NotebookSession.ts';
import type { PreparedNotebook } from './prepareBase.ts';

const files = import.meta.glob<string>('../../../notebooks/*.md', { eager: true, query: '?raw', import: 'default' });

/** The product's notebooks in these languages. */
export function shippedTexts(languages: readonly Locale[]): readonly PreparedNotebook[] {
  const vocabulary = vocabularyOf(cellKinds, canonicalTables);
  const slugs = [...new Set(Object.keys(files).flatMap((path) => /([^/]+)\.(?:en|ru|pl)\.md$/u.exec(path)?.[1] ?? []))].toSorted();
  return slugs.map((name) => ({ name, texts: languages.flatMap((language) => files[`../../../notebooks/${name}.${language}.md`] ?? []).map((text) => parseNotebook(text, vocabulary)) }));
}
