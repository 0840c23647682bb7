import { done, fail, type Outcome } from '../../database/outcome.ts';
import type { CellContext, Finding } from '../CellKind.ts';
import { findColumn, type DesignRequest } from '../readDesign.ts';
import { finding } from '../study.ts';
import { churnAtIndex } from './atIndex.ts';
import type { ChurnOptions } from './options.ts';

export interface ChurnSource {
  readonly outcome: string;
  readonly request: DesignRequest;
  /** the same customers' columns at a later index date, to judge the model by */
  readonly holdout: string | null;
  readonly customerColumn: string | null;
  /** further tables, by query */
  readonly further: Readonly<Record<string, string>>;
  readonly findings: readonly Finding[];
  readonly facts: Readonly<Record<string, unknown>>;
}

export async function chooseChurn(options: ChurnOptions, context: CellContext): Promise<Outcome<ChurnSource>> {
  const { from, outcome } = options;
  if (from === undefined) return churnAtIndex(options, context);
  if (outcome === undefined) return fail('options', '`churn` with `from:` needs `outcome:`, a 0/1 column of it.', { hint: 'For example outcome: churned.' });
  const columns = await context.columns(from);
  if (!columns.ok) return columns;
  const own = findColumn(columns.value, outcome)?.name;
  const asked = options.predictors ?? columns.value.map(({ name }) => name).filter((name) => name !== own && name !== 'customer_id');
  const predictors = [...new Set(asked)];
  if (predictors.some((name) => findColumn(columns.value, name)?.name === own && own !== undefined)) return fail('options', `${outcome} is the outcome and cannot explain itself.`, { hint: 'Take it out of predictors.' });
  const findings = options.predictors === undefined ? [finding(context.locale, 'default', { en: `Predictors are not named: all other columns are taken (${predictors.join(', ')}).`, ru: `Предикторы не названы: взяты все остальные столбцы (${predictors.join(', ')}).`, pl: `Predyktory nie są podane: wzięto wszystkie pozostałe kolumny (${predictors.join(', ')}).` })] : [];
  const customerColumn = columns.value.some(({ name }) => name === 'customer_id') ? 'customer_id' : null;
  return done({
    outcome,
    request: { from, where: options.where, numbers: [outcome], predictors, groups: customerColumn === null ? [] : [customerColumn], reference: options.reference, missing: options.missing },
    holdout: null,
    customerColumn,
    further: {},
    findings,
    facts: {},
  });
}
