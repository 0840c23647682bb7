import * as v from 'valibot';
import { commonEntries } from '../options.ts';
import { sqlStudy } from '../sqlStudy.ts';
import { emptyTable, finding } from '../study.ts';

const schema = v.strictObject({
  /** days ahead that the order book looks */
  horizon: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(730)), 30),
  /** gaps below which nothing is foretold */
  min_gaps: v.optional(v.pipe(v.number(), v.integer(), v.minValue(2)), 3),
  /** weight of the newest quantity and interval */
  smoothing: v.optional(v.pipe(v.number(), v.minValue(0.01), v.maxValue(1)), 0.1),
  ...commonEntries,
});

type Options = v.InferOutput<typeof schema>;

/** columns of both forecasts: of a customer's orders and of one product's */
const forecast = (horizon: number): string => `CASE WHEN silence <= median_gap THEN last_order + CAST(round(median_gap) AS INTEGER) WHEN longer IS NOT NULL THEN last_order + CAST(round(longer) AS INTEGER) END AS expected_now,
  last_order + CAST(round(median_gap) AS INTEGER) AS expected_order, last_order + CAST(floor(low_gap) AS INTEGER) AS early, last_order + CAST(ceil(high_gap) AS INTEGER) AS late,
  CASE WHEN silence > median_gap AND longer IS NULL THEN 'beyond' WHEN silence > median_gap THEN 'late' WHEN median_gap - silence <= ${horizon} THEN 'due' ELSE 'later' END AS state`;

const items = { customer_id: 'VARCHAR', customer: 'VARCHAR', manager: 'VARCHAR', product_id: 'VARCHAR', product: 'VARCHAR', expected_order: 'DATE', qty: 'DOUBLE', rate_day: 'DOUBLE', state: 'VARCHAR', gaps: 'BIGINT', median_gap: 'DOUBLE', last_order: 'DATE', silence: 'BIGINT', interval_days: 'DOUBLE', expected_now: 'DATE', early: 'DATE', late: 'DATE' };

/** When the next order is due, of what, and how much: by the customer's own rhythm. */
export default sqlStudy<Options>({
  kind: 'next_order',
  label: { en: 'Next order', ru: 'Следующий заказ', pl: 'Następne zamówienie' },
  schema,
  template: 'horizon: 30',
  consults: ['order_lines', 'customers', 'products'],
  lines: ['customer_id', 'order_date', 'net_amount'],
  absent: { en: 'Add a file with orders.', ru: 'Добавьте файл с заказами.', pl: 'Dodaj plik z zamówieniami.' },
  shapes: {
    customers: { customer_id: 'VARCHAR', customer: 'VARCHAR', manager: 'VARCHAR', gaps: 'BIGINT', last_order: 'DATE', expected_order: 'DATE', state: 'VARCHAR', usual_value: 'DOUBLE', median_gap: 'DOUBLE', silence: 'BIGINT', expected_now: 'DATE', early: 'DATE', late: 'DATE' },
    calendar: { week: 'DATE', orders: 'BIGINT', value: 'DOUBLE' },
    items,
    accuracy: { level: 'DOUBLE', own_rhythm: 'DOUBLE', naive: 'DOUBLE', customers: 'BIGINT' },
    due: { customer_id: 'VARCHAR', gaps: 'BIGINT', median_gap: 'DOUBLE', last_order: 'DATE', silence: 'BIGINT', usual_value: 'DOUBLE', expected_now: 'DATE', expected_order: 'DATE', early: 'DATE', late: 'DATE', state: 'VARCHAR', customer: 'VARCHAR', manager: 'VARCHAR' },
    errors: { level: 'DOUBLE', forecast: 'VARCHAR', loss: 'DOUBLE' },
  },
  tables({ lines, has, options, kept, face }) {
    const { horizon, min_gaps } = options;
    const occasions = `l AS (${lines}), occasions AS (SELECT customer_id, order_date AS day, CAST(sum(net_amount) AS DOUBLE) AS net FROM l WHERE customer_id IS NOT NULL AND NOT is_return AND order_date IS NOT NULL GROUP BY ALL HAVING sum(net_amount) > 0),
 gaps AS (SELECT customer_id, day, date_diff('day', lag(day) OVER (PARTITION BY customer_id ORDER BY day), day) AS gap FROM occasions QUALIFY gap IS NOT NULL)`;
    return {
      customers: `WITH ${occasions}, seen AS (SELECT customer_id, max(day) AS last_order, date_diff('day', max(day), CAST($as_of AS DATE)) AS silence, count(*) AS orders, median(net) AS usual_value FROM occasions GROUP BY customer_id),
 rhythm AS (SELECT customer_id, count(*) AS gaps, median(gap) AS median_gap, quantile_cont(gap, 0.1) AS low_gap, quantile_cont(gap, 0.9) AS high_gap, avg(gap) FILTER (gap > silence) AS longer FROM gaps JOIN seen USING (customer_id) GROUP BY customer_id HAVING count(*) >= ${min_gaps})
SELECT customer_id, gaps, median_gap, last_order, silence, usual_value, ${forecast(horizon)}${face.column} FROM seen JOIN rhythm USING (customer_id)${face.join} ORDER BY customer_id`,
      calendar: `WITH due AS (SELECT greatest(0, date_diff('day', CAST($as_of AS DATE), expected_now)) AS ahead, usual_value FROM ${kept('customers')} WHERE expected_now IS NOT NULL)
SELECT CAST($as_of AS DATE) + 1 + 7 * CAST(floor(greatest(0, ahead - 1) / 7) AS INTEGER) AS week, count(*) AS orders, sum(usual_value) AS value FROM due WHERE ahead <= ${horizon} GROUP BY week ORDER BY week`,
      items: has('product_id') && has('qty') ? itemsSql(lines, options, face, has('product_name')) : emptyTable(items),
      accuracy: `WITH ${occasions}, numbered AS (SELECT *, row_number() OVER (PARTITION BY customer_id ORDER BY day DESC) AS back FROM gaps),
 told AS (SELECT customer_id, quantile_cont(gap, 0.1) AS q10, median(gap) AS q50, quantile_cont(gap, 0.9) AS q90, arg_min(gap, back) AS naive FROM numbered WHERE back > 1 GROUP BY customer_id HAVING count(*) >= ${min_gaps}),
 judged AS (SELECT gap, naive, unnest([0.1, 0.5, 0.9]) AS level, unnest([q10, q50, q90]) AS told FROM told JOIN numbered USING (customer_id) WHERE back = 1)
SELECT CAST(level AS DOUBLE) AS level, avg(greatest(level * (gap - told), (level - 1) * (gap - told))) AS own_rhythm, avg(greatest(level * (gap - naive), (level - 1) * (gap - naive))) AS naive, count(*) AS customers FROM judged GROUP BY level ORDER BY level`,
      due: `SELECT * FROM ${kept('customers')} WHERE state IN ('due', 'late', 'beyond') ORDER BY state = 'beyond', coalesce(expected_now, expected_order), customer_id`,
      errors: `SELECT level, 'own rhythm' AS forecast, own_rhythm AS loss FROM ${kept('accuracy')} UNION ALL SELECT level, 'as last time', naive FROM ${kept('accuracy')} ORDER BY level, forecast`,
    };
  },
  facts: ({ kept, lines, options }) => `SELECT count(*) AS foretold, count(*) FILTER (state IN ('due', 'late')) AS due, coalesce(sum(usual_value) FILTER (state IN ('due', 'late') AND expected_now <= CAST($as_of AS DATE) + ${options.horizon}), 0) AS value, count(*) FILTER (state = 'beyond') AS beyond, ${options.horizon} AS horizon, (SELECT own_rhythm FROM ${kept('accuracy')} WHERE level = 0.5) AS loss, (SELECT naive FROM ${kept('accuracy')} WHERE level = 0.5) AS naive_loss, (SELECT customers FROM ${kept('accuracy')} WHERE level = 0.5) AS judged, (SELECT count(DISTINCT customer_id) FROM (${lines}) WHERE NOT is_return) AS buyers FROM ${kept('customers')}`,
  findings(facts, { locale }) {
    const [foretold, buyers] = [Number(facts['foretold'] ?? 0), Number(facts['buyers'] ?? 0)];
    if (buyers === 0) return [finding(locale, 'empty', { en: 'Nobody has bought yet: there is no rhythm to foretell from.', ru: 'Покупок пока нет: ритма для прогноза тоже.', pl: 'Nikt jeszcze nie kupił: nie ma rytmu do prognozy.' })];
    return buyers > foretold ? [finding(locale, 'few_gaps', { en: `${buyers - foretold} of ${buyers} buyers ordered too seldom to have a rhythm: nothing is foretold for them.`, ru: `Покупателей без ритма (слишком мало заказов): ${buyers - foretold} из ${buyers}; для них прогноза нет.`, pl: `Kupujący bez rytmu (za mało zamówień): ${buyers - foretold} z ${buyers}; dla nich nie ma prognozy.` })] : [];
  },
});

/** The product's own rhythm at a customer, and its quantity by Croston's smoothing with the correction of Syntetos and Boylan. */
function itemsSql(lines: string, { horizon, min_gaps, smoothing }: Options, face: { readonly column: string; readonly join: string }, named: boolean): string {
  // exponential smoothing written out: the first value keeps (1 − α)^(n − 1), the i-th one has α (1 − α)^(n − i)
  const smooth = (value: string, place: string, all: string): string => `sum(${value} * CASE WHEN ${place} = 1 THEN power(${1 - smoothing}, ${all} - 1) ELSE ${smoothing} * power(${1 - smoothing}, ${all} - ${place}) END)`;
  return `WITH l AS (${lines}), demand AS (SELECT customer_id, product_id, ${named ? 'any_value(product_name)' : 'product_id'} AS product, order_date AS day, CAST(sum(qty) AS DOUBLE) AS qty FROM l WHERE customer_id IS NOT NULL AND product_id IS NOT NULL AND NOT is_return AND qty > 0 GROUP BY customer_id, product_id, order_date),
 steps AS (SELECT *, row_number() OVER w AS place, count(*) OVER (PARTITION BY customer_id, product_id) AS times, date_diff('day', lag(day) OVER w, day) AS gap FROM demand WINDOW w AS (PARTITION BY customer_id, product_id ORDER BY day)),
 rhythm AS (SELECT customer_id, product_id, max(product) AS product, max(times) - 1 AS gaps, max(day) AS last_order, date_diff('day', max(day), CAST($as_of AS DATE)) AS silence, median(gap) AS median_gap, quantile_cont(gap, 0.1) AS low_gap, quantile_cont(gap, 0.9) AS high_gap,
   avg(gap) FILTER (gap > date_diff('day', last_day, CAST($as_of AS DATE))) AS longer, ${smooth('qty', 'place', 'times')} AS z, ${smooth('gap', '(place - 1)', '(times - 1)')} FILTER (gap IS NOT NULL) AS p
   FROM (SELECT *, max(day) OVER (PARTITION BY customer_id, product_id) AS last_day FROM steps) GROUP BY customer_id, product_id HAVING max(times) - 1 >= ${min_gaps})
SELECT customer_id, product_id, product, gaps, median_gap, last_order, silence, z AS qty, p AS interval_days, ${1 - smoothing / 2} * z / nullif(p, 0) AS rate_day, ${forecast(horizon)}${face.column} FROM rhythm${face.join} ORDER BY customer_id, product_id`;
}
