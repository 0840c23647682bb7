import * as v from 'valibot';
import { done } from '../../database/outcome.ts';
import { quotePath } from '../../sql/quote.ts';
import type { CellKind } from '../CellKind.ts';
import { double, integer, keepColumns, text } from '../keepColumns.ts';
import { commonEntries } from '../options.ts';
import { readLines } from '../readLines.ts';
import { absentLines, absentStudy, baseHas, finding, lacking, readFacts } from '../study.ts';
import { estimateResponse } from './estimate.ts';

const schema = v.strictObject({
  /** whole months of the panel */
  months: v.optional(v.pipe(v.number(), v.integer(), v.minValue(6), v.maxValue(48)), 12),
  /** cost of a visit where the file tells none */
  visit_cost: v.optional(v.pipe(v.number(), v.minValue(0))),
  ...commonEntries,
});

const shapes = {
  response: { visits: 'BIGINT', slope: 'DOUBLE', low: 'DOUBLE', high: 'DOUBLE', gain: 'DOUBLE', gain_low: 'DOUBLE', gain_high: 'DOUBLE', cost: 'DOUBLE' },
  classes: { turnover_class: 'BIGINT', customers: 'BIGINT', visits_month: 'DOUBLE', net_month: 'DOUBLE', optimum: 'DOUBLE', slope_needed: 'DOUBLE', beyond_tried: 'BOOLEAN' },
  coefficients: { term: 'VARCHAR', estimate: 'DOUBLE', error: 'DOUBLE', p: 'DOUBLE', low: 'DOUBLE', high: 'DOUBLE' },
  advice: { turnover_class: 'INTEGER', what: 'VARCHAR', visits: 'DOUBLE' },
};

/** How sales move with visits within the same customer, and where another visit no longer pays. */
const visitResponse: CellKind<v.InferOutput<typeof schema>> = {
  kind: 'visit_response',
  label: { en: 'Optimum of visits', ru: 'Оптимум визитов', pl: 'Optimum wizyt' },
  body: 'yaml',
  schema,
  template: 'months: 12',
  reads: () => [],
  consults: () => ['visits', 'order_lines', 'customers'],
  async evaluate(options, context) {
    if (lacking(context, 'visits.customer_id', 'visits.visit_date').length > 0) return absentStudy(context, shapes, { en: 'No file lists visits: add visits with customer and date.', ru: 'Нет файла с визитами: добавьте визиты с клиентом и датой.', pl: 'Żaden plik nie podaje wizyt: dodaj wizyty z klientem i datą.' });
    const lines = await readLines(options, context, ['customer_id', 'order_date', 'net_amount']);
    if (!lines.ok) return absentLines(lines.error, {}, context, shapes);
    const { params, asOf, windowDays, has } = lines.value;
    const { months } = options;
    const whole = `CAST(date_trunc('month', CAST($as_of AS DATE) + 1) AS DATE)`;
    const cost = baseHas(context, 'visits.cost') ? 'CAST(cost AS DOUBLE)' : 'CAST(NULL AS DOUBLE)';
    // a month earlier than the panel, for the visits before
    const panel = `WITH l AS (${lines.value.sql}), months AS (SELECT CAST(unnest(generate_series(${whole} - INTERVAL ${months + 1} MONTH, ${whole} - INTERVAL 1 MONTH, INTERVAL 1 MONTH)) AS DATE) AS month),
 sold AS (SELECT customer_id, CAST(date_trunc('month', order_date) AS DATE) AS month, CAST(sum(net_amount) AS DOUBLE) AS net FROM l WHERE customer_id IS NOT NULL GROUP BY ALL),
 made AS (SELECT customer_id, CAST(date_trunc('month', CAST(visit_date AS DATE)) AS DATE) AS month, count(*) AS visits FROM main.visits WHERE customer_id IS NOT NULL AND visit_date <= $as_of GROUP BY ALL),
 chosen AS (SELECT customer_id FROM made JOIN months USING (month) INTERSECT SELECT customer_id FROM sold JOIN months USING (month) WHERE net > 0),
 filled AS (SELECT customer_id, month, CAST(coalesce(visits, 0) AS DOUBLE) AS visits, greatest(0, coalesce(net, 0)) AS net FROM chosen CROSS JOIN months LEFT JOIN made USING (customer_id, month) LEFT JOIN sold USING (customer_id, month)),
 lagged AS (SELECT *, lag(visits) OVER (PARTITION BY customer_id ORDER BY month) AS earlier, row_number() OVER (PARTITION BY customer_id ORDER BY month) AS place FROM filled)
SELECT customer_id, month, visits, earlier, net FROM lagged WHERE place > 1 ORDER BY customer_id, month`;
    const table = await context.database.run(panel, { params, ...(context.signal ? { signal: context.signal } : {}) });
    if (!table.ok) return table;
    const numbers = (name: string): Float64Array => Float64Array.from(table.value.column(name), Number);
    const [visits, earlier, net] = [numbers('visits'), numbers('earlier'), numbers('net')];
    const customers = visits.length / months;
    const varying = Array.from({ length: customers }, (_, at) => new Set(visits.subarray(at * months, (at + 1) * months)).size > 1).filter(Boolean).length;
    if (customers < 20 || varying < 5) return absentStudy(context, shapes, { en: `Only ${customers} customers were both visited and sold to, ${varying} with varying visits: too few for a response.`, ru: `Клиентов и с визитами, и с продажами: ${customers}, из них с разным числом визитов: ${varying}; для отклика этого мало.`, pl: `Klienci z wizytami i sprzedażą: ${customers}, w tym ze zmienną liczbą wizyt: ${varying}; to za mało na odpowiedź.` });
    const response = estimateResponse({ customers, months, visits, earlier, sales: net.map(Math.log1p) });
    if (response === null) return absentStudy(context, shapes, { en: 'Visits do not vary within customers beyond what the month explains.', ru: 'Визиты внутри клиента не меняются сверх того, что объясняет месяц.', pl: 'Wizyty u klienta nie zmieniają się ponad to, co tłumaczy miesiąc.' });
    const worth = await readFacts(context, `WITH l AS (${lines.value.sql}) SELECT ${has('cost') ? 'CAST(sum(line_profit) AS DOUBLE) / nullif(CAST(sum(net_amount) FILTER (line_profit IS NOT NULL) AS DOUBLE), 0)' : '1'} AS margin, (SELECT avg(${cost}) FROM main.visits) AS cost FROM l WHERE in_window AND NOT is_return`, params);
    if (!worth.ok) return worth;
    const margin = Number(worth.value['margin'] ?? 1);
    const visitCost = worth.value['cost'] === null || worth.value['cost'] === undefined ? (options.visit_cost ?? null) : Number(worth.value['cost']);
    const level = 1 + net.reduce((sum, value) => sum + value, 0) / net.length;
    const most = Math.max(4, Math.min(12, Math.ceil(quantile(visits.filter((value) => value > 0), 0.95)) + 1));
    const steps = Array.from({ length: most + 1 }, (_, at) => response.slopeAt(at));
    const gains = (of: 'slope' | 'low' | 'high'): number[] => steps.map((step) => step[of] * level * margin);
    const kept = [
      await keepColumns(context, 'response', { visits: integer(steps.map((_, at) => at)), slope: double(steps.map(({ slope }) => slope)), low: double(steps.map(({ low }) => low)), high: double(steps.map(({ high }) => high)), gain: double(gains('slope')), gain_low: double(gains('low')), gain_high: double(gains('high')), cost: double(steps.map(() => visitCost)) }, panel),
      await keepColumns(context, 'coefficients', { term: text(response.coefficients.map(({ term }) => term)), estimate: double(response.coefficients.map(({ estimate }) => estimate)), error: double(response.coefficients.map(({ error }) => error)), p: double(response.coefficients.map(({ p }) => p)), low: double(response.coefficients.map(({ low }) => low)), high: double(response.coefficients.map(({ high }) => high)) }, panel),
    ];
    const [linear, square, before] = response.coefficients.map(({ estimate }) => estimate);
    const threshold = visitCost === null ? 'CAST(NULL AS DOUBLE)' : `(${visitCost} / ((1 + net_month) * ${margin}))`;
    const falling = (square ?? 0) < 0;
    const optimum = falling ? `CASE WHEN ${(linear ?? 0) + (before ?? 0)} > ${threshold} THEN least(${most}, (${(linear ?? 0) + (before ?? 0)} - ${threshold}) / ${-2 * (square ?? 0)}) ELSE 0 END` : 'CAST(NULL AS DOUBLE)';
    const classes = await context.keep('classes', `WITH panel AS (${panel}), per AS (SELECT customer_id, avg(visits) AS visits_month, avg(net) AS net_month FROM panel GROUP BY customer_id), cut AS (SELECT *, 1 + CAST(net_month > quantile_cont(net_month, 0.25) OVER () AS INTEGER) + CAST(net_month > median(net_month) OVER () AS INTEGER) + CAST(net_month > quantile_cont(net_month, 0.75) OVER () AS INTEGER) AS turnover_class FROM per),
 summed AS (SELECT turnover_class, count(*) AS customers, avg(visits_month) AS visits_month, avg(net_month) AS net_month FROM cut GROUP BY turnover_class)
SELECT turnover_class, customers, visits_month, net_month, ${optimum} AS optimum, ${threshold} AS slope_needed, coalesce(${optimum} >= ${most}, FALSE) AS beyond_tried FROM summed ORDER BY turnover_class`, params);
    if (!classes.ok) return classes;
    const advice = await context.keep('advice', `SELECT turnover_class, 'now' AS what, visits_month AS visits FROM ${quotePath(context.id, 'classes')} UNION ALL SELECT turnover_class, 'optimum', optimum FROM ${quotePath(context.id, 'classes')} WHERE optimum IS NOT NULL ORDER BY turnover_class, what`);
    if (!advice.ok) return advice;
    const tables = [];
    for (const outcome of kept) {
      if (!outcome.ok) return outcome;
      tables.push(outcome.value);
    }
    const facts = await readFacts(context, `SELECT sum(customers * visits_month) / sum(customers) AS visits_now, max(optimum) AS largest_optimum, max(visits_month) FILTER (turnover_class = 4) AS visits_top, max(optimum) FILTER (turnover_class = 4) AS optimum_top, CASE WHEN bool_or(beyond_tried) FILTER (turnover_class = 4) THEN 'yes' END AS beyond_top, max(visits_month) FILTER (turnover_class = 1) AS visits_small, max(optimum) FILTER (turnover_class = 1) AS optimum_small FROM ${quotePath(context.id, 'classes')}`, {});
    if (!facts.ok) return facts;
    const first = steps[1] ?? { slope: NaN, low: NaN, high: NaN };
    const unclear = !(first.low > 0 || first.high < 0);
    return done({
      tables: [...tables, classes.value, advice.value],
      findings: [
        ...(unclear ? [finding(context.locale, 'unclear', { en: 'The interval of the response holds zero: these months do not tell whether a visit raises sales.', ru: 'Интервал отклика включает ноль: по этим месяцам нельзя сказать, поднимает ли визит продажи.', pl: 'Przedział odpowiedzi zawiera zero: te miesiące nie mówią, czy wizyta podnosi sprzedaż.' })] : []),
        finding(context.locale, 'not_an_effect', { en: 'Visits are planned around orders: part of the response is the plan. Try the number of visits on half of a segment.', ru: 'Визиты планируют вокруг заказов: часть отклика — сам план. Проверьте число визитов на половине сегмента.', pl: 'Wizyty planuje się wokół zamówień: część odpowiedzi to sam plan. Wypróbuj liczbę wizyt na połowie segmentu.' }),
        ...(visitCost === null ? [finding(context.locale, 'absent', { en: 'No file tells the cost of visits: give visit_cost for an optimum.', ru: 'Стоимость визита неизвестна: для оптимума укажите visit_cost.', pl: 'Koszt wizyty nieznany: podaj visit_cost, by policzyć optimum.' })] : []),
        ...(falling ? [] : [finding(context.locale, 'no_optimum', { en: 'The response does not fall with more visits: no optimum lies within what was tried.', ru: 'Отклик не падает с числом визитов: в пределах испробованного оптимума нет.', pl: 'Odpowiedź nie maleje z liczbą wizyt: w wypróbowanym zakresie nie ma optimum.' })]),
      ],
      facts: { ...(asOf === null ? {} : { asOf }), windowDays, ...facts.value, customers, gain: gains('slope')[1] ?? null, cost: visitCost, margin, unclear },
    });
  },
};

export default visitResponse;

function quantile(values: Float64Array, at: number): number {
  const sorted = values.toSorted();
  return sorted[Math.min(sorted.length - 1, Math.floor(at * sorted.length))] ?? 0;
}
