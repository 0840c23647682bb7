import { done, type Outcome } from '../../database/outcome.ts';
import { formatValue } from '../../charts/formatValue.ts';
import { quotePath } from '../../sql/quote.ts';
import { detectableDifference, powerOfMeans } from '../../statistics/effect/power.ts';
import type { CellContext, Evaluation, Finding, ResultTable } from '../CellKind.ts';
import { double, integer, keepColumns, text } from '../keepColumns.ts';
import { finding } from '../study.ts';

interface Plan {
  /** `cell.table` of customer_id, treated, outcome_before */
  readonly relation: string;
  readonly metric: string;
  readonly horizonDays: number;
  readonly until: string;
  readonly treated: number;
  readonly control: number;
  readonly mean: number;
  readonly sd: number;
  readonly sql: string;
}

const steps = 24;

/** An action whose horizon is not over: who is treated, and which differences its groups would find. */
export async function keepPlan({ relation, metric, horizonDays, until, treated, control, mean, sd, sql }: Plan, findings: readonly Finding[], told: Readonly<Record<string, unknown>>, context: CellContext): Promise<Outcome<Evaluation>> {
  const least = detectableDifference(treated, control, sd, 0.8);
  const known = Number.isFinite(least) && least > 0;
  // groups of different size weigh as two of the harmonic mean
  const n = 2 / (1 / treated + 1 / control);
  const differences = known ? Array.from({ length: steps + 1 }, (_, step) => (2 * least * step) / steps) : [];
  const none = { type: 'DOUBLE', values: [] } as const;
  const tables: ResultTable[] = [];
  for (const [name, columns] of Object.entries({
    estimate: { method: text([]), estimate: none, std_error: none, ci_low: none, ci_high: none, p_value: none, n_treated: integer([]), n_control: integer([]) },
    power: { metric: text([metric]), horizon_days: integer([horizonDays]), n_treated: integer([treated]), n_control: integer([control]), mean_before: double([mean]), sd_before: double([sd]), detectable_difference: double([known ? least : null]), detectable_share: double([known && mean > 0 ? least / mean : null]), power: double([0.8]) },
    power_curve: { difference: double(differences), power: double(differences.map((difference) => powerOfMeans(n, difference, sd))) },
  })) {
    const kept = await keepColumns(context, name, columns, sql);
    if (!kept.ok) return kept;
    tables.push(kept.value);
  }
  const assigned = await context.keep('groups', `SELECT customer_id, CASE WHEN treated = 1 THEN 'treated' ELSE 'control' END AS "group", outcome_before FROM ${quotePath(...relation.split('.'))} ORDER BY customer_id`, {});
  if (!assigned.ok) return assigned;
  tables.push(assigned.value);
  const written = known ? `${formatValue(Number(least.toPrecision(3)), { kind: 'number', locale: context.locale, currency: null })}${mean > 0 ? ` (${formatValue(least / mean, { kind: 'share', locale: context.locale })})` : ''}` : '—';
  const endDay = formatValue(until, { kind: 'date', locale: context.locale });
  return done({
    tables,
    findings: [
      ...findings,
      finding(context.locale, 'planned', {
        en: `The horizon ends on ${endDay}, after the as-of date: nothing is measured yet. ${treated} treated and ${control} control would find a difference of ${written} a customer four times in five; who is in which group stands in its table.`,
        ru: `Срок кончается ${endDay}, позже даты отчёта: измерять рано. ${treated} в действии и ${control} в контроле найдут разницу ${written} на клиента в четырёх случаях из пяти; кто в какой группе — в её таблице.`,
        pl: `Okres kończy się ${endDay}, po dacie raportu: jeszcze nie ma czego mierzyć. ${treated} objętych i ${control} w kontroli wykryje różnicę ${written} na klienta w czterech przypadkach na pięć; kto jest w której grupie, mówi jej tabela.`,
      }),
    ],
    facts: { ...told, detectable: known ? least : null, detectableShare: known && mean > 0 ? least / mean : null, treated, control, planned: 'yes' },
  });
}
