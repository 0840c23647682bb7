/** A plain number found by scanNumber: units / 10^scale, idle zeros gone. */
export interface ScannedNumber {
  units: number;
  scale: number;
}

const dot = 46;
const comma = 44;

/**
 * Reads `-123.45` or `123,45` straight from bytes into `found`. False for anything that needs thought:
 * more than 15 digits, signs that could group thousands, currencies, spaces; with `decimal` any other sign than this one.
 */
export function scanNumber(bytes: Uint8Array, start: number, end: number, found: ScannedNumber, decimal = 0): boolean {
  const negative = bytes[start] === 45;
  const from = negative ? start + 1 : start;
  if (end - from <= 10) return scanShort(bytes, from, end, negative, found, decimal);
  let units = 0;
  let digits = 0;
  let sign = -1;
  for (let at = from; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte >= 48 && byte <= 57) {
      units = units * 10 + byte - 48;
      digits += 1;
    } else if ((byte === dot || byte === comma) && (decimal === 0 || byte === decimal) && sign < 0 && at > from && at + 1 < end) sign = at;
    else return false;
  }
  if (digits === 0 || digits > 15) return false;
  let scale = sign < 0 ? 0 : end - sign - 1;
  // 1.234 may be a thousand
  if (scale === 3 && sign - from <= 3 && bytes[from] !== 48) return false;
  while (scale > 0 && units % 10 === 0) {
    units /= 10;
    scale -= 1;
  }
  found.units = negative && units !== 0 ? -units : units;
  found.scale = scale;
  return true;
}

/** The same for ten bytes at most, which V8 keeps in small integers. */
function scanShort(bytes: Uint8Array, from: number, end: number, negative: boolean, found: ScannedNumber, decimal: number): boolean {
  let units = 0;
  let sign = -1;
  for (let at = from; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte >= 48 && byte <= 57) units = units * 10 + byte - 48;
    else if ((byte === dot || byte === comma) && (decimal === 0 || byte === decimal) && sign < 0 && at > from && at + 1 < end) sign = at;
    else return false;
  }
  if (end === from) return false;
  let scale = sign < 0 ? 0 : end - sign - 1;
  if (scale === 3 && sign - from <= 3 && bytes[from] !== 48) return false;
  while (scale > 0 && units % 10 === 0) {
    units /= 10;
    scale -= 1;
  }
  found.units = negative && units !== 0 ? -units : units;
  found.scale = scale;
  return true;
}

/** Canonical text of units / 10^scale. */
export function scannedText(units: number, scale: number): string {
  if (scale === 0) return String(units);
  const text = String(Math.abs(units)).padStart(scale + 1, '0');
  return `${units < 0 ? '-' : ''}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}
