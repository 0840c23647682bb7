const valueFormats = ['money', 'number', 'integer', 'share', 'percent', 'date', 'days', 'text'] as const;
type ValueFormat = (typeof valueFormats)[number];

/** `{{ path | format compact }}` in prose: a parameter (`window_days`) or a cell's first row (`top.revenue`, `who.cells.customers`). */
export interface ProseValue {
  readonly type: 'value';
  readonly path: readonly string[];
  readonly format: ValueFormat | null;
  /** short form with thousand, million … */
  readonly compact: boolean;
  readonly source: string;
}

export type ProseSegment = { readonly type: 'text'; readonly text: string } | ProseValue;

const valuePattern = /\{\{([^{}\r\n]{1,200})\}\}/gu;
const stepPattern = /^(?:[\p{L}_][\p{L}\p{N}_]*|"[^"]+")$/u;

/** Cuts text at its values. What is no well-formed value stays text, as it was typed. */
export function proseValues(text: string): readonly ProseSegment[] {
  const segments: ProseSegment[] = [];
  let end = 0;
  for (const match of text.matchAll(valuePattern)) {
    const value = readValue(match[0], match[1] ?? '');
    if (!value) continue;
    if (match.index > end) segments.push({ type: 'text', text: text.slice(end, match.index) });
    segments.push(value);
    end = match.index + match[0].length;
  }
  if (end < text.length) segments.push({ type: 'text', text: text.slice(end) });
  return segments;
}

function readValue(source: string, inner: string): ProseValue | null {
  const [reference = '', formatText, ...more] = inner.split('|').map((part) => part.trim());
  if (more.length > 0) return null;
  const path = reference.match(/"[^"]*"|[^.]+/gu) ?? [];
  if (path.length < 1 || path.length > 3 || path.join('.') !== reference || !path.every((step) => stepPattern.test(step))) return null;
  const [formatName = '', modifier, ...rest] = (formatText ?? '').split(/\s+/u);
  const format = valueFormats.find((one) => one === formatName) ?? null;
  if (rest.length > 0 || (formatText !== undefined && !format) || (modifier !== undefined && modifier !== 'compact')) return null;
  return { type: 'value', path: path.map((step) => step.replaceAll('"', '')), format, compact: modifier === 'compact', source };
}
