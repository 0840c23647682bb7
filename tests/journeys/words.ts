import { readFileSync } from 'node:fs';

const rooms = ['shell', 'keep', 'notebook', 'import', 'cube', 'present', 'share'];

/** What the page calls a thing in a language: journeys find controls by the names that people read. */
export function wordsOf(language: string): (key: string) => string {
  const all: Record<string, unknown> = Object.assign({}, ...rooms.map((room) => JSON.parse(readFileSync(new URL(`../../src/messages/${room}/${language}.json`, import.meta.url), 'utf8'))));
  return (key) => {
    const word = all[key];
    if (typeof word !== 'string') throw new Error(`no word ${key} in ${language}`);
    return word;
  };
}
