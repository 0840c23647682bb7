import { done, fail, type Outcome } from '../../database/outcome.ts';
import type { CellContext, Finding } from '../CellKind.ts';
import { findColumn, type DesignRequest } from '../readDesign.ts';
import { finding } from '../study.ts';
import type { DriversOptions } from './options.ts';
import { surveyedSource } from './surveyed.ts';

/** What the model is made of, whether the notebook names a table or the base is asked. */
export interface Source {
  readonly outcome: string;
  readonly predictors: readonly string[];
  readonly controls: readonly string[];
  readonly cluster: string | undefined;
  readonly log: boolean;
  readonly design: 'given' | 'lagged' | 'change' | 'cross_section';
  readonly request: DesignRequest;
  /** `cell.table` of touchpoint, mean, n, low_share; null where predictors are no scores */
  readonly performance: string | null;
  readonly findings: readonly Finding[];
  readonly facts: Readonly<Record<string, unknown>>;
}

export async function chooseSource(options: DriversOptions, context: CellContext): Promise<Outcome<Source>> {
  const { from, outcome } = options;
  if (from === undefined) return surveyedSource(options, context);
  if (outcome === undefined) return fail('options', '`drivers` with `from:` needs `outcome:`, a column of it.', { hint: 'For example outcome: revenue.' });
  const columns = await context.columns(from);
  if (!columns.ok) return columns;
  const controls = [...new Set(options.controls)];
  const taken = [outcome, ...controls, ...(options.cluster === undefined ? [] : [options.cluster])];
  const asked = options.predictors ?? columns.value.map(({ name }) => name).filter((name) => !taken.some((other) => findColumn(columns.value, other)?.name === name));
  const predictors = [...new Set(asked)].filter((name) => !controls.includes(name));
  if (predictors.includes(outcome) || controls.includes(outcome)) return fail('options', `${outcome} is the outcome and cannot explain itself.`, { hint: 'Take it out of predictors and controls.' });
  const findings: Finding[] = [];
  if (options.predictors === undefined) findings.push(finding(context.locale, 'default', { en: `Predictors are not named: all other columns are taken (${predictors.join(', ')}).`, ru: `Предикторы не названы: взяты все остальные столбцы (${predictors.join(', ')}).`, pl: `Predyktory nie są podane: wzięto wszystkie pozostałe kolumny (${predictors.join(', ')}).` }));
  else if (asked.length > predictors.length) findings.push(finding(context.locale, 'repeated', { en: 'Predictors that are named twice, or are controls too, count once.', ru: 'Предикторы, названные дважды или вместе с контролями, учтены один раз.', pl: 'Predyktory podane dwa razy lub będące też kontrolami liczą się raz.' }));
  return done({
    outcome,
    predictors,
    controls,
    cluster: options.cluster,
    log: options.log ?? false,
    design: 'given',
    request: { from, where: options.where, numbers: [outcome], predictors: [...predictors, ...controls], groups: options.cluster === undefined ? [] : [options.cluster], reference: options.reference, missing: options.missing },
    performance: null,
    findings,
    facts: {},
  });
}
