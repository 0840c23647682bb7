import { done, fail, type Outcome } from '../../database/outcome.ts';
import { breuschPagan, conditionNumber } from '../../statistics/linear/diagnose.ts';
import { describeCoefficients, describeFit, type Coefficients, type ErrorKind } from '../../statistics/linear/describeModel.ts';
import { fitLeastSquares, type LeastSquares } from '../../statistics/linear/fitLeastSquares.ts';
import { writtenDigits } from '../../statistics/linear/writtenDigits.ts';
import type { Grouped, Term } from '../readDesign.ts';

export interface Model {
  readonly terms: readonly string[];
  readonly columns: readonly Float64Array[];
  readonly y: Float64Array;
  readonly fit: LeastSquares;
  readonly coefficients: Coefficients;
  readonly overall: ReturnType<typeof describeFit>;
  readonly condition: number;
  readonly spreadTest: ReturnType<typeof breuschPagan>;
}

export interface ModelRequest {
  readonly terms: readonly Term[];
  readonly y: Float64Array;
  readonly hasIntercept: boolean;
  readonly errors: ErrorKind;
  readonly groups: Grouped | undefined;
}

/** beyond this the last written digits of the columns decide the coefficients */
const doubtfulCondition = 1e9;

/** Fits the model, or says by name why it is not identified. */
export function estimate({ terms, y, hasIntercept, errors, groups }: ModelRequest): Outcome<Model> {
  const names = [...(hasIntercept ? ['(Intercept)'] : []), ...terms.map(({ name }) => name)];
  const columns = [...(hasIntercept ? [new Float64Array(y.length).fill(1)] : []), ...terms.map(({ values }) => values)];
  if (y.length === 0) return fail('refused', 'No row has the outcome and all predictors.', { hint: 'Look for columns that are empty, or use missing: indicator.' });
  if (names.length === 0) return fail('options', 'The model has neither predictors nor an intercept.', { hint: 'Name predictors.' });
  if (y.length - names.length < 1) return noFreedom(y.length, names.length);
  const fit = fitLeastSquares(columns, y, hasIntercept);
  if (fit.kind === 'no freedom') return noFreedom(fit.n, fit.terms);
  if (fit.kind === 'fitted' && !fit.coefficients.every(Number.isFinite)) return fail('refused', 'The values are too large or too small for double precision.', { hint: 'Divide the columns by a power of ten in an sql cell.' });
  if (fit.kind === 'singular') return fail('refused', dependence(fit.dependent.map((at) => names[at] ?? ''), fit.on.map((at) => names[at] ?? '')), { hint: 'Leave one of these columns out.' });
  const condition = conditionNumber(columns, fit);
  const digits = condition > doubtfulCondition ? Math.max(...columns.map(writtenDigits)) : Infinity;
  if (condition * 10 ** -digits > 0.01) {
    return fail('refused', `The model is numerically singular: the condition number of its columns is ${condition.toExponential(1)} and they are written with ${digits} digits, so the last digits decide the coefficients.`, { hint: 'Leave out columns that the others nearly make up, or compute them to full precision in an sql cell.' });
  }
  if (errors === 'cluster' && groups && groups.levels.length < 2) return fail('refused', 'All rows belong to one cluster: errors by cluster need two at least.', { hint: 'Choose another column for cluster, or errors: hc3.' });
  return done({
    terms: names,
    columns,
    y,
    fit,
    coefficients: describeCoefficients(columns, y, fit, errors, hasIntercept, groups && { codes: groups.codes, count: groups.levels.length }),
    overall: describeFit(fit, hasIntercept),
    condition,
    spreadTest: breuschPagan(fit, hasIntercept),
  });
}

const noFreedom = (n: number, terms: number): Outcome<never> =>
  fail('refused', `${n} complete rows for ${terms} terms leave no residual degree of freedom.`, { hint: 'Take fewer predictors or more rows.' });

function dependence(dependent: readonly string[], on: readonly string[]): string {
  if (on.length === 0) return `The model is not identified (rank deficiency): ${dependent.join(', ')} is zero throughout.`;
  if (on.length === 1 && on[0] === '(Intercept)') return `The model is not identified (rank deficiency): ${dependent.join(', ')} is constant.`;
  if (dependent.includes('(Intercept)') && on.length === 1) return `The model is not identified (rank deficiency): ${on.join()} is constant.`;
  return `The model is not identified (rank deficiency): ${dependent.join(', ')} can be computed from ${on.join(', ')}.`;
}
