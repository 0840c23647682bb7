import { done, fail, type Outcome } from '../../database/outcome.ts';
import type { DescribedLogistic } from '../../statistics/logistic/describeLogistic.ts';
import type { CellKind, Finding, ResultTable } from '../CellKind.ts';
import { double, integer, keepColumns, text, type Computed } from '../keepColumns.ts';
import { readDesign, type Design } from '../readDesign.ts';
import { quotePath } from '../../sql/quote.ts';
import { finding, readFacts } from '../study.ts';
import { calibrationColumns, gainColumns, judge, judgeLater } from './judgeLater.ts';
import { keepThresholds } from './redFlags.ts';
import { chooseChurn } from './source.ts';
import { churnSchema, type ChurnOptions } from './options.ts';

/** Who leaves, and what goes with it: logistic regression with Firth's penalty, judged by its predictions. */
const churn: CellKind<ChurnOptions> = {
  kind: 'churn',
  label: { en: 'Churn', ru: 'Отток', pl: 'Odejścia' },
  body: 'yaml',
  schema: churnSchema,
  template: 'definition: silence\nhorizon_days: 180',
  reads: ({ from }) => (from === undefined ? ['order_lines', 'customers'] : [from]),
  consults: ({ from }) => (from === undefined ? ['surveys'] : []),
  async evaluate(options, context) {
    const source = await chooseChurn(options, context);
    if (!source.ok) return source;
    const { outcome, request, holdout, customerColumn } = source.value;
    const read = await readDesign(request, context);
    if (!read.ok) return read;
    const design = read.value;
    const y = design.numbers.get(outcome) ?? new Float64Array();
    const columns = [new Float64Array(design.n).fill(1), ...design.terms.map(({ values }) => values)];
    const names = ['(Intercept)', ...design.terms.map(({ name }) => name)];
    const sound = check(y, outcome, names.length);
    if (!sound.ok) return sound;
    const firth = options.penalty === 'firth';
    const described = await context.calculate('describeLogistic', { columns, y, firth });
    if (!described.ok) return described;
    const fit = described.value;
    // the intercept runs away with whatever does
    const named = (places: readonly number[]): string => (places.some((at) => at > 0) ? places.filter((at) => at > 0) : places).map((at) => names[at] ?? '').join(', ');
    if (fit.kind === 'singular') return fail('refused', `The model is not identified (rank deficiency): ${named(fit.dependent)} is constant or can be computed from the other predictors.`, { hint: 'Leave one of these columns out.' });
    if (fit.kind === 'separated') return fail('refused', `Separation: ${named(fit.terms)} tells events and non-events apart without fail, so the maximum-likelihood estimate is infinite.`, { hint: 'Use penalty: firth, whose estimates are finite.' });
    const later = holdout === null ? null : await judgeLater(holdout, request, design, fit, outcome, context);
    if (later && !later.ok) return later;

    const events = y.reduce((sum, value) => sum + value, 0);
    const learned = judge(fit.probabilities, y);
    const { auc, brier } = learned;
    const ids = customerColumn === null ? null : design.groups.get(customerColumn);
    const tables: ResultTable[] = [];
    const parts: Record<string, Record<string, Computed>> = {
      coefficients: {
        term: text(names),
        estimate: double(fit.coefficients),
        std_error: double(fit.standardErrors),
        ci_low: double(fit.low),
        ci_high: double(fit.high),
        p_value: double(fit.pValues),
        odds_ratio: double(fit.coefficients.map(Math.exp)),
      },
      model: {
        n: integer([design.n]),
        events: integer([events]),
        auc: double([auc]),
        brier: double([brier]),
        penalty: text([options.penalty]),
        log_likelihood: double([fit.logLikelihood]),
        lift_10: double([learned.lift]),
        rows_read: integer([design.rows]),
        holdout_n: integer([later?.value.n ?? null]),
        holdout_auc: double([later?.value.auc ?? null]),
        holdout_brier: double([later?.value.brier ?? null]),
        holdout_lift_10: double([later?.value.lift ?? null]),
      },
      forest: forestColumns(design, fit),
      calibration: calibrationColumns(learned),
      ...(later ? { holdout_calibration: calibrationColumns(later.value) } : {}),
      gains: gainColumns(learned, later?.value ?? null),
      ...(ids ? { customers: { customer_id: text(Array.from(ids.codes, (code) => ids.levels[code])), probability: double(fit.probabilities), churned: integer(y) } } : {}),
    };
    for (const [name, kept] of Object.entries(parts)) {
      const table = await keepColumns(context, name, kept, design.sql);
      if (!table.ok) return table;
      tables.push(table.value);
    }
    let flagged: readonly string[] = [];
    for (const [name, sql] of Object.entries(source.value.further)) {
      const table = await context.keep(name, sql, {});
      if (!table.ok) return table;
      tables.push(table.value);
      if (name !== 'red_flags') continue;
      const thresholds = await keepThresholds(table.value, context);
      if (!thresholds.ok) return thresholds;
      tables.push(thresholds.value.table);
      flagged = thresholds.value.flagged;
    }
    const judged = await readFacts(context, `SELECT (SELECT arg_min(captured, abs(share - 0.1)) FROM ${quotePath(context.id, 'gains')} WHERE rows = '${later ? 'later' : 'learned'}') AS "caughtByTenth", (SELECT sum(n * abs(observed - predicted)) / nullif(sum(n), 0) FROM ${quotePath(context.id, later ? 'holdout_calibration' : 'calibration')}) AS "missedBy"`, {});
    if (!judged.ok) return judged;
    const { locale } = context;
    const findings: Finding[] = [...source.value.findings];
    const say = (kind: string, en: string, ru: string, pl: string): void => void findings.push(finding(locale, kind, { en, ru, pl }));
    if (design.n < design.rows) say('incomplete', `${design.rows - design.n} of ${design.rows} rows lack the outcome or a predictor and are left out; n = ${design.n}.`, `В ${design.rows - design.n} из ${design.rows} строк нет исхода или предиктора, они не вошли; n = ${design.n}.`, `W ${design.rows - design.n} z ${design.rows} wierszy brakuje wyniku lub predyktora, pominięto je; n = ${design.n}.`);
    const rarer = Math.min(events, design.n - events);
    if (rarer < 5) say('few_events', `Only ${rarer} of the rarer outcome: read counts, not coefficients.`, `Более редкий исход встретился ${rarer} раз: смотрите на подсчёты, а не на коэффициенты.`, `Rzadszy wynik wystąpił tylko ${rarer} razy: czytaj liczby, nie współczynniki.`);
    else if (rarer < 10 * design.terms.length) say('few_events', `${rarer} of the rarer outcome for ${design.terms.length} terms, fewer than ten each: intervals are wide for a reason.`, `Редких исходов: ${rarer}, членов модели: ${design.terms.length}, меньше десяти на каждый: интервалы широки не зря.`, `Rzadszych wyników: ${rarer}, składników modelu: ${design.terms.length}, mniej niż dziesięć na każdy: przedziały są szerokie nie bez powodu.`);
    if (fit.probabilities.some((p) => p < 1e-6 || p > 1 - 1e-6)) say('nearly_separated', 'For some customers the outcome looks certain: a predictor nearly tells who leaves. Is it known before the index date?', 'Для части клиентов исход почти предрешён: предиктор почти выдаёт ушедших. Известен ли он до даты отсчёта?', 'Dla części klientów wynik wygląda na pewny: predyktor prawie wskazuje odchodzących. Czy jest znany przed datą odniesienia?');
    if (firth) say('firth', 'Firth’s penalty; intervals and tests by profile likelihood.', 'Поправка Фёрта; интервалы и критерии по профилю правдоподобия.', 'Kara Firtha; przedziały i testy z profilu wiarygodności.');
    const open = names.filter((_, at) => [fit.low[at], fit.high[at], Math.exp(fit.coefficients[at] ?? NaN)].some((value) => !Number.isFinite(value)));
    if (open.length > 0) say('undefined', `An interval has no end, or an odds ratio no number, for ${open.join(', ')}: these fields are empty.`, `Для ${open.join(', ')} нет границы интервала или числа для отношения шансов: поля пусты.`, `Dla ${open.join(', ')} nie ma końca przedziału lub liczby ilorazu szans: pola są puste.`);
    if (flagged.length > 0) say('red_flags', `Red flags: ${flagged.join(', ')}. Watch them on the next survey.`, `Красные флаги: ${flagged.join(', ')}. Проверьте на следующем опросе.`, `Czerwone flagi: ${flagged.join(', ')}. Sprawdź przy następnej ankiecie.`);
    if (later === null) say('in_sample', 'AUC and Brier score are of the same rows that the model learned from: on new ones they are lower.', 'AUC и Брайер посчитаны на тех же строках, на которых модель училась: на новых будет хуже.', 'AUC i Brier policzono na tych samych wierszach, na których model się uczył: na nowych będą gorsze.');
    for (const { column, level } of design.references) say('reference', `${column}: classes are compared with “${level}”.`, `${column}: классы сравниваются с «${level}».`, `${column}: klasy porównywane są z „${level}”.`);
    return done({ tables, findings, facts: { ...source.value.facts, n: design.n, events, auc: finite(auc), brier: finite(brier), holdoutAuc: finite(later?.value.auc), holdoutLift: finite(later?.value.lift), flagged: flagged.join(', '), penalty: options.penalty, ...judged.value } });
  },
};

export default churn;

const finite = (value: number | undefined): number | null => (value !== undefined && Number.isFinite(value) ? value : null);

/** coefficients for one standard deviation of each term, so that their sizes can be compared */
function forestColumns({ terms }: Design, fit: DescribedLogistic): Record<string, Computed> {
  const spreads = terms.map(({ values }) => {
    const middle = values.reduce((sum, value) => sum + value, 0) / values.length;
    return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / values.length);
  });
  const scaled = (of: Float64Array): Computed => double(spreads.map((spread, at) => (of[at + 1] ?? NaN) * spread));
  return { term: text(terms.map(({ name }) => name)), per_deviation: scaled(fit.coefficients), ci_low: scaled(fit.low), ci_high: scaled(fit.high) };
}

function check(y: Float64Array, outcome: string, terms: number): Outcome<null> {
  if (y.length === 0) return fail('refused', 'No row has the outcome and all predictors.', { hint: 'Look for columns that are empty, or use missing: indicator.' });
  const other = y.find((value) => value !== 0 && value !== 1);
  if (other !== undefined) return fail('type', `${outcome} must be 0 or 1 in every row, and it holds ${other}.`, { hint: 'Compute a 0/1 column in an sql cell.' });
  const events = y.reduce((sum, value) => sum + value, 0);
  if (events === 0 || events === y.length) return fail('refused', `${outcome} is ${events === 0 ? 0 : 1} in all ${y.length} rows: there is nobody to tell apart.`, { hint: 'Take another horizon or definition.' });
  if (y.length <= terms) return fail('refused', `${y.length} complete rows for ${terms} terms are too few.`, { hint: 'Take fewer predictors or more rows.' });
  return done(null);
}
