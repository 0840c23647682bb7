import { RowSplitter, type Separators } from './splitRows.ts';

const candidates = [',', ';', '\t', '|', '^', '~', '¦', '\u0001', '\u001f', ' '] as const;

/** The delimiter under which the rows of a sample are most alike. Null quote: no cell of the sample is quoted. */
export function findSeparators(sample: string): Separators {
  const told = /^sep=(.)\r?\n/i.exec(sample);
  if (told?.[1]) return { delimiter: told[1], quote: '"' };
  let best: { separators: Separators; score: number } | null = null;
  for (const delimiter of candidates) {
    if (!sample.includes(delimiter)) continue;
    for (const quote of ['"', "'"]) {
      if (quote === "'" && !new RegExp(`(^|[\\n\\${delimiter}])'[^'\\n]*'(?=[\\r\\n\\${delimiter}]|$)`).test(sample)) continue;
      const score = scoreSplit(sample, { delimiter, quote }) * (quote === "'" ? 0.9 : 1);
      if (!best || score > best.score) best = { separators: { delimiter, quote }, score };
    }
  }
  return best && best.score > 0.35 ? best.separators : { delimiter: ',', quote: '"' };
}

const looksTyped = /^\s*[-+(]?[\d\s.,'%)]*\d[\d\s.,'%)-]*$|^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}/;

function scoreSplit(sample: string, separators: Separators): number {
  const splitter = new RowSplitter(separators);
  const read = splitter.push(sample);
  const rows = (read.rows.length > 1 ? read.rows : splitter.end().rows).filter((row) => row.some((cell) => cell.trim() !== '')).slice(0, 400);
  if (!rows.length) return 0;
  const widths = new Map<number, number>();
  for (const row of rows) widths.set(row.length, (widths.get(row.length) ?? 0) + 1);
  const [width, count] = [...widths].reduce((a, b) => (b[1] > a[1] || (b[1] === a[1] && b[0] > a[0]) ? b : a));
  if (width < 2) return 0;
  const usual = rows.filter((row) => row.length === width);
  const cells = usual.flat();
  const typed = cells.filter((cell) => looksTyped.test(cell)).length / cells.length;
  const filled = cells.filter((cell) => cell !== '').length / cells.length;
  // a space or a rare sign must be far more regular than the usual delimiters
  const rarity = separators.delimiter === ' ' ? 0.6 : ',;\t|'.includes(separators.delimiter) ? 1 : 0.8;
  return (count / rows.length) ** 1.5 * Math.min(width, 40) ** 0.25 * (0.6 + 0.4 * typed) * (0.7 + 0.3 * filled) * rarity;
}
