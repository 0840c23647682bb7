import type { Scalar } from './table.ts';

/** Integers within 2^53 are numbers, wider ones are text with every digit. */
export function integerScalar(value: bigint): number | string {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value.toString();
}

/** 123456 at scale 2 → "1234.56" */
export function decimalScalar(unscaled: bigint, scale: number): string {
  if (scale === 0) return unscaled.toString();
  const negative = unscaled < 0n;
  const digits = (negative ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  return `${negative ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** JSON has no NaN and no infinities: they are null. */
export const doubleScalar = (value: number): number | null => (Number.isFinite(value) ? value : null);

const millisecondsADay = 86_400_000;

export const dateScalar = (days: number): string => isoDate(new Date(days * millisecondsADay));

function isoDate(date: Date): string {
  const year = date.getUTCFullYear();
  return year >= 0 && year <= 9999 ? date.toISOString().slice(0, 10) : `${year < 0 ? '-' : '+'}${String(Math.abs(year)).padStart(6, '0')}${date.toISOString().slice(-20, -14)}`;
}

/** microseconds since 1970 → "2024-01-31T08:15:00", with a fraction only where there is one */
export function timestampScalar(microseconds: bigint): string {
  const day = 86_400_000_000n;
  const days = (microseconds - (((microseconds % day) + day) % day)) / day;
  const rest = Number(microseconds - days * day);
  const seconds = Math.floor(rest / 1_000_000);
  const fraction = rest % 1_000_000;
  const two = (value: number): string => String(value).padStart(2, '0');
  const clock = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  const micros = fraction === 0 ? '' : `.${String(fraction).padStart(6, '0').replace(/0+$/, '')}`;
  return `${dateScalar(Number(days))}T${clock}${micros}`;
}

/** What a wide integer's text means. */
export const wideIntegerScalar = (text: Scalar): Scalar => (typeof text === 'string' ? integerScalar(BigInt(text)) : null);
