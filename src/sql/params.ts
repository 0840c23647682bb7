import { tokenize } from './tokenize.ts';

/** Names of the parameters `$name` that the SQL uses, each once, in order of appearance. */
export function usedParams(sql: string): string[] {
  return [...new Set(tokenize(sql).flatMap((token) => (token.kind === 'param' ? [token.text] : [])))];
}

/** The SQL with every `$name` replaced by what `write` gives for it; text, comments and quoted names stay. */
export function replaceParams(sql: string, write: (name: string) => string): string {
  let result = '';
  let from = 0;
  for (const token of tokenize(sql)) {
    if (token.kind !== 'param') continue;
    result += sql.slice(from, token.start) + write(token.text);
    from = token.end;
  }
  return result + sql.slice(from);
}
