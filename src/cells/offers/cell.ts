import * as v from 'valibot';
import { done, fail } from '../../database/outcome.ts';
import { quotePath } from '../../sql/quote.ts';
import { webChannel } from '../../traits/grains.ts';
import type { CellKind } from '../CellKind.ts';
import { customerFaces } from '../customerNames.ts';
import { commonEntries, fromEntry } from '../options.ts';
import { readLines } from '../readLines.ts';
import { absentLines, absentStudy, baseHas, finding, keepAll, readFacts } from '../study.ts';

const schema = v.strictObject({
  from: fromEntry,
  /** a whitespace cell, or a table with customer_id, category and gap_value */
  gaps: fromEntry,
  per_segment: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20)), 3),
  z: v.optional(v.pipe(v.number(), v.minValue(0)), 1),
  ...commonEntries,
});

const shapes = { offers: { segment: 'VARCHAR', category: 'VARCHAR', place: 'BIGINT', customers: 'BIGINT', gap_value: 'DOUBLE', offer: 'VARCHAR' }, below: { customer_id: 'VARCHAR', customer: 'VARCHAR', manager: 'VARCHAR', segment: 'VARCHAR', category: 'VARCHAR', share_of_spend: 'DOUBLE', usual_share: 'DOUBLE', z: 'DOUBLE', worth: 'DOUBLE' }, areas: { segment: 'VARCHAR', customers: 'BIGINT', offer: 'VARCHAR', offer_gap: 'DOUBLE', below_peers: 'BIGINT', revenue_each: 'DOUBLE', target_each: 'DOUBLE', unvisited: 'BIGINT', offline: 'BIGINT' } };

/** What to offer each segment, and who buys less of a category than the rest of it. */
const offers: CellKind<v.InferOutput<typeof schema>> = {
  kind: 'offers',
  label: { en: 'Offers by segment', ru: 'Предложения сегментам', pl: 'Oferty dla segmentów' },
  body: 'yaml',
  schema,
  template: 'from: rfm\ngaps: white',
  reads: ({ from, gaps }) => [from, gaps],
  consults: () => ['order_lines', 'customers', 'visits'],
  async evaluate(options, context) {
    for (const [relation, columns] of [[options.from, ['customer_id', 'segment']], [options.gaps, ['customer_id', 'category', 'gap_value']]] as const) {
      const known = await context.columns(relation);
      if (!known.ok) return known;
      const lack = columns.find((name) => !known.value.some((column) => column.name === name));
      if (lack !== undefined) return fail('missing', `${relation} has no column ${lack}.`, { hint: `It has ${known.value.map(({ name }) => name).join(', ')}.` });
    }
    const lines = await readLines({ ...options, from: undefined }, context, ['customer_id', 'order_id', 'order_date', 'net_amount']);
    if (!lines.ok) return absentLines(lines.error, {}, context, shapes);
    const { has, params, asOf, windowDays } = lines.value;
    if (!has('category')) return absentStudy(context, shapes, { en: 'No file gives the category of what was sold: add products with categories.', ru: 'Нет файла с категориями товаров: добавьте товары с категориями.', pl: 'Żaden plik nie podaje kategorii towarów: dodaj towary z kategoriami.' });
    const face = customerFaces(context.base);
    const base = `l AS (${lines.value.sql}), placed AS (SELECT DISTINCT customer_id, coalesce(CAST(segment AS VARCHAR), '—') AS segment FROM ${quotePath(...options.from.split('.'))} WHERE customer_id IS NOT NULL),
 spent AS (SELECT customer_id, CAST(category AS VARCHAR) AS category, CAST(sum(net_amount) AS DOUBLE) AS net FROM l WHERE in_window AND customer_id IS NOT NULL AND category IS NOT NULL GROUP BY ALL HAVING sum(net_amount) > 0), totals AS (SELECT customer_id, sum(net) AS total FROM spent GROUP BY customer_id)`;
    const kept = (name: string): string => quotePath(context.id, name);
    const visited = baseHas(context, 'visits.visit_date') && baseHas(context, 'visits.customer_id') ? 'SELECT DISTINCT customer_id FROM main.visits WHERE visit_date <= $as_of AND visit_date > CAST($as_of AS DATE) - 60' : null;
    const web = has('channel') ? `SELECT DISTINCT customer_id FROM l WHERE in_window AND ${webChannel('CAST(channel AS VARCHAR)')}` : null;
    const made = await keepAll(
      context,
      {
        offers: `WITH ${base} SELECT segment, category, row_number() OVER (PARTITION BY segment ORDER BY sum(gap_value) DESC, category) AS place, count(*) AS customers, CAST(sum(gap_value) AS DOUBLE) AS gap_value, segment || ' · ' || category AS offer FROM placed JOIN ${quotePath(...options.gaps.split('.'))} AS g USING (customer_id) WHERE gap_value > 0 GROUP BY segment, category QUALIFY place <= ${options.per_segment} ORDER BY segment, place`,
        below: `WITH ${base}, sizes AS (SELECT segment, count(*) AS buyers FROM placed JOIN totals USING (customer_id) GROUP BY segment HAVING count(*) >= 5), takers AS (SELECT segment, category FROM placed JOIN spent USING (customer_id) JOIN sizes USING (segment) GROUP BY segment, category, buyers HAVING count(*) >= 0.4 * buyers),
 shares AS (SELECT customer_id, segment, category, total, coalesce(net, 0) / total AS share_of_spend FROM placed JOIN totals USING (customer_id) JOIN takers USING (segment) LEFT JOIN spent USING (customer_id, category)), usual AS (SELECT segment, category, median(share_of_spend) AS usual_share, 1.4826 * mad(share_of_spend) AS spread FROM shares GROUP BY segment, category)
SELECT customer_id${face.column}, segment, category, share_of_spend, usual_share, (share_of_spend - usual_share) / nullif(spread, 0) AS z, (usual_share - share_of_spend) * total AS worth FROM shares JOIN usual USING (segment, category)${face.join} WHERE (share_of_spend - usual_share) / nullif(spread, 0) < -${options.z} ORDER BY worth DESC, customer_id, segment, category`,
        areas: `WITH ${base}, sums AS (SELECT customer_id, CAST(sum(net_amount) AS DOUBLE) AS net FROM l WHERE in_window GROUP BY customer_id)${visited === null ? '' : `, visited AS (${visited})`}${web === null ? '' : `, web AS (${web})`}, under AS (SELECT segment, count(DISTINCT customer_id) AS below_peers FROM ${kept('below')} GROUP BY segment)
SELECT placed.segment, count(*) AS customers, any_value(o.category) AS offer, any_value(o.gap_value) AS offer_gap, coalesce(any_value(below_peers), 0) AS below_peers, avg(coalesce(net, 0)) AS revenue_each, quantile_cont(coalesce(net, 0), 0.75) AS target_each, ${visited === null ? 'CAST(NULL AS BIGINT)' : 'count(*) FILTER (visited.customer_id IS NULL)'} AS unvisited, ${web === null ? 'CAST(NULL AS BIGINT)' : 'count(*) FILTER (web.customer_id IS NULL)'} AS offline
FROM placed LEFT JOIN sums USING (customer_id) LEFT JOIN ${kept('offers')} AS o ON o.segment = placed.segment AND o.place = 1 LEFT JOIN under ON under.segment = placed.segment${visited === null ? '' : ' LEFT JOIN visited ON visited.customer_id = placed.customer_id'}${web === null ? '' : ' LEFT JOIN web ON web.customer_id = placed.customer_id'} GROUP BY placed.segment ORDER BY placed.segment`,
      },
      params,
    );
    if (!made.ok) return made;
    const facts = await readFacts(context, `SELECT count(DISTINCT segment) AS segments, arg_max(offer, gap_value) AS best, max(gap_value) AS best_gap, (SELECT sum(customers) FROM ${kept('areas')}) AS placed, (SELECT count(DISTINCT customer_id) FROM ${kept('below')}) AS below FROM ${kept('offers')}`, {});
    if (!facts.ok) return facts;
    const findings = Number(facts.value['segments'] ?? 0) > 0 ? [] : [finding(context.locale, 'empty', { en: 'No customer in a segment has a gap to offer from.', ru: 'Ни у одного клиента в сегментах нет разрыва, из которого выросло бы предложение.', pl: 'Żaden klient w segmentach nie ma luki, z której wyrosłaby oferta.' })];
    return done({ tables: made.value, findings, facts: { ...(asOf === null ? {} : { asOf }), windowDays, ...facts.value } });
  },
};

export default offers;
