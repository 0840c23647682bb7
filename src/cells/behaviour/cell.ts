import * as v from 'valibot';
import { done, fail } from '../../database/outcome.ts';
import type { Locale } from '../../messages/locale.ts';
import { quoteName, quotePath, quoteText } from '../../sql/quote.ts';
import type { CellKind } from '../CellKind.ts';
import { customerFaces } from '../customerNames.ts';
import { double, integer, keepColumns, stageColumns, text } from '../keepColumns.ts';
import { commonEntries } from '../options.ts';
import { readLines } from '../readLines.ts';
import { stageTable } from '../stageTable.ts';
import { absentLines, absentStudy, baseHas, finding, keepAll, readFacts } from '../study.ts';
import { type Feature, featureSql, featuresOf } from './features.ts';

const schema = v.strictObject({
  /** number of clusters; without one it is found by the silhouette */
  k: v.optional(v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(12))),
  /** column of customers with the classes that they were given */
  by: v.optional(v.pipe(v.string(), v.nonEmpty()), 'customer_type'),
  categories: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(12)), 6),
  seed: v.optional(v.pipe(v.number(), v.integer()), 7),
  ...commonEntries,
});

const shapes = {
  customers: { customer_id: 'VARCHAR', customer: 'VARCHAR', manager: 'VARCHAR', segment: 'VARCHAR', cluster: 'BIGINT', old_class: 'VARCHAR', revenue: 'DOUBLE', x: 'DOUBLE', y: 'DOUBLE', orders_month: 'DOUBLE', average_check: 'DOUBLE', lines_order: 'DOUBLE', breadth: 'DOUBLE', gap_cv: 'DOUBLE' },
  clusters: { segment: 'VARCHAR', customers: 'BIGINT', revenue: 'DOUBLE', cluster: 'BIGINT', orders_month: 'DOUBLE', average_check: 'DOUBLE', lines_order: 'DOUBLE', breadth: 'DOUBLE', gap_cv: 'DOUBLE' },
  explained: { feature: 'VARCHAR', by_behaviour: 'DOUBLE', by_class: 'DOUBLE' },
  crossed: { old_class: 'VARCHAR', segment: 'VARCHAR', customers: 'BIGINT' },
};
const [fewest, most] = [30, 20_000];

/** Segments by what customers do, beside the classes they were given. */
const behaviour: CellKind<v.InferOutput<typeof schema>> = {
  kind: 'behaviour',
  label: { en: 'Behavioural clusters', ru: 'Поведенческие кластеры', pl: 'Klastry behawioralne' },
  body: 'yaml',
  schema,
  template: 'by: customer_type',
  reads: () => [],
  consults: () => ['order_lines', 'customers', 'visits'],
  async evaluate(options, context) {
    const lines = await readLines(options, context, ['customer_id', 'order_id', 'order_date', 'net_amount']);
    if (!lines.ok) return absentLines(lines.error, {}, context, shapes);
    const { has, params, asOf, windowDays } = lines.value;
    const stoppable = { params, ...(context.signal ? { signal: context.signal } : {}) };
    const largest = has('category') && options.categories > 0 ? await context.database.run(`WITH l AS (${lines.value.sql}) SELECT CAST(category AS VARCHAR) AS category FROM l WHERE in_window AND category IS NOT NULL AND customer_id IS NOT NULL GROUP BY 1 HAVING sum(net_amount) > 0 ORDER BY sum(net_amount) DESC, 1 LIMIT ${options.categories}`, stoppable) : null;
    if (largest && !largest.ok) return largest;
    const categories = largest?.ok ? largest.value.columnAt(0).map(String) : [];
    const classed = baseHas(context, `customers.${options.by}`);
    const sql = featureSql(lines.value.sql, { categories, hasVisits: baseHas(context, 'visits.visit_date') && baseHas(context, 'visits.customer_id'), oldClass: classed ? quoteName(options.by) : null, face: customerFaces(context.base) });
    // names stay in the database: the page moves nothing but numbers
    const staged = await stageTable(context, 'behaved', `SELECT row_number() OVER (ORDER BY customer_id) - 1 AS place, dense_rank() OVER (ORDER BY coalesce(old_class, '—')) AS given, * FROM (${sql})`, params);
    if (!staged.ok) return staged;
    const behaved = quotePath(context.id, 'behaved');
    const described = await context.database.describe(`FROM ${behaved}`);
    if (!described.ok) return described;
    const holds = (name: string): boolean => described.value.some((column) => column.name === name);
    const features = featuresOf(described.value.map(({ name }) => name), categories);
    const counted = await context.database.run(`SELECT count(*) FROM ${behaved}`);
    if (!counted.ok) return counted;
    const n = Number(counted.value.only);
    if (n > most) return fail('refused', `${n} customers are more than ${most}, which clusters can be made of here.`, { hint: 'Narrow them by `where`.' });
    if (n < fewest) return absentStudy(context, shapes, { en: `Only ${n} customers bought in the window: too few to make clusters of (${fewest}).`, ru: `За период покупали только ${n} клиентов: для кластеров нужно ${fewest}.`, pl: `W okresie kupowało tylko ${n} klientów: do klastrów potrzeba ${fewest}.` });
    const table = await context.database.run(`SELECT given, ${features.map(({ name }) => quoteName(name)).join(', ')} FROM ${behaved} ORDER BY place`, stoppable);
    if (!table.ok) return table;
    const found = await context.calculate('findClusters', {
      features: features.map(({ name }) => Float64Array.from(table.value.column(name), (value) => Number(value ?? 0))),
      weights: features.map(({ weight }) => weight),
      given: Int32Array.from(table.value.column('given'), Number),
      sizes: options.k === undefined ? [3, 4, 5, 6, 7, 8] : [options.k],
      seed: options.seed,
    });
    if (!found.ok) return found;
    if (found.value === null) return absentStudy(context, shapes, { en: 'All customers behave alike: there is nothing to tell them apart by.', ru: 'Все клиенты ведут себя одинаково: различать не по чему.', pl: 'Wszyscy klienci zachowują się tak samo: nie ma czym ich odróżnić.' });
    const { labels, sizes, silhouette, x, y, planeShare, shifts, explainedByClusters, explainedByGiven } = found.value;
    const used = found.value.used.flatMap((at) => features[at] ?? []);
    const placed = await stageColumns(context, 'placed', { place: integer(labels.map((_, at) => at)), cluster: integer(labels.map((label) => label + 1)), x: double(x), y: double(y) });
    if (!placed.ok) return placed;
    const names = shifts.map((shift, label) => `WHEN ${label + 1} THEN ${quoteText(`${label + 1} · ${describe(shift, used, context.locale)}`)}`);
    const kept = await context.keep('customers', `SELECT customer_id, customer, manager, CASE cluster ${names.join(' ')} END AS segment, cluster, coalesce(old_class, '—') AS old_class, revenue, exp(orders_month) AS orders_month, exp(average_check) AS average_check, lines_order, ${holds('breadth') ? 'breadth, ' : ''}gap_cv, x, y FROM ${behaved} JOIN ${placed.value} USING (place) ORDER BY place`, {});
    if (!kept.ok) return kept;
    for (const helper of [behaved, placed.value]) {
      const dropped = await context.database.run(`DROP TABLE ${helper}`);
      if (!dropped.ok) return dropped;
    }
    const customers = { ...kept.value, sql };
    const explained = await keepColumns(context, 'explained', { feature: text(used.map(({ label }) => label[context.locale])), by_behaviour: double(explainedByClusters), by_class: double(classed ? explainedByGiven : used.map(() => null)) }, sql);
    if (!explained.ok) return explained;
    const own = quotePath(context.id, 'customers');
    const made = await keepAll(
      context,
      {
        clusters: `SELECT segment, cluster, count(*) AS customers, sum(revenue) AS revenue, median(orders_month) AS orders_month, median(average_check) AS average_check, median(lines_order) AS lines_order,${holds('breadth') ? ' median(breadth) AS breadth,' : ''} median(gap_cv) AS gap_cv FROM ${own} GROUP BY segment, cluster ORDER BY cluster`,
        crossed: `SELECT old_class, segment, count(*) AS customers FROM ${own} GROUP BY ALL ORDER BY old_class, segment`,
      },
      params,
    );
    if (!made.ok) return made;
    // of each old class that has customers enough, the part that falls into one segment
    const uniform = `SELECT old_class, max(customers) / CAST(sum(customers) AS DOUBLE) AS share FROM ${quotePath(context.id, 'crossed')} GROUP BY old_class HAVING sum(customers) >= 10`;
    const facts = await readFacts(context, `SELECT avg(by_behaviour) AS behaviour, avg(by_class) AS class, arg_max(feature, by_behaviour) AS surest, max(by_behaviour) AS surest_share, arg_min(feature, by_behaviour) AS vaguest, min(by_behaviour) AS vaguest_share, (SELECT arg_max(old_class, (share, old_class)) FROM (${uniform})) AS uniform_class, (SELECT max(share) FROM (${uniform})) AS uniform_share FROM ${quotePath(context.id, 'explained')}`, {});
    if (!facts.ok) return facts;
    return done({
      tables: [customers, ...made.value, explained.value],
      findings: [
        ...(silhouette < 0.25 ? [finding(context.locale, 'weak', { en: `The clusters lie close together (silhouette ${silhouette.toFixed(2)}): read them as a map, not as kinds that exist.`, ru: `Кластеры лежат близко друг к другу (силуэт ${silhouette.toFixed(2).replace('.', ',')}): это карта, а не существующие виды клиентов.`, pl: `Klastry leżą blisko siebie (sylwetka ${silhouette.toFixed(2).replace('.', ',')}): to mapa, nie istniejące rodzaje klientów.` })] : []),
        ...(classed ? [] : [finding(context.locale, 'absent', { en: 'Customers carry no class to compare with.', ru: 'У клиентов нет класса, с которым сравнить.', pl: 'Klienci nie mają klasy do porównania.' })]),
      ],
      facts: { ...(asOf === null ? {} : { asOf }), windowDays, ...facts.value, silhouette, clusters: sizes.length, customers: n, plane: planeShare },
    });
  },
};

export default behaviour;

/** The two features in which a cluster differs most from everybody. */
function describe(shifts: Float64Array, features: readonly Feature[], locale: Locale): string {
  const told = features
    .map((feature, at) => ({ feature, shift: shifts[at] ?? 0 }))
    .filter(({ shift }) => Math.abs(shift) > 0.5)
    .toSorted((one, other) => Math.abs(other.shift) - Math.abs(one.shift))
    .slice(0, 2)
    .map(({ feature, shift }) => (shift > 0 ? feature.high : feature.low)[locale]);
  return told.length > 0 ? told.join(', ') : { en: 'in the middle', ru: 'середина', pl: 'środek' }[locale];
}
