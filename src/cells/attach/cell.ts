import * as v from 'valibot';
import { done, fail } from '../../database/outcome.ts';
import { closeCondition } from '../../sql/condition.ts';
import { quotePath } from '../../sql/quote.ts';
import { hasRole } from '../../traits/productRoles.ts';
import type { CellKind } from '../CellKind.ts';
import { commonEntries, fromEntry } from '../options.ts';
import { readLines } from '../readLines.ts';
import { absentLines, absentStudy, finding, keepAll, readFacts } from '../study.ts';
import { measures, measureSql, summedColumn } from './measures.ts';

const schema = v.strictObject({
  from: v.optional(fromEntry),
  /** conditions over columns of order_lines; without them, the roles of the product file */
  main: v.optional(v.pipe(v.string(), v.nonEmpty())),
  addon: v.optional(v.pipe(v.string(), v.nonEmpty())),
  /** orders with an add-on, such orders within some days after too, pieces per piece, or money per money */
  measure: v.optional(v.picklist(measures), 'orders'),
  /** of `measure: within` */
  within_days: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3650)), 14),
  period: v.optional(v.picklist(['week', 'month', 'quarter', 'year']), 'month'),
  /** rate to reach, and in how many periods from `target_from` (the last but so many unless told) */
  target: v.optional(v.pipe(v.number(), v.minValue(0))),
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
    const { measure, within_days: within } = options;
    const summed = summedColumn[measure];
    if (summed === null && options.target !== undefined && options.target > 1) return fail('options', 'target: a share of orders is at most 1.', { hint: 'Write 60 % as 0.6.' });
    const lines = await readLines(options, context, ['order_id', 'order_date', ...(summed === null ? [] : [summed]), ...(measure === 'within' ? ['customer_id'] : [])]);
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
    const { amounts, counts, interval, limit, stray } = measureSql(measure, main.sql, addon.sql);
    const source = `l AS (${lines.value.sql}),
 documents AS (SELECT order_id, min(order_date) AS order_date, ${manager ? 'any_value(manager)' : 'CAST(NULL AS VARCHAR)'} AS manager, bool_or(NOT is_return AND coalesce(${main.sql}, FALSE)) AS has_main, ${amounts}${measure === 'within' ? ', any_value(customer_id) AS customer_id' : ''} FROM l WHERE order_date IS NOT NULL AND ${inside} GROUP BY order_id),
 based AS (SELECT *, CAST(date_trunc('${options.period}', order_date) AS DATE) AS period FROM ${measure === 'within' ? followed(within) : 'documents'} WHERE has_main)`;
    const step = `to_${options.period}s(1)`;
    const targeted = options.target === undefined ? '' : `, start AS (SELECT coalesce(${options.target_from === undefined ? 'NULL' : `CAST(date_trunc('${options.period}', DATE '${options.target_from}') AS DATE)`}, max(period) - to_${options.period}s(${options.target_periods})) AS start_period FROM counted),
 begun AS (SELECT start_period, (SELECT rate FROM counted WHERE period <= start_period ORDER BY period DESC LIMIT 1) AS start_rate FROM start)`;
    const path = options.target === undefined ? '' : `, CASE WHEN period >= start_period THEN start_rate + (${options.target} - start_rate) * least(1, date_diff('${options.period}', start_period, period) / ${options.target_periods}.0) END AS target_rate,
  CASE WHEN period < start_period THEN NULL WHEN target_rate > ci_high THEN 'below' WHEN target_rate < ci_low THEN 'above' ELSE 'on track' END AS against_target`;
    const shown = `base_orders, attached_orders${summed === null ? '' : ', main_amount, addon_amount'}`;
    const periods = `WITH ${source}, counted AS (SELECT period, ${counts} FROM based GROUP BY period)${targeted}
SELECT period, ${shown}, rate, ${interval}${path}, period + ${step} > CAST($as_of AS DATE) + ${measure === 'within' ? 1 - within : 1} AS partial
FROM counted${options.target === undefined ? '' : ', begun'} ORDER BY period`;
    const managers = `WITH ${source}, counted AS (SELECT coalesce(manager, '—') AS manager, ${counts} FROM based GROUP BY ALL), pooled AS (SELECT rate AS mean_rate, stray FROM (SELECT ${counts}, ${stray} AS stray FROM based))
SELECT manager, ${shown}, rate, ${interval}, mean_rate, ${limit('-')} AS limit_low, ${limit('+')} AS limit_high,
  CASE WHEN rate < limit_low THEN 'below' WHEN rate > limit_high THEN 'above' ELSE 'within' END AS against_mean
FROM counted, pooled ORDER BY manager`;
    const summary = `WITH ${source}, counted AS (SELECT ${counts} FROM based) SELECT ${shown}, rate, ${interval}${measure === 'within' ? `, (SELECT count(*) FROM documents WHERE has_main AND order_date > CAST($as_of AS DATE) - ${within}) AS waiting_orders` : ''} FROM counted`;
    const kept = quotePath(context.id, 'periods');
    const tracking = `SELECT period, 'actual' AS series, rate, ci_low, ci_high FROM ${kept} WHERE NOT partial UNION ALL SELECT period, 'path', target_rate, NULL, NULL FROM ${kept} WHERE target_rate IS NOT NULL ORDER BY series, period`;
    const made = await keepAll(context, { periods, summary, ...(options.target === undefined ? {} : { tracking }), ...(manager ? { managers } : {}) }, params);
    if (!made.ok) return made;
    const facts = await readFacts(context, `SELECT s.base_orders, s.rate, s.ci_low, s.ci_high${measure === 'within' ? ', s.waiting_orders' : ''}${manager ? `, (SELECT count(*) FILTER (against_mean = 'below') FROM ${quotePath(context.id, 'managers')}) AS behind` : ''}${options.target === undefined ? '' : `, ${standingSql(kept, options)}`} FROM ${quotePath(context.id, 'summary')} AS s`, {});
    if (!facts.ok) return facts;
    const base = Number(facts.value['base_orders'] ?? 0);
    const waiting = Number(facts.value['waiting_orders'] ?? 0);
    return done({
      tables: made.value,
      findings: [
        ...(base === 0 ? [finding(context.locale, 'empty', { en: 'No order holds a main product.', ru: 'Ни в одном заказе нет основного товара.', pl: 'Żadne zamówienie nie ma towaru głównego.' })] : []),
        ...(base > 0 && base < 30 ? [finding(context.locale, 'small_n', { en: `Only ${base} orders hold a main product: read the counts.`, ru: `Заказов с основным товаром всего ${base}: читайте числа.`, pl: `Zamówień z towarem głównym jest tylko ${base}: czytaj liczby.` })] : []),
        ...(waiting > 0 ? [finding(context.locale, 'censored', { en: `Orders of the last ${within} days are not counted yet, for their customers may still add: ${waiting}.`, ru: `Заказы последних дней (${within}) ещё не засчитаны, их клиенты могут докупить: ${waiting}.`, pl: `Zamówienia z ostatnich dni (${within}) jeszcze się nie liczą, ich klienci mogą dokupić: ${waiting}.` })] : []),
        ...(base > 0 && summed !== null && facts.value['rate'] === null ? [finding(context.locale, 'empty', noAmount[summed === 'qty' ? 'qty' : 'net_amount'])] : []),
      ],
      facts: { measure, ...(measure === 'within' ? { within } : {}), ...(asOf === null ? {} : { asOf, windowDays }), ...facts.value, ...(options.target === undefined ? {} : { target: options.target }) },
    });
  },
};

export default attach;

const noAmount = {
  qty: { en: 'Main products have no quantity: the rate per piece cannot be told.', ru: 'У основных товаров нет количества: долю на штуку посчитать нельзя.', pl: 'Towary główne nie mają ilości: wskaźnika na sztukę nie da się policzyć.' },
  net_amount: { en: 'Main products brought no money: the rate per money cannot be told.', ru: 'Основные товары не принесли денег: долю от выручки посчитать нельзя.', pl: 'Towary główne nie przyniosły pieniędzy: udziału w przychodzie nie da się policzyć.' },
} as const;

/** Orders whose days to follow have passed; an add-on counts in the order or in a later one of the same customer. */
const followed = (days: number): string => `(SELECT o.* REPLACE (o.has_addon OR coalesce(a.added_date <= o.order_date + ${days}, FALSE) AS has_addon) FROM documents AS o ASOF LEFT JOIN (SELECT customer_id, order_date AS added_date FROM documents WHERE has_addon AND customer_id IS NOT NULL) AS a ON o.customer_id = a.customer_id AND o.order_date <= a.added_date WHERE o.order_date <= CAST($as_of AS DATE) - ${days})`;

/** Where the last whole period stands against its path, and where three whole periods at their slope would end (METHODS A16). */
function standingSql(periods: string, { period, target_periods, measure }: v.InferOutput<typeof schema>): string {
  const whole = `(SELECT *, date_diff('${period}', (SELECT min(period) FROM ${periods}), period) AS place FROM ${periods} WHERE NOT partial)`;
  const last = `(SELECT * FROM ${whole} ORDER BY period DESC LIMIT 3)`;
  return `(SELECT arg_max(against_target, period) FROM ${whole} WHERE target_rate IS NOT NULL) AS standing, (SELECT arg_max(rate, period) FROM ${whole}) AS last_rate, (SELECT greatest(0, least(${summedColumn[measure] === null ? '1' : "CAST('Infinity' AS DOUBLE)"}, arg_max(rate, place) + regr_slope(rate, place) * greatest(0, ${target_periods} - (SELECT count(*) - 1 FROM ${whole} WHERE target_rate IS NOT NULL)))) FROM ${last}) AS heading`;
}
