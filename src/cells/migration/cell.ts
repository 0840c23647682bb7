import * as v from 'valibot';
import { done, fail, type Outcome } from '../../database/outcome.ts';
import { quoteName, quotePath, quoteText } from '../../sql/quote.ts';
import type { CellContext, CellKind, Evaluation, ResultTable } from '../CellKind.ts';
import cube from '../cube/cell.ts';
import { textEntry } from '../options.ts';
import rfm from '../rfm/cell.ts';
import segment from '../segment/cell.ts';
import { finding, keepAll, readFacts } from '../study.ts';
import { holdCuts } from './holdCuts.ts';

const day = v.pipe(v.string(), v.isoDate('an ISO date such as 2024-12-31'));

const schema = v.pipe(
  v.strictObject({
    /** the segmentation, with the options of its own kind */
    cube: v.optional(cube.schema),
    rfm: v.optional(rfm.schema),
    segment: v.optional(segment.schema),
    /** the earlier date; `days_back` before the as-of date unless told */
    before: v.optional(day),
    days_back: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 91),
    /** false: cut points are found anew at the later date */
    hold_cuts: v.optional(v.boolean(), true),
    as_of: v.optional(day),
    title: v.optional(textEntry),
  }),
  v.check((options) => [options.cube, options.rfm, options.segment].filter((one) => one !== undefined).length === 1, 'give exactly one of cube, rfm and segment'),
);

type Options = v.InferOutput<typeof schema>;

/** The same segmentation at two dates: who moved where. */
const migration: CellKind<Options> = {
  kind: 'migration',
  label: { en: 'Migration', ru: 'Миграция', pl: 'Migracja' },
  body: 'yaml',
  schema,
  template: 'days_back: 91\nrfm:\n  bands: 3',
  reads: () => ['customers'],
  consults: () => ['order_lines'],
  async evaluate(options, context) {
    const after = context.asOf(options.as_of);
    const moved = await context.database.run(`SELECT CAST(${options.before === undefined ? `DATE ${quoteText(after)} - ${options.days_back}` : `DATE ${quoteText(options.before)}`} AS VARCHAR)`);
    if (!moved.ok) return moved;
    const before = String(moved.value.only);
    if (before >= after) return fail('options', `The earlier date ${before} is not before ${after}.`, { hint: 'Set `before` or `days_back`.' });
    const first = await place(options, before, 'before', context);
    if (!first.ok) return first;
    const second = await place(options.hold_cuts ? holdCuts(options, first.value.facts) : options, after, 'after', context);
    if (!second.ok) return second;
    const outside = { en: 'not placed', ru: 'вне сегментов', pl: 'poza segmentami' }[context.locale];
    const [early, late] = [first.value, second.value].map(({ tables }) => tables[0]);
    if (!early || !late) return fail('missing', 'The segmentation gave no customers.');
    const amount = (table: ResultTable): string => ['revenue', 'monetary'].find((name) => table.columns.some((column) => column.name === name)) ?? 'NULL';
    const side = (table: ResultTable, name: string): string => `(SELECT customer_id, segment AS ${name}_segment, ${amount(table)} AS ${name}_revenue FROM ${table.relation})`;
    const customers = `SELECT customer_id, coalesce(before_segment, ${quoteText(outside)}) AS from_segment, coalesce(after_segment, ${quoteText(outside)}) AS to_segment, from_segment <> to_segment AS moved, coalesce(before_revenue, 0) AS revenue_before, coalesce(after_revenue, 0) AS revenue_after
FROM ${side(early, 'before')} FULL JOIN ${side(late, 'after')} USING (customer_id) ORDER BY customer_id`;
    const kept = quotePath(context.id, 'customers');
    const made = await keepAll(
      context,
      {
        customers,
        matrix: `SELECT from_segment, to_segment, count(*) AS customers, sum(revenue_before) AS revenue_before, sum(revenue_after) AS revenue_after, count(*) / CAST(sum(count(*)) OVER (PARTITION BY from_segment) AS DOUBLE) AS share_of_from FROM ${kept} GROUP BY from_segment, to_segment ORDER BY from_segment, to_segment`,
        flows: `SELECT segment, count(*) FILTER (side = 'from') AS before, count(*) FILTER (side = 'to' AND moved) AS came, count(*) FILTER (side = 'from' AND moved) AS went, -count(*) FILTER (side = 'from' AND moved) AS out, count(*) FILTER (side = 'to') AS after, coalesce(sum(revenue_before) FILTER (side = 'from'), 0) AS revenue_before, coalesce(sum(revenue_after) FILTER (side = 'to'), 0) AS revenue_after
FROM (SELECT from_segment AS segment, 'from' AS side, moved, revenue_before, revenue_after FROM ${kept} UNION ALL SELECT to_segment, 'to', moved, revenue_before, revenue_after FROM ${kept}) GROUP BY segment ORDER BY segment`,
        moves: `SELECT from_segment || ' → ' || to_segment AS move, count(*) AS customers, sum(revenue_after) - sum(revenue_before) AS revenue_change FROM ${kept} WHERE moved GROUP BY 1 ORDER BY customers DESC, move`,
      },
      context.params,
    );
    if (!made.ok) return made;
    const facts = await readFacts(context, `SELECT count(*) FILTER (moved) AS moved, count(*) AS customers, (SELECT arg_max(move, customers) FROM ${quotePath(context.id, 'moves')}) AS first_move, (SELECT max(customers) FROM ${quotePath(context.id, 'moves')}) AS first_moved, (SELECT arg_max(segment, came - went) FILTER (came > went) FROM ${quotePath(context.id, 'flows')}) AS gained, (SELECT max(came - went) FROM ${quotePath(context.id, 'flows')}) AS gained_net, (SELECT arg_max(segment, went - came) FILTER (went > came) FROM ${quotePath(context.id, 'flows')}) AS lost, (SELECT max(went - came) FROM ${quotePath(context.id, 'flows')}) AS lost_net FROM ${kept}`, {});
    if (!facts.ok) return facts;
    const names = new Set([...first.value.findings, ...second.value.findings].map(({ message }) => message));
    return done({
      tables: made.value,
      findings: [
        ...[...names].map((message) => ({ kind: 'segmentation', message })),
        ...(options.hold_cuts ? [finding(context.locale, 'held', { en: 'Cut points are those of the earlier date, so a move is a change of the customer, not of the ruler.', ru: 'Границы взяты на раннюю дату: переход — это изменение клиента, а не линейки.', pl: 'Progi są z wcześniejszej daty: przejście to zmiana klienta, nie miarki.' })] : []),
      ],
      facts: { asOf: after, windowDays: context.windowDays(), before, ...facts.value },
    });
  },
};

export default migration;

/** Evaluates the segmentation at one date; its tables stand beside the cell's own, under the name of that date. */
function place(options: Options, asOf: string, name: string, context: CellContext): Promise<Outcome<Evaluation>> {
  const at: CellContext = {
    ...context,
    async keep(table, sql, params = context.params) {
      const relation = quotePath(context.id, `${name}_${table}`);
      const made = await context.database.run(`CREATE OR REPLACE TABLE ${relation} AS FROM (${sql}\n)`, { params, ...(context.signal ? { signal: context.signal } : {}) });
      if (!made.ok) return made;
      const columns = await context.database.describe(`FROM ${relation}`);
      if (!columns.ok) return columns;
      const count = await context.database.run(`SELECT count(*) FROM ${relation}`);
      return count.ok ? done({ name: quoteName(table), relation, columns: columns.value, rowCount: Number(count.value.only), sql }) : count;
    },
  };
  if (options.cube) return cube.evaluate({ ...options.cube, as_of: asOf }, at);
  if (options.rfm) return rfm.evaluate({ ...options.rfm, as_of: asOf }, at);
  if (options.segment) return segment.evaluate({ ...options.segment, as_of: asOf }, at);
  return Promise.resolve(fail('options', 'The migration names no segmentation.'));
}
