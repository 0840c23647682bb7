import { type Document, isAlias, isMap, isPair, isScalar, isSeq, LineCounter, type ParsedNode, parseDocument, visit } from 'yaml';
import { done, fail, type Outcome } from '../database/outcome.ts';

/** Plain data: maps have no prototype, integers beyond 2^53 stay text. */
export type YamlValue = string | number | boolean | null | readonly YamlValue[] | { readonly [key: string]: YamlValue };

export interface Yaml {
  readonly value: YamlValue;
  /** position of the value at a path, or of its nearest ancestor that exists; 1-based */
  locate(path: readonly (string | number)[]): { line: number; column: number };
}

const longestText = 1_000_000;
const deepestNesting = 40;
const compactNesting = new RegExp(`^[ \\t]*(?:[-?:][ \\t]+){${deepestNesting}}`, 'mu');

/** an open notebook asks for the options of its cells again and again: titles, needs, editors, slides */
const remembered = new Map<string, Outcome<Yaml>>();
const [mostRemembered, longestRemembered] = [256, 8_000];

/** Reads YAML that somebody else wrote: no aliases, no tags, no doubled keys, bounded size and depth. `firstLine` is added to positions. */
export function readYaml(text: string, firstLine = 1): Outcome<Yaml> {
  if (text.length > longestRemembered) return readAnew(text, firstLine);
  const key = `${firstLine}\n${text}`;
  const read = remembered.get(key) ?? readAnew(text, firstLine);
  remembered.delete(key);
  remembered.set(key, read);
  for (const oldest of remembered.keys()) {
    if (remembered.size <= mostRemembered) break;
    remembered.delete(oldest);
  }
  return read;
}

function readAnew(text: string, firstLine: number): Outcome<Yaml> {
  if (text.length > longestText) return fail('options', `YAML of ${text.length} characters, at most ${longestText} are read`, { line: firstLine });
  if (bracketDepth(text) > deepestNesting || compactNesting.test(text)) return fail('options', `YAML nested deeper than ${deepestNesting} levels`, { line: firstLine });
  const lines = new LineCounter();
  const at = (offset: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1) + firstLine - 1, column: Math.max(col, 1) };
  };
  const document = parseBounded(text, lines);
  if (!document) return fail('options', `YAML nested deeper than ${deepestNesting} levels`, { line: firstLine });
  const flaw = document.errors[0] ?? document.warnings[0];
  if (flaw) return fail('options', flaw.message.split('\n')[0] ?? flaw.code, at(flaw.pos[0]));
  const foreign = findForeign(document);
  if (foreign) return fail('options', foreign.message, at(foreign.offset));
  try {
    return done({ value: plain(document.contents, 0), locate: (path) => at(offsetOf(document.contents, path)) });
  } catch (error) {
    if (error instanceof TooDeep) return fail('options', `YAML nested deeper than ${deepestNesting} levels`, { line: firstLine });
    throw error;
  }
}

class TooDeep extends Error {}

// The composer of `yaml` recurses: hostile depth shows as a RangeError.
function parseBounded(text: string, lineCounter: LineCounter): Document.Parsed | null {
  try {
    return parseDocument(text, { version: '1.2', schema: 'core', uniqueKeys: true, merge: false, lineCounter, prettyErrors: false });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function bracketDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const character of text) {
    if (character === '[' || character === '{') deepest = Math.max(deepest, ++depth);
    else if ((character === ']' || character === '}') && depth > 0) depth--;
  }
  return deepest;
}

function findForeign(document: Document.Parsed): { message: string; offset: number } | null {
  let found: { message: string; offset: number } | null = null;
  visit(document, (_, node) => {
    if (isAlias(node)) found = { message: `an alias (*${node.source}); aliases are not read`, offset: node.range?.[0] ?? 0 };
    else if ((isScalar(node) || isMap(node) || isSeq(node)) && node.tag?.startsWith('!')) found = { message: `a tag (${node.tag}); tags are not read`, offset: node.range?.[0] ?? 0 };
    return found ? visit.BREAK : undefined;
  });
  return found;
}

function plain(node: unknown, depth: number): YamlValue {
  if (depth > deepestNesting) throw new TooDeep();
  if (isSeq(node)) return node.items.map((item) => plain(item, depth + 1));
  if (isMap(node)) {
    const map: Record<string, YamlValue> = Object.create(null);
    for (const pair of node.items) map[keyText(pair.key)] = plain(pair.value, depth + 1);
    return map;
  }
  if (!isScalar(node)) return null;
  const { value } = node;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return node.source ?? String(value);
    return Number.isInteger(value) && !Number.isSafeInteger(value) ? (node.source ?? String(value)) : value;
  }
  return typeof value === 'string' || typeof value === 'boolean' ? value : null;
}

export const keyText = (key: unknown): string => (isScalar(key) ? (typeof key.value === 'string' ? key.value : (key.source ?? String(key.value))) : String(key));

function offsetOf(contents: ParsedNode | null, path: readonly (string | number)[]): number {
  let node: unknown = contents;
  let offset = contents?.range[0] ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => keyText(item.key) === String(step));
      if (!pair || !isPair(pair)) break;
      if (isScalar(pair.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      if (isScalar(node) || isMap(node) || isSeq(node)) offset = node.range?.[0] ?? offset;
    } else break;
  }
  return offset;
}
