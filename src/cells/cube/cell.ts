import * as v from 'valibot';
import { done, fail } from '../../database/outcome.ts';
import type { Locale } from '../../messages/locale.ts';
import { asNumber, labelOfLevel, missingBand } from '../../segments/bands.ts';
import { quoteName, quoteText } from '../../sql/quote.ts';
import { traits as registry } from '../../traits/registry.ts';
import type { CellContext, CellKind, Finding } from '../CellKind.ts';
import { customerFaces, customerNames } from '../customerNames.ts';
import { absentFindings } from '../findings.ts';
import { commonEntries, readText, segmentEntry, settingsEntry } from '../options.ts';
import { finding } from '../study.ts';
import { axisEntry, bandAxes, type Axis } from './axes.ts';
import { cubeTactic } from './tactics.ts';

const schema = v.strictObject({
  axes: v.pipe(v.array(axisEntry), v.minLength(1), v.maxLength(3)),
  /** traits summed (money, counts) or averaged (all others) per cell, beside customers, revenue and gross profit */
  measures: v.optional(v.array(v.string()), []),
  /** cell key → name, tactic, owner, due, next */
  segments: v.optional(v.record(v.string(), segmentEntry), {}),
  settings: settingsEntry,
  suppress_below: v.optional(v.pipe(v.number(), v.integer(), v.minValue(2))),
  ...commonEntries,
});

type Options = v.InferOutput<typeof schema>;

const reserved = new Set(['customers', 'revenue', 'gross_profit']);

/** One to three banded traits crossed. Every customer is in exactly one cell; a missing value has a band of its own, `none`. */
const cube: CellKind<Options> = {
  kind: 'cube',
  label: { en: 'Cube', ru: 'Куб', pl: 'Kostka' },
  body: 'yaml',
  schema,
  template: 'axes:\n  - trait: frequency\n  - trait: recency_days\n  - trait: average_check',
  reads: () => ['customers'],
  async evaluate(options, context) {
    const ids = options.axes.map(({ trait }) => trait);
    const unknown = [...ids, ...options.measures].find((id) => !registry.has(id) && !reserved.has(id));
    if (unknown !== undefined) return fail('missing', `The trait ${unknown} does not exist.`, { hint: `Traits are ${[...registry.keys()].sort().join(', ')}.` });
    if (new Set(ids).size < ids.length) return fail('options', 'A trait stands on two axes.', { hint: 'Give each axis a trait of its own.' });
    const extra = options.measures.filter((id) => !reserved.has(id));
    // how the share is known is shown with it
    const graded = ids.includes('share_of_wallet') ? ['evidence'] : [];
    const sheet = await context.sheet({ traits: [...new Set([...ids, 'revenue', 'ltv', ...extra, ...graded])], where: options.where, asOf: options.as_of, windowDays: options.window_days });
    if (!sheet.ok) return sheet;
    const { traits, absent } = sheet.value;
    const lost = [...new Set([...ids, ...extra])].filter((id) => !traits.includes(id));
    // what no file gives stands as a column without values: every customer is in the band `none`, and readers of the cell still find the name
    const relation = lost.length === 0 ? sheet.value.relation : `(SELECT *, ${lost.map((id) => `CAST(NULL AS ${registry.get(id)?.type === 'class' || registry.get(id)?.type === 'ordered' ? 'VARCHAR' : 'DOUBLE'}) AS ${quoteName(id)}`).join(', ')} FROM ${sheet.value.relation})`;
    const banded = await bandAxes(options.axes, lost, relation, context);
    if (!banded.ok) return banded;
    const axes = banded.value;
    const measures = extra;
    const customers = await context.keep('customers', customersSql(axes, measures, relation, [...traits, ...lost], options, context));
    if (!customers.ok) return customers;
    const cells = await context.keep('cells', cellsSql(axes, measures, customers.value.relation, options, context.locale));
    if (!cells.ok) return cells;
    const playbook = await context.keep('playbook', playbookSql(axes, customers.value.relation, options, context.locale));
    if (!playbook.ok) return playbook;
    const findings: Finding[] = [...absentFindings(context.locale, absent.filter(({ trait }) => trait !== 'revenue' && (trait !== 'evidence' || extra.includes(trait)))), ...axes.flatMap((axis) => tiedAxis(axis, context.locale))];
    return done({
      tables: [customers.value, cells.value, playbook.value],
      findings,
      facts: {
        asOf: context.asOf(options.as_of),
        windowDays: context.windowDays(options.window_days),
        axes: axes.map(({ trait, banding }) => ({ trait: trait.id, labels: banding.labels, cuts: banding.cuts, method: banding.method })),
        measures,
        segments: options.segments,
      },
    });
  },
};

export default cube;

function customersSql(axes: readonly Axis[], measures: readonly string[], relation: string, traits: readonly string[], options: Options, { base, locale }: CellContext): string {
  const names = customerNames(base);
  const face = customerFaces(base);
  // a manager that is an axis or a measure stands there already
  const faces = traits.includes('manager') ? face.column.replace(/,[^,]*$/u, '') : face.column;
  const ids = axes.map(({ trait }) => trait.id);
  const shown = [...new Set([...ids, ...measures])].filter((id) => id !== 'revenue' && id !== 'ltv');
  const levels = axes.map(({ trait, banding }) => {
    const value = banding.cuts ? asNumber(quoteName(trait.id), trait.type) : quoteName(trait.id);
    return `${banding.level(value)} AS ${quoteName(`${trait.id}_level`)}`;
  });
  const bands = axes.map(({ trait, banding }) => `${labelOfLevel(quoteName(`${trait.id}_level`), banding)} AS ${quoteName(`${trait.id}_band`)}`);
  const columns = [
    'customer_id',
    ...shown.map(quoteName),
    ...ids.filter((id) => id === 'revenue' || id === 'ltv').map(quoteName),
    ...axes.map(({ trait }) => quoteName(`${trait.id}_band`)),
    `${segmentSql(axes, options, locale)} AS segment`,
    ...['revenue', 'ltv'].filter((id) => !ids.includes(id)).map((id) => (traits.includes(id) ? id : `CAST(NULL AS DECIMAL(18,4)) AS ${id}`)),
    ...axes.map(({ trait }) => quoteName(`${trait.id}_level`)),
    ...(ids.includes('share_of_wallet') && traits.includes('evidence') && !shown.includes('evidence') ? ['evidence'] : []),
  ];
  const inner = ['*', ...levels].join(',\n  ');
  const middle = ['*', ...bands].join(',\n  ');
  return `SELECT ${columns.join(', ')}${names.column}${faces}\nFROM (SELECT ${middle} FROM (SELECT ${inner} FROM ${relation}))${names.join}${face.join}\nORDER BY customer_id`;
}

/** The name that the notebook gives the cell, else its key: the bands joined by ` / ` in axis order. */
function segmentSql(axes: readonly Axis[], options: Options, locale: Locale): string {
  if (axes.length === 0) return quoteText('all');
  const key = axes.map(({ trait }) => quoteName(`${trait.id}_band`)).join(` || ' / ' || `);
  const cases = Object.entries(options.segments).flatMap(([cell, { name }]) => (name === undefined ? [] : [`WHEN ${quoteText(cell)} THEN ${quoteText(readText(name, locale))}`]));
  return cases.length > 0 ? `CASE ${key} ${cases.join(' ')} ELSE ${key} END` : key;
}

/** Every combination of bands has its row, empty ones too; bands of missing values only where customers are in them. */
function cellsSql(axes: readonly Axis[], measures: readonly string[], customers: string, options: Options, locale: Locale): string {
  const band = (axis: Axis): string => quoteName(`${axis.trait.id}_band`);
  const grid = axes.map((axis) => {
    const levels = axis.banding.labels.map((label, index) => `(${quoteText(label)}, ${index + 1})`);
    return `(SELECT * FROM (VALUES ${levels.join(', ') || `(${quoteText(missingBand)}, 0)`}) AS levels(${band(axis)}, ${quoteName(`${axis.trait.id}_level`)}))`;
  });
  const keys = axes.flatMap((axis) => [band(axis), quoteName(`${axis.trait.id}_level`)]);
  const money = measures.map((id) => {
    const type = registry.get(id)?.type;
    const sums = type === 'money' || type === 'integer';
    return `${sums ? 'sum' : 'avg'}(${quoteName(id)}) AS ${quoteName(`${sums ? 'total' : 'mean'}_${id}`)}`;
  });
  const found = `SELECT ${[...axes.map(band), ...axes.map((axis) => `coalesce(${quoteName(`${axis.trait.id}_level`)}, ${axis.banding.labels.length + 1}) AS ${quoteName(`${axis.trait.id}_level`)}`), 'count(*) AS customers', 'sum(revenue) AS revenue', 'sum(ltv) AS gross_profit', ...money].join(', ')}
FROM ${customers} GROUP BY ALL`;
  const all = axes.length === 0 ? `SELECT * FROM (${found})` : `SELECT * FROM (SELECT ${keys.join(', ')} FROM ${grid.join(', ')}) FULL JOIN (${found}) USING (${keys.join(', ')})`;
  const hide = (value: string): string => (options.suppress_below === undefined ? value : `CASE WHEN n.customers IS NULL OR n.customers >= ${options.suppress_below} THEN ${value} END`);
  const extra = measures.map((id) => {
    const type = registry.get(id)?.type;
    const name = quoteName(`${type === 'money' || type === 'integer' ? 'total' : 'mean'}_${id}`);
    return `${hide(`n.${name}`)} AS ${name}`;
  });
  const columns = [
    ...axes.map((axis) => `n.${band(axis)} AS ${quoteName(axis.trait.id === 'revenue' || axis.trait.id === 'customers' ? `${axis.trait.id}_band` : axis.trait.id)}`),
    `${segmentSql(axes, options, locale)} AS segment`,
    `${hide('coalesce(n.customers, 0)')} AS customers`,
    `${hide('coalesce(n.revenue, 0)')} AS revenue`,
    `${hide('n.gross_profit')} AS gross_profit`,
    `${hide('CAST(coalesce(n.revenue, 0) AS DOUBLE) / nullif(CAST(sum(n.revenue) OVER () AS DOUBLE), 0)')} AS revenue_share`,
    ...extra,
  ];
  const order = axes.map((axis) => `n.${quoteName(`${axis.trait.id}_level`)}`);
  return `SELECT ${columns.join(',\n  ')}\nFROM (${all}) AS n${order.length > 0 ? `\nORDER BY ${order.join(', ')}` : ''}`;
}

/** What is to be done in each cell that has customers: as written in the notebook, else as the methods begin. */
function playbookSql(axes: readonly Axis[], customers: string, options: Options, locale: Locale): string {
  const missing = { label: missingBand };
  const grid = axes.reduce<{ readonly key: readonly string[]; readonly bands: Readonly<Record<string, string>> }[]>(
    (rows, { trait, banding }) => rows.flatMap(({ key, bands }) => [...banding.labels.map((label) => ({ label })), missing].map(({ label }) => ({ key: [...key, label], bands: { ...bands, [trait.id]: label } }))),
    [{ key: [], bands: {} }],
  );
  const rows = grid.map(({ key, bands }) => {
    const decided = options.segments[key.join(' / ')];
    const tactic = decided?.tactic === undefined ? cubeTactic(bands, locale) : readText(decided.tactic, locale);
    const said = (field: 'owner' | 'due' | 'next'): string => (decided?.[field] === undefined ? 'NULL' : quoteText(readText(decided[field], locale)));
    return `(${quoteText(key.join(' / '))}, ${tactic === '' ? 'NULL' : quoteText(tactic)}, ${said('owner')}, ${said('due')}, ${said('next')})`;
  });
  const key = axes.map(({ trait }) => quoteName(`${trait.id}_band`)).join(` || ' / ' || `);
  const hidden = options.suppress_below === undefined ? '' : ` HAVING count(*) >= ${options.suppress_below}`;
  return `SELECT cell, segment, customers, revenue, gross_profit, tactic, owner, due, next FROM (SELECT ${key} AS cell, any_value(segment) AS segment, count(*) AS customers, coalesce(sum(revenue), 0) AS revenue, sum(ltv) AS gross_profit FROM ${customers} GROUP BY 1${hidden}) JOIN (VALUES ${rows.join(', ')}) AS p(cell, tactic, owner, due, next) USING (cell) ORDER BY revenue DESC, cell`;
}

function tiedAxis({ trait, banding }: Axis, locale: Locale): Finding[] {
  if (banding.method !== 'quantile' || !banding.cuts) return [];
  const distinct = new Set(banding.cuts).size;
  if (distinct === banding.cuts.length) return [];
  const [wanted, left] = [banding.cuts.length + 1, distinct + 1];
  return [
    finding(locale, 'ties', {
      en: `${trait.label.en}: many customers share one value, so ${wanted} bands become ${left} and the others stay empty.`,
      ru: `${trait.label.ru}: у многих клиентов одно и то же значение, поэтому из ${wanted} полос остаётся ${left}, другие пусты.`,
      pl: `${trait.label.pl}: wielu klientów ma tę samą wartość, więc z ${wanted} pasm zostaje ${left}, pozostałe są puste.`,
    }),
  ];
}
