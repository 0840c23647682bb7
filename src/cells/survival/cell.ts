import * as v from 'valibot';
import { done, fail, type Outcome } from '../../database/outcome.ts';
import { kaplanMeier, logRank, medianOf, type Median } from '../../statistics/survival/kaplanMeier.ts';
import type { Localised } from '../../messages/locale.ts';
import type { CellContext, CellKind, Finding, ResultTable } from '../CellKind.ts';
import { codeEvents } from '../codeEvents.ts';
import { double, integer, keepColumns, text } from '../keepColumns.ts';
import { commonEntries, fromEntry } from '../options.ts';
import { readDesign, type Design } from '../readDesign.ts';
import { finding } from '../study.ts';
import { quotePath } from '../../sql/quote.ts';
import { keepCox } from './keepCox.ts';
import { secondOrders } from './secondOrders.ts';

const column = v.pipe(v.string(), v.nonEmpty());

const schema = v.strictObject({
  /** one row a customer with a time and whether it ended in an event; without it, days to the second order */
  from: v.optional(fromEntry),
  time: v.optional(column, 'time'),
  event: v.optional(column, 'event'),
  by: v.optional(v.union([column, v.array(column)])),
  ci: v.optional(v.picklist(['log', 'log-log']), 'log'),
  cox: v.optional(v.array(column)),
  reference: v.optional(v.record(v.string(), v.string())),
  ...commonEntries,
});

/** How long until something happens, when for some it has not happened yet: Kaplan–Meier curves, log-rank test, Cox's hazards. */
const survival: CellKind<v.InferOutput<typeof schema>> = {
  kind: 'survival',
  label: { en: 'Survival', ru: 'Дожитие', pl: 'Przeżycie' },
  body: 'yaml',
  schema,
  template: 'ci: log',
  reads: ({ from }) => (from === undefined ? ['order_lines', 'customers'] : [from]),
  async evaluate(options, context) {
    const { ci } = options;
    const by = options.by === undefined ? [] : [options.by].flat();
    const cox = [...new Set(options.cox)];
    const source = options.from === undefined ? await secondOrders(options, [...by, ...cox], context) : done({ relation: options.from, where: options.where, sql: '' });
    if (!source.ok) return source;
    const { relation: from, where } = source.value;
    const read = await readDesign({ from, where, numbers: [options.time, options.event], predictors: [], groups: by }, context);
    if (!read.ok) return read;
    const spells = readSpells(read.value, options.time, options.event, by);
    if (!spells.ok) return spells;
    const { time, event, strata, names, findings: coding, lost } = spells.value;
    const curves = names.map((stratum, code) => {
      const [times, events] = [time.filter((_, at) => strata[at] === code), event.filter((_, at) => strata[at] === code)];
      const curve = kaplanMeier(times, events, ci);
      return { stratum, n: times.length, events: events.reduce((sum, value) => sum + value, 0), curve, median: medianOf(curve) };
    });
    const points = curves.flatMap(({ stratum, curve }) => curve.map((point) => ({ stratum, ...point })));
    const tables: ResultTable[] = [];
    const keep = async (name: string, columns: Parameters<typeof keepColumns>[2]): Promise<Outcome<ResultTable>> => {
      const kept = await keepColumns(context, name, columns, read.value.sql);
      if (kept.ok) tables.push(kept.value);
      return kept;
    };
    const curve = await keep('curve', {
      stratum: text(points.map(({ stratum }) => stratum)),
      time: double(points.map((point) => point.time)),
      at_risk: integer(points.map(({ atRisk }) => atRisk)),
      events: integer(points.map(({ events }) => events)),
      survival: double(points.map((point) => point.survival)),
      std_error: double(points.map(({ error }) => error)),
      ci_low: double(points.map(({ low }) => low)),
      ci_high: double(points.map(({ high }) => high)),
    });
    if (!curve.ok) return curve;
    const summary = await keep('summary', {
      stratum: text(curves.map(({ stratum }) => stratum)),
      n: integer(curves.map(({ n }) => n)),
      events: integer(curves.map(({ events }) => events)),
      median: double(curves.map(({ median }) => median.median)),
      ci_low: double(curves.map(({ median }) => median.low)),
      ci_high: double(curves.map(({ median }) => median.high)),
    });
    if (!summary.ok) return summary;
    // a curve of steps is drawn from both ends of each
    const steps = await context.keep(
      'steps',
      `WITH p AS (SELECT *, lag(survival, 1, 1) OVER w AS before, lag(ci_low, 1, 1) OVER w AS low_before, lag(ci_high, 1, 1) OVER w AS high_before FROM ${quotePath(context.id, 'curve')} WINDOW w AS (PARTITION BY stratum ORDER BY time))
SELECT stratum, time, survival, ci_low, ci_high FROM (
  SELECT DISTINCT stratum, 0.0::DOUBLE AS time, 1.0::DOUBLE AS survival, 1.0::DOUBLE AS ci_low, 1.0::DOUBLE AS ci_high, 0 AS place FROM p
  UNION ALL SELECT stratum, time, before, low_before, high_before, 1 FROM p UNION ALL SELECT stratum, time, survival, ci_low, ci_high, 2 FROM p) ORDER BY stratum, time, place`,
      {},
    );
    if (!steps.ok) return steps;
    tables.push(steps.value);
    const findings: Finding[] = [...coding.map((message) => finding(context.locale, 'coding', message)), ...judge(time.length, event, curves, lost + read.value.rows - read.value.n, read.value.rows, context)];
    let compared: ReturnType<typeof logRank> | null = null;
    if (names.length > 1) {
      compared = logRank(time, event, strata, names.length);
      const test = await keep('test', { test: text(['log-rank']), statistic: double([compared.statistic]), df: integer([compared.df]), p_value: double([compared.pValue]) });
      if (!test.ok) return test;
    }
    if (cox.length > 0) {
      const kept = await keepCox({ from, where, time: options.time, event: options.event, predictors: cox, reference: options.reference }, context);
      if (!kept.ok) return kept;
      tables.push(kept.value.table);
      findings.push(...kept.value.findings);
    }
    if (options.from === undefined) {
      const customers = await context.keep('customers', `FROM ${quotePath(...from.split('.'))} ORDER BY customer_id`, {});
      if (!customers.ok) return customers;
      tables.push({ ...customers.value, sql: source.value.sql });
    }
    return done({ tables, findings, facts: { ...(options.from === undefined && { asOf: context.asOf(options.as_of) }), n: time.length, events: event.reduce((sum, value) => sum + value, 0), strata: names.length, median: finite(curves[0]?.median.median), logRankP: finite(compared?.pValue), ci, builtIn: options.from === undefined ? 'second_order' : '', terms: cox.length } });
  },
};

export default survival;

const finite = (value: number | undefined): number | null => (value !== undefined && Number.isFinite(value) ? value : null);

interface Spells {
  readonly time: Float64Array;
  readonly event: Float64Array;
  readonly strata: Int32Array;
  readonly names: readonly string[];
  readonly findings: readonly Localised[];
  readonly lost: number;
}

function readSpells(design: Design, timeName: string, eventName: string, by: readonly string[]): Outcome<Spells> {
  const grouped = by.flatMap((name) => design.groups.get(name) ?? []);
  const labels = Array.from({ length: design.n }, (_, row) => grouped.map(({ codes, levels }) => levels[codes[row] ?? 0] ?? null));
  const kept = Array.from(labels.keys()).filter((row) => labels[row]?.every((label) => label !== null));
  const pick = (name: string): Float64Array => {
    const values = design.numbers.get(name);
    return Float64Array.from(kept, (row) => values?.[row] ?? NaN);
  };
  const coded = codeEvents(pick(eventName), eventName);
  if (!coded.ok) return coded;
  const time = pick(timeName);
  if (time.length === 0) return fail('refused', 'No row has both a time and an event.', { hint: 'Look for columns that are empty.' });
  const negative = time.filter((value) => value < 0).length;
  if (negative > 0) return fail('refused', `${timeName} is negative in ${negative} rows: a duration cannot be.`, { hint: 'Take the later date minus the earlier one, or leave these rows out by where.' });
  const text = kept.map((row) => labels[row]?.join(' / ') ?? '');
  const names = by.length === 0 ? ['all'] : [...new Set(text)].sort(compareLabels);
  const places = new Map(names.map((name, code) => [name, code]));
  return done({ time, event: coded.value.event, strata: Int32Array.from(text, (label) => (by.length === 0 ? 0 : (places.get(label) ?? 0))), names, findings: coded.value.findings, lost: design.n - kept.length });
}

/** numbers by size, other labels by code point */
function compareLabels(one: string, other: string): number {
  const [a, b] = [Number(one), Number(other)];
  if (one !== '' && other !== '' && Number.isFinite(a) && Number.isFinite(b)) return a - b;
  return one < other ? -1 : one > other ? 1 : 0;
}

function judge(n: number, event: Float64Array, curves: readonly { stratum: string; n: number; events: number; median: Median }[], lost: number, rows: number, context: CellContext): Finding[] {
  const { locale } = context;
  const events = event.reduce((sum, value) => sum + value, 0);
  const found: Finding[] = [];
  if (lost > 0) found.push(finding(locale, 'incomplete', { en: `${lost} of ${rows} rows lack a time, an event or a group and are left out; n = ${n}.`, ru: `В ${lost} из ${rows} строк нет времени, события или группы, они не вошли; n = ${n}.`, pl: `W ${lost} z ${rows} wierszy brakuje czasu, zdarzenia lub grupy, pominięto je; n = ${n}.` }));
  if (events === 0) found.push(finding(locale, 'no_events', { en: 'Nothing happened to anybody yet: the curve stays at 1.', ru: 'Ни с кем ещё ничего не произошло: кривая остаётся на 1.', pl: 'Nikomu nic się jeszcze nie zdarzyło: krzywa pozostaje na 1.' }));
  else if (events < 5) found.push(finding(locale, 'few_events', { en: `Only ${events} events: the curve is a count, not an estimate.`, ru: `Событий всего ${events}: кривая — подсчёт, а не оценка.`, pl: `Tylko ${events} zdarzeń: krzywa to zliczenie, nie oszacowanie.` }));
  const open = curves.filter(({ median }) => !Number.isFinite(median.median) || !Number.isFinite(median.low) || !Number.isFinite(median.high)).map(({ stratum }) => stratum);
  if (open.length > 0) found.push(finding(locale, 'not_reached', { en: `A median or an end of its interval is not reached (${open.join(', ')}): the fields are empty.`, ru: `Медиана или граница её интервала не достигнута (${open.join(', ')}): поля пусты.`, pl: `Mediana lub koniec jej przedziału nie są osiągnięte (${open.join(', ')}): pola są puste.` }));
  const small = curves.filter((curve) => curves.length > 1 && curve.n < 10).map(({ stratum }) => stratum);
  if (small.length > 0) found.push(finding(locale, 'small_strata', { en: `Fewer than ten rows in ${small.join(', ')}.`, ru: `Меньше десяти строк в группах: ${small.join(', ')}.`, pl: `Mniej niż dziesięć wierszy w grupach: ${small.join(', ')}.` }));
  return found;
}
