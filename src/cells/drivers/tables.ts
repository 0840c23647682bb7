import type { Weighed } from '../../statistics/linear/weighPredictors.ts';
import { tQuantile } from '../../statistics/special/distributions.ts';
import { double, integer, text, type Computed } from '../keepColumns.ts';
import type { Design } from '../readDesign.ts';
import type { Model } from './estimate.ts';

export function coefficientColumns({ terms, fit, coefficients }: Model, weighed: Weighed | null): Record<string, Computed> {
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
export function intervalColumns({ terms, fit, coefficients }: Model): Record<string, Computed> {
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

export function modelColumns({ fit, overall, condition, spreadTest }: Model, design: Design, errors: string, smearing: number | null): Record<string, Computed> {
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

export function importanceColumns({ predictors }: Weighed, design: Design): Record<string, Computed> {
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
export function fittedColumns({ fit, y }: Model): Record<string, Computed> {
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
export function decileColumns({ fit, y }: Model): Record<string, Computed> {
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

const mostPartials = 3;
const partialPoints = 400;

/**
 * Partial residuals of the predictors that stand out most: what the other terms leave, against the predictor in standard deviations
 * (Larsen & McCleary 1972). A bend says that a straight line is not enough.
 */
export function partialColumns({ terms, columns, fit, coefficients }: Model, design: Design, predictors: readonly string[]): Record<string, Computed> {
  const scaled = new Set(design.terms.filter(({ name, column, values }) => name === column && predictors.includes(column) && !values.every((value) => value === 0 || value === 1)).map(({ name }) => name));
  const chosen = terms.flatMap((term, at) => (scaled.has(term) ? [{ term, at, weight: Math.abs(coefficients.t[at] ?? 0) }] : [])).toSorted((one, other) => other.weight - one.weight || one.at - other.at).slice(0, mostPartials);
  const step = Math.max(1, Math.ceil(fit.n / partialPoints));
  const rows = Array.from({ length: Math.ceil(fit.n / step) }, (_, index) => index * step);
  const points = chosen.flatMap(({ term, at }) => {
    const values = columns[at] ?? new Float64Array();
    const middle = values.reduce((sum, value) => sum + value, 0) / values.length;
    const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / values.length) || 1;
    const slope = fit.coefficients[at] ?? NaN;
    return rows.map((row) => {
      const away = (values[row] ?? NaN) - middle;
      return { predictor: term, value: values[row], deviation: away / spread, line: slope * away, partial: slope * away + (fit.residuals[row] ?? NaN) };
    });
  });
  return {
    predictor: text(points.map(({ predictor }) => predictor)),
    value: double(points.map(({ value }) => value)),
    deviation: double(points.map(({ deviation }) => deviation)),
    partial: double(points.map(({ partial }) => partial)),
    line: double(points.map(({ line }) => line)),
  };
}
