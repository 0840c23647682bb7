import * as v from 'valibot';
import { done, fail } from '../../database/outcome.ts';
import type { Locale } from '../../messages/locale.ts';
import { quoteText } from '../../sql/quote.ts';
import { bandByCuts, quantileCuts } from '../../segments/bands.ts';
import type { CellContext, CellKind, Finding } from '../CellKind.ts';
import { customerFaces, customerNames } from '../customerNames.ts';
import { absentFindings } from '../findings.ts';
import { commonEntries, readText, segmentEntry, settingsEntry } from '../options.ts';
import { finding } from '../study.ts';
import { nameRfmCell } from './names.ts';
import { rfmTactic } from './tactics.ts';

const cutList = v.pipe(v.array(v.number()), v.minLength(1), v.maxLength(9));

const schema = v.strictObject({
  bands: v.optional(v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(9)), 3),
  /** `quantile`: each axis on the whole base; `nested`: F inside R, M inside R and F, so that cells are of equal size but scores of different cells can't be compared (METHODS B1) */
  score: v.optional(v.picklist(['quantile', 'threshold', 'nested']), 'quantile'),
  /** cut points for `score: threshold`; days for recency, whose scores are reversed */
  thresholds: v.optional(v.strictObject({ recency: cutList, frequency: cutList, monetary: cutList })),
  frequency: v.optional(v.picklist(['orders', 'occasions']), 'orders'),
  monetary: v.optional(v.picklist(['revenue', 'gross_profit', 'average']), 'revenue'),
  segments: v.optional(v.record(v.string(), segmentEntry), {}),
  settings: settingsEntry,
  ...commonEntries,
});

type Options = v.InferOutput<typeof schema>;

/** Recency, frequency, monetary: every customer with a purchase in the window scored on each, 1 to `bands`, highest = best. */
const rfm: CellKind<Options> = {
  kind: 'rfm',
  label: { en: 'RFM', ru: 'RFM', pl: 'RFM' },
  body: 'yaml',
  schema,
  template: 'bands: 3',
  reads: () => ['customers'],
  async evaluate(options, context) {
    const sheet = await context.sheet({ traits: ['recency_days', 'frequency', 'occasions', 'revenue', 'ltv', 'average_check'], where: options.where, asOf: options.as_of, windowDays: options.window_days });
    if (!sheet.ok) return sheet;
    const has = (id: string): boolean => sheet.value.traits.includes(id);
    for (const id of ['recency_days', 'frequency', 'revenue']) {
      const absent = sheet.value.absent.find(({ trait }) => trait === id);
      if (absent) return fail('missing', `RFM cannot be computed: ${absent.reason[context.locale]}.`, { hint: 'Add the file with the orders and their amounts.' });
    }
    const monetary = { revenue: 'revenue', gross_profit: 'ltv', average: 'average_check' }[options.monetary];
    if (!has(monetary)) return fail('missing', `RFM by ${options.monetary} needs the trait ${monetary}: ${sheet.value.absent.find(({ trait }) => trait === monetary)?.reason[context.locale] ?? ''}.`, { hint: 'Use `monetary: revenue`.' });
    const buyers = `(SELECT customer_id, recency_days, ${options.frequency === 'orders' ? 'frequency' : 'occasions AS frequency'}, ${monetary} AS monetary, revenue, ${has('ltv') ? 'ltv' : 'CAST(NULL AS DECIMAL(18,4))'} AS gross_profit
FROM ${sheet.value.relation} WHERE frequency > 0)`;
    const cuts = await findCuts(options, buyers, context);
    if (!cuts.ok) return cuts;
    const { recency, frequency, monetary: money } = cuts.value;
    const levels = { recency: recency.length + 1, frequency: frequency.length + 1, monetary: money.length + 1 };
    const score = (column: string, points: readonly number[]): string => bandByCuts(points, undefined, 'quantile').level(`CAST(${column} AS DOUBLE)`);
    const names = customerNames(context.base);
    const face = customerFaces(context.base);
    const named = cellNames(levels, options, context);
    const r = `${levels.recency + 1} - (${score('recency_days', recency)}) AS r`;
    const scored = options.score === 'nested' ? nestedScores(buyers, r, options.bands) : `scored AS (\nSELECT *, ${r}, ${score('frequency', frequency)} AS f, ${score('monetary', money)} AS m FROM ${buyers}\n)`;
    const customers = await context.keep(
      'customers',
      `WITH ${scored}
SELECT customer_id, recency_days, frequency, monetary, r, f, m, concat(r, f, m) AS cell, n.segment, revenue, gross_profit${names.column}${face.column}
FROM scored LEFT JOIN ${named} AS n USING (r, f, m)${names.join}${face.join} ORDER BY customer_id`,
    );
    if (!customers.ok) return customers;
    const cells = await context.keep(
      'cells',
      `SELECT n.r, n.f, n.m, concat(n.r, n.f, n.m) AS cell, n.segment, count(k.customer_id) AS customers, coalesce(sum(k.revenue), 0) AS revenue, sum(k.gross_profit) AS gross_profit
FROM ${named} AS n LEFT JOIN ${customers.value.relation} AS k USING (r, f, m)
GROUP BY n.r, n.f, n.m, n.segment ORDER BY n.r, n.f, n.m`,
    );
    if (!cells.ok) return cells;
    const playbook = await context.keep('playbook', playbookSql(cells.value.relation, levels, options, context));
    if (!playbook.ok) return playbook;
    const findings: Finding[] = [...absentFindings(context.locale, sheet.value.absent.filter(({ trait }) => trait === 'ltv')), ...collapsed(cuts.value, customers.value.rowCount, context.locale)];
    return done({
      tables: [customers.value, cells.value, playbook.value],
      findings,
      facts: { asOf: context.asOf(options.as_of), windowDays: context.windowDays(options.window_days), bands: options.bands, cuts: cuts.value, score: options.score, monetary: options.monetary, segments: options.segments },
    });
  },
};

export default rfm;

interface Cuts {
  readonly recency: readonly number[];
  readonly frequency: readonly number[];
  readonly monetary: readonly number[];
}

async function findCuts(options: Options, buyers: string, context: CellContext) {
  if (options.score === 'threshold') {
    if (!options.thresholds) return fail('options', '`score: threshold` needs `thresholds:` with recency, frequency and monetary.', { hint: 'For example thresholds: {recency: [30, 90], frequency: [2, 6], monetary: [1000, 10000]}.' });
    const sorted = (list: readonly number[]): number[] => [...list].sort((a, b) => a - b);
    return done<Cuts>({ recency: sorted(options.thresholds.recency), frequency: sorted(options.thresholds.frequency), monetary: sorted(options.thresholds.monetary) });
  }
  const columns = ['recency_days', 'frequency', 'monetary'].flatMap((name) => quantileCuts(`CAST(${name} AS DOUBLE)`, options.bands));
  const result = await context.database.run(`SELECT ${columns.join(', ')} FROM ${buyers}`, { params: context.params, ...(context.signal ? { signal: context.signal } : {}) });
  if (!result.ok) return result;
  const points = result.value.row(0).map(Number);
  const size = options.bands - 1;
  return done<Cuts>({ recency: points.slice(0, size), frequency: points.slice(size, 2 * size), monetary: points.slice(2 * size) });
}

/** Frequency cut among the customers of each recency band, money among those of each recency and frequency band; equal values share a score. */
function nestedScores(buyers: string, r: string, bands: number): string {
  const cuts = (column: string): string => quantileCuts(`CAST(${column} AS DOUBLE)`, bands).join(', ');
  const score = (column: string): string => `1 + CAST(len(list_filter(cuts, cut -> cut < CAST(${column} AS DOUBLE))) AS INTEGER)`;
  return `recent AS (SELECT *, ${r} FROM ${buyers}), f_cuts AS (SELECT r, [${cuts('frequency')}] AS cuts FROM recent GROUP BY r), frequent AS (SELECT recent.*, ${score('frequency')} AS f FROM recent JOIN f_cuts USING (r)),
 m_cuts AS (SELECT r, f, [${cuts('monetary')}] AS cuts FROM frequent GROUP BY r, f), scored AS (SELECT frequent.*, ${score('monetary')} AS m FROM frequent JOIN m_cuts USING (r, f))`;
}

/** What is to be done in each cell that has customers: as written in the notebook, else as the methods begin. */
function playbookSql(cells: string, levels: { recency: number; frequency: number; monetary: number }, options: Options, { locale }: CellContext): string {
  const bands = Math.max(levels.recency, levels.frequency, levels.monetary);
  const rows: string[] = [];
  for (let r = 1; r <= levels.recency; r += 1)
    for (let f = 1; f <= levels.frequency; f += 1)
      for (let m = 1; m <= levels.monetary; m += 1) {
        const decided = options.segments[`${r} / ${f} / ${m}`] ?? options.segments[`${r}${f}${m}`];
        const said = (field: 'owner' | 'due' | 'next'): string => (decided?.[field] === undefined ? 'NULL' : quoteText(readText(decided[field], locale)));
        rows.push(`(${r}, ${f}, ${m}, ${quoteText(decided?.tactic === undefined ? rfmTactic([r, f, m], bands, locale) : readText(decided.tactic, locale))}, ${said('owner')}, ${said('due')}, ${said('next')})`);
      }
  return `SELECT cell, segment, customers, revenue, gross_profit, tactic, owner, due, next FROM ${cells} JOIN (VALUES ${rows.join(', ')}) AS p(r, f, m, tactic, owner, due, next) USING (r, f, m) WHERE customers > 0 ORDER BY revenue DESC, cell`;
}

/** All cells with their names, as a VALUES relation of r, f, m, segment. */
function cellNames(levels: { recency: number; frequency: number; monetary: number }, options: Options, context: CellContext): string {
  const bands = Math.max(levels.recency, levels.frequency, levels.monetary);
  const rows: string[] = [];
  for (let r = 1; r <= levels.recency; r += 1) {
    for (let f = 1; f <= levels.frequency; f += 1) {
      for (let m = 1; m <= levels.monetary; m += 1) {
        const decided = options.segments[`${r} / ${f} / ${m}`] ?? options.segments[`${r}${f}${m}`];
        rows.push(`(${r}, ${f}, ${m}, ${quoteText(decided?.name === undefined ? nameRfmCell([r, f, m], bands, context.locale) : readText(decided.name, context.locale))})`);
      }
    }
  }
  return `(SELECT * FROM (VALUES ${rows.join(', ')}) AS names(r, f, m, segment))`;
}

const axisNames = {
  recency: { en: 'Recency', ru: 'Давность', pl: 'Świeżość' },
  frequency: { en: 'Frequency', ru: 'Частота', pl: 'Częstość' },
  monetary: { en: 'Money', ru: 'Деньги', pl: 'Pieniądze' },
};

/** Equal values share a score, so many ties leave fewer levels than asked for. */
function collapsed(cuts: Cuts, buyers: number, locale: Locale): Finding[] {
  if (buyers === 0) return [finding(locale, 'empty', { en: 'No customer bought in the window: there is nobody to score.', ru: 'В окне никто не покупал: оценивать некого.', pl: 'W oknie nikt nie kupował: nie ma kogo oceniać.' })];
  return (['recency', 'frequency', 'monetary'] as const).flatMap((axis) => {
    const points = cuts[axis];
    const [wanted, left] = [points.length + 1, new Set(points).size + 1];
    if (left === wanted) return [];
    const name = axisNames[axis];
    return [
      finding(locale, 'ties', {
        en: `${name.en}: many customers share one value, so ${wanted} levels become ${left}.`,
        ru: `${name.ru}: у многих клиентов одно и то же значение, поэтому из ${wanted} уровней остаётся ${left}.`,
        pl: `${name.pl}: wielu klientów ma tę samą wartość, więc z ${wanted} poziomów zostaje ${left}.`,
      }),
    ];
  });
}
