export type TokenKind = 'name' | 'quoted' | 'text' | 'number' | 'param' | 'symbol' | 'unclosed';

export interface Token {
  readonly kind: TokenKind;
  /** the source text; for `quoted` the name without its quotes, for `param` without the dollar */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const nameStart = /[\p{L}_]/u;
const nameRest = /[\p{L}\p{N}_$]*/uy;
const numberRest = /(?:\d[\d_]*)?(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?/y;
const dollarTag = /\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/uy;
const paramName = /\$([\p{L}_][\p{L}\p{N}_]*|\d+)/uy;

/** Splits DuckDB's SQL into tokens; comments and blanks are left out. Never fails: an open quote or comment gives one `unclosed` token. */
export function tokenize(sql: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const push = (kind: TokenKind, end: number, text = sql.slice(at, end)): void => {
    tokens.push({ kind, text, start: at, end });
    at = end;
  };
  while (at < sql.length) {
    const rest = sql.charAt(at);
    if (/\s/u.test(rest)) at += 1;
    else if (sql.startsWith('--', at)) at = lineEnd(sql, at);
    else if (sql.startsWith('/*', at)) {
      const end = commentEnd(sql, at);
      if (end === null) push('unclosed', sql.length);
      else at = end;
    } else if (rest === "'" || rest === '"') {
      const escaped = rest === "'" && isEscapeString(sql, at, tokens);
      const end = quoteEnd(sql, at, rest, escaped);
      if (end === null) push('unclosed', sql.length);
      else if (rest === '"') push('quoted', end, sql.slice(at + 1, end - 1).replaceAll('""', '"'));
      else push('text', end);
    } else if (rest === '$') {
      const tag = match(dollarTag, sql, at);
      const param = match(paramName, sql, at);
      if (tag !== null) {
        const close = sql.indexOf(tag, at + tag.length);
        if (close < 0) push('unclosed', sql.length);
        else push('text', close + tag.length);
      } else if (param !== null) push('param', at + param.length, param.slice(1));
      else push('symbol', at + 1);
    } else if (nameStart.test(codePointAt(sql, at))) {
      push('name', at + (match(nameRest, sql, at) ?? rest).length);
    } else if (/\d/.test(rest) || (rest === '.' && /\d/.test(sql.charAt(at + 1)))) {
      push('number', at + (match(numberRest, sql, at) || rest).length);
    } else push('symbol', at + 1);
  }
  return tokens;
}

const codePointAt = (sql: string, at: number): string => String.fromCodePoint(sql.codePointAt(at) ?? 0);

function match(pattern: RegExp, sql: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(sql)?.[0] ?? null;
}

function lineEnd(sql: string, at: number): number {
  const end = /[\r\n]/g;
  end.lastIndex = at;
  return end.exec(sql)?.index ?? sql.length;
}

/** DuckDB nests block comments, as PostgreSQL does. */
function commentEnd(sql: string, at: number): number | null {
  let depth = 0;
  for (let index = at; index < sql.length - 1; ) {
    if (sql.startsWith('/*', index)) {
      depth += 1;
      index += 2;
    } else if (sql.startsWith('*/', index)) {
      depth -= 1;
      index += 2;
      if (depth === 0) return index;
    } else index += 1;
  }
  return null;
}

function isEscapeString(sql: string, at: number, tokens: readonly Token[]): boolean {
  const previous = tokens.at(-1);
  return previous?.kind === 'name' && /^e$/i.test(previous.text) && previous.end === at && sql.charAt(at) === "'";
}

function quoteEnd(sql: string, at: number, quote: string, escaped: boolean): number | null {
  for (let index = at + 1; index < sql.length; index += 1) {
    const character = sql.charAt(index);
    if (escaped && character === '\\') index += 1;
    else if (character === quote) {
      if (sql.charAt(index + 1) !== quote) return index + 1;
      index += 1;
    }
  }
  return null;
}
