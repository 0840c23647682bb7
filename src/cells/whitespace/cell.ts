import * as v from 'valibot';
import { done } from '../../database/outcome.ts';
import { quoteName, quotePath } from '../../sql/quote.ts';
import type { CellContext, CellKind } from '../CellKind.ts';
import { customerFaces } from '../customerNames.ts';
import { commonEntries, fromEntry } from '../options.ts';
import { readLines } from '../readLines.ts';
import { absentLines, absentStudy, baseHas, finding, keepAll, readFacts } from '../study.ts';

const schema = v.strictObject({
  from: v.optional(fromEntry),
  /** share of the peers who must take a category before it is expected of a customer */
  min_penetration: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 0.4),
  /** column that is the category */
  item: v.optional(v.pipe(v.string(), v.nonEmpty()), 'category'),
  ...commonEntries,
});

const shapes = {
  gaps: { customer_id: 'VARCHAR', customer_type: 'VARCHAR', category: 'VARCHAR', penetration: 'DOUBLE', expected: 'DOUBLE', actual: 'DOUBLE', gap_value: 'DOUBLE', status: 'VARCHAR', contact: 'VARCHAR', customer: 'VARCHAR', manager: 'VARCHAR' },
  best: { customer_id: 'VARCHAR', customer: 'VARCHAR', manager: 'VARCHAR', gap_value: 'DOUBLE', category: 'VARCHAR', of_category: 'DOUBLE' },
  categories: { category: 'VARCHAR', customers: 'BIGINT', gap_value: 'DOUBLE', buy_none: 'BIGINT', without_contact: 'BIGINT' },
  matrix: { customer_id: 'VARCHAR', customer_type: 'VARCHAR', category: 'VARCHAR', penetration: 'DOUBLE', expected: 'DOUBLE', actual: 'DOUBLE', gap_value: 'DOUBLE', breadth: 'BIGINT', revenue: 'DOUBLE' },
  statuses: { status: 'VARCHAR', gaps: 'BIGINT', gap_value: 'DOUBLE' },
  adoption: { manager: 'VARCHAR', suggested: 'BIGINT', offered: 'BIGINT', offered_share: 'DOUBLE', bought: 'BIGINT', bought_share: 'DOUBLE' },
};

/** What customers like this one usually buy and this one does not, or buys less of. */
const whitespace: CellKind<v.InferOutput<typeof schema>> = {
  kind: 'whitespace',
  label: { en: 'White space', ru: 'Что ещё могли бы покупать', pl: 'Białe plamy' },
  body: 'yaml',
  schema,
  template: 'min_penetration: 0.4',
  reads: ({ from }) => (from === undefined ? [] : [from]),
  consults: () => ['order_lines', 'customers', 'competitors', 'contacts', 'progress'],
  async evaluate(options, context) {
    const lines = await readLines(options, context, ['customer_id', 'net_amount']);
    if (!lines.ok) return absentLines(lines.error, options, context, shapes);
    const { has, params, asOf, windowDays } = lines.value;
    if (!has(options.item)) return absentStudy(context, shapes, { en: `No file gives the ${options.item} of what was sold: add products with categories.`, ru: `Нет файла, где у товара была бы ${options.item}: добавьте товары с категориями.`, pl: `Żaden plik nie podaje ${options.item} towaru: dodaj towary z kategoriami.` });
    const typed = has('customer_type') || baseHas(context, 'customers.customer_type');
    const inside = options.from === undefined || options.window_days !== undefined ? 'in_window' : 'TRUE';
    const type = has('customer_type') ? 'CAST(customer_type AS VARCHAR)' : typed ? 'CAST(c.customer_type AS VARCHAR)' : 'CAST(NULL AS VARCHAR)';
    const join = !has('customer_type') && typed ? ' LEFT JOIN (SELECT customer_id, any_value(customer_type) AS customer_type FROM main.customers GROUP BY customer_id) AS c USING (customer_id)' : '';
    const face = options.from === undefined ? customerFaces(context.base) : { column: ', customer_id AS customer, CAST(NULL AS VARCHAR) AS manager', join: '' };
    const sides = sideTables(context);
    const matrix = `WITH l AS (${lines.value.sql}),
 spent AS (SELECT customer_id, any_value(${type}) AS customer_type, CAST(${quoteName(options.item)} AS VARCHAR) AS category, CAST(sum(net_amount) AS DOUBLE) AS net FROM l${join} WHERE customer_id IS NOT NULL AND ${quoteName(options.item)} IS NOT NULL AND ${inside} GROUP BY customer_id, category HAVING sum(net_amount) > 0),
 buyers AS (SELECT customer_id, any_value(customer_type) AS customer_type, sum(net) AS total, count(*) AS breadth FROM spent GROUP BY customer_id),
 size AS (SELECT customer_type, count(*) AS n FROM buyers GROUP BY customer_type),
 shares AS (SELECT s.customer_id, s.customer_type, s.category, s.net, s.net / b.total AS share, row_number() OVER (PARTITION BY s.customer_type, s.category ORDER BY s.net / b.total, s.customer_id) AS place, count(*) OVER (PARTITION BY s.customer_type, s.category) AS takers FROM spent AS s JOIN buyers AS b USING (customer_id)),
 taken AS (SELECT DISTINCT customer_type, category, takers FROM shares),
 pairs AS (SELECT b.customer_id, b.customer_type, b.total, b.breadth, t.category, z.n - 1 AS peers, t.takers - CAST(own.place IS NOT NULL AS INTEGER) AS peer_takers, own.place, coalesce(own.net, 0) AS actual
   FROM buyers AS b JOIN taken AS t ON t.customer_type IS NOT DISTINCT FROM b.customer_type JOIN size AS z ON z.customer_type IS NOT DISTINCT FROM b.customer_type LEFT JOIN shares AS own ON own.customer_id = b.customer_id AND own.category = t.category),
 -- the median share among the other takers: its two middle places in the list with the customer's own place taken out
 middles AS (SELECT *, floor((peer_takers + 1) / 2.0) AS lower, ceil((peer_takers + 1) / 2.0) AS upper FROM pairs WHERE peers > 0 AND peer_takers > 0 AND peer_takers >= ${options.min_penetration} * peers),
 usual AS (SELECT m.*, (one.share + two.share) / 2 AS peer_share FROM middles AS m
   JOIN shares AS one ON one.customer_type IS NOT DISTINCT FROM m.customer_type AND one.category = m.category AND one.place = m.lower + CAST(m.place IS NOT NULL AND m.lower >= m.place AS INTEGER)
   JOIN shares AS two ON two.customer_type IS NOT DISTINCT FROM m.customer_type AND two.category = m.category AND two.place = m.upper + CAST(m.place IS NOT NULL AND m.upper >= m.place AS INTEGER))
SELECT customer_id, customer_type, category, penetration, expected, actual, penetration * greatest(0, expected - actual) AS gap_value, breadth, total AS revenue
FROM (SELECT *, peer_takers / CAST(peers AS DOUBLE) AS penetration, peer_share / nullif(1 - peer_share, 0) * (total - actual) AS expected FROM usual) WHERE expected IS NOT NULL ORDER BY customer_id, category`;
    const kept = quotePath(context.id, 'matrix');
    const gaps = `SELECT g.customer_id, customer_type, g.category, penetration, expected, actual, gap_value, ${sides.status} AS status, ${sides.contact} AS contact${face.column.replaceAll('customer_id', 'g.customer_id')}
FROM ${kept} AS g${sides.joins}${face.join.replace('AS face USING (customer_id)', 'AS face ON face.customer_id = g.customer_id')} WHERE gap_value > 0 ORDER BY g.customer_id, g.category`;
    // kept first so that the cell's own name reads the gaps
    const made = await keepAll(context, { gaps: gaps.replace(kept, `(${matrix})`), matrix, ...furtherTables(quotePath(context.id, 'gaps')), adoption: adoptionSql(lines.value.sql, options.item, context, face) }, params);
    if (!made.ok) return made;
    const facts = await readFacts(context, `SELECT count(DISTINCT customer_id) AS customers, sum(gap_value) AS gap, count(*) AS gaps, count(*) FILTER (status = 'unknown') AS unknown, sum(gap_value) FILTER (status IN ('unknown', 'not offered')) / nullif(sum(gap_value), 0) AS unasked_share, (SELECT sum(gap_value) FROM (SELECT gap_value FROM ${quotePath(context.id, 'best')} ORDER BY gap_value DESC LIMIT 15)) / nullif(sum(gap_value), 0) AS first_share, (SELECT arg_max(category, gap_value) FROM ${quotePath(context.id, 'categories')}) AS best, (SELECT sum(offered) FROM ${quotePath(context.id, 'adoption')}) AS offered, (SELECT sum(offered) / CAST(nullif(sum(suggested), 0) AS DOUBLE) FROM ${quotePath(context.id, 'adoption')}) AS offered_share, (SELECT sum(bought) / CAST(nullif(sum(offered), 0) AS DOUBLE) FROM ${quotePath(context.id, 'adoption')}) AS bought_share, (SELECT sum(suggested) FROM ${quotePath(context.id, 'adoption')}) AS suggested FROM ${quotePath(context.id, 'gaps')}`, {});
    if (!facts.ok) return facts;
    return done({
      tables: made.value,
      findings: [
        ...(typed ? [] : [finding(context.locale, 'absent', { en: 'Customers carry no type: all of them are each other’s peers.', ru: 'У клиентов нет типа: сравниваются все со всеми.', pl: 'Klienci nie mają typu: porównywani są wszyscy ze wszystkimi.' })]),
        ...(made.value[1]?.rowCount === 0 ? [finding(context.locale, 'empty', { en: 'No category is taken by enough peers to be expected of anybody.', ru: 'Ни одну категорию не берёт достаточно похожих клиентов.', pl: 'Żadnej kategorii nie bierze dość podobnych klientów.' })] : []),
      ],
      facts: { ...(asOf === null ? {} : { asOf, windowDays }), ...facts.value },
    });
  },
};

export default whitespace;

/** What other tables know of a gap: who else sells it, whether it was refused, who is responsible at the customer. */
function sideTables(context: CellContext): { readonly status: string; readonly contact: string; readonly joins: string } {
  const same = (column: string): string => `lower(trim(CAST(${column} AS VARCHAR))) = lower(g.category)`;
  const rival = baseHas(context, 'competitors.category');
  const told = baseHas(context, 'progress.item') && baseHas(context, 'progress.customer_id');
  const contacts = baseHas(context, 'contacts.category_resp');
  const said = baseHas(context, 'progress.value') ? 'lower(trim(value))' : 'NULL';
  const offered = baseHas(context, 'progress.done') ? 'done' : 'NULL';
  const cases = [
    ...(rival ? [`WHEN EXISTS (SELECT 1 FROM main.competitors AS r WHERE r.customer_id = g.customer_id AND ${same('r.category')}) THEN 'elsewhere'`] : []),
    "WHEN actual > 0 THEN 'own'",
    ...(told ? [`WHEN EXISTS (SELECT 1 FROM main.progress AS p WHERE p.customer_id = g.customer_id AND ${same('p.item')} AND ${said} IN ('no need', 'not needed', 'нет потребности', 'не нужно', 'brak potrzeby', 'nie potrzebuje')) THEN 'no need'`, `WHEN EXISTS (SELECT 1 FROM main.progress AS p WHERE p.customer_id = g.customer_id AND ${same('p.item')} AND NOT coalesce(${offered}, FALSE)) THEN 'not offered'`] : []),
  ];
  return {
    status: `CASE ${cases.join(' ')} ELSE 'unknown' END`,
    contact: contacts ? 'k.contact_name' : 'CAST(NULL AS VARCHAR)',
    joins: contacts ? ' LEFT JOIN (SELECT customer_id, lower(trim(category_resp)) AS category, min(contact_name) AS contact_name FROM main.contacts WHERE category_resp IS NOT NULL GROUP BY 1, 2) AS k ON k.customer_id = g.customer_id AND k.category = lower(g.category)' : '',
  };
}

/** What becomes of the suggestions (METHODS A74): categories that progress marks as offered, and those bought since. */
function adoptionSql(lines: string, item: string, context: CellContext, face: { readonly column: string; readonly join: string }): string {
  const told = baseHas(context, 'progress.item') && baseHas(context, 'progress.customer_id') && baseHas(context, 'progress.done');
  const day = baseHas(context, 'progress.done_date') ? 'min(CAST(done_date AS DATE))' : 'CAST(NULL AS DATE)';
  const log = told ? `SELECT customer_id, lower(trim(CAST(item AS VARCHAR))) AS category, ${day} AS day FROM main.progress WHERE done AND customer_id IS NOT NULL${baseHas(context, 'progress.done_date') ? ' AND (done_date IS NULL OR done_date <= $as_of)' : ''} GROUP BY ALL` : 'SELECT CAST(NULL AS VARCHAR) AS customer_id, CAST(NULL AS VARCHAR) AS category, CAST(NULL AS DATE) AS day WHERE FALSE';
  return `WITH l AS (${lines}), known AS (SELECT DISTINCT lower(CAST(${quoteName(item)} AS VARCHAR)) AS category FROM l), log AS (SELECT told.* FROM (${log}) AS told SEMI JOIN known USING (category)),
 open AS (SELECT customer_id, lower(category) AS category FROM ${quotePath(context.id, 'gaps')}),
 judged AS (SELECT customer_id, category, log.customer_id IS NOT NULL AS offered, log.customer_id IS NOT NULL AND EXISTS (SELECT 1 FROM l WHERE l.customer_id = log.customer_id AND lower(CAST(${quoteName(item)} AS VARCHAR)) = log.category AND NOT l.is_return AND (log.day IS NULL OR l.order_date > log.day)) AS bought FROM open FULL JOIN log USING (customer_id, category)),
 faced AS (SELECT offered, bought${face.column} FROM judged${face.join})
SELECT coalesce(manager, '—') AS manager, count(*) AS suggested, count(*) FILTER (offered) AS offered, count(*) FILTER (offered) / CAST(count(*) AS DOUBLE) AS offered_share, count(*) FILTER (bought) AS bought, count(*) FILTER (bought) / CAST(nullif(count(*) FILTER (offered), 0) AS DOUBLE) AS bought_share FROM faced GROUP BY 1 ORDER BY 1`;
}

const furtherTables = (gaps: string): Record<string, string> => ({
  categories: `SELECT category, count(*) AS customers, sum(gap_value) AS gap_value, count(*) FILTER (actual = 0) AS buy_none, count(*) FILTER (contact IS NULL) AS without_contact FROM ${gaps} GROUP BY category ORDER BY category`,
  statuses: `SELECT status, count(*) AS gaps, sum(gap_value) AS gap_value FROM ${gaps} GROUP BY status ORDER BY status`,
  best: `SELECT customer_id, customer, any_value(manager) AS manager, sum(gap_value) AS gap_value, arg_max(category, gap_value) AS category, max(gap_value) AS of_category FROM ${gaps} GROUP BY customer_id, customer ORDER BY gap_value DESC, customer_id`,
});
