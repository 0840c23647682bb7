import { tokenize } from './tokenize.ts';

/** The SQL with each unquoted name that `replacements` holds replaced; names after a dot, functions, texts and comments stay. */
export function replaceNames(sql: string, replacements: ReadonlyMap<string, string>): string {
  let result = '';
  let from = 0;
  const tokens = tokenize(sql);
  tokens.forEach((token, index) => {
    const replacement = token.kind === 'name' ? replacements.get(token.text) : undefined;
    if (replacement === undefined || tokens[index - 1]?.text === '.' || tokens[index + 1]?.text === '(') return;
    result += sql.slice(from, token.start) + replacement;
    from = token.end;
  });
  return result + sql.slice(from);
}
