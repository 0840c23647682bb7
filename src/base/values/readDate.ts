export type DateOrder = 'ymd' | 'dmy' | 'mdy' | 'compact' | 'serial';

interface DateValue {
  /** days since 1970-01-01 */
  readonly days: number;
  /** `HH:MM:SS`, with the fraction as written; null without a time of day */
  readonly time: string | null;
}

const months: Readonly<Record<string, number>> = Object.fromEntries(
  ['jan|янв|sty', 'feb|фев|lut', 'mar|мар', 'apr|апр|kwi', 'may|май|мая|maj', 'jun|июн|cze', 'jul|июл|lip', 'aug|авг|sie', 'sep|сен|wrz', 'oct|окт|paź|paz', 'nov|ноя|lis', 'dec|дек|gru'].flatMap(
    (names, index) => names.split('|').map((name) => [name, index + 1]),
  ),
);

const numeric = /^(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})(?:[T ,]+(.+))?$/;
const dayFirst = /^(\d{1,2})[ .-]+(\p{L}{3,})[.,]?[ .-]+(\d{4}|\d{2})(?: ?г\.?| r\.)?(?:[T ,]+(.+))?$/u;
const monthFirst = /^(\p{L}{3,})[.,]? +(\d{1,2}),? +(\d{4})(?:[T ,]+(.+))?$/u;
const clock = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([ap]\.?m\.?)?\s*(?:z|utc|gmt|[-+]\d{2}:?\d{2})?$/i;

/** A calendar day as written: zones are not applied. Null when it is no day of the calendar. */
export function readDate(text: string, order: DateOrder): DateValue | null {
  const plain = text.trim();
  const match = numeric.exec(plain);
  if (match) {
    const [, a = '', , b = '', c = '', rest] = match;
    if (a.length === 4) return c.length > 2 ? null : at(Number(a), Number(b), Number(c), rest);
    if (a.length > 2 || c.length === 3 || c.length === 1) return null;
    const year = fullYear(c);
    return order === 'mdy' ? at(year, Number(a), Number(b), rest) : at(year, Number(b), Number(a), rest);
  }
  if (order === 'compact') {
    const parts = /^(\d{4})(\d{2})(\d{2})$/.exec(plain);
    return parts ? at(Number(parts[1]), Number(parts[2]), Number(parts[3]), undefined) : null;
  }
  if (order === 'serial') {
    if (!/^\d{5}(\.\d+)?$/.test(plain)) return null;
    const serial = Number(plain);
    const seconds = Math.round((serial % 1) * 86_400);
    return { days: Math.floor(serial) - 25_569, time: seconds === 0 ? null : new Date(seconds * 1000).toISOString().slice(11, 19) };
  }
  const worded = dayFirst.exec(plain);
  if (worded) return at(fullYear(worded[3] ?? ''), monthOf(worded[2]), Number(worded[1]), worded[4]);
  const american = monthFirst.exec(plain);
  return american ? at(Number(american[3]), monthOf(american[1]), Number(american[2]), american[4]) : null;
}

const monthOf = (name: string | undefined): number => months[(name ?? '').toLowerCase().slice(0, 3)] ?? 0;

/** Two digits: 70 to 99 are of the last century. */
function fullYear(text: string): number {
  const year = Number(text);
  return text.length === 2 ? (year >= 70 ? 1900 + year : 2000 + year) : year;
}

function at(year: number, month: number, day: number, rest: string | undefined): DateValue | null {
  if (month < 1 || month > 12 || day < 1 || day > 31 || year < 1000) return null;
  const moment = new Date(Date.UTC(year, month - 1, day));
  if (moment.getUTCDate() !== day) return null;
  const days = moment.getTime() / 86_400_000;
  if (rest === undefined) return { days, time: null };
  const time = clock.exec(rest.trim());
  if (!time) return null;
  const [, h = '', m = '', s = '00', fraction, half] = time;
  const hour = half === undefined ? Number(h) : (Number(h) % 12) + (/^p/i.test(half) ? 12 : 0);
  if (hour > 23 || Number(m) > 59 || Number(s) > 59) return null;
  const clockText = `${String(hour).padStart(2, '0')}:${m}:${s}${fraction === undefined || /^0+$/.test(fraction) ? '' : `.${fraction.slice(0, 6)}`}`;
  return { days, time: clockText };
}

/** The readings under which a text is a day. */
export function possibleOrders(text: string): readonly DateOrder[] {
  const plain = text.trim();
  if (plain.length < 5 || plain.length > 40) return [];
  const match = numeric.exec(plain);
  if (match) {
    if ((match[1] ?? '').length === 4) return readDate(plain, 'ymd') ? ['ymd'] : [];
    return (['dmy', 'mdy'] as const).filter((order) => readDate(plain, order) !== null);
  }
  if (/^(19|20)\d{6}$/.test(plain)) return readDate(plain, 'compact') ? ['compact'] : [];
  if (/\p{L}{3}/u.test(plain)) return readDate(plain, 'dmy') ? ['dmy', 'mdy', 'ymd'] : [];
  return [];
}

export const isoDay = (days: number): string => new Date(days * 86_400_000).toISOString().slice(0, 10);

/** strftime pattern of an order, as in mapping.yaml. */
export function formatOf(order: DateOrder, sample: string, timed: boolean): string {
  const separator = /^\d{1,4}([./-])/.exec(sample.trim())?.[1] ?? (order === 'ymd' ? '-' : '.');
  const year = /^\d{1,2}[./-]\d{1,2}[./-]\d{2}(\D|$)/.test(sample.trim()) ? '%y' : '%Y';
  const parts: Readonly<Record<DateOrder, string>> = {
    ymd: ['%Y', '%m', '%d'].join(separator),
    dmy: ['%d', '%m', year].join(separator),
    mdy: ['%m', '%d', year].join(separator),
    compact: '%Y%m%d',
    serial: 'excel',
  };
  return timed ? `${parts[order]} %H:%M:%S` : parts[order];
}

/** The order a strftime pattern asks for; null when it names no day, month and year. */
export function orderOf(pattern: string): DateOrder | null {
  if (pattern === 'excel') return 'serial';
  const letters = [...pattern.matchAll(/%-?([YymbBd])/g)].map((match) => (match[1] ?? '').toLowerCase().replace('b', 'm')).join('');
  if (letters === 'ymd') return /%m%d/.test(pattern) ? 'compact' : 'ymd';
  return letters === 'dmy' || letters === 'mdy' ? letters : null;
}
