import { tokenize, type Token } from './tokenize.ts';

export type ReadOnly = { readonly ok: true; readonly sql: string } | { readonly ok: false; readonly reason: string; readonly hint: string; readonly at: number };

const readers = new Set(['select', 'with', 'from', 'values', 'pivot', 'unpivot', 'summarize', 'describe', 'show', 'table']);

/**
 * A cell's SQL as one subquery `(…)` that can only read: the engine refuses COPY, INSERT and the like inside FROM,
 * and this function refuses what would end the subquery early or start a second statement.
 */
export function readOnly(sql: string): ReadOnly {
  const tokens = tokenize(sql);
  const last = tokens.findLastIndex((token) => token.text !== ';');
  const body = tokens.slice(0, last + 1);
  const first = body[0];
  if (!first) return refuse('The query is empty.', 'Write a SELECT.', 0);
  const open = body.find((token) => token.kind === 'unclosed');
  if (open) return refuse('A quote or comment is not closed.', 'Close it.', open.start);
  const second = body.find((token) => token.kind === 'symbol' && token.text === ';');
  if (second) return refuse('More than one statement.', 'A cell holds one query; put the second into a cell of its own.', second.start);
  const unbalanced = findUnbalanced(body);
  if (unbalanced !== null) return refuse('A parenthesis has no partner.', 'Balance the parentheses.', unbalanced);
  const verb = leadingVerb(body);
  if (!readers.has(verb.text.toLowerCase())) {
    return refuse(`${verb.text.toUpperCase()} is not a query.`, 'A cell only reads: SELECT, WITH, FROM, VALUES, PIVOT, SUMMARIZE, DESCRIBE or SHOW. Files leave through Share.', verb.start);
  }
  return { ok: true, sql: `(${sql.slice(first.start, body.at(-1)?.end)}\n)` };
}

const refuse = (reason: string, hint: string, at: number): ReadOnly => ({ ok: false, reason, hint, at });

function leadingVerb(tokens: readonly Token[]): Token {
  const verb = tokens.find((token) => token.text !== '(');
  return verb ?? { kind: 'symbol', text: '(', start: 0, end: 1 };
}

function findUnbalanced(tokens: readonly Token[]): number | null {
  const opened: number[] = [];
  for (const token of tokens) {
    if (token.kind !== 'symbol') continue;
    if (token.text === '(') opened.push(token.start);
    else if (token.text === ')' && opened.pop() === undefined) return token.start;
  }
  return opened.at(-1) ?? null;
}
