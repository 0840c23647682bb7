import { assertNever, done, fail, type Outcome } from '../../database/outcome.ts';
import { cuped, differenceInDifferences, split, type Effect } from '../../statistics/effect/compare.ts';
import { detectableDifference } from '../../statistics/effect/power.ts';
import { twoWayEffects } from '../../statistics/effect/twoWayEffects.ts';
import { mean, sumOfSquares } from '../../statistics/linear/fitLeastSquares.ts';
import { formatValue } from '../../charts/formatValue.ts';
import { newcombeInterval, wilsonInterval } from '../../statistics/proportion/proportion.ts';
import type { CellContext, CellKind, Finding, ResultTable } from '../CellKind.ts';
import { double, integer, keepColumns, text, type Computed } from '../keepColumns.ts';
import { quotePath } from '../../sql/quote.ts';
import { finding, readFacts } from '../study.ts';
import { openLedger } from './ledger.ts';
import { effectMethods, effectSchema, type EffectMethod, type EffectOptions } from './options.ts';
import { readEvidence, type Evidence, type Units } from './units.ts';

/** What an action changed: treated against control, before against after. */
const effect: CellKind<EffectOptions> = {
  kind: 'effect',
  label: { en: 'Effect of an action', ru: 'Эффект действия', pl: 'Efekt działania' },
  body: 'yaml',
  schema: effectSchema,
  template: 'action: Loyalty bonus\nmetric: revenue\nstart: 2024-07-01\nhorizon_days: 60',
  reads: ({ from, segment }) => (from === undefined ? ['order_lines', 'customers', ...(segment === undefined ? [] : [segment])] : [from]),
  consults: ({ from }) => (from === undefined ? ['campaigns'] : []),
  async evaluate(options, context) {
    const ledger = options.from === undefined ? await openLedger(options, context) : null;
    if (ledger && !ledger.ok) return ledger;
    if (ledger?.value.instead) return done(ledger.value.instead);
    const read = await readEvidence(options, ledger ? ledger.value.relation : (options.from ?? ''), context);
    if (!read.ok) return read;
    const evidence = read.value;
    const possible = effectMethods.filter((method) => (method === 'twfe' ? evidence.panel !== null : evidence.units !== null));
    if (options.method !== undefined && !possible.includes(options.method)) {
      return fail('refused', options.method === 'twfe' ? 'twfe needs a panel: unit, time, outcome, treated.' : 'The panel has no time before the treatment, or no unit without it, that both groups were seen at.', { hint: options.method === 'twfe' ? 'Use did, cuped or permutation for one row a unit.' : 'Set start, the first time that counts as after; or use twfe.' });
    }
    const methods = options.method === undefined ? possible : [options.method];
    if (methods.length === 0) return fail('refused', 'Nothing can be compared: there is no time before the treatment.', { hint: 'Set start, the first time that counts as after.' });
    const rows: { method: EffectMethod; effect: Effect; treated: number; control: number }[] = [];
    for (const method of methods) {
      const estimated = await estimate(method, evidence, options, context);
      if (!estimated.ok) return estimated;
      rows.push({ method, ...estimated.value });
    }
    const tables: ResultTable[] = [];
    const parts: Record<string, Record<string, Computed>> = {
      estimate: {
        method: text(rows.map(({ method }) => method)),
        estimate: double(rows.map((row) => row.effect.estimate)),
        std_error: double(rows.map((row) => row.effect.error)),
        ci_low: double(rows.map((row) => row.effect.low)),
        ci_high: double(rows.map((row) => row.effect.high)),
        p_value: double(rows.map((row) => row.effect.pValue)),
        n_treated: integer(rows.map(({ treated }) => treated)),
        n_control: integer(rows.map(({ control }) => control)),
      },
      ...(evidence.units ? { groups: groupColumns(evidence.units), ...rateColumns(evidence.units) } : {}),
      ...(evidence.panel
        ? { trend: { time: integer(evidence.panel.trend.flatMap(({ time }) => [time, time])), label: text(evidence.panel.trend.flatMap(({ label }) => [label, label])), group: text(evidence.panel.trend.flatMap(() => ['treated', 'control'])), mean: double(evidence.panel.trend.flatMap(({ treated, control }) => [treated, control])) } }
        : {}),
    };
    for (const [name, columns] of Object.entries(parts)) {
      const kept = await keepColumns(context, name, columns, evidence.sql);
      if (!kept.ok) return kept;
      tables.push(kept.value);
    }
    if (ledger?.value.trend) {
      const trend = await context.keep('trend', `SELECT period AS time, CAST(period AS VARCHAR) AS label, CASE WHEN treated = 1 THEN 'treated' ELSE 'control' END AS "group", mean FROM (${ledger.value.trend})`, ledger.value.params);
      if (!trend.ok) return trend;
      tables.push(trend.value);
    }
    const first = rows[0];
    const cost = ledger?.value.cost ?? null;
    if (cost !== null && first && (options.metric === 'gross_profit' || options.metric === 'revenue') && !options.log) {
      const payback = await keepColumns(context, 'payback', paybackColumns(first.effect, cost), evidence.sql);
      if (!payback.ok) return payback;
      tables.push(payback.value);
    }
    const firstAfter = ledger?.value.trend ? 0 : (evidence.panel?.firstAfter ?? null);
    // how far the groups drifted from each other, a period, before anything was done
    const drift = tables.some(({ name }) => name === 'trend') && firstAfter !== null ? await readFacts(context, `SELECT CASE WHEN count(*) >= 3 THEN regr_slope(abs(gap), time) END AS "driftBefore" FROM (SELECT time, max(mean) FILTER ("group" = 'treated') - max(mean) FILTER ("group" = 'control') AS gap FROM ${quotePath(context.id, 'trend')} WHERE time < ${firstAfter} GROUP BY time) WHERE gap IS NOT NULL`, {}) : done({});
    if (!drift.ok) return drift;
    return done({
      tables,
      findings: [...(ledger?.value.findings ?? []), ...judge(evidence, rows, options, context)],
      facts: { ...ledger?.value.facts, ...drift.value, firstAfter, method: first?.method ?? null, estimate: first?.effect.estimate ?? null, low: finite(first?.effect.low), high: finite(first?.effect.high), n: evidence.n },
    });
  },
};

export default effect;

const finite = (value: number | undefined): number | null => (value !== undefined && Number.isFinite(value) ? value : null);

async function estimate(method: EffectMethod, { units, panel }: Evidence, options: EffectOptions, context: CellContext): Promise<Outcome<{ effect: Effect; treated: number; control: number }>> {
  if (method === 'twfe') {
    if (!panel) return fail('refused', 'twfe needs a panel.');
    const found = twoWayEffects(panel.panel, panel.clusters);
    if (!found) return fail('refused', 'Treatment does not vary within units and times: its effect cannot be told from theirs.', { hint: 'Let treated be 1 only while the action is in force, or set start.' });
    const treated = new Set(Array.from(panel.panel.unit).filter((_, row) => panel.panel.treated[row] === 1)).size;
    return done({ effect: found, treated, control: panel.panel.units - treated });
  }
  if (!units) return fail('refused', 'There are no units seen before and after.');
  const treated = units.treated.reduce((sum, value) => sum + value, 0);
  const sizes = { treated, control: units.treated.length - treated };
  switch (method) {
    case 'did':
      return done({ effect: differenceInDifferences(units.before, units.after, units.treated, units.clusters), ...sizes });
    case 'cuped':
      return done({ effect: cuped(units.before, units.after, units.treated), ...sizes });
    case 'permutation': {
      const found = await context.calculate('permute', { values: changes(units), treated: units.treated, seed: options.seed, draws: options.draws });
      return found.ok ? done({ effect: found.value, ...sizes }) : found;
    }
    default:
      return assertNever(method);
  }
}

const changes = ({ before, after }: Units): Float64Array => after.map((value, at) => value - (before[at] ?? 0));

function groupColumns(units: Units): Record<string, Computed> {
  const [before, after] = [split(units.before, units.treated), split(units.after, units.treated)];
  const sides = ['treated', 'control'] as const;
  return {
    group: text(sides),
    n: integer(sides.map((side) => before[side].length)),
    mean_before: double(sides.map((side) => mean(before[side]))),
    mean_after: double(sides.map((side) => mean(after[side]))),
    change: double(sides.map((side) => mean(after[side]) - mean(before[side]))),
  };
}

/** METHODS A43: what a treated customer brought against what reaching one cost; the cost may rise to the effect before nothing is left */
function paybackColumns({ estimate, low, high }: Effect, cost: number): Record<string, Computed> {
  return { cost_per_treated: double([cost]), effect_per_treated: double([estimate]), effect_low: double([low]), effect_high: double([high]), left_per_treated: double([estimate - cost]), most_reward: double([Math.max(0, estimate)]), safe_reward: double([Math.max(0, low)]) };
}

/** where outcomes are yes or no: Wilson's intervals of the rates after, Newcombe's of their difference */
function rateColumns(units: Units): Record<string, Record<string, Computed>> {
  if (![...units.before, ...units.after].every((value) => value === 0 || value === 1)) return {};
  const halves = split(units.after, units.treated);
  const counts = [halves.treated, halves.control].map((half) => [half.reduce((sum, value) => sum + value, 0), half.length] as const);
  const [one = [0, 0] as const, two = [0, 0] as const] = counts;
  const intervals = [wilsonInterval(...one), wilsonInterval(...two), newcombeInterval(one, two)];
  return {
    rates: {
      group: text(['treated', 'control', 'difference']),
      successes: integer([one[0], two[0], null]),
      n: integer([one[1], two[1], null]),
      rate: double(intervals.map(({ estimate }) => estimate)),
      ci_low: double(intervals.map(({ low }) => low)),
      ci_high: double(intervals.map(({ high }) => high)),
    },
  };
}

function judge(evidence: Evidence, rows: readonly { method: EffectMethod; effect: Effect }[], options: EffectOptions, context: CellContext): Finding[] {
  const found: Finding[] = [];
  const say = (kind: string, en: string, ru: string, pl: string): void => void found.push(finding(context.locale, kind, { en, ru, pl }));
  if (evidence.n < evidence.rows) say('incomplete', `${evidence.rows - evidence.n} of ${evidence.rows} rows are incomplete and left out; n = ${evidence.n}.`, `${evidence.rows - evidence.n} из ${evidence.rows} строк неполные и не вошли; n = ${evidence.n}.`, `${evidence.rows - evidence.n} z ${evidence.rows} wierszy jest niepełnych i pominiętych; n = ${evidence.n}.`);
  const written = (value: number): string => formatValue(Number(value.toPrecision(3)), { kind: 'number', locale: context.locale, currency: null });
  const { units } = evidence;
  if (units) {
    const [did, adjusted] = [differenceInDifferences(units.before, units.after, units.treated, units.clusters), cuped(units.before, units.after, units.treated)];
    const unit = Math.max(did.error, adjusted.error);
    if (Number.isFinite(unit) && (Math.abs(did.estimate - adjusted.estimate) > 2 * unit || (did.estimate * adjusted.estimate < 0 && Math.abs(did.estimate - adjusted.estimate) > unit))) {
      say('disagree', `DiD says ${written(did.estimate)} and CUPED ${written(adjusted.estimate)}: the groups differed before. CUPED is for random groups, DiD for groups that moved alike; find out which holds.`, `DiD даёт ${written(did.estimate)}, CUPED — ${written(adjusted.estimate)}: группы различались до начала. CUPED — для случайных групп, DiD — для групп с одинаковым ходом; выясните, что верно.`, `DiD daje ${written(did.estimate)}, a CUPED ${written(adjusted.estimate)}: grupy różniły się przed startem. CUPED jest dla grup losowych, DiD dla grup o równym przebiegu; ustal, co zachodzi.`);
    }
    const size = units.treated.reduce((sum, value) => sum + value, 0);
    const control = units.treated.length - size;
    if (Math.min(size, control) < 20) say('small_n', `${size} treated and ${control} control: trust the permutation test more than the others.`, `${size} в действии и ${control} в контроле: перестановочному критерию верьте больше остальных.`, `${size} objętych i ${control} w kontroli: bardziej ufaj testowi permutacyjnemu.`);
    const change = changes(units);
    const spread = Math.sqrt(sumOfSquares(change, mean(change)) / Math.max(1, change.length - 1));
    const least = detectableDifference(size, control, spread, 0.8);
    if (Number.isFinite(least) && least > 0) say('detectable', `Groups of this size would find a difference of ${written(least)} four times in five; smaller ones pass unseen.`, `Группы такого размера находят разницу ${written(least)} в четырёх случаях из пяти; меньшая останется незамеченной.`, `Grupy tej wielkości wykryją różnicę ${written(least)} w czterech przypadkach na pięć; mniejsza pozostanie niezauważona.`);
  }
  if (rows.some(({ effect: { error, low, high, pValue } }) => [error, low, high, pValue].some((value) => !Number.isFinite(value)))) say('undefined', 'Some errors or p-values are not defined for these groups (no spread, or one unit in a group): their fields are empty.', 'Часть ошибок и p-значений для этих групп не определена (нет разброса или в группе один клиент): поля пусты.', 'Części błędów i wartości p nie da się określić dla tych grup (brak rozrzutu lub jedna jednostka w grupie): pola są puste.');
  const shown = rows[0]?.effect;
  if (shown && shown.pValue < 0.05) say('winners_curse', 'An effect that just passes the test is overstated on average (winner’s curse): plan with the lower end of the interval.', 'Эффект, едва прошедший проверку, в среднем завышен («проклятие победителя»): планируйте по нижней границе интервала.', 'Efekt, który ledwo przeszedł test, jest średnio zawyżony („klątwa zwycięzcy”): planuj według dolnego końca przedziału.');
  say('regression_to_mean', 'Customers chosen because they were low rise anyway: only a control from the same segment shows what the action added.', 'Клиенты, отобранные за низкие показатели, вырастут и сами: что добавило действие, показывает только контроль из того же сегмента.', 'Klienci wybrani, bo byli słabi, i tak urosną: co dodało działanie, pokazuje tylko kontrola z tego samego segmentu.');
  if (options.method === 'twfe') say('staggered', 'If treatment starts at different times and its effect grows, two-way effects mix them; look at the trend too.', 'Если действие начинается в разное время, а эффект растёт, двусторонние эффекты их смешивают; смотрите и на ход по времени.', 'Jeśli działanie zaczyna się w różnym czasie, a efekt rośnie, efekty dwukierunkowe je mieszają; spójrz też na przebieg.');
  return found;
}
