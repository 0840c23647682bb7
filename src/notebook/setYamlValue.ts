import { isMap as isYamlMap, isScalar, isSeq, Lexer, type Pair, parseDocument, stringify } from 'yaml';
import { done, fail, type Outcome } from '../database/outcome.ts';
import { lineEndOf } from './lineEnds.ts';
import { isMap } from './paramDeclaration.ts';
import { keyText, readYaml, type YamlValue } from './readYaml.ts';

/**
 * The text with the value at `path` set, or removed (`undefined`). The value's own bytes are cut out and replaced,
 * so comments, quotes and order elsewhere stay. Missing maps on the way are made.
 */
export function setYamlValue(text: string, wholePath: readonly (string | number)[], wholeValue: YamlValue | undefined): Outcome<string> {
  const before = readYaml(text);
  if (!before.ok) return before;
  const reachable = reachOf(before.value.value, wholePath);
  if (wholeValue === undefined && reachable < wholePath.length) return done(text);
  const path = wholePath.slice(0, reachable);
  const value = wholeValue === undefined ? undefined : nest(wholePath.slice(reachable), wholeValue);
  const after = withValue(before.value.value, path, value);
  const wanted = JSON.stringify(after);
  const cut = cutIn(text, path, value);
  if (cut !== null && readsAs(cut, wanted)) return done(cut);
  // A one-line map or list is written anew as a whole, when no comment stands in it.
  for (let depth = path.length - 1; depth > 0; depth--) {
    const wider = cutIn(text, path.slice(0, depth), valueAt(after, path.slice(0, depth)));
    if (wider !== null && commentCount(wider) === commentCount(text) && readsAs(wider, wanted)) return done(wider);
  }
  // Shapes that the cut does not cover: comments survive the printer of `yaml`, spacing need not.
  const document = parseDocument(text, { version: '1.2', schema: 'core' });
  if (value === undefined) document.deleteIn(path);
  else document.setIn(path, document.createNode(value));
  const printed = document.toString({ lineWidth: 0 });
  return readsAs(printed, wanted) ? done(printed) : fail('options', `option "${path.join('.')}" cannot be set here`, { line: 1, hint: 'edit the text of the cell' });
}

/** how many steps of the path lead through maps and lists that are there; what is beyond becomes part of the value */
function reachOf(tree: YamlValue, path: readonly (string | number)[]): number {
  let node: YamlValue | undefined = tree;
  for (const [depth, step] of path.entries()) {
    if (Array.isArray(node)) {
      if (typeof step !== 'number' || step > node.length) return depth;
      node = node[step];
    } else if (isMap(node)) {
      node = Object.hasOwn(node, String(step)) ? node[String(step)] : undefined;
      if (node === undefined) return depth + 1;
    } else return Math.max(depth, 1);
  }
  return path.length;
}

const nest = (path: readonly (string | number)[], value: YamlValue): YamlValue => path.reduceRight<YamlValue>((inner, step) => ({ [String(step)]: inner }), value);

function valueAt(tree: YamlValue, path: readonly (string | number)[]): YamlValue {
  return path.reduce<YamlValue>((node, step) => (Array.isArray(node) ? (node[Number(step)] ?? null) : isMap(node) ? (node[String(step)] ?? null) : null), tree);
}

const commentCount = (text: string): number => [...new Lexer().lex(text)].filter((token) => token.startsWith('#')).length;

function readsAs(text: string, wanted: string): boolean {
  const read = readYaml(text);
  return read.ok && JSON.stringify(read.value.value ?? {}) === wanted;
}

function withValue(tree: YamlValue, path: readonly (string | number)[], value: YamlValue | undefined): YamlValue {
  const [step, ...rest] = path;
  if (step === undefined) return value ?? null;
  if (Array.isArray(tree)) {
    const items: YamlValue[] = [...tree];
    if (rest.length === 0 && value === undefined) items.splice(Number(step), 1);
    else items[Number(step)] = withValue(items[Number(step)] ?? null, rest, value);
    return items;
  }
  const map: Record<string, YamlValue> = isMap(tree) ? { ...tree } : {};
  if (rest.length === 0 && value === undefined) delete map[String(step)];
  else if (value !== undefined || map[String(step)] !== undefined) map[String(step)] = withValue(map[String(step)] ?? null, rest, value);
  return map;
}

function cutIn(text: string, path: readonly (string | number)[], value: YamlValue | undefined): string | null {
  const eol = lineEndOf(text);
  const { contents } = parseDocument(text, { version: '1.2', schema: 'core' });
  if (contents === null) return value === undefined ? text : appendLines(text, entryText(path, value, '', eol), text.length, eol);
  let node: unknown = contents;
  for (const [depth, step] of path.entries()) {
    const last = depth === path.length - 1;
    if (isSeq(node)) {
      const item: unknown = node.items[Number(step)];
      if (last) return value === undefined ? null : replaceNode(text, item, value);
      node = item;
      continue;
    }
    if (!isYamlMap(node)) return null;
    const pair: Pair | undefined = node.items.find((entry) => keyText(entry.key) === String(step));
    if (!pair) return value === undefined ? text : node.flow ? null : appendEntry(text, node.items, path.slice(depth), value, eol);
    if (last) return value === undefined ? removeEntry(text, pair, node.flow === true) : (replaceNode(text, pair.value, value) ?? replaceEntry(text, pair, path.slice(depth), value, eol));
    node = pair.value;
  }
  return null;
}

/** in place and on one line: for values that stand on one line now */
function replaceNode(text: string, node: unknown, value: YamlValue): string | null {
  if (!isScalar(node) && !isYamlMap(node) && !isSeq(node)) return null;
  if (isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED')) return null;
  if (!isScalar(node) && node.flow !== true) return null;
  const [start, end] = node.range ?? [];
  if (start === undefined || end === undefined || start === end) return null;
  return text.slice(0, start) + inline(value) + text.slice(end);
}

function replaceEntry(text: string, pair: Pair, path: readonly (string | number)[], value: YamlValue, eol: string): string | null {
  const span = entrySpan(text, pair);
  if (!span || !isScalar(pair.key) || !pair.key.range) return null;
  const indent = text.slice(lineStart(text, pair.key.range[0]), pair.key.range[0]);
  if (!/^ *$/u.test(indent)) return null;
  return text.slice(0, span.start) + entryText(path, value, indent, eol) + text.slice(span.end);
}

function removeEntry(text: string, pair: Pair, flow: boolean): string | null {
  const span = flow ? null : entrySpan(text, pair);
  if (!span || !/^ *$/u.test(text.slice(span.start, span.keyStart))) return null;
  return text.slice(0, span.start) + text.slice(span.end);
}

function appendEntry(text: string, items: readonly Pair[], path: readonly (string | number)[], value: YamlValue, eol: string): string | null {
  const last = items.at(-1);
  const span = last && entrySpan(text, last);
  if (!span) return null;
  const column = ' '.repeat(span.keyStart - lineStart(text, span.keyStart));
  return appendLines(text, entryText(path, value, column, eol), span.end, eol);
}

function appendLines(text: string, lines: string, offset: number, eol: string): string {
  const head = text.slice(0, offset);
  return `${head}${head === '' || /[\r\n]$/u.test(head) ? '' : eol}${lines}${text.slice(offset)}`;
}

/** the lines of an entry of a block map: from the start of the key's line to behind the line end of the value's last line */
function entrySpan(text: string, pair: Pair): { start: number; keyStart: number; end: number } | null {
  if (!isScalar(pair.key) || !pair.key.range) return null;
  const keyStart = pair.key.range[0];
  const value = pair.value;
  const valued = isScalar(value) || isYamlMap(value) || isSeq(value) ? value.range : null;
  const valueEnd = Math.max(pair.key.range[1], valued?.[1] ?? 0);
  const ended = /[\r\n]/u.test(text.charAt(valueEnd - 1)) && valueEnd > pair.key.range[1];
  const lineEnd = /\r\n|\n|\r/u.exec(text.slice(valueEnd));
  const end = ended ? valueEnd : lineEnd ? valueEnd + lineEnd.index + lineEnd[0].length : text.length;
  return { start: lineStart(text, keyStart), keyStart, end };
}

const lineStart = (text: string, offset: number): number => Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;

function entryText(path: readonly (string | number)[], value: YamlValue, indent: string, eol: string): string {
  const printed = stringify(nest(path, value), { version: '1.2', schema: 'core', lineWidth: 0, indent: 2 });
  return printed.trimEnd().split('\n').map((line) => indent + line + eol).join('');
}

function inline(value: YamlValue): string {
  if (typeof value === 'string' && value.includes('\n')) return JSON.stringify(value);
  const printed = stringify(value, { version: '1.2', schema: 'core', lineWidth: 0, collectionStyle: 'flow', flowCollectionPadding: false }).trimEnd();
  // Inside flow collections commas and brackets end a plain scalar.
  return typeof value === 'string' && /[,[\]{}]/u.test(value) && printed === value ? JSON.stringify(value) : printed;
}
