import * as v from 'valibot';
import { done, fail } from '../../database/outcome.ts';
import { closeCondition } from '../../sql/condition.ts';
import { quotePath } from '../../sql/quote.ts';
import type { CellContext, CellKind } from '../CellKind.ts';
import { customerFaces, customerNames } from '../customerNames.ts';
import { commonEntries, fromEntry } from '../options.ts';
import { absentStudy, finding, keepAll, lacking, readFacts } from '../study.ts';
import { dunningSteps } from './dunningSteps.ts';
import { bucketColumns, bucketOf, buckets, openAt } from './openInvoices.ts';

const schema = v.strictObject({
  from: v.optional(fromEntry),
  /** days of sales that the balance is compared with (DSO) */
  sales_days: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 90),
  ...commonEntries,
});

const shapes = {
  customers: { customer_id: 'VARCHAR', balance: 'DECIMAL(18,4)', overdue: 'DECIMAL(18,4)', overdue_share: 'DOUBLE', weighted_days: 'DOUBLE', ...Object.fromEntries(buckets.map((bucket) => [bucket, 'DECIMAL(18,4)'])), prepayment: 'DECIMAL(18,4)', open_invoices: 'BIGINT', oldest_days: 'BIGINT' },
  ageing: { bucket: 'VARCHAR', amount: 'DECIMAL(18,4)', share: 'DOUBLE', invoices: 'BIGINT' },
  summary: { balance: 'DECIMAL(18,4)', overdue: 'DECIMAL(18,4)', overdue_share: 'DOUBLE', weighted_days: 'DOUBLE', sales: 'DOUBLE', dso: 'DOUBLE', dso_countback: 'DOUBLE', best_possible_dso: 'DOUBLE', average_days_delinquent: 'DOUBLE', collection_effectiveness: 'DOUBLE' },
  worklist: { customer_id: 'VARCHAR', customer: 'VARCHAR', manager: 'VARCHAR', overdue: 'DECIMAL(18,4)', balance: 'DECIMAL(18,4)', weighted_days: 'DOUBLE', oldest_days: 'BIGINT', bucket: 'VARCHAR', step: 'VARCHAR', message: 'VARCHAR' },
};

/** What customers owe at a date: by age, by customer, and as days of sales; with the list of whom to remind. */
const receivables: CellKind<v.InferOutput<typeof schema>> = {
  kind: 'receivables',
  label: { en: 'Receivables', ru: 'Дебиторская задолженность', pl: 'Należności' },
  body: 'yaml',
  schema,
  template: 'sales_days: 90',
  reads: ({ from }) => (from === undefined ? [] : [from]),
  consults: () => ['receivables', 'order_lines', 'customers'],
  async evaluate(options, context) {
    const from = options.from ?? 'receivables';
    if (options.from === undefined && lacking(context, 'receivables.open_amount', 'receivables.due_date').length > 0) {
      return absentStudy(context, shapes, { en: 'No file lists invoices with due dates: add receivables.', ru: 'Нет файла со счетами и сроками оплаты: добавьте задолженность.', pl: 'Żaden plik nie podaje faktur z terminami: dodaj należności.' });
    }
    const known = await context.columns(from);
    if (!known.ok) return known;
    const has = (name: string): boolean => known.value.some((column) => column.name === name);
    const lack = ['customer_id', 'due_date'].find((name) => !has(name)) ?? (has('open_amount') || has('amount') ? undefined : 'open_amount');
    if (lack !== undefined) return fail('missing', `${from} has no column ${lack}.`, { hint: `It has ${known.value.map(({ name }) => name).join(', ')}.` });
    const condition = closeCondition(options.where ?? 'true');
    if (!condition.ok) return fail('options', `where: ${condition.reason}`, { hint: condition.hint });
    const asOf = context.asOf(options.as_of);
    const params = { ...context.params, as_of: { type: 'DATE', value: asOf } } as const;
    const invoices = `invoices AS (SELECT *, ${bucketOf} AS bucket FROM (SELECT *, ${openAt(has)} AS open_now, date_diff('day', due_date, CAST($as_of AS DATE)) AS days FROM (SELECT * FROM ${quotePath(...from.split('.'))} WHERE ${condition.sql}) WHERE ${has('invoice_date') ? '(invoice_date IS NULL OR invoice_date <= $as_of)' : 'TRUE'}))`;
    const names = options.from === undefined ? customerNames(context.base) : { column: '', join: '' };
    const overdue = 'coalesce(sum(open_now) FILTER (days > 0), 0)';
    const customers = `WITH ${invoices}, owed AS (SELECT customer_id, sum(open_now) AS balance, ${overdue} AS overdue, CAST(${overdue} AS DOUBLE) / CAST(nullif(sum(open_now), 0) AS DOUBLE) AS overdue_share,
  CAST(sum(open_now * days) FILTER (days > 0) AS DOUBLE) / CAST(nullif(${overdue}, 0) AS DOUBLE) AS weighted_days, ${bucketColumns}, coalesce(-sum(open_now) FILTER (open_now < 0), 0) AS prepayment, count(*) FILTER (open_now <> 0) AS open_invoices, max(days) FILTER (open_now > 0 AND days > 0) AS oldest_days
FROM invoices WHERE customer_id IS NOT NULL GROUP BY customer_id)
SELECT owed.*${names.column} FROM owed${names.join} ORDER BY customer_id`;
    const face = options.from === undefined ? customerFaces(context.base) : { column: ', customer_id AS customer, CAST(NULL AS VARCHAR) AS manager', join: '' };
    const kept = quotePath(context.id, 'customers');
    const made = await keepAll(
      context,
      {
        customers,
        ageing: `WITH ${invoices}, summed AS (SELECT bucket, sum(open_now) AS amount, count(*) FILTER (open_now <> 0) AS invoices FROM invoices GROUP BY bucket)
SELECT b.bucket, coalesce(amount, 0) AS amount, CAST(coalesce(amount, 0) AS DOUBLE) / CAST(nullif(sum(amount) OVER (), 0) AS DOUBLE) AS share, coalesce(invoices, 0) AS invoices
FROM (VALUES ${buckets.map((bucket, index) => `('${bucket}', ${index})`).join(', ')}) AS b(bucket, place) LEFT JOIN summed USING (bucket) ORDER BY place`,
        summary: summarySql(options, context, { invoices, all: `(SELECT * FROM ${quotePath(...from.split('.'))} WHERE ${condition.sql})`, has }),
        worklist: `SELECT customer_id${face.column}, overdue, balance, weighted_days, oldest_days, CASE WHEN oldest_days > 90 THEN '90+' WHEN oldest_days > 60 THEN '61-90' WHEN oldest_days > 30 THEN '31-60' ELSE '1-30' END AS bucket, ${dunningSteps(context.locale, context.base.currency)} FROM ${kept}${face.join} WHERE overdue > 0 ORDER BY overdue DESC, customer_id`,
      },
      params,
    );
    if (!made.ok) return made;
    const facts = await readFacts(context, `SELECT CAST(balance AS VARCHAR) AS balance, CAST(overdue AS VARCHAR) AS overdue, overdue_share, weighted_days, dso, best_possible_dso, average_days_delinquent, collection_effectiveness, (SELECT count(*) FROM ${kept} WHERE overdue > 0) AS debtors, (SELECT count(*) FROM ${kept} WHERE balance < 0) AS creditors FROM ${quotePath(context.id, 'summary')}`, {});
    if (!facts.ok) return facts;
    const undated = await readFacts(context, `WITH ${invoices} SELECT count(*) AS n FROM invoices WHERE due_date IS NULL AND open_now <> 0`, params);
    if (!undated.ok) return undated;
    const [lost, creditors] = [Number(undated.value['n'] ?? 0), Number(facts.value['creditors'] ?? 0)];
    return done({
      tables: made.value,
      findings: [
        ...(lost > 0 ? [finding(context.locale, 'undated', { en: `${lost} open invoices have no due date and count as not due.`, ru: `Открытых счетов без срока оплаты: ${lost}; они считаются непросроченными.`, pl: `Otwarte faktury bez terminu: ${lost}; liczone jako niewymagalne.` })] : []),
        ...(creditors > 0 ? [finding(context.locale, 'prepayment', { en: `${creditors} customers have paid more than they owe; that is not set off against others.`, ru: `Клиентов с переплатой: ${creditors}; она не зачтена в счёт чужих долгов.`, pl: `Klienci z nadpłatą: ${creditors}; nie jest kompensowana z długiem innych.` })] : []),
        ...(facts.value['dso'] === null ? [finding(context.locale, 'absent', { en: 'Without sales before the date there are no days of sales outstanding.', ru: 'Без продаж до этой даты нет оборачиваемости в днях.', pl: 'Bez sprzedaży przed datą nie ma wskaźnika DSO.' })] : []),
      ],
      facts: { asOf, windowDays: options.sales_days, ...facts.value },
    });
  },
};

export default receivables;

/** DSO, best possible DSO, ADD and CEI (METHODS B16) against the sales of the days before the date. */
function summarySql(options: v.InferOutput<typeof schema>, context: CellContext, { invoices, all, has }: { readonly invoices: string; readonly all: string; readonly has: (column: string) => boolean }): string {
  const sold = lacking(context, 'order_lines.net_amount', 'order_lines.order_date').length === 0;
  const sales = sold ? `(SELECT CAST(sum(net_amount) AS DOUBLE) FROM main.order_lines WHERE order_date <= $as_of AND order_date > CAST($as_of AS DATE) - ${options.sales_days})` : 'CAST(NULL AS DOUBLE)';
  // the balance that many days earlier can be told only where payments and invoices carry their dates
  const opening = has('paid_date') && has('invoice_date') && has('amount') ? `(SELECT coalesce(CAST(sum(amount) AS DOUBLE), 0) FROM ${all} WHERE invoice_date <= CAST($as_of AS DATE) - ${options.sales_days} AND (paid_date IS NULL OR paid_date > CAST($as_of AS DATE) - ${options.sales_days}))` : 'CAST(NULL AS DOUBLE)';
  // months of sales are taken off the balance from the latest backwards until nothing of it is left
  const countback = sold
    ? `(SELECT CASE WHEN sum(net) >= any_value(balance) AND any_value(balance) > 0 THEN sum(CASE WHEN before >= balance THEN 0 WHEN before + net <= balance THEN days ELSE days * (balance - before) / net END) END
 FROM (SELECT net, days, sum(net) OVER (ORDER BY month DESC) - net AS before, (SELECT CAST(balance AS DOUBLE) FROM t) AS balance FROM (SELECT month, coalesce(net, 0) AS net, date_diff('day', month, least(CAST(month + INTERVAL 1 MONTH AS DATE), CAST($as_of AS DATE) + 1)) AS days
  FROM (SELECT CAST(unnest(generate_series(date_trunc('month', (SELECT min(order_date) FROM main.order_lines)), date_trunc('month', CAST($as_of AS DATE)), INTERVAL 1 MONTH)) AS DATE) AS month) LEFT JOIN (SELECT CAST(date_trunc('month', order_date) AS DATE) AS month, CAST(sum(net_amount) AS DOUBLE) AS net FROM main.order_lines WHERE order_date <= $as_of GROUP BY 1) USING (month))))`
    : 'CAST(NULL AS DOUBLE)';
  return `WITH ${invoices}, t AS (SELECT coalesce(sum(open_now), 0) AS balance, coalesce(sum(open_now) FILTER (days > 0), 0) AS overdue, CAST(sum(open_now * days) FILTER (days > 0) AS DOUBLE) AS weighted, ${sales} AS sales, ${opening} AS opening FROM invoices)
SELECT balance, overdue, CAST(overdue AS DOUBLE) / CAST(nullif(balance, 0) AS DOUBLE) AS overdue_share, weighted / CAST(nullif(overdue, 0) AS DOUBLE) AS weighted_days, sales,
  CAST(balance AS DOUBLE) * ${options.sales_days} / nullif(greatest(sales, 0), 0) AS dso, ${countback} AS dso_countback, CAST(balance - overdue AS DOUBLE) * ${options.sales_days} / nullif(greatest(sales, 0), 0) AS best_possible_dso,
  CAST(overdue AS DOUBLE) * ${options.sales_days} / nullif(greatest(sales, 0), 0) AS average_days_delinquent,
  -- of what could have been collected since then, the part that was
  (opening + sales - CAST(balance AS DOUBLE)) * 100 / nullif(opening + sales - CAST(balance - overdue AS DOUBLE), 0) AS collection_effectiveness FROM t`;
}
