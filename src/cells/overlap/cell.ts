import * as v from 'valibot';
import { done, fail } from '../../database/outcome.ts';
import { quotePath, quoteText } from '../../sql/quote.ts';
import type { CellKind } from '../CellKind.ts';
import { customerFaces } from '../customerNames.ts';
import { fromEntry, textEntry } from '../options.ts';
import { finding, keepAll, readFacts } from '../study.ts';

const schema = v.strictObject({ from: v.pipe(v.array(fromEntry), v.minLength(1), v.maxLength(12)), title: v.optional(textEntry) });

/** Which customers are in two segments at once. */
const overlap: CellKind<v.InferOutput<typeof schema>> = {
  kind: 'overlap',
  label: { en: 'Overlap of segments', ru: 'Пересечение сегментов', pl: 'Pokrywanie się segmentów' },
  body: 'yaml',
  schema,
  template: 'from: [rfm, silent]',
  reads: ({ from }) => from,
  async evaluate({ from }, context) {
    const sources: { readonly name: string; readonly has: (column: string) => boolean }[] = [];
    for (const name of from) {
      const columns = await context.columns(name);
      if (!columns.ok) return columns;
      const has = (column: string): boolean => columns.value.some((known) => known.name === column);
      if (!has('customer_id')) return fail('missing', `${name} has no column customer_id.`, { hint: 'Name cells whose first table lists customers.' });
      sources.push({ name, has });
    }
    const placed = (prefixed: boolean): string[] =>
      sources.map(({ name, has }) => {
        const segment = has('segment') ? `${prefixed ? `${quoteText(`${name}: `)} || ` : ''}CAST(segment AS VARCHAR)` : quoteText(name);
        return `SELECT DISTINCT CAST(customer_id AS VARCHAR) AS customer_id, ${segment} AS segment FROM ${quotePath(...name.split('.'))} WHERE customer_id IS NOT NULL${has('segment') ? ' AND segment IS NOT NULL' : ''}`;
      });
    // segments of two cells that are called alike are told apart by the cell
    const named = placed(false).map((part, index) => `SELECT DISTINCT ${index} AS cell, segment FROM (${part})`);
    const alike = await readFacts(context, `SELECT count(*) > count(DISTINCT segment) AS alike FROM (${named.join(' UNION ALL ')})`, context.params);
    if (!alike.ok) return alike;
    const parts = placed(alike.value['alike'] === true);
    const members = `WITH members AS (${parts.join('\nUNION ')}), size AS (SELECT segment, count(*) AS n FROM members GROUP BY segment)`;
    const face = customerFaces(context.base);
    const made = await keepAll(
      context,
      {
        pairs: `${members}
SELECT a.segment AS left_segment, b.segment AS right_segment, count(m.customer_id) AS customers, count(m.customer_id) / CAST(any_value(a.n) AS DOUBLE) AS share_of_left, count(m.customer_id) / CAST(any_value(a.n) + any_value(b.n) - count(m.customer_id) AS DOUBLE) AS jaccard
FROM size AS a CROSS JOIN size AS b LEFT JOIN (SELECT x.customer_id, x.segment AS one, y.segment AS two FROM members AS x JOIN members AS y USING (customer_id)) AS m ON m.one = a.segment AND m.two = b.segment
GROUP BY a.segment, b.segment ORDER BY a.segment, b.segment`,
        customers: `${members}, placed AS (SELECT customer_id, count(*) AS segments, string_agg(segment, '; ' ORDER BY segment) AS segment FROM members GROUP BY customer_id) SELECT customer_id, segments, segment${face.column} FROM placed${face.join} ORDER BY customer_id`,
      },
      context.params,
    );
    if (!made.ok) return made;
    const facts = await readFacts(context, `SELECT count(*) FILTER (segments > 1) AS shared, count(*) AS customers FROM ${quotePath(context.id, 'customers')}`, {});
    if (!facts.ok) return facts;
    return done({ tables: made.value, findings: Number(facts.value['customers']) === 0 ? [finding(context.locale, 'empty', { en: 'The segments are empty.', ru: 'Сегменты пусты.', pl: 'Segmenty są puste.' })] : [], facts: { asOf: context.asOf(), ...facts.value } });
  },
};

export default overlap;
