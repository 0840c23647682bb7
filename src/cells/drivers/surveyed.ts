import { formatValue } from '../../charts/formatValue.ts';
import { done, fail, type Outcome } from '../../database/outcome.ts';
import { quoteName, quoteText } from '../../sql/quote.ts';
import type { CellContext, Finding } from '../CellKind.ts';
import { readLines } from '../readLines.ts';
import { readScores, type Scores } from '../readScores.ts';
import { stageTable } from '../stageTable.ts';
import { baseHas, finding } from '../study.ts';
import type { DriversOptions } from './options.ts';
import type { Source } from './source.ts';

const enough = 30;

type Measured = 'ltv' | 'revenue' | 'average_check';
const isMeasured = (outcome: string): outcome is Measured => outcome === 'ltv' || outcome === 'revenue' || outcome === 'average_check';

/** Scores up to a day against the income that follows it: the design of METHODS B8, made from the base. */
export async function surveyedSource(options: DriversOptions, context: CellContext): Promise<Outcome<Source>> {
  const scores = await readScores(context);
  if (!scores.ok) return scores;
  if (!scores.value) return fail('missing', 'There are no satisfaction scores to relate to income.', { hint: 'Add a file of survey answers (customer, date, touchpoint, score), or name a table with from.' });
  if (scores.value.matched < options.min_match) return fail('refused', `Only ${Math.round(100 * scores.value.matched)} % of the scores belong to known customers, fewer than ${Math.round(100 * options.min_match)} %: the others may differ.`, { hint: 'Match the survey’s customer ids, or lower min_match.' });
  const outcome = options.outcome ?? (baseHas(context, 'order_lines.cost') ? 'ltv' : 'revenue');
  if (!isMeasured(outcome)) return fail('options', `outcome: ${outcome} is not known without from.`, { hint: 'Use ltv (gross income), revenue or average_check.' });
  const isCheck = outcome === 'average_check';
  const measure = { ltv: 'sum(line_profit)', revenue: 'sum(net_amount)', average_check: 'sum(net_amount) FILTER (NOT is_return) / nullif(count(DISTINCT order_id) FILTER (NOT is_return), 0)' }[outcome];
  const lines = await readLines({ where: options.where, as_of: options.as_of, window_days: options.window_days }, context, ['customer_id', 'order_date', 'net_amount', ...(isCheck ? ['order_id'] : [])]);
  if (!lines.ok) return lines;
  const touchpoints = options.predictors ?? scores.value.touchpoints;
  const unknown = touchpoints.filter((name) => !scores.value?.touchpoints.includes(name));
  if (unknown.length > 0) return fail('missing', `There is no touchpoint ${unknown.join(', ')}.`, { hint: `There are ${scores.value.touchpoints.join(', ')}.` });
  const asOf = lines.value.asOf ?? context.asOf(options.as_of);
  const chosen = await chooseDesign(options, outcome, scores.value, asOf, lines.value.windowDays, context);
  if (!chosen.ok) return chosen;
  const { design, horizon, findings } = chosen.value;
  const asked = options.controls ?? [];
  const lacks = asked.filter((name) => !baseHas(context, `customers.${name}`));
  if (lacks.length > 0) return fail('missing', `customers has no column ${lacks.join(', ')}.`, { hint: 'Controls without from are columns of customers.' });

  const end = `DATE ${quoteText(asOf.slice(0, 10))}`;
  const index = `(${end} - ${horizon})`;
  const value = (from: string, to: string): string => `(SELECT customer_id, CAST(CASE WHEN ${measure} < 0 THEN 0 ELSE ${measure} END AS DOUBLE) AS value FROM l WHERE order_date > ${from} AND order_date <= ${to} GROUP BY customer_id)`;
  const before = { lagged: `response_date <= ${index}`, change: `response_date <= ${index}`, cross_section: `(response_date IS NULL OR (response_date <= ${end} AND response_date > ${end} - ${lines.value.windowDays}))` }[design];
  const later = `response_date > ${index} AND response_date <= ${end}`;
  const columns = design === 'change' ? touchpoints.map((name) => `b.${quoteName(name)} - a.${quoteName(name)} AS ${quoteName(name)}`) : touchpoints.map((name) => `a.${quoteName(name)}`);
  // who did not buy earned nothing, and has no check
  const [after, earlier] = ['o', 'p'].map((side) => (isCheck ? `ln(1 + ${side}.value)` : `ln(1 + coalesce(${side}.value, 0))`));
  const result = design === 'change' ? `${after} - ${earlier}` : after;
  const [named, priorName] = isCheck ? ['log_check', 'prior_check'] : ['log_income', 'prior_income'];
  const prior = design === 'lagged' ? `, ${earlier} AS ${priorName}` : '';
  const sql = `WITH l AS (${lines.value.sql}), scored AS (${scores.value.sql}),
 a AS (SELECT customer_id, ${scores.value.pivot(touchpoints)} FROM scored WHERE ${before} GROUP BY customer_id)${design === 'change' ? `,\n b AS (SELECT customer_id, ${scores.value.pivot(touchpoints)} FROM scored WHERE ${later} GROUP BY customer_id)` : ''}
SELECT c.customer_id, ${result} AS ${named}, ${columns.join(', ')}${prior}${asked.map((name) => `, c.${quoteName(name)}`).join('')}
FROM customers AS c JOIN a USING (customer_id)${design === 'change' ? ' JOIN b USING (customer_id)' : ''}
LEFT JOIN ${value(design === 'cross_section' ? `${end} - ${lines.value.windowDays}` : index, end)} AS o USING (customer_id)
LEFT JOIN ${value(`${index} - ${horizon}`, index)} AS p USING (customer_id)
WHERE ${isCheck ? (design === 'cross_section' ? 'o.value IS NOT NULL' : 'p.value IS NOT NULL AND o.value IS NOT NULL') : 'p.value IS NOT NULL OR o.value IS NOT NULL'} ORDER BY c.customer_id`;
  const staged = await stageTable(context, 'design', sql, lines.value.params);
  if (!staged.ok) return staged;
  // how each touchpoint does, for the map of importance and performance
  const performance = await stageTable(context, 'scores', `SELECT touchpoint, avg(score) AS mean, count(*) AS n, CAST(count(*) FILTER (score <= 4) AS DOUBLE) / count(*) AS low_share FROM (${scores.value.sql}) GROUP BY touchpoint`, {});
  if (!performance.ok) return performance;
  const controls = [...(design === 'lagged' ? [priorName] : []), ...asked];
  const clustered = options.errors === 'cluster' ? (options.cluster ?? 'customer_id') : options.cluster;
  return done({
    outcome: named,
    predictors: touchpoints,
    controls,
    cluster: clustered,
    log: false,
    design,
    request: { from: staged.value, numbers: [named], predictors: [...touchpoints, ...controls], groups: clustered === undefined ? [] : [clustered], reference: options.reference, missing: options.missing },
    performance: performance.value,
    findings: [...findings, matchFinding(scores.value, context)],
    facts: { design, measure: outcome, horizonDays: horizon, asOf, indexDay: isoBefore(asOf, horizon) },
  });
}

interface Chosen {
  readonly design: 'lagged' | 'change' | 'cross_section';
  readonly horizon: number;
  readonly findings: readonly Finding[];
}

/** The longest horizon that leaves enough customers scored before it; without any, scores and income of the same time, and a warning. */
async function chooseDesign(options: DriversOptions, outcome: Measured, scores: Scores, asOf: string, windowDays: number, context: CellContext): Promise<Outcome<Chosen>> {
  const asked = options.design ?? 'lagged';
  const measured = { ltv: { en: 'the gross income', ru: 'валового дохода', pl: 'dochodu brutto' }, revenue: { en: 'the revenue', ru: 'выручки', pl: 'przychodu' }, average_check: { en: 'the average check (of who bought)', ru: 'среднего чека (у купивших)', pl: 'średniego rachunku (u kupujących)' } }[outcome];
  const { locale } = context;
  const crossSection = finding(locale, 'cross_section', { en: 'Scores and income are of the same time: large customers may be served better because they are large. Nothing here says that a score brings income.', ru: 'Оценки и доход взяты за одно время: крупных клиентов могут лучше обслуживать именно потому, что они крупные. Отсюда не следует, что оценка приносит доход.', pl: 'Oceny i dochód są z tego samego czasu: dużych klientów można obsługiwać lepiej właśnie dlatego, że są duzi. Nie wynika stąd, że ocena przynosi dochód.' });
  if (asked === 'cross_section' || !scores.dated) return done({ design: 'cross_section', horizon: windowDays, findings: [crossSection] });
  const horizons = options.horizon_days === undefined ? [...new Set([windowDays, 182, 91])].filter((days) => days <= windowDays) : [options.horizon_days];
  let most = 0;
  for (const horizon of horizons) {
    const later = asked === 'change' ? `AND count(*) FILTER (response_date > CAST($day AS DATE) - ${horizon} AND response_date <= CAST($day AS DATE)) > 0` : '';
    const found = await context.database.run(`SELECT count(*) FROM (SELECT customer_id FROM (${scores.sql}) GROUP BY customer_id HAVING count(*) FILTER (response_date <= CAST($day AS DATE) - ${horizon}) > 0 ${later})`, { params: { day: { type: 'DATE', value: asOf } } });
    if (!found.ok) return found;
    most = Math.max(most, Number(found.value.only));
    if (Number(found.value.only) >= enough || (options.horizon_days !== undefined && most > 0)) {
      const index = isoBefore(asOf, horizon);
      const day = formatValue(index, { kind: 'date', locale });
      const said =
        asked === 'lagged'
          ? finding(locale, 'lagged', { en: `Scores given up to ${day} against ${measured.en} of the ${horizon} days after it, with that of the ${horizon} days before as a control. An association in time, not proof of cause.`, ru: `Оценки до ${day} против ${measured.ru} за ${horizon} дней после; то же за ${horizon} дней до — контроль. Это связь во времени, а не доказательство причины.`, pl: `Oceny do ${day} wobec ${measured.pl} z ${horizon} dni po tej dacie; to samo z ${horizon} dni przed nią jest kontrolą. To związek w czasie, nie dowód przyczyny.` })
          : finding(locale, 'change', { en: `Changes of scores against changes of ${measured.en} of the same customers, before and after ${day}: what does not change about a customer drops out.`, ru: `Изменения оценок против изменений ${measured.ru} тех же клиентов, до и после ${day}: всё, что у клиента не меняется, исключено.`, pl: `Zmiany ocen wobec zmian ${measured.pl} tych samych klientów, przed i po ${day}: to, co się u klienta nie zmienia, odpada.` });
      return done({ design: asked, horizon, findings: [said] });
    }
  }
  if (asked === 'change') return fail('refused', `Only ${most} customers were scored both before and after a day with a window on either side: their changes cannot be compared.`, { hint: 'Ask the same customers again, or use design: lagged.' });
  return done({ design: 'cross_section', horizon: windowDays, findings: [crossSection, finding(locale, 'no_lag', { en: `Fewer than ${enough} customers were scored early enough to see what came after.`, ru: `Слишком рано опрошено меньше ${enough} клиентов: посмотреть, что было потом, не на ком.`, pl: `Mniej niż ${enough} klientów oceniało dość wcześnie, by zobaczyć, co było potem.` })] });
}

const isoBefore = (asOf: string, days: number): string => new Date(Date.parse(`${asOf.slice(0, 10)}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);

function matchFinding(scores: Scores, context: CellContext): Finding {
  const share = Math.round(100 * scores.matched);
  return finding(context.locale, 'matched', { en: `${share}% of the scores belong to known customers; the last answer of a quarter counts, 0 is no answer.`, ru: `${share} % оценок принадлежат известным клиентам; считается последний ответ квартала, 0 — нет ответа.`, pl: `${share} % ocen należy do znanych klientów; liczy się ostatnia odpowiedź w kwartale, 0 to brak odpowiedzi.` });
}
