export type DecimalSign = '.' | ',';

/** An exact decimal: units / 10^scale. */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

/** How a number is written, before it is known which sign is the decimal one. */
export interface WrittenNumber {
  /** digits with at most dots and commas, grouping spaces gone */
  readonly body: string;
  readonly negative: boolean;
  readonly exponent: number;
  readonly percent: boolean;
  readonly currency: string | null;
}

const currency = '[€$£₽₴₸¥]|zł|zl|pln|rub|rur|usd|eur|gbp|uah|kzt|byn|czk|chf|руб\\.?|р\\.|грн\\.?|тг\\.?';
const shape = new RegExp(
  `^(\\()?\\s*([-+−–])?\\s*(${currency})?\\s*([-−])?\\s*(\\d[\\d.,\\u00a0\\u202f\\u2009 '’]*|[.,]\\d+)(?:e([-+]?\\d{1,3}))?\\s*(${currency})?\\s*(%)?\\s*([-−])?\\s*(\\))?$`,
  'iu',
);
const spaced = /^\d{1,3}([\u00a0\u202f\u2009 '’])\d{3}(?:\1\d{3})*(?:[.,]\d*)?$/;

const simple = /^-?\d{1,15}(?:[.,]\d{1,15})?$/;

/** Null when the text is no number in any country. */
export function readWritten(text: string): WrittenNumber | null {
  const plain = text.trim();
  if (simple.test(plain)) return { body: plain.startsWith('-') ? plain.slice(1) : plain, negative: plain.startsWith('-'), exponent: 0, percent: false, currency: null };
  const match = shape.exec(plain);
  if (!match) return null;
  const [, open, sign, money, innerSign, digits = '', exponent, moneyAfter, percent, trailing, close] = match;
  if ((open === undefined) !== (close === undefined)) return null;
  const minuses = [sign === '+' ? undefined : sign, innerSign, trailing, open].filter((part) => part !== undefined).length;
  if (minuses > 1) return null;
  let body = digits.trim();
  if (/[\u00a0\u202f\u2009 '’]/.test(body)) {
    if (!spaced.test(body)) return null;
    body = body.replace(/[\u00a0\u202f\u2009 '’]/g, '');
  }
  return {
    body,
    negative: minuses === 1,
    exponent: exponent === undefined ? 0 : Number(exponent),
    percent: percent !== undefined,
    currency: (money ?? moneyAfter)?.toLowerCase().replace(/\.$/, '') ?? null,
  };
}

type SignEvidence = 'none' | 'dot' | 'comma' | 'either' | 'never';

/** Which decimal sign the writing proves: `none` has no sign at all, `either` could be 1.234 or 1234, `never` is no number. */
export function signOf(body: string): SignEvidence {
  let dots = 0;
  let commas = 0;
  for (let at = 0; at < body.length; at += 1) {
    const code = body.charCodeAt(at);
    if (code === 46) dots += 1;
    else if (code === 44) commas += 1;
  }
  if (dots === 0 && commas === 0) return 'none';
  if (dots > 0 && commas > 0) {
    const dotLast = body.lastIndexOf('.') > body.lastIndexOf(',');
    if ((dotLast ? dots : commas) > 1) return 'never';
    const whole = body.slice(0, dotLast ? body.lastIndexOf('.') : body.lastIndexOf(','));
    return (dotLast ? commaGroups : dotGroups).test(whole) ? (dotLast ? 'dot' : 'comma') : 'never';
  }
  if (dots + commas > 1) return dots > 0 ? (dotGroups.test(body) ? 'comma' : 'never') : commaGroups.test(body) ? 'dot' : 'never';
  if (body.length <= 7 && eitherWay.test(body)) return 'either';
  return dots > 0 ? 'dot' : 'comma';
}

const dotGroups = /^\d{1,3}(\.\d{3})+$/;
const commaGroups = /^\d{1,3}(,\d{3})+$/;
const eitherWay = /^[1-9]\d{0,2}[.,]\d{3}$/;

/** The number under a decimal sign. A writing that proves the other sign is taken as it proves: `1,345.2` is one thousand everywhere. */
export function toDecimal(written: WrittenNumber, sign: DecimalSign): Decimal | null {
  const proof = signOf(written.body);
  if (proof === 'never') return null;
  const decimal = proof === 'dot' ? '.' : proof === 'comma' ? ',' : sign;
  const group = decimal === '.' ? ',' : '.';
  const [whole = '', fraction = ''] = written.body.replaceAll(group, '').split(decimal);
  let scale = fraction.length - written.exponent + (written.percent ? 2 : 0);
  let units = BigInt(`${whole}${fraction}` || '0');
  if (scale < 0) {
    units *= 10n ** BigInt(-scale);
    scale = 0;
  }
  return { units: written.negative ? -units : units, scale };
}

export function readNumber(text: string, sign: DecimalSign): Decimal | null {
  const written = readWritten(text);
  return written && toDecimal(written, sign);
}

/** The same number with another scale, halves rounded away from zero. */
export function rescale({ units, scale }: Decimal, to: number): bigint {
  if (scale <= to) return scale === to ? units : units * 10n ** BigInt(to - scale);
  const divisor = 10n ** BigInt(scale - to);
  const half = divisor / 2n;
  return units < 0n ? -((-units + half) / divisor) : (units + half) / divisor;
}

export const multiply = (a: Decimal, b: Decimal): Decimal => ({ units: a.units * b.units, scale: a.scale + b.scale });

export function subtract(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { units: rescale(a, scale) - rescale(b, scale), scale };
}

export const decimalToNumber = ({ units, scale }: Decimal): number => Number(`${units}e-${scale}`);

/** e.g. `-12.50`, every digit. */
export function decimalToText(units: bigint, scale: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const body = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return units < 0n ? `-${body}` : body;
}

/** Digits after the sign that carry something. */
export function usedScale({ units, scale }: Decimal): number {
  let left = units;
  let used = scale;
  while (used > 0 && left % 10n === 0n) {
    left /= 10n;
    used -= 1;
  }
  return used;
}
