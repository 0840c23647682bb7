import { done, fail } from '../../database/outcome.ts';
import { smearingFactor } from '../../statistics/linear/diagnose.ts';
import type { Weighed } from '../../statistics/linear/weighPredictors.ts';
import { quotePath, quoteText } from '../../sql/quote.ts';
import { readFacts } from '../study.ts';
import type { CellKind, Finding, ResultTable } from '../CellKind.ts';
import { keepColumns } from '../keepColumns.ts';
import { readDesign, type Design, type DesignRequest } from '../readDesign.ts';
import { estimate } from './estimate.ts';
import { judge } from './findings.ts';
import { driversSchema, type DriversOptions } from './options.ts';
import { chooseSource } from './source.ts';
import { coefficientColumns, decileColumns, fittedColumns, importanceColumns, intervalColumns, modelColumns, partialColumns } from './tables.ts';

/** What goes with a higher outcome: linear regression with robust errors and the relative importance of each predictor. */
const drivers: CellKind<DriversOptions> = {
  kind: 'drivers',
  label: { en: 'Drivers', ru: 'Драйверы', pl: 'Czynniki' },
  body: 'yaml',
  schema: driversSchema,
  template: 'outcome: ltv\nerrors: hc3',
  reads: ({ from }) => [from ?? ['order_lines', 'customers']].flat(),
  consults: ({ from }) => (from === undefined ? ['surveys'] : []),
  async evaluate(options, context) {
    const source = await chooseSource(options, context);
    if (!source.ok) return source;
    const { outcome, predictors, controls, cluster, log, request } = source.value;
    const read = await readDesign(request satisfies DesignRequest, context);
    if (!read.ok) return read;
    const prepared = log ? takeLogarithm(read.value, outcome) : { design: read.value, y: read.value.numbers.get(outcome) ?? new Float64Array(), lost: 0 };
    const { design, y, lost } = prepared;
    const errors = options.errors ?? (cluster === undefined ? 'hc3' : 'cluster');
    if (errors === 'cluster' && cluster === undefined) return fail('options', '`errors: cluster` needs `cluster:`, the column whose rows belong together.', { hint: 'For example cluster: customer_id.' });
    const groups = cluster === undefined ? undefined : design.groups.get(cluster);
    const model = estimate({ terms: design.terms, y, hasIntercept: options.intercept, errors, groups });
    if (!model.ok) return model;
    const sources = [...(options.intercept ? [''] : []), ...design.terms.map(({ column }) => column)];
    const clusters = groups && { codes: groups.codes, count: groups.levels.length };
    const weighable = options.importance && predictors.length > 0 && model.value.fit.tss > 0;
    const weighing = weighable ? await context.calculate('weighPredictors', { columns: model.value.columns, y, hasIntercept: options.intercept, sources, controls, clusters, bootstrap: options.bootstrap, seed: options.seed }) : null;
    if (weighing && !weighing.ok) return weighing;
    const weighed = weighing?.value ?? null;
    const smearing = log ? smearingFactor(model.value.fit.residuals) : null;

    const tables: ResultTable[] = [];
    for (const [name, columns] of Object.entries({ coefficients: coefficientColumns(model.value, weighed), model: modelColumns(model.value, design, errors, smearing), ...(weighed ? { importance: importanceColumns(weighed, design) } : {}), intervals: intervalColumns(model.value), fitted: fittedColumns(model.value), deciles: decileColumns(model.value), partial: partialColumns(model.value, design, predictors) })) {
      const kept = await keepColumns(context, name, columns, design.sql);
      if (!kept.ok) return kept;
      tables.push(kept.value);
    }
    if (weighed && source.value.performance !== null) {
      const map = await context.keep('performance', `SELECT i.predictor AS touchpoint, s.mean AS score, i.lmg_share AS importance, s.n AS answers, s.low_share FROM ${quotePath(context.id, 'importance')} AS i JOIN ${quotePath(...source.value.performance.split('.'))} AS s ON s.touchpoint = i.predictor ORDER BY touchpoint`, {});
      if (!map.ok) return map;
      tables.push(map.value);
    }
    const means = weighed && source.value.performance !== null ? await context.database.run(`SELECT avg(score) AS score, avg(importance) AS importance FROM ${quotePath(context.id, 'performance')}`) : null;
    if (means && !means.ok) return means;
    const [meanScore, fairShare] = means?.value.rows()[0] ?? [null, null];
    const first = strongest(weighed);
    const told = first === null ? null : await context.database.run(`SELECT coalesce(bool_or(ci_low > 0 OR ci_high < 0), false) FROM ${quotePath(context.id, 'coefficients')} WHERE term = ${quoteText(first)} OR starts_with(term, ${quoteText(`${first}=`)})`);
    if (told && !told.ok) return told;
    const shape = await readFacts(context, `WITH bends AS (SELECT predictor, power(corr(partial - line, deviation * deviation), 2) AS bend FROM ${quotePath(context.id, 'partial')} GROUP BY predictor) SELECT (SELECT max(abs(observed - predicted)) / nullif(max(observed) - min(observed), 0) FROM ${quotePath(context.id, 'deciles')}) AS "tenthsMiss", arg_max(predictor, bend) FILTER (isfinite(bend)) AS bent, max(bend) FILTER (isfinite(bend)) AS "bentBy" FROM bends`, {});
    if (!shape.ok) return shape;
    const findings: Finding[] = [...source.value.findings, ...judge({ model: model.value, design, sources, weighed, errors, log, lost, options, locale: context.locale })];
    return done({ tables, findings, facts: { ...source.value.facts, ...shape.value, outcome, log, errors, n: design.n, rows: design.rows, rSquared: finite(model.value.fit.rSquared), strongest: first, standsOut: told?.value.at(0, 0) === true ? 'yes' : 'no', meanScore, fairShare, causal: source.value.design } });
  },
};

export default drivers;

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

const strongest = (weighed: Weighed | null): string | null => weighed?.predictors.toSorted((one, other) => other.lmg - one.lmg)[0]?.predictor ?? null;

/** ln(1 + outcome); rows at −1 and below have none */
function takeLogarithm(design: Design, outcome: string): { design: Design; y: Float64Array; lost: number } {
  const raw = design.numbers.get(outcome) ?? new Float64Array();
  const kept = Array.from(raw.keys()).filter((row) => (raw[row] ?? -1) > -1);
  const pick = (values: Float64Array): Float64Array => Float64Array.from(kept, (row) => values[row] ?? NaN);
  if (kept.length === raw.length) return { design, y: raw.map(Math.log1p), lost: 0 };
  return {
    y: pick(raw).map(Math.log1p),
    lost: raw.length - kept.length,
    design: {
      ...design,
      n: kept.length,
      terms: design.terms.map((term) => ({ ...term, values: pick(term.values) })),
      groups: new Map([...design.groups].map(([name, { codes, levels }]) => [name, { codes: Int32Array.from(kept, (row) => codes[row] ?? 0), levels }])),
    },
  };
}
