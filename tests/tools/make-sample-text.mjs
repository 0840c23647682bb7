/** Text as clients' programs write it: code pages, decimal commas, days. */

export function encode(text, label) {
  if (label === 'utf-8') return Buffer.from(text, 'utf8');
  const decoder = new TextDecoder(label);
  const codes = new Map(Array.from({ length: 256 }, (_, code) => [decoder.decode(Uint8Array.of(code)), code]));
  return Buffer.from(
    Array.from(text, (character) => {
      const code = codes.get(character);
      if (code === undefined) throw new Error(`${label} has no ${JSON.stringify(character)}`);
      return code;
    }),
  );
}

export const toCsv = (rows, delimiter, lineEnd = '\r\n') =>
  rows.map((row) => row.map((cell) => (/["\r\n]/u.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(delimiter)).join(lineEnd) + lineEnd;

const grouped = (whole, gap) => whole.replaceAll(/\B(?=(\d{3})+$)/gu, gap);

/** cents as 1 234,56 with no-break spaces */
export function commaMoney(cents, gap = '\u00A0') {
  const size = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${grouped(size.slice(0, -2), gap)},${size.slice(-2)}`;
}

const firstDay = Date.parse('2022-01-01T00:00:00Z');
export const lastDay = Math.round((Date.parse('2024-12-18T00:00:00Z') - firstDay) / 86_400_000);
export const isoDay = (day) => new Date(firstDay + day * 86_400_000).toISOString().slice(0, 10);
export const dottedDay = (day) => isoDay(day).split('-').toReversed().join('.');
export const dayOf = (iso) => Math.round((Date.parse(`${iso}T00:00:00Z`) - firstDay) / 86_400_000);
export const monthOf = (day) => Number(isoDay(day).slice(5, 7));
