import { done, fail } from '../../database/outcome.ts';
import { smearingFactor } from '../../statistics/linear/diagnose.ts';
import type { Weighed } from '../../statistics/linear/weighPredictors.ts';
import { tQuantile } from '../../statistics/special/distributions.ts';
import { quotePath } from '../../sql/quote.ts';
import type { CellKind, Finding, ResultTable } from '../CellKind.ts';
import { double, integer, keepColumns, text, type Computed } from '../keepColumns.ts';
import { readDesign, type Design, type DesignRequest } from '../readDesign.ts';
import { estimate, type Model } from './estimate.ts';
import { judge } from './findings.ts';
import { driversSchema, type DriversOptions } from './options.ts';
import { chooseSource } from './source.ts';

/** What goes with a higher outcome: linear regression with robust errors and the relative importance of each predictor. */
const drivers: CellKind<DriversOptions> = {
  kind: 'drivers',
  label: { en: 'Drivers', ru: 'Драйверы', pl: 'Czynniki' },
  body: 'yaml',
  schema: driversSchema,
  template: 'outcome: ltv\nerrors: hc3',
  reads: ({ from }) => [from ?? ['surveys', 'order_lines', 'customers']].flat(),
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
    for (const [name, columns] of Object.entries({ coefficients: coefficientColumns(model.value, weighed), model: modelColumns(model.value, design, errors, smearing), ...(weighed ? { importance: importanceColumns(weighed, design) } : {}), intervals: intervalColumns(model.value), fitted: fittedColumns(model.value), deciles: decileColumns(model.value) })) {
      const kept = await keepColumns(context, name, columns, design.sql);
      if (!kept.ok) return kept;
      tables.push(kept.value);
    }
    if (weighed && source.value.performance !== null) {
      const map = await context.keep('performance', `SELECT i.predictor AS touchpoint, s.mean AS score, i.lmg_share AS importance, s.n AS answers, s.low_share FROM ${quotePath(context.id, 'importance')} AS i JOIN ${quotePath(...source.value.performance.split('.'))} AS s ON s.touchpoint = i.predictor ORDER BY touchpoint`, {});
      if (!map.ok) return map;
      tables.push(map.value);
    }
    const findings: Finding[] = [...source.value.findings, ...judge({ model: model.value, design, sources, weighed, errors, log, lost, options, locale: context.locale })];
    return done({ tables, findings, facts: { ...source.value.facts, outcome, log, errors, n: design.n, rows: design.rows, rSquared: finite(model.value.fit.rSquared), strongest: strongest(weighed), causal: source.value.design } });
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

function coefficientColumns({ terms, fit, coefficients }: Model, weighed: Weighed | null): Record<string, Computed> {
  const none = new Float64Array(terms.length).fill(NaN);
  return {
    term: text(terms),
    estimate: double(fit.coefficients),
    std_error: double(fit.standardErrors),
    robust_std_error: double(coefficients.robust),
    t: double(coefficients.t),
    p_value: double(coefficients.pValues),
    ci_low: double(coefficients.low),
    ci_high: double(coefficients.high),
    std_beta: double(coefficients.standardised),
    vif: double(coefficients.inflation),
    lmg: double(weighed?.lmg ?? none),
    johnson: double(weighed?.johnson ?? none),
  };
}

/** each term but the constant by classical and by robust errors, for the picture */
function intervalColumns({ terms, fit, coefficients }: Model): Record<string, Computed> {
  const shown = terms.flatMap((term, at) => (term === '(Intercept)' ? [] : [{ term, at }]));
  const reach = tQuantile(0.975, coefficients.df);
  const kinds = [['classical', fit.standardErrors], ['robust', coefficients.robust]] as const;
  const rows = shown.flatMap(({ term, at }) => kinds.map(([errors, spread]) => ({ term, errors, estimate: fit.coefficients[at] ?? NaN, reach: reach * (spread[at] ?? NaN) })));
  return {
    term: text(rows.map(({ term }) => term)),
    errors: text(rows.map(({ errors }) => errors)),
    estimate: double(rows.map(({ estimate }) => estimate)),
    low: double(rows.map((row) => row.estimate - row.reach)),
    high: double(rows.map((row) => row.estimate + row.reach)),
  };
}

function modelColumns({ fit, overall, condition, spreadTest }: Model, design: Design, errors: string, smearing: number | null): Record<string, Computed> {
  return {
    n: integer([fit.n]),
    r_squared: double([fit.rSquared]),
    adj_r_squared: double([overall.adjusted]),
    sigma: double([fit.sigma]),
    f_statistic: double([overall.f]),
    df_model: integer([fit.dfModel]),
    df_residual: integer([fit.dfResidual]),
    p_value: double([overall.pValue]),
    rows_read: integer([design.rows]),
    errors: text([errors]),
    condition_number: double([condition]),
    max_leverage: double([fit.leverage.reduce((most, value) => Math.max(most, value), 0)]),
    breusch_pagan: double([spreadTest.statistic]),
    breusch_pagan_p: double([spreadTest.pValue]),
    smearing_factor: double([smearing]),
  };
}

function importanceColumns({ predictors }: Weighed, design: Design): Record<string, Computed> {
  const means = predictors.map(({ predictor }) => {
    const terms = design.terms.filter(({ column }) => column === predictor);
    const only = terms.length === 1 ? terms[0] : undefined;
    return only && only.name === predictor ? only.values.reduce((sum, value) => sum + value, 0) / only.values.length : null;
  });
  const total = predictors.reduce((sum, { lmg }) => sum + lmg, 0);
  return {
    predictor: text(predictors.map(({ predictor }) => predictor)),
    lmg: double(predictors.map(({ lmg }) => lmg)),
    lmg_share: double(predictors.map(({ lmg }) => (total > 0 ? lmg / total : null))),
    lmg_ci_low: double(predictors.map(({ lmgLow }) => lmgLow)),
    lmg_ci_high: double(predictors.map(({ lmgHigh }) => lmgHigh)),
    lmg_mc_error: double(predictors.map(({ lmgError }) => lmgError)),
    johnson: double(predictors.map(({ johnson }) => johnson)),
    johnson_ci_low: double(predictors.map(({ johnsonLow }) => johnsonLow)),
    johnson_ci_high: double(predictors.map(({ johnsonHigh }) => johnsonHigh)),
    mean: double(means),
  };
}

const mostPoints = 2000;

/** every row of a small model, evenly spread rows of a large one */
function fittedColumns({ fit, y }: Model): Record<string, Computed> {
  const step = Math.max(1, Math.ceil(fit.n / mostPoints));
  const rows = Array.from({ length: Math.ceil(fit.n / step) }, (_, index) => index * step);
  const residual = (row: number): number => fit.residuals[row] ?? NaN;
  return {
    predicted: double(rows.map((row) => (y[row] ?? NaN) - residual(row))),
    observed: double(rows.map((row) => y[row])),
    residual: double(rows.map(residual)),
    leverage: double(rows.map((row) => fit.leverage[row])),
  };
}

/** mean predicted and mean observed in tenths by prediction: whether the line fits all along */
function decileColumns({ fit, y }: Model): Record<string, Computed> {
  const predicted = y.map((value, row) => value - (fit.residuals[row] ?? 0));
  const order = Uint32Array.from(y.keys()).sort((one, other) => (predicted[one] ?? 0) - (predicted[other] ?? 0));
  const parts = Math.min(10, fit.n);
  const slices = Array.from({ length: parts }, (_, index) => order.slice(Math.floor((index * fit.n) / parts), Math.floor(((index + 1) * fit.n) / parts)));
  const meanOf = (values: Float64Array, slice: Uint32Array): number => slice.reduce((sum, row) => sum + (values[row] ?? 0), 0) / slice.length;
  return {
    decile: integer(slices.map((_, index) => index + 1)),
    n: integer(slices.map((slice) => slice.length)),
    predicted: double(slices.map((slice) => meanOf(predicted, slice))),
    observed: double(slices.map((slice) => meanOf(y, slice))),
  };
}
