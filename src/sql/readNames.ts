import { tokenize, type Token } from './tokenize.ts';

/** One relation that a query reads, as written: ['rfm', 'cells'] for `rfm.cells`. */
export type RelationName = readonly string[];

const starters = new Set(['from', 'join', 'pivot', 'unpivot', 'summarize', 'describe', 'show', 'table']);
const enders = new Set(['where', 'group', 'order', 'having', 'limit', 'window', 'qualify', 'union', 'intersect', 'except', 'on', 'using', 'select', 'sample', 'values', 'offset', 'set']);
/** words that may stand between FROM and the relation */
const skipped = new Set(['lateral', 'only']);

/**
 * Relations that a query reads, each once; names of its own CTEs, table functions and FROM inside functions
 * (`extract(year FROM d)`) are left out. Text alone: names are not looked up.
 */
export function readNames(sql: string): RelationName[] {
  const tokens = tokenize(sql);
  const own = new Set(tokens.flatMap((token, index) => (isCteName(tokens, index) ? [fold(token.text)] : [])));
  const found = new Map<string, RelationName>();
  const listDepths: boolean[] = [false];
  let expecting = false;
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (!token) break;
    if (token.kind === 'symbol') {
      if (token.text === '(') {
        if (expecting && !isSubquery(tokens[index + 1])) listDepths.push(true);
        else {
          listDepths.push(false);
          expecting = false;
        }
      } else if (token.text === ')') {
        listDepths.pop();
        if (listDepths.length === 0) listDepths.push(false);
        expecting = false;
      } else if (token.text === ',') expecting = listDepths.at(-1) === true;
      continue;
    }
    const word = token.kind === 'name' ? token.text.toLowerCase() : '';
    if (starters.has(word) && !(word === 'from' && isInsideFunction(tokens, index))) {
      expecting = true;
      listDepths[listDepths.length - 1] = true;
      continue;
    }
    if (expecting && skipped.has(word)) continue;
    if (expecting && (token.kind === 'name' || token.kind === 'quoted')) {
      const path = readPath(tokens, index);
      index = path.last;
      expecting = false;
      const next = tokens[index + 1];
      const isFunction = next?.text === '(' && next.kind === 'symbol';
      const isOwn = path.names.length === 1 && own.has(fold(path.names[0] ?? ''));
      if (!isFunction && !isOwn) found.set(path.names.map(fold).join('\u0000'), path.names);
      continue;
    }
    if (enders.has(word)) {
      listDepths[listDepths.length - 1] = false;
      expecting = false;
    }
  }
  return [...found.values()];
}

const fold = (name: string): string => name.toLowerCase();

const isRelationStart = (token: Token | undefined): boolean => token?.kind === 'name' || token?.kind === 'quoted';

const isSubquery = (token: Token | undefined): boolean => token?.kind === 'name' && /^(select|with|from|values|pivot|unpivot|summarize|describe|show|table)$/i.test(token.text);

function readPath(tokens: readonly Token[], from: number): { names: string[]; last: number } {
  const names = [tokens[from]?.text ?? ''];
  let last = from;
  while (tokens[last + 1]?.text === '.' && isRelationStart(tokens[last + 2])) {
    names.push(tokens[last + 2]?.text ?? '');
    last += 2;
  }
  return { names, last };
}

/** `name AS (`, `name AS MATERIALIZED (`, `name (a, b) AS (` after WITH or a comma */
function isCteName(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  const before = tokens[index - 1];
  if (!isRelationStart(token) || !before || !/^(with|recursive|,)$/i.test(before.text)) return false;
  let next = index + 1;
  if (tokens[next]?.text === '(') {
    while (next < tokens.length && tokens[next]?.text !== ')') next += 1;
    next += 1;
  }
  if (!/^as$/i.test(tokens[next]?.text ?? '')) return false;
  next += 1;
  while (/^(not|materialized)$/i.test(tokens[next]?.text ?? '')) next += 1;
  return tokens[next]?.text === '(';
}

/** extract(… FROM …), trim(… FROM …), substring(… FROM …): FROM is no clause there; nor in IS DISTINCT FROM */
function isInsideFunction(tokens: readonly Token[], index: number): boolean {
  if (/^distinct$/i.test(tokens[index - 1]?.text ?? '') && /^(is|not)$/i.test(tokens[index - 2]?.text ?? '')) return true;
  let depth = 0;
  for (let back = index - 1; back >= 0; back -= 1) {
    const text = tokens[back]?.text ?? '';
    if (text === ')') depth += 1;
    else if (text === '(') {
      if (depth === 0) return /^(extract|trim|substring|overlay|position)$/i.test(tokens[back - 1]?.text ?? '');
      depth -= 1;
    } else if (depth === 0 && /^select$/i.test(text)) return false;
  }
  return false;
}
