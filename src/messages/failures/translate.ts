import type { Locale } from '../locale.ts';
import { browser } from './browser.ts';
import { cells } from './cells.ts';
import { engine } from './engine.ts';
import { files } from './files.ts';
import { notebook } from './notebook.ts';
import { statistics } from './statistics.ts';
import type { Translation } from './Translation.ts';

/**
 * A failure's English sentence in the reader's language. Failures cross workers, and stand in RESULT.json, as English text;
 * so a translation is found by that text, and what stands in its holes is translated in turn. What nobody translated stays as it is.
 */
export function translate(english: string, locale: Locale): string {
  if (locale === 'en') return english;
  for (const { between, said } of sentences) {
    const holes = fit(english, between);
    if (holes) return said[locale].replaceAll(/\{(\d)\}/g, (_, hole: string) => translate(holes[Number(hole)] ?? '', locale));
  }
  return english;
}

const toSentence = ([en, ru, pl]: Translation): { between: readonly string[]; said: Readonly<Record<Exclude<Locale, 'en'>, string>> } => ({ between: en.split('{}'), said: { ru, pl } });

const own = (between: readonly string[]): number => between.join('').length;

/** Where several sentences fit, the one with most words of its own was meant. */
const sentences = [...browser, ...cells, ...engine, ...files, ...notebook, ...statistics].map(toSentence).toSorted((one, other) => own(other.between) - own(one.between));

/** What stands between these words in the text, or null where it is another sentence. Looks forward only: a hostile text costs no more than its length. */
function fit(text: string, between: readonly string[]): readonly string[] | null {
  const [first = '', ...rest] = between;
  if (!text.startsWith(first)) return null;
  const holes: string[] = [];
  let at = first.length;
  for (const [index, words] of rest.entries()) {
    const last = index === rest.length - 1;
    const end = last ? text.length - words.length : text.indexOf(words, at + 1);
    if (end <= at || (last && !text.endsWith(words))) return null;
    holes.push(text.slice(at, end));
    at = end + words.length;
  }
  return at === text.length ? holes : null;
}
