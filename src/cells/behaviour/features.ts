import type { Localised } from '../../messages/locale.ts';
import { quoteText } from '../../sql/quote.ts';

/** One number a customer that clusters are made of. */
export interface Feature {
  readonly name: string;
  readonly label: Localised;
  readonly high: Localised;
  readonly low: Localised;
  /** multiplies the scaled values: features that come as a group share the weight of fewer */
  readonly weight: number;
}

const known: readonly Feature[] = [
  { name: 'orders_month', weight: 1, label: { en: 'orders a month', ru: 'заказов в месяц', pl: 'zamówień w miesiącu' }, high: { en: 'often', ru: 'часто', pl: 'często' }, low: { en: 'seldom', ru: 'редко', pl: 'rzadko' } },
  { name: 'average_check', weight: 1, label: { en: 'average check', ru: 'средний чек', pl: 'średni rachunek' }, high: { en: 'large checks', ru: 'крупный чек', pl: 'duży rachunek' }, low: { en: 'small checks', ru: 'мелкий чек', pl: 'mały rachunek' } },
  { name: 'lines_order', weight: 1, label: { en: 'lines an order', ru: 'строк в заказе', pl: 'pozycji w zamówieniu' }, high: { en: 'many lines', ru: 'много позиций', pl: 'wiele pozycji' }, low: { en: 'one line', ru: 'одна позиция', pl: 'jedna pozycja' } },
  { name: 'breadth', weight: 1, label: { en: 'categories', ru: 'категорий', pl: 'kategorii' }, high: { en: 'broad', ru: 'широко', pl: 'szeroko' }, low: { en: 'narrow', ru: 'узко', pl: 'wąsko' } },
  { name: 'gap_cv', weight: 1, label: { en: 'variation of gaps', ru: 'разброс интервалов', pl: 'zmienność odstępów' }, high: { en: 'irregular', ru: 'нерегулярно', pl: 'nieregularnie' }, low: { en: 'regular', ru: 'регулярно', pl: 'regularnie' } },
  { name: 'visits_month', weight: 1, label: { en: 'visits a month', ru: 'визитов в месяц', pl: 'wizyt w miesiącu' }, high: { en: 'much visited', ru: 'много визитов', pl: 'dużo wizyt' }, low: { en: 'hardly visited', ru: 'мало визитов', pl: 'mało wizyt' } },
];

/** The features whose columns the query gives, categories last. */
export function featuresOf(columns: readonly string[], categories: readonly string[]): Feature[] {
  const weight = Math.sqrt(2 / Math.max(2, categories.length));
  const same = (text: string): Localised => ({ en: text, ru: text, pl: text });
  return [...known.filter(({ name }) => columns.includes(name)), ...categories.map((category, index): Feature => ({ name: `category_${index + 1}`, weight, label: same(category), high: { en: `much ${category}`, ru: `много: ${category}`, pl: `dużo: ${category}` }, low: { en: `little ${category}`, ru: `мало: ${category}`, pl: `mało: ${category}` } }))];
}

/** SQL of one row a buyer of the window: features and the old class. */
export function featureSql(lines: string, { categories, hasVisits, oldClass, face }: { readonly categories: readonly string[]; readonly hasVisits: boolean; readonly oldClass: string | null; readonly face: { readonly column: string; readonly join: string } }): string {
  const share = (category: string): string => `ln(greatest(0.005, coalesce(sum(net) FILTER (category = ${quoteText(category)}), 0) / nullif(sum(net), 0)))`;
  const logs = categories.map((category, index) => `${share(category)} AS log_${index + 1}`);
  const centre = `(${categories.map((_, index) => `log_${index + 1}`).join(' + ')}) / ${Math.max(1, categories.length)}`;
  const ratios = categories.map((_, index) => `, coalesce(log_${index + 1} - ${centre}, 0) AS category_${index + 1}`).join('');
  return `WITH l AS (${lines}), documents AS (SELECT customer_id, order_id, min(order_date) AS day, CAST(sum(net_amount) AS DOUBLE) AS net, count(*) AS n_lines, bool_or(in_window) AS now FROM l WHERE customer_id IS NOT NULL AND NOT is_return GROUP BY customer_id, order_id HAVING sum(net_amount) > 0),
 orders AS (SELECT customer_id, ln(count(*) * 30.44 / least(CAST($window_days AS DOUBLE), date_diff('day', min(day), CAST($as_of AS DATE)) + 1.0)) AS orders_month, ln(sum(net) / count(*)) AS average_check, avg(n_lines) AS lines_order, sum(net) AS revenue FROM documents WHERE now GROUP BY customer_id),
 gaps AS (SELECT customer_id, date_diff('day', lag(day) OVER (PARTITION BY customer_id ORDER BY day), day) AS gap FROM (SELECT DISTINCT customer_id, day FROM documents)), rhythm AS (SELECT customer_id, stddev_samp(gap) / avg(gap) AS gap_cv FROM gaps WHERE gap IS NOT NULL GROUP BY customer_id HAVING count(*) >= 3)${
   categories.length === 0 ? '' : `,\n spent AS (SELECT customer_id, CAST(category AS VARCHAR) AS category, CAST(sum(net_amount) AS DOUBLE) AS net FROM l WHERE in_window AND customer_id IS NOT NULL AND category IS NOT NULL GROUP BY ALL HAVING sum(net_amount) > 0), shares AS (SELECT customer_id, CAST(count(*) AS DOUBLE) AS breadth, ${logs.join(', ')} FROM spent GROUP BY customer_id)`
 }${hasVisits ? `,\n seen AS (SELECT customer_id, count(*) * 30.44 / CAST($window_days AS DOUBLE) AS visits_month FROM main.visits WHERE visit_date <= $as_of AND visit_date > CAST($as_of AS DATE) - CAST($window_days AS INTEGER) GROUP BY customer_id)` : ''}
SELECT customer_id${face.column}, ${oldClass === null ? 'CAST(NULL AS VARCHAR)' : 'old.class'} AS old_class, revenue, orders_month, average_check, lines_order, coalesce(gap_cv, (SELECT median(gap_cv) FROM rhythm), 0) AS gap_cv${categories.length === 0 ? '' : `, coalesce(breadth, 0) AS breadth${ratios}`}${hasVisits ? ', ln(1 + coalesce(visits_month, 0)) AS visits_month' : ''}
FROM orders LEFT JOIN rhythm USING (customer_id)${categories.length === 0 ? '' : ' LEFT JOIN shares USING (customer_id)'}${hasVisits ? ' LEFT JOIN seen USING (customer_id)' : ''}${oldClass === null ? '' : ` LEFT JOIN (SELECT customer_id, CAST(any_value(${oldClass}) AS VARCHAR) AS class FROM main.customers GROUP BY customer_id) AS old USING (customer_id)`}${face.join} ORDER BY customer_id`;
}
