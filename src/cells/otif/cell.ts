import * as v from 'valibot';
import { done, fail } from '../../database/outcome.ts';
import { closeCondition } from '../../sql/condition.ts';
import { quoteName, quotePath } from '../../sql/quote.ts';
import type { CellContext, CellKind } from '../CellKind.ts';
import { customerFaces } from '../customerNames.ts';
import { commonEntries, fromEntry } from '../options.ts';
import { absentStudy, baseHas, emptyTable, finding, keepAll, lacking, readFacts, wilson } from '../study.ts';

const schema = v.strictObject({
  from: v.optional(fromEntry),
  /** the date that was to be kept */
  basis: v.optional(v.picklist(['promised', 'requested']), 'promised'),
  tolerance_days: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 0),
  ...commonEntries,
});

const shapes = {
  orders: { order_id: 'VARCHAR', on_time: 'BOOLEAN', in_full: 'BOOLEAN', otif: 'BOOLEAN', lines: 'BIGINT', due_date: 'DATE', delivered: 'DATE', days_late: 'BIGINT', state: 'VARCHAR', customer_id: 'VARCHAR' },
  summary: { level: 'VARCHAR', lines_or_orders: 'BIGINT', on_time: 'DOUBLE', in_full: 'DOUBLE', otif: 'DOUBLE' },
  months: { month: 'DATE', orders: 'BIGINT', right_orders: 'BIGINT', on_time: 'DOUBLE', in_full: 'DOUBLE', rate: 'DOUBLE', ci_low: 'DOUBLE', ci_high: 'DOUBLE' },
  customers: { customer_id: 'VARCHAR', orders: 'BIGINT', delivered: 'BIGINT', on_time_orders: 'BIGINT', in_full_orders: 'BIGINT', otif_orders: 'BIGINT', otif_rate: 'DOUBLE', on_time_rate: 'DOUBLE' },
  reasons: { reason: 'VARCHAR', orders: 'BIGINT' },
  needs: { customer_id: 'VARCHAR', customer: 'VARCHAR', manager: 'VARCHAR', need: 'VARCHAR', orders: 'BIGINT', lead_days: 'DOUBLE', urgent_share: 'DOUBLE', lead_cv: 'DOUBLE', missed_share: 'DOUBLE' },
  modes: { need: 'VARCHAR', customers: 'BIGINT', orders: 'BIGINT', lead_days: 'DOUBLE', missed_share: 'DOUBLE' },
};
/** orders below which nothing is said of what a customer needs */
const fewestOrders = 3;

/** On time, in full: by delivery line and by order, where an order is right only when all its lines are. */
const otif: CellKind<v.InferOutput<typeof schema>> = {
  kind: 'otif',
  label: { en: 'On time in full', ru: 'Вовремя и полностью', pl: 'Na czas i w całości' },
  body: 'yaml',
  schema,
  template: 'basis: promised',
  reads: ({ from }) => (from === undefined ? [] : [from]),
  consults: () => ['deliveries', 'orders', 'customers'],
  async evaluate(options, context) {
    const from = options.from ?? 'deliveries';
    if (options.from === undefined && lacking(context, 'deliveries.actual_date').length > 0) {
      return absentStudy(context, shapes, { en: 'No file tells when orders were promised and delivered: add deliveries, or orders with both dates.', ru: 'Ни в одном файле нет обещанной и фактической даты: добавьте поставки или заказы с обеими датами.', pl: 'Żaden plik nie podaje terminu i daty dostawy: dodaj dostawy albo zamówienia z obiema datami.' });
    }
    const known = await context.columns(from);
    if (!known.ok) return known;
    const has = (name: string): boolean => known.value.some((column) => column.name === name);
    const due = options.basis === 'requested' && has('requested_date') ? 'requested_date' : 'promised_date';
    const lack = ['order_id', due, 'actual_date'].find((name) => !has(name));
    if (lack !== undefined) return fail('missing', `${from} has no column ${lack}.`, { hint: `It has ${known.value.map(({ name }) => name).join(', ')}.` });
    const condition = closeCondition(options.where ?? 'true');
    if (!condition.ok) return fail('options', `where: ${condition.reason}`, { hint: condition.hint });
    const asOf = context.asOf(options.as_of);
    const windowDays = context.windowDays(options.window_days);
    const params = { ...context.params, as_of: { type: 'DATE', value: asOf }, window_days: { type: 'BIGINT', value: windowDays } } as const;
    const inside = options.window_days === undefined ? 'TRUE' : `${due} > CAST($as_of AS DATE) - CAST($window_days AS INTEGER)`;
    // an order is in the books from its own date on; when it arrived is known from the file, the date only tells what of the rest is late
    const placed = options.from === undefined && lacking(context, 'orders.order_date').length === 0 ? 'order_id NOT IN (SELECT order_id FROM main.orders WHERE order_date > $as_of AND order_id IS NOT NULL)' : 'TRUE';
    const window = has('window_start') && has('window_end') ? 'WHEN window_start IS NOT NULL AND window_end IS NOT NULL AND arrived IS NOT NULL THEN arrived BETWEEN CAST(window_start AS DATE) AND CAST(window_end AS DATE) ' : '';
    const latest = `${due} + ${options.tolerance_days}`;
    const full = has('qty_ordered') && has('qty_delivered') ? 'CASE WHEN arrived IS NULL AND on_time IS NULL THEN NULL WHEN arrived IS NULL THEN FALSE ELSE qty_delivered >= qty_ordered * (1 - 1e-9) END' : 'CAST(NULL AS BOOLEAN)';
    const judged = `judged AS (SELECT *, ${full} AS in_full FROM (SELECT *, CASE ${window}WHEN ${due} IS NULL THEN NULL WHEN arrived IS NOT NULL THEN arrived <= ${latest} WHEN ${latest} < CAST($as_of AS DATE) THEN FALSE END AS on_time FROM (SELECT *, actual_date AS arrived FROM ${quotePath(...from.split('.'))} WHERE ${condition.sql}) WHERE ${inside} AND ${placed})),
 lines AS (SELECT *, CASE WHEN on_time = FALSE OR in_full = FALSE THEN CASE WHEN on_time IS NOT NULL AND in_full IS NOT NULL THEN FALSE END ELSE on_time AND in_full END AS otif FROM judged WHERE order_id IS NOT NULL)`;
    const all = (flag: string): string => `CASE WHEN count(*) = count(${flag}) THEN bool_and(${flag}) END`;
    const customer = has('customer_id') ? { list: ', any_value(customer_id) AS customer_id', join: '', column: ', customer_id' } : baseHas(context, 'orders.customer_id') ? { list: '', join: ' LEFT JOIN (SELECT order_id, any_value(customer_id) AS customer_id FROM main.orders GROUP BY order_id) AS o USING (order_id)', column: ', customer_id' } : { list: '', join: '', column: '' };
    const orders = `WITH ${judged}, grouped AS (SELECT order_id, ${all('on_time')} AS on_time, ${all('in_full')} AS in_full, ${all('otif')} AS otif, count(*) AS lines, max(${due}) AS due_date, max(arrived) AS delivered, bool_and(arrived IS NOT NULL) AS is_delivered${customer.list} FROM lines GROUP BY order_id)
SELECT order_id, on_time, in_full, otif, lines, due_date, delivered, date_diff('day', due_date, delivered) AS days_late,
  CASE WHEN is_delivered THEN 'delivered' WHEN on_time = FALSE THEN 'open_overdue' ELSE 'open_not_due' END AS state${customer.column} FROM grouped${customer.join} ORDER BY order_id`;
    const kept = quotePath(context.id, 'orders');
    const rates = (count: string): string => `${count} AS lines_or_orders, avg(CAST(on_time AS INTEGER)) AS on_time, avg(CAST(in_full AS INTEGER)) AS in_full, avg(CAST(otif AS INTEGER)) AS otif`;
    const made = await keepAll(
      context,
      {
        orders,
        summary: `WITH ${judged} SELECT 'line' AS level, ${rates('count(on_time)')} FROM lines UNION ALL SELECT 'order', ${rates('count(on_time)')} FROM ${kept} ORDER BY level`,
        months: `SELECT *, ${wilson('right_orders', 'orders', 'low')} AS ci_low, ${wilson('right_orders', 'orders', 'high')} AS ci_high FROM (SELECT CAST(date_trunc('month', due_date) AS DATE) AS month, count(coalesce(otif, on_time)) AS orders, count(*) FILTER (coalesce(otif, on_time)) AS right_orders, avg(CAST(on_time AS INTEGER)) AS on_time, avg(CAST(in_full AS INTEGER)) AS in_full, avg(CAST(coalesce(otif, on_time) AS INTEGER)) AS rate FROM ${kept} WHERE on_time IS NOT NULL AND due_date IS NOT NULL GROUP BY 1) ORDER BY month`,
        ...(customer.column === '' ? {} : { customers: `SELECT customer_id, count(*) AS orders, count(*) FILTER (state = 'delivered') AS delivered, count(*) FILTER (on_time) AS on_time_orders, count(*) FILTER (in_full) AS in_full_orders, count(*) FILTER (otif) AS otif_orders, count(*) FILTER (otif) / CAST(nullif(count(otif), 0) AS DOUBLE) AS otif_rate, count(*) FILTER (on_time) / CAST(nullif(count(on_time), 0) AS DOUBLE) AS on_time_rate FROM ${kept} WHERE customer_id IS NOT NULL GROUP BY customer_id ORDER BY customer_id` }),
        needs: needsSql({ context, options, kept, judged, customer: customer.column !== '', has }),
        modes: `SELECT need, count(*) AS customers, CAST(sum(orders) AS BIGINT) AS orders, median(lead_days) AS lead_days, sum(missed_share * orders) / nullif(sum(orders) FILTER (missed_share IS NOT NULL), 0) AS missed_share FROM ${quotePath(context.id, 'needs')} GROUP BY need ORDER BY need`,
        reasons: `SELECT reason, count(*) AS orders FROM (SELECT CASE WHEN state = 'open_overdue' THEN 'not_delivered' WHEN on_time = FALSE AND in_full = FALSE THEN 'late_and_short' WHEN on_time = FALSE THEN 'late' WHEN in_full = FALSE THEN 'short' END AS reason FROM ${kept}) WHERE reason IS NOT NULL GROUP BY reason ORDER BY orders DESC, reason`,
      },
      params,
    );
    if (!made.ok) return made;
    const modes = quotePath(context.id, 'modes');
    const facts = await readFacts(context, `SELECT lines_or_orders AS judged, on_time, in_full, otif, (SELECT count(*) FROM ${kept} WHERE on_time IS NULL) AS open_orders, (SELECT arg_max(reason, orders) FROM ${quotePath(context.id, 'reasons')}) AS first_reason, (SELECT max(orders) / CAST(sum(orders) AS DOUBLE) FROM ${quotePath(context.id, 'reasons')}) AS first_share, ${(['urgent', 'window', 'usual'] as const).map((need) => `(SELECT max(customers) FROM ${modes} WHERE need = '${need}') AS ${need}_customers, (SELECT max(missed_share) FROM ${modes} WHERE need = '${need}') AS ${need}_missed`).join(', ')}, (SELECT sum(customers) FROM ${modes}) AS needing FROM ${quotePath(context.id, 'summary')} WHERE level = 'order'`, {});
    if (!facts.ok) return facts;
    const open = Number(facts.value['open_orders'] ?? 0);
    return done({
      tables: made.value,
      findings: [
        ...(facts.value['in_full'] === null ? [finding(context.locale, 'absent', { en: 'No file tells delivered quantities: in full, and with it OTIF, is unknown.', ru: 'Нет доставленных количеств: полнота, а с ней и OTIF, неизвестны.', pl: 'Brak dostarczonych ilości: kompletność, a z nią OTIF, jest nieznana.' })] : []),
        ...(open > 0 ? [finding(context.locale, 'open', { en: `${open} orders are not judged: they are not due yet or have no date.`, ru: `Заказов без оценки: ${open}; срок ещё не наступил или даты нет.`, pl: `Zamówienia bez oceny: ${open}; termin jeszcze nie minął albo brak daty.` })] : []),
      ],
      facts: { asOf, windowDays, basis: quoteName(due).replaceAll('"', ''), ...facts.value },
    });
  },
};

export default otif;

/**
 * Who needs what of a delivery (METHODS A91): *urgent* asks for half of the orders within the shortest fifth of all leads, *window* asks
 * for the same lead time every time (and for a window, where files tell windows), the others are *usual*.
 */
function needsSql({ context, options, kept, judged, customer, has }: { readonly context: CellContext; readonly options: v.InferOutput<typeof schema>; readonly kept: string; readonly judged: string; readonly customer: boolean; readonly has: (column: string) => boolean }): string {
  const ordered = options.from === undefined ? baseHas(context, 'orders.order_date') : has('order_date');
  if (!customer || !ordered) return emptyTable(shapes.needs);
  const asked = has('requested_date') ? 'coalesce(requested_date, promised_date)' : 'promised_date';
  const placed = options.from === undefined ? ' JOIN (SELECT order_id, min(order_date) AS order_date FROM main.orders GROUP BY order_id) AS p USING (order_id)' : '';
  const windowed = has('window_start') && has('window_end') ? 'avg(CAST(window_start IS NOT NULL AS INTEGER))' : 'CAST(NULL AS DOUBLE)';
  const face = options.from === undefined ? customerFaces(context.base) : { column: ', customer_id AS customer, CAST(NULL AS VARCHAR) AS manager', join: '' };
  return `WITH ${judged}, leads AS (SELECT order_id, greatest(0, min(date_diff('day', CAST(order_date AS DATE), CAST(${asked} AS DATE)))) AS lead, ${windowed} AS windowed FROM lines${placed} GROUP BY order_id HAVING lead IS NOT NULL),
 short AS (SELECT quantile_cont(lead, 0.2) AS edge FROM leads),
 per AS (SELECT customer_id, count(*) AS orders, median(lead) AS lead_days, avg(CAST(lead <= edge AS INTEGER)) AS urgent_share, stddev_samp(lead) / nullif(avg(lead), 0) AS lead_cv, avg(windowed) AS windowed, 1 - avg(CAST(coalesce(otif, on_time) AS INTEGER)) AS missed_share FROM leads JOIN ${kept} USING (order_id), short WHERE customer_id IS NOT NULL GROUP BY customer_id HAVING count(*) >= ${fewestOrders})
SELECT customer_id${face.column}, CASE WHEN urgent_share >= 0.5 THEN 'urgent' WHEN lead_cv <= 0.25 AND coalesce(windowed >= 0.5, TRUE) THEN 'window' ELSE 'usual' END AS need, orders, lead_days, urgent_share, lead_cv, missed_share FROM per${face.join} ORDER BY missed_share DESC NULLS LAST, orders DESC, customer_id`;
}
