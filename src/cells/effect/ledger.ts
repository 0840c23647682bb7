import { formatValue } from '../../charts/formatValue.ts';
import { done, fail, type Outcome } from '../../database/outcome.ts';
import { quoteName, quotePath, quoteText } from '../../sql/quote.ts';
import type { Params } from '../../database/Database.ts';
import type { CellContext, Evaluation, Finding } from '../CellKind.ts';
import { readLines } from '../readLines.ts';
import { stageTable } from '../stageTable.ts';
import { absentStudy, finding } from '../study.ts';
import { findCampaign } from './campaign.ts';
import type { EffectOptions } from './options.ts';
import { keepPlan } from './plan.ts';

export interface Ledger {
  /** `cell.table` with outcome_before, outcome_after, treated */
  readonly relation: string;
  /** SELECT of treated, period, mean: the metric by period of the horizon's length, 0 from the start on; null where it has no meaning */
  readonly trend: string | null;
  readonly params: Params;
  /** what reaching a treated customer cost */
  readonly cost: number | null;
  /** the evaluation where nothing can be measured: the horizon is not over, or no such action is known */
  readonly instead: Evaluation | null;
  readonly findings: readonly Finding[];
  readonly facts: Readonly<Record<string, unknown>>;
}

const shape = { estimate: { method: 'VARCHAR', estimate: 'DOUBLE', std_error: 'DOUBLE', ci_low: 'DOUBLE', ci_high: 'DOUBLE', p_value: 'DOUBLE', n_treated: 'BIGINT', n_control: 'BIGINT' } };

/**
 * An action on a segment: whom it treats is drawn from the segment itself, in strata of the metric before, by a hash of customer and seed,
 * so that it can be drawn again. A segment that has its own column `treated` keeps it.
 */
export async function openLedger(options: EffectOptions, context: CellContext): Promise<Outcome<Ledger>> {
  const campaign = options.campaign === undefined ? null : await findCampaign(options.campaign, context);
  if (campaign && !campaign.ok) return campaign;
  if (campaign && !campaign.value) {
    const absent = await absentStudy(context, shape, { en: 'No file lists campaigns with a group that was left alone.', ru: 'Нет файла с кампаниями, где часть клиентов не трогали.', pl: 'Żaden plik nie zawiera kampanii z grupą zostawioną w spokoju.' });
    return absent.ok ? done({ relation: '', trend: null, params: {}, cost: null, instead: absent.value, findings: [], facts: {} }) : absent;
  }
  const known = campaign?.value ?? null;
  const start = options.start === 'next' ? dayAfter(context.asOf(options.as_of)) : typeof options.start === 'string' ? options.start : (known?.start ?? null);
  if (start === null || !/^\d{4}-\d{2}-\d{2}$/.test(start)) return fail('options', 'An action of the ledger needs `start:`, its first day.', { hint: 'For example start: 2024-07-01; or name a table with from.' });
  const lines = await readLines({ where: options.where, as_of: options.as_of }, context, ['customer_id', 'order_date', 'net_amount']);
  if (!lines.ok) return lines;
  const segment = options.segment ?? 'customers';
  const columns = known ? done([{ name: 'customer_id' }, { name: options.treated }]) : await context.columns(segment);
  if (!columns.ok) return columns;
  if (!columns.value.some(({ name }) => name === 'customer_id')) return fail('missing', `${segment} has no column customer_id.`, { hint: `It has ${columns.value.map(({ name }) => name).join(', ')}.` });
  const given = columns.value.some(({ name }) => name === options.treated);
  const purchases = 'count(DISTINCT order_id) FILTER (NOT is_return)';
  const metric = { revenue: 'sum(net_amount)', gross_profit: 'sum(line_profit)', orders: purchases, ordered: `CAST(${purchases} > 0 AS INTEGER)`, average_check: `sum(net_amount) FILTER (NOT is_return) / nullif(${purchases}, 0)`, value_per_line: 'avg(net_amount) FILTER (NOT is_return)' }[options.metric];
  if (options.metric === 'gross_profit' && !lines.value.has('cost') && !lines.value.has('line_profit')) return fail('missing', 'There is no cost, so gross profit is not known.', { hint: 'Use metric: revenue.' });
  const day = `DATE ${quoteText(start)}`;
  // an action to come is planned on what was before the as-of date
  const eve = `least(${day}, CAST($as_of AS DATE) + 1)`;
  const isMean = options.metric === 'average_check' || options.metric === 'value_per_line';
  const isTotal = options.metric !== 'ordered' && !isMean;
  const beforeDays = options.before_days ?? options.horizon_days;
  // without an order totals are nothing, and a check is not known
  const written = (value: string, scale = 1): string => {
    const number = isMean ? value : `coalesce(${value}, 0)${isTotal && scale !== 1 ? ` * ${scale}` : ''}`;
    return options.log ? `ln(1 + CASE WHEN ${number} < 0 THEN 0 ELSE ${number} END)` : number;
  };
  const value = (from: string, to: string): string => `(SELECT customer_id, CAST(${metric} AS DOUBLE) AS value FROM l WHERE order_date >= ${from} AND order_date < ${to} GROUP BY customer_id)`;
  const treated = given
    ? `CAST(s.${quoteName(options.treated)} AS INTEGER)`
    : `CAST(row_number() OVER (PARTITION BY stratum ORDER BY md5(s.customer_id || ${quoteText(`:${options.seed}`)}), s.customer_id) > round(${options.control_share} * count(*) OVER (PARTITION BY stratum)) AS INTEGER)`;
  const sql = `WITH l AS (${lines.value.sql}),
 chosen AS (SELECT DISTINCT CAST(customer_id AS VARCHAR) AS customer_id${given ? `, ${quoteName(options.treated)}` : ''} FROM ${known ? `(SELECT customer_id, treated AS ${quoteName(options.treated)} FROM (${known.sql}))` : quotePath(...segment.split('.'))} WHERE customer_id IS NOT NULL),
 valued AS (SELECT c.*, ${written('b.value', options.horizon_days / beforeDays)} AS outcome_before, ${written('a.value')} AS outcome_after FROM chosen AS c
  LEFT JOIN ${value(`${eve} - ${beforeDays}`, eve)} AS b USING (customer_id) LEFT JOIN ${value(day, `${day} + ${options.horizon_days}`)} AS a USING (customer_id)),
 s AS (SELECT *, ntile(5) OVER (ORDER BY outcome_before, customer_id) AS stratum FROM valued)
SELECT s.customer_id, ${treated} AS treated, outcome_before, outcome_after FROM s ORDER BY s.customer_id`;
  const staged = await stageTable(context, 'assignment', sql, lines.value.params);
  if (!staged.ok) return staged;
  const end = await context.database.run(`SELECT CAST(${day} + ${options.horizon_days} AS VARCHAR) AS until, ${day} + ${options.horizon_days} > CAST($as_of AS DATE) + 1 AS running, count(*) FILTER (treated = 1) AS treated, count(*) FILTER (treated = 0) AS control, avg(outcome_before) AS mean, stddev_samp(outcome_before) AS sd FROM ${quotePath(...staged.value.split('.'))}`, { params: lines.value.params });
  if (!end.ok) return end;
  const facts = end.value.records()[0] ?? {};
  const { locale } = context;
  const firstDay = formatValue(start, { kind: 'date', locale });
  const drawn = known
    ? finding(locale, 'assignment', { en: `The campaign “${known.name}”, first sent on ${firstDay}; its file tells whom it left alone. Was the control chosen by lot?`, ru: `Кампания «${known.name}», первая отправка ${firstDay}; кого не трогали, сказано в файле. Контроль выбран жребием?`, pl: `Kampania „${known.name}”, pierwsza wysyłka ${firstDay}; plik mówi, kogo zostawiono w spokoju. Czy kontrolę wylosowano?` })
    : given
      ? finding(locale, 'assignment', { en: `Whom the action treated is told by ${segment}.${options.treated}.`, ru: `Кого коснулось действие, сказано в ${segment}.${options.treated}.`, pl: `Kogo objęło działanie, mówi ${segment}.${options.treated}.` })
      : finding(locale, 'assignment', { en: `Control drawn at random from the segment itself, in five strata by the metric before; seed ${options.seed}. The same segment and seed give the same groups.`, ru: `Контроль взят случайно из самого сегмента, в пяти слоях по показателю до начала; seed ${options.seed}. Тот же сегмент и seed дают те же группы.`, pl: `Kontrolę wylosowano z samego segmentu, w pięciu warstwach według wskaźnika przed startem; seed ${options.seed}. Ten sam segment i seed dają te same grupy.` });
  const told = { asOf: context.asOf(options.as_of), action: options.action ?? known?.name ?? '', segment, metric: options.metric, start, horizonDays: options.horizon_days, seed: options.seed, isLog: options.log ? 'yes' : '', isRate: options.metric === 'ordered' ? 'yes' : '' };
  if (facts['running'] === true) {
    const plan = await keepPlan({ relation: staged.value, metric: options.metric, horizonDays: options.horizon_days, until: String(facts['until']).slice(0, 10), treated: Number(facts['treated']), control: Number(facts['control']), mean: Number(facts['mean'] ?? NaN), sd: Number(facts['sd'] ?? NaN), sql }, [drawn], told, context);
    return plan.ok ? done({ relation: staged.value, trend: null, params: {}, cost: null, instead: plan.value, findings: [], facts: told }) : plan;
  }
  const { horizon_days: length } = options;
  const period = `CAST(floor((order_date - ${day}) / ${length}.0) AS BIGINT)`;
  const trend = `WITH l AS (${lines.value.sql}), who AS (SELECT customer_id, treated FROM ${quotePath(...staged.value.split('.'))}),
 periods AS (SELECT CAST(unnest(generate_series(-${trendPeriods}, 0)) AS BIGINT) AS period),
 bought AS (SELECT customer_id, ${period} AS period, CAST(${metric} AS DOUBLE) AS value FROM l WHERE order_date >= ${day} - ${trendPeriods * length} AND order_date < ${day} + ${length} GROUP BY customer_id, period)
SELECT treated, period, avg(${written('value')}) AS mean FROM who CROSS JOIN periods LEFT JOIN bought USING (customer_id, period) GROUP BY treated, period HAVING mean IS NOT NULL ORDER BY period, treated`;
  return done({ relation: staged.value, trend, params: lines.value.params, cost: known?.cost ?? null, instead: null, findings: [drawn], facts: told });
}

const dayAfter = (iso: string): string => new Date(Date.parse(`${iso.slice(0, 10)}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** how many periods before the start show whether both groups moved alike */
const trendPeriods = 6;
