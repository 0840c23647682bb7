import { formatValue } from '../../charts/formatValue.ts';
import { done, fail, type Outcome } from '../../database/outcome.ts';
import { quoteName, quotePath, quoteText } from '../../sql/quote.ts';
import type { CellContext } from '../CellKind.ts';
import { double, integer, stageColumns, text } from '../keepColumns.ts';
import { summariseDays } from '../ltv/histories.ts';
import { readLines } from '../readLines.ts';
import { readScores } from '../readScores.ts';
import { stageTable } from '../stageTable.ts';
import { finding } from '../study.ts';
import type { ChurnOptions } from './options.ts';
import { redFlagQuery } from './redFlags.ts';
import type { ChurnSource } from './source.ts';

const features = ['recency_days', 'orders', 'average_check', 'tenure_days'] as const;
const enoughScores = 30;

/** Churn from the base's orders: features of customers active before an index date, and whether they left after it (METHODS A45, B10, E31). */
export async function churnAtIndex(options: ChurnOptions, context: CellContext): Promise<Outcome<ChurnSource>> {
  const lines = await readLines({ where: options.where, as_of: options.as_of, window_days: options.window_days }, context, ['customer_id', 'order_date', 'net_amount']);
  if (!lines.ok) return lines;
  const asOf = (lines.value.asOf ?? context.asOf(options.as_of)).slice(0, 10);
  const days = await stageTable(context, 'purchase_days', `SELECT customer_id, order_date AS day, CAST(sum(net_amount) AS DOUBLE) AS value FROM (${lines.value.sql}) WHERE customer_id IS NOT NULL GROUP BY customer_id, order_date HAVING sum(net_amount) > 0`, lines.value.params);
  if (!days.ok) return days;
  const scores = await readScores(context);
  if (!scores.ok) return scores;
  const later = dayBefore(asOf, options.horizon_days);
  const earlier = dayBefore(later, options.horizon_days);
  const told = { earlier: formatValue(earlier, { kind: 'date', locale: context.locale }), later: formatValue(later, { kind: 'date', locale: context.locale }) };
  // touchpoints join the model only where enough customers had answered in time
  let touchpoints: readonly string[] = [];
  if (scores.value) {
    const answered = await context.database.run(`SELECT count(DISTINCT customer_id) FROM (${scores.value.sql}) WHERE response_date <= DATE ${quoteText(earlier)}`);
    if (!answered.ok) return answered;
    if (Number(answered.value.only) >= enoughScores) touchpoints = scores.value.touchpoints;
  }
  const offered = [...features, ...(scores.value?.touchpoints ?? [])];
  const predictors = options.predictors ?? [...features, ...touchpoints];
  const unknown = predictors.filter((name) => !offered.includes(name));
  if (unknown.length > 0) return fail('missing', `There is no feature ${unknown.join(', ')}.`, { hint: `There are ${offered.join(', ')}; others from a table, with from and outcome.` });
  const asked = (scores.value?.touchpoints ?? []).filter((name) => predictors.includes(name));

  const tables: string[] = [];
  for (const [name, index, until] of [['learned', earlier, later], ['judged', later, asOf]] as const) {
    const left = await leavers(options, days.value, index, until, lines.value.windowDays, context);
    if (!left.ok) return left;
    const scored = asked.length > 0 && scores.value ? ` LEFT JOIN (SELECT customer_id, ${scores.value.pivot(asked)} FROM (${scores.value.sql}) WHERE response_date <= DATE ${quoteText(index)} GROUP BY customer_id) AS s USING (customer_id)` : '';
    const made = await stageTable(
      context,
      name,
      `WITH seen AS (SELECT customer_id, day, value FROM ${quotePath(...days.value.split('.'))} WHERE day <= DATE ${quoteText(index)}),
 f AS (SELECT customer_id, CAST(DATE ${quoteText(index)} - max(day) AS DOUBLE) AS recency_days, CAST(count(*) FILTER (day > DATE ${quoteText(index)} - ${lines.value.windowDays}) AS DOUBLE) AS orders,
  ln(1 + avg(value)) AS average_check, CAST(DATE ${quoteText(index)} - min(day) AS DOUBLE) AS tenure_days FROM seen GROUP BY customer_id)
SELECT f.*, o.churned${asked.map((touchpoint) => `, s.${quoteName(touchpoint)}`).join('')} FROM f JOIN ${left.value} AS o USING (customer_id)${scored} ORDER BY customer_id`,
      {},
    );
    if (!made.ok) return made;
    tables.push(made.value);
  }
  const [learned = '', judged = ''] = tables;
  const said = {
    silence: { en: `no purchase within ${options.horizon_days} days`, ru: `нет покупки в течение ${options.horizon_days} дней`, pl: `brak zakupu przez ${options.horizon_days} dni` },
    cadence: { en: 'silence beyond three of the own median gaps', ru: 'тишина дольше трёх собственных медианных интервалов', pl: 'cisza dłuższa niż trzy własne mediany odstępów' },
    p_alive: { en: `P(alive) of MBG/NBD under ${options.threshold}`, ru: `P(alive) по MBG/NBD ниже ${options.threshold}`, pl: `P(alive) z MBG/NBD poniżej ${options.threshold}` },
  }[options.definition];
  const flags = scores.value === null ? {} : { red_flags: redFlagQuery(scores.value.sql, judged, later) };
  return done({
    outcome: 'churned',
    request: { from: learned, numbers: ['churned'], predictors, groups: ['customer_id'], missing: options.predictors === undefined && asked.length > 0 ? 'indicator' : options.missing },
    holdout: judged,
    customerColumn: 'customer_id',
    further: flags,
    findings: [
      finding(context.locale, 'definition', {
        en: `Left means: ${said.en}. Learned from customers active in the ${lines.value.windowDays} days before ${told.earlier}, judged on those before ${told.later}; features are strictly before, leaving strictly after.`,
        ru: `Уход: ${said.ru}. Обучение на клиентах, активных за ${lines.value.windowDays} дней до ${told.earlier}, проверка на активных до ${told.later}; признаки — строго до даты, уход — строго после.`,
        pl: `Odejście: ${said.pl}. Uczenie na klientach aktywnych w ciągu ${lines.value.windowDays} dni przed ${told.earlier}, ocena na aktywnych przed ${told.later}; cechy są ściśle przed datą, odejście ściśle po niej.`,
      }),
    ],
    facts: { asOf, windowDays: lines.value.windowDays, definition: options.definition, horizonDays: options.horizon_days, learnedAt: earlier, judgedAt: later },
  });
}

/** a relation of customer_id, churned for customers with a purchase in the window before `index` */
async function leavers(options: ChurnOptions, days: string, index: string, until: string, windowDays: number, context: CellContext): Promise<Outcome<string>> {
  const bought = quotePath(...days.split('.'));
  const active = `SELECT customer_id FROM ${bought} WHERE day <= DATE ${quoteText(index)} GROUP BY customer_id HAVING max(day) > DATE ${quoteText(index)} - ${windowDays}`;
  switch (options.definition) {
    case 'silence':
      return done(`(SELECT a.customer_id, CAST(count(b.day) = 0 AS INTEGER) AS churned FROM (${active}) AS a LEFT JOIN ${bought} AS b ON b.customer_id = a.customer_id AND b.day > DATE ${quoteText(index)} AND b.day <= DATE ${quoteText(until)} GROUP BY a.customer_id)`);
    case 'cadence':
      return done(`(SELECT customer_id, CAST(DATE ${quoteText(until)} - max(day) > 3 * median(gap) FILTER (day <= DATE ${quoteText(index)}) AS INTEGER) AS churned FROM (SELECT customer_id, day, day - lag(day) OVER (PARTITION BY customer_id ORDER BY day) AS gap FROM ${bought} WHERE day <= DATE ${quoteText(until)}) WHERE customer_id IN (${active}) GROUP BY customer_id HAVING count(gap) FILTER (day <= DATE ${quoteText(index)}) >= 3)`);
    case 'p_alive': {
      const histories = await summariseDays(days, until, 'week', until, context);
      if (!histories.ok) return histories;
      const { ids, idType, x, recency, age } = histories.value;
      if (x.filter((value) => value > 0).length < 200) return fail('refused', 'Fewer than 200 customers bought again: P(alive) cannot be estimated.', { hint: 'Use definition: cadence or silence.' });
      const model = await context.calculate('foretell', { model: 'mbgnbd', history: { x, recency, age }, rhythms: null, daysAUnit: 7, each: [], totals: [], newcomers: [] });
      if (!model.ok) return model;
      if (!model.value) return fail('refused', 'P(alive) cannot be estimated.');
      const table = `alive_${until.replaceAll('-', '_')}`;
      const staged = await stageColumns(context, table, { customer_id: idType === 'BIGINT' ? integer(ids.map(Number)) : text(ids), p_alive: double(model.value.alive) });
      if (!staged.ok) return staged;
      return done(`(SELECT a.customer_id, CAST(p.p_alive < ${options.threshold} AS INTEGER) AS churned FROM (${active}) AS a JOIN ${staged.value} AS p USING (customer_id))`);
    }
  }
}

const dayBefore = (iso: string, days: number): string => new Date(Date.parse(`${iso}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
