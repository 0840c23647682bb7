import * as v from 'valibot';
import type { Localised } from '../../messages/locale.ts';
import { quoteText } from '../../sql/quote.ts';
import { levelOf } from '../../traits/recordGrains.ts';
import { commonEntries } from '../options.ts';
import { sqlStudy, type Sources } from '../sqlStudy.ts';
import { finding } from '../study.ts';

const pillars = ['segmentation', 'policy', 'progress', 'satisfaction'] as const;
const answer = v.optional(v.picklist([0, 1, 2]));

const schema = v.strictObject({
  /** discount that policy allows */
  allowed: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 0.1),
  /** what people say of a pillar, 0 to 2; it stands above what was measured */
  answers: v.optional(v.strictObject({ segmentation: answer, policy: answer, progress: answer, satisfaction: answer }), {}),
  ...commonEntries,
});

type Options = v.InferOutput<typeof schema>;

interface Check {
  readonly pillar: (typeof pillars)[number];
  readonly label: Localised;
  readonly target: number;
  /** SQL of the share; null when no file tells it */
  readonly share: string | null;
}

/** Four pillars of work with the client base, from the data and from answers. */
export default sqlStudy<Options>({
  kind: 'maturity',
  label: { en: 'Four pillars', ru: 'Четыре столпа', pl: 'Cztery filary' },
  schema,
  template: 'answers: {}',
  consults: ['order_lines', 'customers', 'competitors', 'receivables', 'plans', 'progress', 'contacts', 'surveys', 'deliveries'],
  lines: ['customer_id', 'order_id', 'order_date', 'net_amount'],
  absent: { en: 'Add a file with orders.', ru: 'Добавьте файл с заказами.', pl: 'Dodaj plik z zamówieniami.' },
  shapes: { pillars: { pillar: 'VARCHAR', score: 'BIGINT', measured: 'BIGINT', met: 'BIGINT', checks: 'BIGINT' }, checks: { pillar: 'VARCHAR', check: 'VARCHAR', share_now: 'DOUBLE', target: 'DOUBLE', state: 'VARCHAR' } },
  tables(sources) {
    const { options, context } = sources;
    const rows = checksOf(sources).map(({ pillar, label, target, share }, index) => `(${index}, '${pillar}', ${quoteText(label[context.locale])}, ${share === null ? 'NULL' : `(${share})`}, ${target})`);
    const answered = pillars.flatMap((pillar) => (options.answers[pillar] === undefined ? [] : [`WHEN '${pillar}' THEN ${options.answers[pillar]}`]));
    const score = answered.length === 0 ? 'measured' : `CASE pillar ${answered.join(' ')} ELSE measured END`;
    return {
      pillars: `WITH judged AS (FROM (${checksSql(sources, rows)})), summed AS (SELECT pillar, count(*) FILTER (state = 'met') AS met, count(*) AS checks FROM judged GROUP BY pillar), scored AS (SELECT *, CASE WHEN met = 0 THEN 0 WHEN met = checks THEN 2 ELSE 1 END AS measured FROM summed)
SELECT pillar, CAST(${score} AS BIGINT) AS score, CAST(measured AS BIGINT) AS measured, met, checks FROM scored ORDER BY list_position([${pillars.map((pillar) => `'${pillar}'`).join(', ')}], pillar)`,
      checks: checksSql(sources, rows),
    };
  },
  facts: ({ kept }) => `SELECT sum(score) AS total, (SELECT arg_min(pillar, score) FROM ${kept('pillars')}) AS weakest, (SELECT count(*) FROM ${kept('checks')} WHERE state = 'unknown') AS unknown, (SELECT count(*) FROM ${kept('checks')} WHERE state = 'met') AS met, (SELECT count(*) FROM ${kept('checks')}) AS checks FROM ${kept('pillars')}`,
  findings: (facts, { locale }) => (Number(facts['unknown'] ?? 0) > 0 ? [finding(locale, 'unknown', { en: `${String(facts['unknown'])} of ${String(facts['checks'])} checks have no file behind them and count as not met.`, ru: `Проверок без файла: ${String(facts['unknown'])} из ${String(facts['checks'])}; они считаются невыполненными.`, pl: `Sprawdzenia bez pliku: ${String(facts['unknown'])} z ${String(facts['checks'])}; liczą się jako niespełnione.` })] : []),
});

/** One row a check: what is measured now, its target, and whether it is met. */
function checksSql({ lines, has, given }: Sources<Options>, rows: readonly string[]): string {
  const level = given('contacts.decision_level') || given('contacts.position') ? levelOf((column) => given(column)) : 'CAST(NULL AS INTEGER)';
  const people = given('contacts.customer_id') ? `SELECT customer_id, max(level) AS level FROM (SELECT customer_id, ${level} AS level FROM main.contacts) GROUP BY customer_id` : 'SELECT CAST(NULL AS VARCHAR) AS customer_id, CAST(NULL AS INTEGER) AS level WHERE FALSE';
  return `WITH l AS (${lines}), bought AS (SELECT customer_id, CAST(sum(net_amount) AS DOUBLE) AS net, greatest(0, coalesce(CAST(sum(${has('cost') ? 'line_profit' : 'net_amount'}) AS DOUBLE), 0)) AS worth FROM l WHERE in_window AND customer_id IS NOT NULL GROUP BY customer_id),
 valuable AS (SELECT customer_id FROM bought WHERE worth >= (SELECT quantile_cont(worth, 2 / 3.0) FROM bought) AND worth > 0), people AS (${people})
SELECT pillar, "check", CAST(share_now AS DOUBLE) AS share_now, CAST(target AS DOUBLE) AS target, CASE WHEN share_now IS NULL THEN 'unknown' WHEN share_now >= target THEN 'met' ELSE 'not met' END AS state FROM (VALUES ${rows.join(', ')}) AS c(place, pillar, "check", share_now, target) ORDER BY place`;
}

function checksOf({ has, given, options }: Sources<Options>): Check[] {
  const worthOf = (condition: string): string => `SELECT sum(worth) FILTER (customer_id IN (${condition})) / nullif(sum(worth), 0) FROM bought`;
  const buyersOf = (condition: string): string => `SELECT count(*) FILTER (customer_id IN (${condition})) / CAST(nullif(count(*), 0) AS DOUBLE) FROM bought`;
  const valuableOf = (condition: string): string => `SELECT count(*) FILTER (customer_id IN (${condition})) / CAST(nullif(count(*), 0) AS DOUBLE) FROM valuable`;
  const rivals = given('customers.n_suppliers') ? 'SELECT customer_id FROM main.customers WHERE n_suppliers > 0' : given('competitors.customer_id') ? 'SELECT customer_id FROM main.competitors' : null;
  const wallet = given('customers.demand_annual') ? 'SELECT customer_id FROM main.customers WHERE demand_annual > 0' : given('competitors.share_pct') ? 'SELECT customer_id FROM main.competitors WHERE share_pct IS NOT NULL' : null;
  const discounted = has('discount_pct') ? 'discount_pct IS NOT NULL' : has('list_price') ? 'list_price > 0' : null;
  const depth = has('discount_pct') ? 'discount_pct' : has('list_price') && has('qty') ? '1 - CAST(net_amount AS DOUBLE) / nullif(CAST(list_price AS DOUBLE) * qty, 0)' : null;
  const weight = given('progress.weight') ? 'coalesce(weight, 1)' : '1';
  const recent = given('surveys.response_date') ? ' AND CAST(response_date AS DATE) > CAST($as_of AS DATE) - 365 AND CAST(response_date AS DATE) <= $as_of' : '';
  const filled = (condition: string | null, query: (found: string) => string): string | null => (condition === null ? null : query(condition));
  return [
    { pillar: 'segmentation', target: 0.5, label: { en: 'competition and share of wallet known', ru: 'известны конкуренция и доля в закупках', pl: 'znane konkurencja i udział w zakupach' }, share: rivals === null || wallet === null ? null : worthOf(`${rivals} INTERSECT ${wallet}`) },
    { pillar: 'segmentation', target: 0.5, label: { en: 'receivables known', ru: 'известна задолженность', pl: 'znane należności' }, share: given('receivables.customer_id') ? worthOf('SELECT customer_id FROM main.receivables') : null },
    { pillar: 'segmentation', target: 0.8, label: { en: 'categories known', ru: 'известны категории', pl: 'znane kategorie' }, share: has('category') ? 'SELECT CAST(sum(net_amount) FILTER (category IS NOT NULL) AS DOUBLE) / nullif(CAST(sum(net_amount) AS DOUBLE), 0) FROM l WHERE in_window' : null },
    { pillar: 'policy', target: 0.8, label: { en: 'discounts known', ru: 'известны скидки', pl: 'znane rabaty' }, share: filled(discounted, (found) => `SELECT CAST(sum(net_amount) FILTER (${found}) AS DOUBLE) / nullif(CAST(sum(net_amount) AS DOUBLE), 0) FROM l WHERE in_window AND NOT is_return`) },
    { pillar: 'policy', target: 0.8, label: { en: 'orders within policy', ru: 'заказы в рамках политики', pl: 'zamówienia w ramach polityki' }, share: filled(depth, (found) => `SELECT count(*) FILTER (deepest <= ${options.allowed} + 1e-9) / CAST(nullif(count(*), 0) AS DOUBLE) FROM (SELECT order_id, max(${found}) AS deepest FROM l WHERE in_window AND NOT is_return AND net_amount > 0 GROUP BY order_id) WHERE deepest IS NOT NULL`) },
    { pillar: 'policy', target: 0.25, label: { en: 'turnover with a bonus threshold', ru: 'выручка с порогом бонуса', pl: 'przychód z progiem bonusu' }, share: given('plans.tier_threshold') && given('plans.customer_id') ? 'SELECT sum(net) FILTER (customer_id IN (SELECT customer_id FROM main.plans WHERE tier_threshold > 0)) / nullif(sum(net), 0) FROM bought' : null },
    { pillar: 'progress', target: 0.5, label: { en: 'steps done', ru: 'сделанные шаги', pl: 'zrobione kroki' }, share: given('progress.done') ? `SELECT CAST(sum(${weight}) FILTER (done${given('progress.done_date') ? ' AND (done_date IS NULL OR done_date <= $as_of)' : ''}) AS DOUBLE) / nullif(CAST(sum(${weight}) AS DOUBLE), 0) FROM main.progress` : null },
    { pillar: 'progress', target: 0.5, label: { en: 'valuable customers: contact above the buyer', ru: 'ценные клиенты: контакт выше закупщика', pl: 'cenni klienci: kontakt powyżej kupca' }, share: given('contacts.customer_id') ? valuableOf('SELECT customer_id FROM people WHERE level >= 2') : null },
    { pillar: 'progress', target: 0.9, label: { en: 'valuable customers: any contact', ru: 'ценные клиенты: есть контакт', pl: 'cenni klienci: jest kontakt' }, share: given('contacts.customer_id') ? valuableOf('SELECT customer_id FROM people') : null },
    { pillar: 'satisfaction', target: 0.3, label: { en: 'buyers with a score in a year', ru: 'покупатели с оценкой за год', pl: 'kupujący z oceną w roku' }, share: given('surveys.score') && given('surveys.customer_id') ? buyersOf(`SELECT customer_id FROM main.surveys WHERE score > 0${recent}`) : null },
    { pillar: 'satisfaction', target: 0.3, label: { en: 'buyers with an NPS answer', ru: 'покупатели с ответом NPS', pl: 'kupujący z odpowiedzią NPS' }, share: given('surveys.nps') && given('surveys.customer_id') ? buyersOf(`SELECT customer_id FROM main.surveys WHERE nps IS NOT NULL${recent}`) : null },
    { pillar: 'satisfaction', target: 0.5, label: { en: 'orders whose delivery can be judged', ru: 'заказы с известной доставкой', pl: 'zamówienia z oceną dostawy' }, share: given('deliveries.order_id') && given('deliveries.promised_date') ? 'SELECT count(DISTINCT order_id) FILTER (order_id IN (SELECT order_id FROM main.deliveries WHERE promised_date IS NOT NULL)) / CAST(nullif(count(DISTINCT order_id), 0) AS DOUBLE) FROM l WHERE in_window AND NOT is_return' : null },
  ];
}
