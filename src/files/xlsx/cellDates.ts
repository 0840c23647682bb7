export type DateKind = 'none' | 'date' | 'duration';

/** Whether a number format shows a serial as a date or as a duration. */
export function dateKindOf(id: number, code: string | null): DateKind {
  if (code === null) return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58) ? 'date' : id >= 45 && id <= 47 ? 'duration' : 'none';
  const bare = code.replace(/"[^"]*"|\\.|_.|\*./g, '');
  if (/\[(h+|m+|s+)\]/i.test(bare)) return 'duration';
  const plain = bare.replace(/\[[^\]]*\]/g, '').split(';')[0] ?? '';
  if (/general|[0#?]/i.test(plain.replace(/\.0+/g, ''))) return 'none';
  return /[dmyhs]/i.test(plain) ? 'date' : 'none';
}

const two = (value: number): string => String(value).padStart(2, '0');

/** A serial as ISO text. Serial 60 of the 1900 system is 29 February 1900, a day that never was: it is given as such and no date reader takes it. */
export function serialToText(serial: number, kind: DateKind, date1904: boolean): string {
  const days = Math.floor(serial);
  const seconds = Math.round((serial - days) * 86_400);
  if (kind === 'duration' || (days === 0 && !date1904)) {
    const whole = Math.round(serial * 86_400);
    return `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  }
  if (!date1904 && days === 60) return '1900-02-29';
  const epoch = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30);
  const moment = new Date(epoch + days * 86_400_000 + seconds * 1000);
  if (Number.isNaN(moment.getTime()) || days < 0 || days > 2_958_465) return String(serial);
  const iso = moment.toISOString();
  return seconds === 0 ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
}
