import { openDecoder, type Encoding } from './encodings.ts';

export interface EncodingGuess {
  readonly encoding: Encoding;
  /** 0 to 1 */
  readonly confidence: number;
  readonly why: string;
}

/** Finds the encoding of the beginning of a file. `whole`: the bytes are the whole file, not a slice of it. */
export function detectEncoding(bytes: Uint8Array, whole: boolean): EncodingGuess {
  const [first = 0, second = 0, third = 0] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return { encoding: 'utf-8', confidence: 1, why: 'byte-order mark' };
  if (first === 0xff && second === 0xfe) return { encoding: 'utf-16le', confidence: 1, why: 'byte-order mark' };
  if (first === 0xfe && second === 0xff) return { encoding: 'utf-16be', confidence: 1, why: 'byte-order mark' };
  const wide = wideByZeros(bytes);
  if (wide) return { encoding: wide, confidence: 0.95, why: 'every other byte is zero' };
  if (bytes.every((byte) => byte < 0x80)) return { encoding: 'utf-8', confidence: 1, why: 'plain ASCII' };
  if (isUtf8(bytes, whole)) return { encoding: 'utf-8', confidence: 1, why: 'valid UTF-8 throughout' };
  return byLetters(bytes);
}

function wideByZeros(bytes: Uint8Array): Encoding | null {
  const pairs = Math.min(bytes.length, 65_536) >> 1;
  if (pairs < 2) return null;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < pairs; i += 1) {
    if (bytes[2 * i] === 0) even += 1;
    if (bytes[2 * i + 1] === 0) odd += 1;
  }
  // Cyrillic text has a zero only in its digits, spaces and separators: a fifth is much for any 8-bit file
  if (odd > pairs * 0.2 && even < pairs * 0.02) return 'utf-16le';
  if (even > pairs * 0.2 && odd < pairs * 0.02) return 'utf-16be';
  return null;
}

function isUtf8(bytes: Uint8Array, whole: boolean): boolean {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    decoder.decode(bytes, { stream: !whole });
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

type Script = 'cyrillic' | 'central' | 'western';

const candidates: readonly (readonly [Encoding, Script])[] = [
  ['windows-1251', 'cyrillic'],
  ['cp866', 'cyrillic'],
  ['windows-1250', 'central'],
  ['iso-8859-2', 'central'],
  ['windows-1252', 'western'],
];

const frequent: Readonly<Record<Script, { readonly usual: string; readonly possible: string }>> = {
  cyrillic: { usual: 'оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёОЕАИНТСРВЛКМДПУЯЫЬГЗБЧЙХЖШЮЦЩЭФЁ', possible: 'ъіїєґўІЇЄҐЎЪ№«»—–„“”…' },
  central: { usual: 'ąćęłńóśźżĄĆĘŁŃÓŚŹŻ', possible: 'áéíúýčďěňřšťůžäöüßőűÁÉÍÚÝČĎĚŇŘŠŤŮŽÄÖÜŐŰ§„”–—…' },
  western: { usual: 'éèäöüßàçñêáíóúÉÄÖÜÇÑ', possible: 'âîôûëïùåæøãõìòœÀÈÅÆØÃÕÂÁÍÓÚ€£§°«»–—’…' },
};

function byLetters(bytes: Uint8Array): EncodingGuess {
  const scores = candidates.map(([encoding, script]) => ({ encoding, score: scoreText(openDecoder(encoding).decode(bytes), script) }));
  scores.sort((a, b) => b.score - a.score);
  const [best, second] = scores;
  if (!best || !second || best.score <= 0) return { encoding: 'windows-1252', confidence: 0.3, why: 'not UTF-8, and no letters tell the code page' };
  const confidence = Math.max(0.4, Math.min(0.99, (best.score - Math.max(0, second.score)) / best.score + 0.4));
  return { encoding: best.encoding, confidence, why: `words with letters beyond ASCII read best as ${best.encoding}` };
}

const isAsciiLetter = (code: number): boolean => (code > 64 && code < 91) || (code > 96 && code < 123);

/** Mean plausibility of the characters beyond ASCII, with a look at their neighbours. */
function scoreText(text: string, script: Script): number {
  const { usual, possible } = frequent[script];
  const usualSet = new Set(usual);
  const possibleSet = new Set(possible);
  let score = 0;
  let seen = 0;
  for (let i = 0; i < text.length && seen < 20_000; i += 1) {
    const code = text.charCodeAt(i);
    if (code < 0x80) continue;
    if (code === 0xa0) continue;
    seen += 1;
    const letter = text.charAt(i);
    const before = i > 0 ? text.charCodeAt(i - 1) : 32;
    const after = i + 1 < text.length ? text.charCodeAt(i + 1) : 32;
    const besideAscii = isAsciiLetter(before) || isAsciiLetter(after);
    const besideHigh = before > 0xbf || after > 0xbf;
    if (usualSet.has(letter)) score += script === 'cyrillic' ? (besideAscii ? -2 : besideHigh ? 2 : 0) : besideAscii ? 2 : 0.4;
    else if (possibleSet.has(letter)) score += script === 'cyrillic' ? 0.3 : besideAscii ? 1.2 : 0.3;
    else if ((code > 0x7f && code < 0xa0) || code === 0xfffd) score -= 5;
    else if (code >= 0x2500 && code < 0x2600) score -= 3;
    else score -= besideAscii || besideHigh ? 2 : 0.5;
    // a capital right after a small letter is how a wrong code page looks
    if (letter !== letter.toLowerCase() && i > 0 && before > 0xbf && text.charAt(i - 1) !== text.charAt(i - 1).toUpperCase()) score -= 1.5;
    if (script !== 'cyrillic' && before > 0xbf) score -= 1.5;
  }
  return seen ? score / seen : 0;
}
