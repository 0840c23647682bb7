import * as v from 'valibot';
import { done, fail } from '../../database/outcome.ts';
import { closeCondition } from '../../sql/condition.ts';
import { quotePath } from '../../sql/quote.ts';
import { hasRole } from '../../traits/productRoles.ts';
import type { CellKind } from '../CellKind.ts';
import { commonEntries, fromEntry } from '../options.ts';
import { readLines } from '../readLines.ts';
import { absentLines, absentStudy, finding, keepAll, readFacts, wilson } from '../study.ts';

const schema = v.strictObject({
  from: v.optional(fromEntry),
  /** conditions over columns of order_lines; without them, the roles of the product file */
  main: v.optional(v.pipe(v.string(), v.nonEmpty())),
  addon: v.optional(v.pipe(v.string(), v.nonEmpty())),
  period: v.optional(v.picklist(['week', 'month', 'quarter', 'year']), 'month'),
  /** rate to reach, and in how many periods from `target_from` (the last but so many unless told) */
  target: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  target_periods: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 3),
  target_from: v.optional(v.pipe(v.string(), v.isoDate())),
  ...commonEntries,
});

const shapes = {
  periods: { period: 'DATE', base_orders: 'BIGINT', attached_orders: 'BIGINT', rate: 'DOUBLE', ci_low: 'DOUBLE', ci_high: 'DOUBLE', partial: 'BOOLEAN' },
  summary: { base_orders: 'BIGINT', attached_orders: 'BIGINT', rate: 'DOUBLE', ci_low: 'DOUBLE', ci_high: 'DOUBLE' },
  managers: { manager: 'VARCHAR', base_orders: 'BIGINT', attached_orders: 'BIGINT', rate: 'DOUBLE', ci_low: 'DOUBLE', ci_high: 'DOUBLE', mean_rate: 'DOUBLE', limit_low: 'DOUBLE', limit_high: 'DOUBLE', against_mean: 'VARCHAR' },
};

/** Orders with a main product that also hold an add-on: over time, against a target path, and by manager. */
const attach: CellKind<v.InferOutput<typeof schema>> = {
  kind: 'attach',
  label: { en: 'Attach rate', ru: 'Допродажи', pl: 'Dosprzedaż' },
  body: 'yaml',
  schema,
  template: "main: category = 'gloves'\naddon: category = 'masks'\nperiod: month",
  reads: ({ from }) => (from === undefined ? [] : [from]),
  consults: () => ['order_lines'],
  async evaluate(options, context) {
    const lines = await readLines(options, context, ['order_id', 'order_date']);
    if (!lines.ok) return absentLines(lines.error, options, context, shapes);
    const { has, params, asOf, windowDays } = lines.value;
    if ((options.main === undefined || options.addon === undefined) && !has('role')) {
      return absentStudy(context, shapes, { en: 'Which products are main and which add-on is not known: give main and addon, or a product file with roles.', ru: 'Неизвестно, какие товары основные, а какие дополнительные: задайте main и addon или добавьте файл товаров с ролями.', pl: 'Nie wiadomo, które towary są główne, a które dodatkowe: podaj main i addon albo plik towarów z rolami.' });
    }
    const main = closeCondition(options.main ?? hasRole('main'));
    const addon = closeCondition(options.addon ?? hasRole('addon'));
    if (!main.ok) return fail('options', `main: ${main.reason}`, { hint: main.hint });
    if (!addon.ok) return fail('options', `addon: ${addon.reason}`, { hint: addon.hint });
    const inside = options.window_days === undefined ? 'TRUE' : 'in_window';
    const manager = has('manager');
    const source = `l AS (${lines.value.sql}),
 documents AS (SELECT order_id, min(order_date) AS order_date, ${manager ? 'any_value(manager)' : 'CAST(NULL AS VARCHAR)'} AS manager, bool_or(NOT is_return AND coalesce(${main.sql}, FALSE)) AS has_main, bool_or(NOT is_return AND coalesce(${addon.sql}, FALSE)) AS has_addon FROM l WHERE order_date IS NOT NULL AND ${inside} GROUP BY order_id),
 based AS (SELECT *, CAST(date_trunc('${options.period}', order_date) AS DATE) AS period FROM documents WHERE has_main)`;
    const counts = 'count(*) AS base_orders, count(*) FILTER (has_addon) AS attached_orders, count(*) FILTER (has_addon) / CAST(nullif(count(*), 0) AS DOUBLE) AS rate';
    const interval = `${wilson('attached_orders', 'base_orders', 'low')} AS ci_low, ${wilson('attached_orders', 'base_orders', 'high')} AS ci_high`;
    const step = `to_${options.period}s(1)`;
    const targeted = options.target === undefined ? '' : `, start AS (SELECT coalesce(${options.target_from === undefined ? 'NULL' : `CAST(date_trunc('${options.period}', DATE '${options.target_from}') AS DATE)`}, max(period) - to_${options.period}s(${options.target_periods})) AS start_period FROM counted),
 begun AS (SELECT start_period, (SELECT rate FROM counted WHERE period <= start_period ORDER BY period DESC LIMIT 1) AS start_rate FROM start)`;
    const path = options.target === undefined ? '' : `, CASE WHEN period >= start_period THEN start_rate + (${options.target} - start_rate) * least(1, date_diff('${options.period}', start_period, period) / ${options.target_periods}.0) END AS target_rate,
  CASE WHEN period < start_period THEN NULL WHEN target_rate > ci_high THEN 'below' WHEN target_rate < ci_low THEN 'above' ELSE 'on track' END AS against_target`;
    const periods = `WITH ${source}, counted AS (SELECT period, ${counts} FROM based GROUP BY period)${targeted}
SELECT period, base_orders, attached_orders, rate, ${interval}${path}, period + ${step} > CAST($as_of AS DATE) + 1 AS partial
FROM counted${options.target === undefined ? '' : ', begun'} ORDER BY period`;
    const managers = `WITH ${source}, counted AS (SELECT coalesce(manager, '—') AS manager, ${counts} FROM based GROUP BY ALL), pooled AS (SELECT sum(attached_orders) / CAST(nullif(sum(base_orders), 0) AS DOUBLE) AS mean_rate FROM counted)
SELECT manager, base_orders, attached_orders, rate, ${interval}, mean_rate, greatest(0, mean_rate - 1.959963984540054 * sqrt(mean_rate * (1 - mean_rate) / base_orders)) AS limit_low, least(1, mean_rate + 1.959963984540054 * sqrt(mean_rate * (1 - mean_rate) / base_orders)) AS limit_high,
  CASE WHEN rate < limit_low THEN 'below' WHEN rate > limit_high THEN 'above' ELSE 'within' END AS against_mean
FROM counted, pooled ORDER BY manager`;
    const summary = `WITH ${source}, counted AS (SELECT ${counts} FROM based) SELECT base_orders, attached_orders, rate, ${interval} FROM counted`;
    const kept = quotePath(context.id, 'periods');
    const tracking = `SELECT period, 'actual' AS series, rate, ci_low, ci_high FROM ${kept} WHERE NOT partial UNION ALL SELECT period, 'path', target_rate, NULL, NULL FROM ${kept} WHERE target_rate IS NOT NULL ORDER BY series, period`;
    const made = await keepAll(context, { periods, summary, ...(options.target === undefined ? {} : { tracking }), ...(manager ? { managers } : {}) }, params);
    if (!made.ok) return made;
    const facts = await readFacts(context, `SELECT s.base_orders, s.rate, s.ci_low, s.ci_high${manager ? `, (SELECT count(*) FILTER (against_mean = 'below') FROM ${quotePath(context.id, 'managers')}) AS behind` : ''}${options.target === undefined ? '' : `, ${standingSql(kept, options)}`} FROM ${quotePath(context.id, 'summary')} AS s`, {});
    if (!facts.ok) return facts;
    const base = Number(facts.value['base_orders'] ?? 0);
    return done({
      tables: made.value,
      findings: [
        ...(base === 0 ? [finding(context.locale, 'empty', { en: 'No order holds a main product.', ru: 'Ни в одном заказе нет основного товара.', pl: 'Żadne zamówienie nie ma towaru głównego.' })] : []),
        ...(base > 0 && base < 30 ? [finding(context.locale, 'small_n', { en: `Only ${base} orders hold a main product: read the counts.`, ru: `Заказов с основным товаром всего ${base}: читайте числа.`, pl: `Zamówień z towarem głównym jest tylko ${base}: czytaj liczby.` })] : []),
      ],
      facts: { ...(asOf === null ? {} : { asOf, windowDays }), ...facts.value, ...(options.target === undefined ? {} : { target: options.target }) },
    });
  },
};

export default attach;

/** Where the last whole period stands against its path, and where three whole periods at their slope would end (METHODS A16). */
function standingSql(periods: string, { period, target_periods }: v.InferOutput<typeof schema>): string {
  const whole = `(SELECT *, date_diff('${period}', (SELECT min(period) FROM ${periods}), period) AS place FROM ${periods} WHERE NOT partial)`;
  const last = `(SELECT * FROM ${whole} ORDER BY period DESC LIMIT 3)`;
  return `(SELECT arg_max(against_target, period) FROM ${whole} WHERE target_rate IS NOT NULL) AS standing, (SELECT arg_max(rate, period) FROM ${whole}) AS last_rate, (SELECT greatest(0, least(1, arg_max(rate, place) + regr_slope(rate, place) * greatest(0, ${target_periods} - (SELECT count(*) - 1 FROM ${whole} WHERE target_rate IS NOT NULL)))) FROM ${last}) AS heading`;
}
