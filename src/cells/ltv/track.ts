import { done, type Outcome } from '../../database/outcome.ts';
import { quotePath } from '../../sql/quote.ts';
import type { CellContext, Finding, ResultTable } from '../CellKind.ts';
import { double, integer, keepColumns, text } from '../keepColumns.ts';
import { finding } from '../study.ts';
import { askModel } from './askModel.ts';
import { daysOf, summariseDays, type Histories } from './histories.ts';
import type { LtvOptions } from './options.ts';

const millisecondsADay = 86_400_000;
const dayNumber = (iso: string): number => Date.parse(`${iso.slice(0, 10)}T00:00:00Z`) / millisecondsADay;
const isoOf = (day: number): string => new Date(day * millisecondsADay).toISOString().slice(0, 10);

interface Tracked {
  readonly tables: readonly ResultTable[];
  readonly findings: readonly Finding[];
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Repeat purchases as they were and as the model, fitted before the hold-out, expected them, period by period. Without a calibration end the last quarter of the time is held out. */
export async function track(histories: Histories, days: string, options: LtvOptions, context: CellContext): Promise<Outcome<Tracked>> {
  const { firstDay, lastDay } = histories;
  if (firstDay === null || lastDay === null) return done({ tables: [], findings: [], facts: {} });
  const [from, to] = [dayNumber(firstDay), dayNumber(lastDay)];
  const end = options.calibration_end === undefined ? Math.floor(to - (to - from) / 4) : dayNumber(options.calibration_end);
  const none = (en: string, ru: string, pl: string): Outcome<Tracked> => done({ tables: [], findings: [finding(context.locale, 'no_holdout', { en, ru, pl })], facts: {} });
  if (end >= to) return none('Nothing follows the calibration end: the forecast could not be compared with later purchases.', 'После конца калибровки нет данных: прогноз не с чем сравнить.', 'Po końcu kalibracji nie ma danych: prognozy nie ma z czym porównać.');
  const known = await summariseDays(days, isoOf(end), options.unit, lastDay, context);
  if (!known.ok) return known;
  const step = Math.max(7, Math.ceil((to - from) / 60 / 7) * 7);
  const actual = await context.database.run(
    `WITH d AS (SELECT customer_id, day, min(day) OVER (PARTITION BY customer_id) AS first_day FROM ${quotePath(...days.split('.'))} WHERE day <= DATE '${lastDay}')
SELECT CAST((day - DATE '${firstDay}') // ${step} AS BIGINT) AS period, count(*) FILTER (day > first_day) AS repeats, count(*) FILTER (day > first_day AND day > DATE '${isoOf(end)}') AS held FROM d WHERE first_day <= DATE '${isoOf(end)}' GROUP BY period ORDER BY period`,
  );
  if (!actual.ok) return actual;
  const repeats = new Map(actual.value.rows().map(([period, count]) => [Number(period), Number(count)]));
  const heldOut = actual.value.column('held').reduce<number>((sum, value) => sum + Number(value), 0);
  const unit = daysOf(options.unit);
  const periods = Array.from({ length: Math.ceil((to - from + 1) / step) }, (_, index) => {
    const until = Math.min(to, from + (index + 1) * step - 1);
    return { index, until, held: until > end };
  });
  const births = new Map<number, number>();
  known.value.age.forEach((age) => births.set(Math.round(end - age * unit), (births.get(Math.round(end - age * unit)) ?? 0) + 1));
  const grown = [...new Set(periods.flatMap(({ until }) => [...births.keys()].map((birth) => until - birth)).filter((days) => days > 0))];
  const ahead = periods.flatMap(({ until }) => (until >= end ? [until - end] : []));
  const isRenewal = options.model === 'gamma_renewal';
  const model = await askModel(known.value, options, { totals: [to - end, ...(isRenewal ? ahead : [])].map((days) => days / unit), newcomers: grown.map((days) => days / unit) }, context);
  if (!model.ok) return model.error.kind === 'cancelled' ? model : none(`The forecast was not checked on a hold-out: before ${isoOf(end)} ${model.error.message}`, `Прогноз не проверен на отложенном периоде: до ${isoOf(end)} данных мало.`, `Prognozy nie sprawdzono na okresie odłożonym: przed ${isoOf(end)} danych jest za mało.`);

  let sum = 0;
  const cumulative = periods.map(({ index }) => (sum += repeats.get(index) ?? 0));
  const { totals, newcomers } = model.value;
  const [expectedHeld = NaN, ...later] = totals;
  const ofNew = newcomers && new Map(grown.map((days, at) => [days, newcomers[at] ?? 0]));
  const seen = known.value.x.reduce((total, x) => total + x, 0);
  const expected = periods.map(({ until }) => {
    if (!ofNew) return until < end ? NaN : seen + (later[ahead.indexOf(until - end)] ?? NaN);
    let total = 0;
    for (const [birth, count] of births) total += count * (ofNew.get(until - birth) ?? 0);
    return total;
  });
  const tracking = await keepColumns(
    context,
    'tracking',
    {
      period_end: { type: 'DATE', values: periods.map(({ until }) => isoOf(until)) },
      phase: text(periods.map(({ held }) => (held ? 'hold-out' : 'calibration'))),
      actual: integer(periods.map(({ index }) => repeats.get(index) ?? 0)),
      expected: double(expected.map((value, index) => value - (index > 0 ? (expected[index - 1] ?? 0) : 0))),
      actual_cumulative: integer(cumulative),
      expected_cumulative: double(expected),
    },
    known.value.sql,
  );
  if (!tracking.ok) return tracking;
  const holdout = await keepColumns(context, 'holdout', { calibration_end: { type: 'DATE', values: [isoOf(end)] }, holdout_end: { type: 'DATE', values: [lastDay.slice(0, 10)] }, customers: integer([known.value.ids.length]), actual: integer([heldOut]), expected: double([expectedHeld]), error: double([heldOut > 0 ? expectedHeld / heldOut - 1 : null]) }, known.value.sql);
  if (!holdout.ok) return holdout;
  const series = await context.keep('series', `SELECT period_end, 'actual' AS series, CAST(actual_cumulative AS DOUBLE) AS purchases FROM ${quotePath(context.id, 'tracking')} UNION ALL SELECT period_end, 'expected', expected_cumulative FROM ${quotePath(context.id, 'tracking')} WHERE expected_cumulative IS NOT NULL ORDER BY series, period_end`, {});
  if (!series.ok) return series;
  const off = heldOut > 0 ? Math.round(100 * (expectedHeld / heldOut - 1)) : null;
  const findings = off !== null && Math.abs(off) > 20 ? [finding(context.locale, 'holdout', { en: `On the hold-out the model expected ${off > 0 ? off : -off}% ${off > 0 ? 'more' : 'fewer'} purchases than there were: take its totals with that much caution.`, ru: `На отложенном периоде модель ждала на ${Math.abs(off)} % ${off > 0 ? 'больше' : 'меньше'} покупок, чем было: настолько же осторожно относитесь к её итогам.`, pl: `W okresie odłożonym model oczekiwał o ${Math.abs(off)} % ${off > 0 ? 'więcej' : 'mniej'} zakupów niż było: z taką ostrożnością czytaj sumy.` })] : [];
  return done({ tables: [tracking.value, holdout.value, series.value], findings, facts: { calibrationEnd: isoOf(end), heldOut, expectedHeld, holdoutError: off === null ? null : off / 100 } });
}
