import type { ParquetParsers, SchemaElement } from 'hyparquet';

/** A value of a column as text, with every digit. */
export function textOf(value: unknown, element: SchemaElement): string {
  if (value === null || value === undefined) return '';
  if (element.converted_type === 'DECIMAL' || element.logical_type?.type === 'DECIMAL') {
    const scale = element.scale ?? (element.logical_type?.type === 'DECIMAL' ? element.logical_type.scale : 0);
    return decimalText(value instanceof Uint8Array ? unitsOf(value) : BigInt(typeof value === 'bigint' || typeof value === 'number' ? value : 0), scale);
  }
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean' || typeof value === 'string') return String(value);
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner)) ?? '';
}

function unitsOf(bytes: Uint8Array): bigint {
  let units = 0n;
  for (const byte of bytes) units = (units << 8n) | BigInt(byte);
  return bytes.length > 0 && (bytes[0] ?? 0) > 127 ? units - (1n << BigInt(bytes.length * 8)) : units;
}

function decimalText(units: bigint, scale: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return units < 0n ? `-${text}` : text;
}

const day = 86_400_000n;

/** A moment as it was stored: no zone is applied, no fraction is lost. */
function momentText(units: bigint, perSecond: bigint): string {
  const perDay = (day / 1000n) * perSecond;
  const days = units / perDay - (units % perDay < 0n ? 1n : 0n);
  const rest = units - days * perDay;
  const date = new Date(Number(days * day));
  if (Number.isNaN(date.getTime())) return String(units);
  const seconds = rest / perSecond;
  const two = (value: bigint): string => String(value).padStart(2, '0');
  const fraction = rest % perSecond === 0n ? '' : `.${String(rest % perSecond).padStart(String(perSecond).length - 1, '0').replace(/0+$/, '')}`;
  return `${date.toISOString().slice(0, 10)} ${two(seconds / 3600n)}:${two((seconds / 60n) % 60n)}:${two(seconds % 60n)}${fraction}`;
}

const bytesText = (bytes: Uint8Array | undefined): string | undefined => bytes && new TextDecoder().decode(bytes);

/** How the reader is to hand values over, so that none of them loses anything. */
export const parsers: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (value) => momentText(value, 1_000n),
  timestampFromMicroseconds: (value) => momentText(value, 1_000_000n),
  timestampFromNanoseconds: (value) => momentText(value, 1_000_000_000n),
  dateFromDays: (days) => new Date(days * 86_400_000).toISOString().slice(0, 10),
  stringFromBytes: bytesText,
  jsonFromBytes: bytesText,
};
