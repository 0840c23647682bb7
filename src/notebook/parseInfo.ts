import type { Attribute, CellInfo } from './Notebook.ts';

const kindPattern = /^[a-z][a-z0-9_-]*$/u;
const tokenPattern = /([^\s=]+)=("[^"]*"|\S*)|\S+/gu;

/** The info string of a fence, or null when its first word cannot be a cell kind. */
export function parseInfo(info: string): CellInfo | null {
  const [first, ...rest] = [...info.matchAll(tokenPattern)];
  if (!first || !kindPattern.test(first[0])) return null;
  return { kind: first[0], attributes: rest.map(toAttribute) };
}

function toAttribute(match: RegExpExecArray): Attribute {
  const [token, name, value] = match;
  const span = { start: match.index, end: match.index + token.length };
  if (name === undefined || value === undefined) return { name: token, value: null, ...span };
  return { name, value: value.startsWith('"') ? value.slice(1, -1) : value, ...span };
}

export const attributeOf = (info: CellInfo, name: string): Attribute | undefined => info.attributes.find((attribute) => attribute.name === name);

/** Text of one attribute; null when it cannot be written in an info string. */
export function formatAttribute(name: string, value: string | null): string | null {
  if (!/^[^\s="`]+$/u.test(name)) return null;
  if (value === null) return name;
  if (/["`\r\n]/u.test(value)) return null;
  return /^[^\s"]+$/u.test(value) ? `${name}=${value}` : `${name}="${value}"`;
}
