import { done, fail, type Outcome } from '../../database/outcome.ts';
import { detectableDifference } from '../../statistics/effect/power.ts';
import { quotePath, quoteText } from '../../sql/quote.ts';
import type { CellContext, Evaluation, Finding, ResultTable } from '../CellKind.ts';
import { double, integer, keepColumns, text } from '../keepColumns.ts';
import { readLines } from '../readLines.ts';
import { stageTable } from '../stageTable.ts';
import { finding } from '../study.ts';
import type { EffectOptions } from './options.ts';

export interface Ledger {
  /** `cell.table` with outcome_before, outcome_after, treated */
  readonly relation: string;
  /** the action has not run for its horizon yet: who is treated, and what could be found */
  readonly planned: Evaluation | null;
  readonly findings: readonly Finding[];
  readonly facts: Readonly<Record<string, unknown>>;
}

/**
 * An action on a segment: whom it treats is drawn from the segment itself, in strata of the metric before, by a hash of customer and seed,
 * so that it can be drawn again. A segment that has its own column `treated` keeps it.
 */
export async function openLedger(options: EffectOptions, context: CellContext): Promise<Outcome<Ledger>> {
  const start = typeof options.start === 'string' ? options.start : null;
  if (start === null || !/^\d{4}-\d{2}-\d{2}$/.test(start)) return fail('options', 'An action of the ledger needs `start:`, its first day.', { hint: 'For example start: 2024-07-01; or name a table with from.' });
  const lines = await readLines({ where: options.where, as_of: options.as_of }, context, ['customer_id', 'order_date', 'net_amount']);
  if (!lines.ok) return lines;
  const segment = options.segment ?? 'customers';
  const columns = await context.columns(segment);
  if (!columns.ok) return columns;
  if (!columns.value.some(({ name }) => name === 'customer_id')) return fail('missing', `${segment} has no column customer_id.`, { hint: `It has ${columns.value.map(({ name }) => name).join(', ')}.` });
  const given = columns.value.some(({ name }) => name === options.treated);
  const metric = { revenue: 'sum(net_amount)', gross_profit: 'sum(line_profit)', orders: 'count(DISTINCT order_id) FILTER (NOT is_return)' }[options.metric];
  if (options.metric === 'gross_profit' && !lines.value.has('cost') && !lines.value.has('line_profit')) return fail('missing', 'There is no cost, so gross profit is not known.', { hint: 'Use metric: revenue.' });
  const day = `DATE ${quoteText(start)}`;
  const value = (from: string, to: string): string => `(SELECT customer_id, CAST(${metric} AS DOUBLE) AS value FROM l WHERE order_date >= ${from} AND order_date < ${to} GROUP BY customer_id)`;
  const treated = given
    ? `CAST(s.${options.treated === 'treated' ? 'treated' : `"${options.treated.replaceAll('"', '""')}"`} AS INTEGER)`
    : `CAST(row_number() OVER (PARTITION BY stratum ORDER BY md5(s.customer_id || ${quoteText(`:${options.seed}`)}), s.customer_id) > round(${options.control_share} * count(*) OVER (PARTITION BY stratum)) AS INTEGER)`;
  const sql = `WITH l AS (${lines.value.sql}),
 chosen AS (SELECT DISTINCT CAST(customer_id AS VARCHAR) AS customer_id${given ? `, "${options.treated.replaceAll('"', '""')}"` : ''} FROM ${quotePath(...segment.split('.'))} WHERE customer_id IS NOT NULL),
 valued AS (SELECT c.*, coalesce(b.value, 0) AS outcome_before, coalesce(a.value, 0) AS outcome_after FROM chosen AS c
  LEFT JOIN ${value(`${day} - ${options.horizon_days}`, day)} AS b USING (customer_id) LEFT JOIN ${value(day, `${day} + ${options.horizon_days}`)} AS a USING (customer_id)),
 s AS (SELECT *, ntile(5) OVER (ORDER BY outcome_before, customer_id) AS stratum FROM valued)
SELECT s.customer_id, ${treated} AS treated, outcome_before, outcome_after FROM s ORDER BY s.customer_id`;
  const staged = await stageTable(context, 'assignment', sql, lines.value.params);
  if (!staged.ok) return staged;
  const end = await context.database.run(`SELECT CAST(${day} + ${options.horizon_days} AS VARCHAR) AS until, ${day} + ${options.horizon_days} > CAST($as_of AS DATE) + 1 AS running, count(*) FILTER (treated = 1) AS treated, count(*) FILTER (treated = 0) AS control, stddev_samp(outcome_before) AS sd FROM ${quotePath(...staged.value.split('.'))}`, { params: lines.value.params });
  if (!end.ok) return end;
  const facts = end.value.records()[0] ?? {};
  const { locale } = context;
  const drawn = given
    ? finding(locale, 'assignment', { en: `Whom the action treated is told by ${segment}.${options.treated}.`, ru: `Кого коснулось действие, сказано в ${segment}.${options.treated}.`, pl: `Kogo objęło działanie, mówi ${segment}.${options.treated}.` })
    : finding(locale, 'assignment', { en: `Control drawn at random from the segment itself, in five strata by the metric before; seed ${options.seed}. The same segment and seed give the same groups.`, ru: `Контроль взят случайно из самого сегмента, в пяти слоях по показателю до начала; seed ${options.seed}. Тот же сегмент и seed дают те же группы.`, pl: `Kontrolę wylosowano z samego segmentu, w pięciu warstwach według wskaźnika przed startem; seed ${options.seed}. Ten sam segment i seed dają te same grupy.` });
  const told = { action: options.action ?? '', segment, metric: options.metric, start, horizonDays: options.horizon_days, seed: options.seed };
  if (facts['running'] !== true) return done({ relation: staged.value, planned: null, findings: [drawn], facts: told });

  const [size, control, sd] = [Number(facts['treated']), Number(facts['control']), Number(facts['sd'] ?? NaN)];
  const least = detectableDifference(size, control, sd, 0.8);
  const tables: ResultTable[] = [];
  const none = { type: 'DOUBLE', values: [] } as const;
  const empty = await keepColumns(context, 'estimate', { method: text([]), estimate: none, std_error: none, ci_low: none, ci_high: none, p_value: none, n_treated: integer([]), n_control: integer([]) }, sql);
  if (!empty.ok) return empty;
  const power = await keepColumns(context, 'power', { metric: text([options.metric]), horizon_days: integer([options.horizon_days]), n_treated: integer([size]), n_control: integer([control]), sd_before: double([sd]), detectable_difference: double([least]), power: double([0.8]) }, sql);
  if (!power.ok) return power;
  const assigned = await context.keep('groups', `SELECT customer_id, CASE WHEN treated = 1 THEN 'treated' ELSE 'control' END AS "group", outcome_before FROM ${quotePath(...staged.value.split('.'))} ORDER BY customer_id`, {});
  if (!assigned.ok) return assigned;
  tables.push(empty.value, power.value, assigned.value);
  const until = String(facts['until']).slice(0, 10);
  return done({
    relation: staged.value,
    planned: {
      tables,
      findings: [
        drawn,
        finding(locale, 'planned', {
          en: `The horizon ends on ${until}, after the as-of date: nothing is measured yet. ${size} treated and ${control} control would find a difference of ${Number.isFinite(least) ? least.toPrecision(3) : '—'} a customer four times in five.`,
          ru: `Срок кончается ${until}, позже даты отчёта: измерять рано. ${size} в действии и ${control} в контроле найдут разницу ${Number.isFinite(least) ? least.toPrecision(3) : '—'} на клиента в четырёх случаях из пяти.`,
          pl: `Okres kończy się ${until}, po dacie raportu: jeszcze nie ma czego mierzyć. ${size} objętych i ${control} w kontroli wykryje różnicę ${Number.isFinite(least) ? least.toPrecision(3) : '—'} na klienta w czterech przypadkach na pięć.`,
        }),
      ],
      facts: { ...told, detectable: Number.isFinite(least) ? least : null, planned: 'yes' },
    },
    findings: [],
    facts: told,
  });
}
