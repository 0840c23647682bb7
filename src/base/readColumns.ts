import { note, type Note } from './notes.ts';
import type { ColumnProfile } from './profileColumn.ts';
import { typeOf } from './profileColumn.ts';
import type { ColumnType } from './Recognition.ts';
import type { Field } from './schema.ts';
import { formatOf, type DateOrder } from './values/readDate.ts';
import { withLeadingZero } from './values/taxNumber.ts';
import type { DecimalSign } from './values/readNumber.ts';

/** How the cells of a column are to be read. */
export interface ColumnReading {
  readonly type: ColumnType;
  /** strftime pattern of days · `unit szt` of quantities whose unit stands in their cells · `.` or `,` of numbers that differ from the file · `.0` where a key lost its kind · `0` where tax numbers lost their first digit */
  readonly format: string | null;
  /** why a person should look, null when nothing is open */
  readonly doubt: { readonly kind: 'date' | 'number' | 'currency'; readonly note: Note } | null;
  readonly evidence: readonly Note[];
}

export interface FileSigns {
  readonly decimal: DecimalSign | null;
  /** the order of day and month that other columns or the file's dialect prove */
  readonly order: 'dmy' | 'mdy' | null;
}

/** Settles type and format of a column from its cells and the field it is for. */
export function readColumn(profile: ColumnProfile, field: Field | null, signs: FileSigns, header: string): ColumnReading {
  const evidence = [...profile.nulls].map(([word, count]) => note('null_word', { word, count }));
  const dateField = field?.type === 'date' || field?.type === 'timestamp';
  const natural = typeOf(profile, dateField ? 0.6 : 0.95);
  if (dateField) return readDays(profile, signs, evidence, true);
  if (field === null && (natural === 'date' || natural === 'timestamp')) return readDays(profile, signs, evidence, false);
  if (field === null && natural === 'integer' && onlyCompactDays(profile) && /date|дата|data|день|day|^column \d+$/i.test(header) && !/key/i.test(header)) return readDays(profile, signs, evidence, false);
  if (field === null ? natural === 'number' || natural === 'integer' : field.type === 'number' || field.type === 'money' || field.type === 'integer') return readNumbers(profile, field, natural, signs, evidence);
  if (field?.type === 'boolean' || (field === null && natural === 'boolean')) return { type: 'boolean', format: null, doubt: null, evidence };
  const lostZeros = field?.name === 'tax_id' && profile.taxNumbers >= 0.8 ? [...profile.distinct].filter((text) => withLeadingZero(text) !== null).length : 0;
  if (lostZeros > 0) return { type: 'text', format: '0', doubt: null, evidence: [...evidence, note('lost_zero', { header, count: lostZeros })] };
  const lostKind = profile.told > 0 && profile.zeroFractions === profile.told && (field?.name.endsWith('_id') ?? false);
  return { type: 'text', format: lostKind ? '.0' : null, doubt: null, evidence: lostKind ? [...evidence, note('keys_end_zero')] : evidence };
}

const onlyCompactDays = (profile: ColumnProfile): boolean => profile.dates >= profile.told * 0.99 && (profile.orders.get('compact') ?? 0) === profile.dates;

function readDays(profile: ColumnProfile, signs: FileSigns, evidence: readonly Note[], mapped: boolean): ColumnReading {
  const timed = profile.timed > 0;
  const type = timed ? 'timestamp' : 'date';
  const settle = (order: DateOrder, more: readonly Note[] = []): ColumnReading => ({ type, format: formatOf(order, profile.dateSample, timed), doubt: null, evidence: [...evidence, ...more] });
  const count = (order: DateOrder): number => profile.orders.get(order) ?? 0;
  if (profile.dates === 0 && mapped) return profile.wholes > 0 && profile.least > 20_000 && profile.greatest < 60_000 ? settle('serial', [note('serials')]) : settle('ymd');
  if (count('compact') > profile.dates / 2) return settle('compact');
  if (count('ymd') > profile.dates / 2) return settle('ymd');
  const { dmy, mdy } = profile.proven;
  // a few cells of the other order are mistakes and become rejects; more of them are two habits in one column
  if (Math.min(dmy.count, mdy.count) > Math.max(1, (dmy.count + mdy.count) * 0.05)) return { type: 'text', format: null, doubt: { kind: 'date', note: note('doubt_dates_clash', { samples: `${dmy.sample} · ${mdy.sample}` }) }, evidence };
  if (count('dmy') !== count('mdy')) return settle(count('dmy') > count('mdy') ? 'dmy' : 'mdy', [note('days_proven', { count: Math.abs(count('dmy') - count('mdy')) })]);
  if (/^\d{1,2}\./.test(profile.dateSample)) return settle('dmy', [note('dots_begin_day')]);
  if (signs.order) return settle(signs.order, [note('order_of_file')]);
  return {
    type: 'text',
    format: null,
    doubt: { kind: 'date', note: note('doubt_date', { sample: profile.dateSample }) },
    evidence,
  };
}

function readNumbers(profile: ColumnProfile, field: Field | null, natural: ColumnType, signs: FileSigns, evidence: readonly Note[]): ColumnReading {
  if (profile.currencies.size > 1) {
    return { type: 'text', format: null, doubt: { kind: 'currency', note: note('doubt_currencies', { codes: [...profile.currencies.keys()].join(', ') }) }, evidence };
  }
  if (Math.min(profile.dots, profile.commas) > Math.max(1, (profile.dots + profile.commas) * 0.05)) {
    return { type: 'text', format: null, doubt: { kind: 'number', note: note('doubt_signs', { samples: profile.samples.filter((text) => /[.,]/.test(text)).slice(0, 3).join(' · ') }) }, evidence };
  }
  if (field?.name === 'qty' && profile.measure !== null) return { type: 'number', format: `unit ${profile.measure}`, doubt: null, evidence: [...evidence, note('unit_in_cells', { unit: profile.measure })] };
  const own = profile.dots === profile.commas ? null : profile.dots > profile.commas ? '.' : ',';
  if (own === null && signs.decimal === null && profile.either > 0) {
    const sample = profile.samples.find((text) => /[.,]/.test(text)) ?? '';
    return { type: 'text', format: null, doubt: { kind: 'number', note: note('doubt_thousand', { sample }) }, evidence };
  }
  // the other sign proven by a few cells among many of the file's own sign is how dirty files look, and is repaired cell by cell
  const differs = own !== null && signs.decimal !== null && own !== signs.decimal && profile.dots + profile.commas > profile.numbers * 0.5;
  const type: ColumnType = field?.type === 'integer' || natural === 'integer' ? 'integer' : 'number';
  return { type, format: differs ? own : null, doubt: null, evidence: profile.currencies.size === 1 ? [...evidence, note('currency', { code: [...profile.currencies.keys()].join('') })] : evidence };
}

/** The order of day and month that the columns of a file prove together. */
export function provenOrder(profiles: readonly ColumnProfile[]): 'dmy' | 'mdy' | null {
  let dmy = 0;
  let mdy = 0;
  for (const profile of profiles) {
    if (profile.dates < profile.told * 0.9) continue;
    const days = profile.orders.get('dmy') ?? 0;
    const americans = profile.orders.get('mdy') ?? 0;
    dmy += Math.max(0, days - americans);
    mdy += Math.max(0, americans - days);
  }
  return dmy === mdy ? null : dmy > mdy ? 'dmy' : 'mdy';
}
