import * as v from 'valibot';
import { done, fail } from '../../database/outcome.ts';
import { quoteName, quotePath } from '../../sql/quote.ts';
import type { CellKind } from '../CellKind.ts';
import { commonEntries, fromEntry } from '../options.ts';
import { readLines } from '../readLines.ts';
import { absentLines, absentStudy, baseHas, finding, keepAll, readFacts } from '../study.ts';

const schema = v.strictObject({
  from: v.optional(fromEntry),
  basket: v.optional(v.picklist(['order', 'customer_quarter']), 'order'),
  /** column whose values are paired */
  item: v.optional(v.pipe(v.string(), v.nonEmpty()), 'product_id'),
  /** baskets that must hold both */
  min_orders: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 5),
  /** share of a type's buyers above which an item belongs to the set of that type */
  set_penetration: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 0.6),
  ...commonEntries,
});

const mostRules = 100_000;

const shapes = {
  rules: { left_item: 'VARCHAR', right_item: 'VARCHAR', orders: 'BIGINT', support: 'DOUBLE', confidence: 'DOUBLE', lift: 'DOUBLE', leverage: 'DOUBLE', conviction: 'DOUBLE', jaccard: 'DOUBLE', cosine: 'DOUBLE', left_orders: 'BIGINT', right_orders: 'BIGINT', baskets: 'BIGINT', p_value: 'DOUBLE', q_value: 'DOUBLE' },
  strongest: { pair: 'VARCHAR', orders: 'BIGINT', confidence: 'DOUBLE', lift: 'DOUBLE', q_value: 'DOUBLE' },
  sets: { customer_type: 'VARCHAR', item: 'VARCHAR', buyers: 'BIGINT', of_buyers: 'BIGINT', penetration: 'DOUBLE', lift: 'DOUBLE' },
};

/** What is bought together, and what a customer of a type usually takes. */
const pairs: CellKind<v.InferOutput<typeof schema>> = {
  kind: 'pairs',
  label: { en: 'Bought together', ru: 'Покупают вместе', pl: 'Kupowane razem' },
  body: 'yaml',
  schema,
  template: 'basket: order\nitem: category\nmin_orders: 5',
  reads: ({ from }) => (from === undefined ? [] : [from]),
  consults: () => ['order_lines', 'customers'],
  async evaluate(options, context) {
    const quarter = options.basket === 'customer_quarter';
    const lines = await readLines(options, context, quarter ? ['customer_id', 'order_date'] : ['order_id']);
    if (!lines.ok) return absentLines(lines.error, options, context, shapes);
    const { has, params, asOf, windowDays } = lines.value;
    if (!has(options.item) && options.from === undefined) return absentStudy(context, shapes, { en: `The order lines have no ${options.item}, so pairs of it cannot be counted: add a file of products with it.`, ru: `В строках заказов нет ${options.item}, поэтому пары не посчитать: добавьте файл товаров с этой колонкой.`, pl: `Pozycje zamówień nie mają ${options.item}, więc par nie da się policzyć: dodaj plik towarów z tą kolumną.` });
    if (!has(options.item)) return fail('missing', `${options.from} has no column ${options.item}.`, { hint: 'Name a column of the lines under `item`.' });
    const inside = options.window_days === undefined || !has('order_date') ? 'TRUE' : 'in_window';
    const basket = quarter ? "customer_id || ' ' || CAST(date_trunc('quarter', order_date) AS VARCHAR)" : 'CAST(order_id AS VARCHAR)';
    const source = `l AS (${lines.value.sql}),
 held AS (SELECT DISTINCT ${basket} AS basket, CAST(${quoteName(options.item)} AS VARCHAR) AS item FROM l WHERE ${quoteName(options.item)} IS NOT NULL AND NOT is_return AND ${inside}${quarter ? ' AND customer_id IS NOT NULL' : ''}),
 baskets AS (SELECT count(DISTINCT basket) AS n FROM held WHERE basket IS NOT NULL),
 items AS (SELECT item, count(*) AS c FROM held WHERE basket IS NOT NULL GROUP BY item HAVING count(*) >= ${options.min_orders}),
 kept AS (SELECT basket, item FROM held SEMI JOIN items USING (item) WHERE basket IS NOT NULL)`;
    const rules = `WITH ${source},
 both_ways AS (SELECT a.item AS left_item, b.item AS right_item, count(*) AS orders FROM kept AS a JOIN kept AS b ON b.basket = a.basket AND b.item <> a.item GROUP BY ALL HAVING count(*) >= ${options.min_orders})
SELECT * EXCLUDE (rank_p, count_p), min(p_value * count_p / rank_p) OVER (ORDER BY p_value DESC RANGE UNBOUNDED PRECEDING) AS q_value FROM (SELECT *, count(*) OVER () AS count_p, rank() OVER (ORDER BY p_value) + count(*) OVER (PARTITION BY p_value) - 1 AS rank_p FROM (
SELECT left_item, right_item, orders, orders / CAST(n AS DOUBLE) AS support, orders / CAST(a.c AS DOUBLE) AS confidence, orders * CAST(n AS DOUBLE) / (CAST(a.c AS DOUBLE) * b.c) AS lift,
  orders / CAST(n AS DOUBLE) - (a.c / CAST(n AS DOUBLE)) * (b.c / CAST(n AS DOUBLE)) AS leverage, (1 - b.c / CAST(n AS DOUBLE)) / nullif(1 - orders / CAST(a.c AS DOUBLE), 0) AS conviction,
  orders / CAST(a.c + b.c - orders AS DOUBLE) AS jaccard, orders / sqrt(CAST(a.c AS DOUBLE) * b.c) AS cosine, a.c AS left_orders, b.c AS right_orders, n AS baskets, ${fisher} AS p_value
FROM both_ways JOIN items AS a ON a.item = left_item JOIN items AS b ON b.item = right_item, baskets
ORDER BY orders DESC, left_item, right_item LIMIT ${mostRules})) ORDER BY left_item, right_item`;
    const typed = options.from === undefined && baseHas(context, 'customers.customer_type') && has('customer_id');
    const sets = `WITH l AS (${lines.value.sql}),
 taken AS (SELECT DISTINCT l.customer_id, c.customer_type, CAST(${quoteName(options.item)} AS VARCHAR) AS item FROM l JOIN (SELECT customer_id, any_value(customer_type) AS customer_type FROM main.customers GROUP BY customer_id) AS c USING (customer_id) WHERE ${quoteName(options.item)} IS NOT NULL AND NOT is_return AND c.customer_type IS NOT NULL AND ${inside}),
 types AS (SELECT customer_type, count(DISTINCT customer_id) AS n FROM taken GROUP BY customer_type), everybody AS (SELECT count(DISTINCT customer_id) AS n FROM taken), overall AS (SELECT item, count(*) / CAST(any_value(e.n) AS DOUBLE) AS share FROM taken, everybody AS e GROUP BY item)
SELECT customer_type, item, count(*) AS buyers, any_value(t.n) AS of_buyers, count(*) / CAST(any_value(t.n) AS DOUBLE) AS penetration, count(*) / CAST(any_value(t.n) AS DOUBLE) / any_value(o.share) AS lift
FROM taken JOIN types AS t USING (customer_type) JOIN overall AS o USING (item) GROUP BY customer_type, item HAVING count(*) / CAST(any_value(t.n) AS DOUBLE) >= ${options.set_penetration} ORDER BY customer_type, item`;
    const kept = quotePath(context.id, 'rules');
    const made = await keepAll(context, { rules, strongest: `SELECT left_item || ' + ' || right_item AS pair, orders, confidence, lift, q_value FROM ${kept} WHERE left_item < right_item ORDER BY lift DESC, orders DESC, pair LIMIT 40`, ...(typed ? { sets } : {}) }, params);
    if (!made.ok) return made;
    const facts = await readFacts(context, `SELECT max(baskets) AS baskets, max(lift) AS best_lift, arg_max(left_item, lift) AS best_left, arg_max(right_item, lift) AS best_right, count(*) FILTER (conviction IS NULL) AS certain, count(*) AS rules${typed ? `, (SELECT sum(of_buyers) FROM (SELECT customer_type, max(of_buyers) AS of_buyers FROM ${quotePath(context.id, 'sets')} GROUP BY customer_type)) AS typed_buyers, (SELECT arg_max(customer_type, (lift, customer_type)) FROM ${quotePath(context.id, 'sets')}) AS set_type, (SELECT arg_max(item, (lift, customer_type)) FROM ${quotePath(context.id, 'sets')}) AS set_item, (SELECT arg_max(penetration, (lift, customer_type)) FROM ${quotePath(context.id, 'sets')}) AS set_share, (SELECT max(lift) FROM ${quotePath(context.id, 'sets')}) AS set_lift` : ''} FROM ${kept}`, {});
    if (!facts.ok) return facts;
    const found = Number(facts.value['rules'] ?? 0);
    const certain = Number(facts.value['certain'] ?? 0);
    return done({
      tables: made.value,
      findings: [
        ...(found === 0 ? [finding(context.locale, 'empty', { en: `No two items share ${options.min_orders} baskets.`, ru: `Нет двух позиций, которые вместе были бы в ${options.min_orders} корзинах.`, pl: `Żadne dwie pozycje nie dzielą ${options.min_orders} koszyków.` })] : []),
        ...(found >= mostRules ? [finding(context.locale, 'limited', { en: `Only the ${mostRules} pairs with the most baskets are kept; raise min_orders.`, ru: `Оставлены ${mostRules} самых частых пар; поднимите min_orders.`, pl: `Zachowano ${mostRules} najczęstszych par; zwiększ min_orders.` })] : []),
        ...(certain > 0 ? [finding(context.locale, 'certain', { en: `${certain} pairs never came apart: their conviction is infinite and stands empty.`, ru: `Пар, которые ни разу не разошлись: ${certain}; их убедительность бесконечна и оставлена пустой.`, pl: `Pary, które nigdy się nie rozeszły: ${certain}; ich przekonanie jest nieskończone i pozostaje puste.` })] : []),
      ],
      facts: { ...(asOf === null ? {} : { asOf, windowDays }), ...facts.value },
    });
  },
};

export default pairs;

/** terms of the tail that are summed; beyond them they are too small to count */
const tailTerms = 400;

/** SQL: chance that two items of a.c and b.c baskets among n share as many baskets or more (one-sided Fisher); 1 where they meet no more often than by chance. */
const fisher = `CASE WHEN orders * CAST(n AS DOUBLE) <= CAST(a.c AS DOUBLE) * b.c THEN 1.0 ELSE least(1.0, list_sum(list_transform(range(0, least(${tailTerms}, least(a.c, b.c) - orders + 1)), i -> exp(lgamma(a.c + 1.0) + lgamma(n - a.c + 1.0) + lgamma(b.c + 1.0) + lgamma(n - b.c + 1.0) - lgamma(n + 1.0) - lgamma(orders + i + 1.0) - lgamma(a.c - orders - i + 1.0) - lgamma(b.c - orders - i + 1.0) - lgamma(n - a.c - b.c + orders + i + 1.0))))) END`;
