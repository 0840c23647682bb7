import { done, fail, type Outcome } from '../../database/outcome.ts';
import { normal975, normalTwoSided } from '../../statistics/special/distributions.ts';
import { fitCox } from '../../statistics/survival/fitCox.ts';
import type { CellContext, Finding, ResultTable } from '../CellKind.ts';
import { codeEvents } from '../codeEvents.ts';
import { double, keepColumns, text } from '../keepColumns.ts';
import { readDesign } from '../readDesign.ts';
import { finding } from '../study.ts';

interface CoxRequest {
  readonly from: string;
  readonly where: string | undefined;
  readonly time: string;
  readonly event: string;
  readonly predictors: readonly string[];
  readonly reference: Readonly<Record<string, string>> | undefined;
}

/** Cox's model on the rows that have all its predictors, as the table `cox`. */
export async function keepCox({ from, where, time, event, predictors, reference }: CoxRequest, context: CellContext): Promise<Outcome<{ table: ResultTable; findings: Finding[] }>> {
  const read = await readDesign({ from, where, numbers: [time, event], predictors, reference }, context);
  if (!read.ok) return read;
  const { terms, numbers, n, references, sql } = read.value;
  const coded = codeEvents(numbers.get(event) ?? new Float64Array(), event);
  if (!coded.ok) return coded;
  const names = (places: readonly number[]): string => places.map((at) => terms[at]?.name ?? '').join(', ');
  const fit = fitCox(terms.map(({ values }) => values), numbers.get(time) ?? new Float64Array(), coded.value.event);
  switch (fit.kind) {
    case 'no events':
      return fail('refused', 'Cox’s model has no events to learn from.', { hint: 'Leave cox out, or take a longer time.' });
    case 'singular':
      return fail('refused', `Cox’s model is not identified (rank deficiency): ${names(fit.terms)} is constant or follows from the other predictors.`, { hint: 'Leave it out.' });
    case 'separated':
      return fail('refused', `Cox’s model has no finite estimate for ${names(fit.terms)}: its values order all the events (separation).`, { hint: 'Leave it out, group its classes, or compare curves by it.' });
    case 'fitted': {
      const errors = fit.standardErrors;
      const table = await keepColumns(
        context,
        'cox',
        {
          term: text(terms.map(({ name }) => name)),
          estimate: double(fit.coefficients),
          hazard_ratio: double(fit.coefficients.map(Math.exp)),
          std_error: double(errors),
          ci_low: double(fit.coefficients.map((value, at) => value - normal975 * (errors[at] ?? NaN))),
          ci_high: double(fit.coefficients.map((value, at) => value + normal975 * (errors[at] ?? NaN))),
          p_value: double(fit.coefficients.map((value, at) => normalTwoSided(value / (errors[at] ?? NaN)))),
          hazard_ratio_low: double(fit.coefficients.map((value, at) => Math.exp(value - normal975 * (errors[at] ?? NaN)))),
          hazard_ratio_high: double(fit.coefficients.map((value, at) => Math.exp(value + normal975 * (errors[at] ?? NaN)))),
        },
        sql,
      );
      if (!table.ok) return table;
      const findings = references.map(({ column, level }) => finding(context.locale, 'reference', { en: `${column}: hazards are compared with “${level}”.`, ru: `${column}: риск сравнивается с «${level}».`, pl: `${column}: ryzyko porównywane z „${level}”.` }));
      findings.push(finding(context.locale, 'cox', { en: `Cox’s model: n = ${n}, ties by Efron; ci_low and ci_high are of the estimate.`, ru: `Модель Кокса: n = ${n}, совпадения по Эфрону; ci_low и ci_high — для estimate.`, pl: `Model Coxa: n = ${n}, wiązania metodą Efrona; ci_low i ci_high dotyczą estimate.` }));
      return done({ table: table.value, findings });
    }
  }
}
